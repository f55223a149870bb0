"""Changing records: the only code that writes into a county's records."""
