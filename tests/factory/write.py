"""Writes a county into a records folder, and takes care never to write over a real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from tests.factory.county import (
    SAMPLE_HOUSEHOLDS,
    SAMPLE_SEED,
    SAMPLE_VILLAGES,
    county_files,
)

_POLICY = Path(__file__).parents[2] / "records" / "policy"
_OURS = ("organisations", "townships")
"""The folders whose files are all the factory's."""


class NotADemonstration(Exception):
    """The folder holds something that the factory did not write."""


def write_county(
    out: Path,
    *,
    villages: int = SAMPLE_VILLAGES,
    households: int = SAMPLE_HOUSEHOLDS,
    seed: int = SAMPLE_SEED,
    townships: int | None = None,
) -> int:
    """Write a county into ``out``, remove what an earlier one left, and say how many files it has.

    Raises NotADemonstration where ``out`` holds records without the demonstration notice.
    """
    _refuse_real(out)
    written: set[Path] = set()
    folders: set[Path] = set()
    for relative, text in county_files(
        villages=villages, households=households, seed=seed, townships=townships
    ):
        path = out / relative
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        path.write_bytes(text.encode())
        written.add(path)
    _remove_stale(out, written)
    _copy_policy(out)
    return len(written)


def _refuse_real(out: Path) -> None:
    county = out / "county.yaml"
    if county.is_file():
        if '"demonstration"' not in _keys(county):
            raise NotADemonstration(
                f"{out} holds a county without a demonstration notice; choose another folder."
            )
    elif any((out / folder).exists() for folder in _OURS):
        raise NotADemonstration(f"{out} holds records but no county.yaml; choose another folder.")


def _keys(county: Path) -> str:
    node = yaml.compose(county.read_text("utf-8"), Loader=yaml.SafeLoader)
    keys = node.value if isinstance(node, yaml.MappingNode) else []
    return ", ".join(f'"{key.value}"' for key, _ in keys)


def _remove_stale(out: Path, written: set[Path]) -> None:
    for folder in _OURS:
        for path in sorted((out / folder).rglob("*"), reverse=True):
            # Deepest first, so that a folder is empty by the time it comes up.
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in written:
                path.unlink()


def _copy_policy(out: Path) -> None:
    """The policy catalogue is written by hand and is the same in every county."""
    target = out / "policy"
    if _POLICY.is_dir() and target.resolve() != _POLICY:
        shutil.copytree(_POLICY, target, dirs_exist_ok=True)
