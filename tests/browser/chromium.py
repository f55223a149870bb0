"""Where Chromium is; run as a script, says in one line whether the browser tests can run."""

from __future__ import annotations

import os
import shutil
import sys

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def find() -> str | None:
    """The browser named by CHROMIUM, else the first one found on the path."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def required() -> bool:
    """Whether a missing browser is a failure: it is in CI."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


if __name__ == "__main__" and find() is None:
    sys.stderr.write(
        "browser tests do not run: no Chromium on the path; install one "
        "(Debian: apt-get install chromium fonts-noto-cjk) or name it in CHROMIUM\n"
    )
    sys.exit(1 if required() else 0)
