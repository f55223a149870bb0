"""Makes fictional counties from a seed: the committed sample, and others of any size for tests."""

from __future__ import annotations

from tests.factory.county import county_files, county_records
from tests.factory.write import NotADemonstration, write_county

__all__ = ["NotADemonstration", "county_files", "county_records", "write_county"]
