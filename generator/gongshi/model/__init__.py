"""Typed records of a county and what holds on a date. Fields not recorded are None: unknown."""
