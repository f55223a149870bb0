"""Runs commands of gongshi, each in a process of its own under limits, and tells what each took.

``python -m tests.load.measured < commands > told``: a JSON list of argument lists in, a JSON list
of what came of each out. What a process took it had to take in fact: the system counts it.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
MOST_SECONDS = 20
"""Processor time after which the system ends a process."""
MOST_MEMORY = 2048 * MEGABYTE
"""Address space that a process gets."""


@dataclass(frozen=True)
class Outcome:
    """Exit code, what was printed, processor seconds and peak memory in megabytes."""

    code: int
    out: str
    complaint: str
    seconds: float
    megabytes: float


def run(commands: list[list[str]], folder: Path) -> list[Outcome]:
    """Each of ``commands`` (arguments of gongshi) run in ``folder``."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.measured", str(folder)],
        cwd=Path(__file__).parents[2],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=True,
    )
    return [Outcome(**told) for told in json.loads(done.stdout)]


def _measured(arguments: list[str]) -> Outcome:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaint:
        child = os.fork()
        if child == 0:
            _become(arguments, out.fileno(), complaint.fileno())
        _, status, used = os.wait4(child, 0)
        out.seek(0)
        complaint.seek(0)
        return Outcome(
            os.waitstatus_to_exitcode(status),
            out.read().decode(),
            complaint.read().decode(),
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / 1024,
        )


def _become(arguments: list[str], out: int, complaint: int) -> None:
    """Be gongshi, and end with its exit code."""
    from gongshi.cli import main

    code = 3
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        os.dup2(out, 1)
        os.dup2(complaint, 2)
        sys.argv = ["gongshi", *arguments]
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:  # noqa: BLE001 - this process must end here, not go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    # Loaded once, so that what is measured is the work on the records.
    for module in ("check", "diff", "explain", "due"):
        importlib.import_module(f"gongshi.cli.{module}")
    os.chdir(sys.argv[1])
    print(json.dumps([asdict(_measured(command)) for command in json.load(sys.stdin)]))  # noqa: T201 - its answer
