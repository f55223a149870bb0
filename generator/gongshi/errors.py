"""Wrong use and broken surroundings, as exceptions; faults in records are findings instead."""

from __future__ import annotations


class GongshiError(Exception):
    """One sentence for the person at the keyboard, with the cure; exit code 2."""


class AssetsMissing(GongshiError):
    """The schemas or templates that belong to the package are not there."""


class RecordsMissing(GongshiError):
    """There is no records folder where one was asked for."""


class RecordUnknown(GongshiError):
    """There is no record, or no rule, of the name that was asked for."""


class TargetNotOurs(GongshiError):
    """The folder to publish into holds something that gongshi did not build."""


class BuildBusy(GongshiError):
    """Something else is writing the same site."""


class SiteNotWritten(GongshiError):
    """The disk does not let a site be written: it is full, read-only, or refuses."""


class SiteUnknown(GongshiError):
    """A folder holds no site whose manifest can be read, or one that cannot be compared."""


class BuildUnknown(GongshiError):
    """No build of that name is kept, or it is no longer as it was built."""


class VersionMissing(GongshiError):
    """The earlier version of the records that was asked for cannot be read."""


class ProgramMissing(GongshiError):
    """A program that a check needs is not on this machine."""


class LeakFound(GongshiError):
    """What would be written holds private values, so that it must not be; exit code 1."""


class FileNotWritten(GongshiError):
    """A file that was asked for cannot be written."""


class FontMissing(GongshiError):
    """No font for Chinese is installed, so no sheet can be printed."""


class GlyphMissing(GongshiError):
    """No font installed has a character that a sheet needs."""


class NoticeNotPrinted(GongshiError):
    """A notice that was asked for is over, or has no list yet."""


class LanguageMissing(GongshiError):
    """A language that the site is to have is not known, or has no messages."""


class OwnersNotTold(GongshiError):
    """Who reviews what cannot be written as the forge asks."""
