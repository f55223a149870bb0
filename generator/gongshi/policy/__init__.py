"""The policy as data: clauses, procedures, duty lists and dated parameters."""
