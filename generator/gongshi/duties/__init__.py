"""Who owes what to whom, and what was done: duties of the policy held against the duty logs."""
