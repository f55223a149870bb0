"""``make audit-dependencies``: the packages that run, against known faults and for signs of life.

pip-audit asks whether a locked version has a known vulnerability, uv whether a package had a
release in the last three years: it may then not use what was published since, and if the newest
version is still to be had, it is an old one. Both ask the network; what could not be asked is a
failure, never a pass.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
YEARS = 3
OLD = {
    "colorama": "mkdocs-material asks for it; it colours terminals of Windows",
    "ghp-import": "mkdocs asks for it, for a command that is not used",
    "mergedeep": "mkdocs asks for it, to join settings",
    "mkdocs-material-extensions": "mkdocs-material asks for it, for icons in pages that use none",
}
"""Packages known to be old, and why they are here all the same: what needs them is not replaced."""


class NotAsked(Exception):
    """A question that got no answer; the text says which, in one line."""


def locked(lock: str) -> dict[str, str]:
    """Every package of a lock, with its version."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, re.MULTILINE))


def vulnerable(tools: Path, lock: Path) -> Iterator[str]:
    """Each locked version with a known vulnerability. Raises NotAsked where one was not asked."""
    done = subprocess.run(
        [tools / "pip-audit", "--requirement", lock, "--require-hashes", "--disable-pip",
         "--progress-spinner", "off", "--format", "json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        raise NotAsked(_last_line(done.stderr)) from None
    told = {row["name"] for row in rows if "vulns" in row}
    missed = sorted(locked(lock.read_text(encoding="utf-8")).keys() - told)
    if missed:
        raise NotAsked(f"no word on {len(missed)} packages: {', '.join(missed[:5])} …")
    for row in rows:
        for fault in row["vulns"]:
            mended = ", ".join(fault["fix_versions"]) or "no version yet"
            yield f"{row['name']} {row['version']}: {fault['id']}, mended in {mended}"


def newest(tools: Path, names: list[str]) -> dict[str, str]:
    """The newest version of each package. Raises NotAsked where the index does not tell."""
    code, told, why = _compiled(tools, names)
    if code != 0:
        raise NotAsked(_last_line(why))
    return locked(told)


def is_old(tools: Path, name: str, version: str, since: date) -> bool:
    """Whether a version was there on a day. Raises NotAsked where the index does not tell."""
    code, _, why = _compiled(tools, [f"{name}=={version}"], "--exclude-newer", since.isoformat())
    if code > 1 or "missing an upload date" in why:
        raise NotAsked(_last_line(why))
    return code == 0


def _compiled(tools: Path, wanted: list[str], *options: str) -> tuple[int, str, str]:
    """What uv makes of requirements: 0 and versions, 1 where there are none, 2 on other faults."""
    with tempfile.NamedTemporaryFile("w", suffix=".in", encoding="utf-8") as file:
        file.write("\n".join(wanted))
        file.flush()
        done = subprocess.run(
            [tools / "uv", "pip", "compile", file.name, "--no-deps", "--no-header", "--universal",
             "--python-version", "3.11", *options],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no answer"])[-1].strip()


def audit(tools: Path, lock: Path, today: date) -> Iterator[str]:
    """Every fault, in a line. Raises NotAsked where a question got no answer."""
    since = today.replace(year=today.year - YEARS, day=min(today.day, 28))
    versions = newest(tools, sorted(locked(lock.read_text(encoding="utf-8"))))
    old = {name for name in versions if is_old(tools, name, versions[name], since)}
    sys.stdout.write(
        f"packages that run: {len(versions)}; without a release since {since}: {len(old)} "
        f"({', '.join(sorted(old)) or 'none'})\n"
    )
    for name in sorted(old - OLD.keys()):
        yield f"{name}: the newest version is {versions[name]}, with none since {since}"
    for name in sorted(OLD.keys() - old):
        yield f"{name}: has a release since {since}, or is not used; strike it from OLD"
    yield from vulnerable(tools, lock)


def main(tools: Path) -> int:
    """Print the faults; 0 where there are none and every question got its answer."""
    try:
        faults = []
        for fault in audit(tools, LOCK, datetime.now(UTC).date()):
            sys.stdout.write(f"{fault}\n")
            faults.append(fault)
    except NotAsked as why:
        sys.stderr.write(
            f"依赖没有查成，要连网再查（{why}）。 / the packages could not be looked up: this "
            f"needs the internet ({why}).\n"
        )
        return 1
    sys.stdout.write(f"faults: {len(faults)}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
