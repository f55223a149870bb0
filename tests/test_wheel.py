"""What is packed: gongshi, its schemas and templates, and never a record."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built through the sdist, so that nothing untracked slips in."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    (source,) = out.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(out / "source", filter="data")
    (folder,) = (out / "source").iterdir()
    subprocess.run([*build, "-t", "wheel"], cwd=folder, check=True, capture_output=True)
    return out


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return {name.decode() for name in listed.stdout.split(b"\0") if name}


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(packed: Path) -> None:
    (wheel,) = packed.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {name.removeprefix("generator/") for name in tracked("generator")}
    expected |= {
        f"gongshi/_data/{name}" for name in tracked("schemas", "site_templates", "rulebook")
    }
    assert names == expected | {"gongshi/_data/mkdocs.yml"}


def test_no_record_is_ever_packed(packed: Path) -> None:
    (source,) = packed.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        assert not [name for name in archive.getnames() if "/records/" in name]


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (("build",), "site/en/index.html"),
        pytest.param(
            ("board", "out"),
            "out/notice-tingquan-2019-entry-2.pdf",
            marks=pytest.mark.paper,
        ),
    ],
)
def test_the_installed_wheel_checks_builds_and_prints_a_county(
    packed: Path, county: Path, arguments: tuple[str, ...], made: str
) -> None:
    """From the wheel alone, away from the checkout: schemas, templates and theme are found."""
    (wheel,) = packed.glob("*.whl")
    shutil.unpack_archive(wheel, county.parent / "installed", "zip")
    script = (
        "import sys; sys.path.insert(0, 'installed')\n"
        "import gongshi; assert 'installed' in gongshi.__file__, gongshi.__file__\n"
        f"sys.argv = {['gongshi', *arguments]}\n"
        "from gongshi.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=county.parent, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (county.parent / made).is_file()
