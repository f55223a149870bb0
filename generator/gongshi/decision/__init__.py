"""From recorded facts to decisions: each clause judged met, not met or unknown, and combined."""
