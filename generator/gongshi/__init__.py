"""Check a county's poverty-alleviation records and publish its public notices (公示)."""

__version__ = "0.1.0"
