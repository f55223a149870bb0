"""The coverage-guided fuzzer: ``python -m tests.fuzz SECONDS FOLDER``; FOLDER keeps what it found.

It begins with the corpus and the smallest record of each kind. A file that breaks something is
left in FOLDER as ``crash-…`` (or ``timeout-…``, ``oom-…``): mend it, then add it to the corpus.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["gongshi.load", "gongshi.schema"]):
    from tests.fuzz.property import county, holds

HERE = Path(__file__).parent


def seeds(folder: Path) -> None:
    """What to begin with: each file with its kind as first line."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in (HERE / "corpus").iterdir():
        shutil.copy(case, folder / case.name)
    by_size = sorted(county().values(), key=lambda one: -len(one.source))
    smallest = {document.origin.kind: document.source for document in by_size}
    for kind, source in smallest.items():
        (folder / kind).write_bytes(f"# {kind}\n".encode() + source)


def main(seconds: int, folder: Path) -> None:
    """Fuzz for so long. The process ends with 0 where nothing broke."""
    seeds(folder / "corpus")
    atheris.Setup(
        [
            sys.argv[0],
            str(folder / "corpus"),
            f"-dict={HERE / 'yaml.dict'}",
            f"-artifact_prefix={folder}/",
            f"-max_total_time={seconds}",
            "-max_len=8192",
            "-timeout=60",
            "-rss_limit_mb=1024",
        ],
        holds,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
