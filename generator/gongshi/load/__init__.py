"""From files to plain values: strict YAML, positions, the walk over a repository."""
