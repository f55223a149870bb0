"""Each document held against the JSON Schema of its kind, in words a clerk can follow."""
