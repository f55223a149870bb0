"""``gongshi codeowners``: read back as each forge reads its file, path by path.

Each reader below follows the forge's own: GitHub's documentation, GitLab's ``Gitlab::CodeOwners``
(``File::fnmatch`` with FNM_PATHNAME and FNM_DOTMATCH), Gitea's ``TokenizeCodeOwnersLine``.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gongshi import owners
from gongshi.owners import Owners
from tests.cli.test_commands import run
from tests.conftest import ROOT
from tests.repository import ALONE, begin

OFFICE, POLICY, JIYUE = "@yunxiu-county/office", "@yunxiu-county/policy", "@yunxiu-county/jiyue"
PATHS = {
    "townships/jiyue/township.yaml": {JIYUE},
    "townships/jiyue/xiyue/households/h000001.yaml": {JIYUE},
    "townships/jiyue-new/township.yaml": {OFFICE},
    "townships/nobodys/xiyue/village.yaml": {OFFICE},
    "policy/parameters/poverty-line.yaml": {POLICY},
    "policy": {OFFICE},
    "county.yaml": {POLICY},
    "countyXyaml": {OFFICE},
    "organisations/county-forestry.yaml": {OFFICE},
}
OUTSIDE = (
    ".github/workflows/records.yml",
    ".github/CODEOWNERS",
    "CODEOWNERS",
    ".gitlab-ci.yml",
    "Makefile",
    "elsewhere/records/townships/jiyue/township.yaml",
    "elsewhere/records/policy/parameters/poverty-line.yaml",
)
PREFIXES = ("records/", "", "data/of the county/", "a.b+c/")


def made(prefix: str = "records/") -> Owners:
    return Owners(
        prefix=prefix,
        county=(OFFICE,),
        policy=(POLICY,),
        townships={"jiyue": (JIYUE,)},
        without=("nobodys",),
    )


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def words(line: str) -> tuple[str, list[str]]:
    """A pattern, in which a space is escaped, and its owners."""
    pattern, *named = re.split(r"(?<!\\)\s+", line.strip())
    return pattern, named


def glob(pattern: str) -> re.Pattern[str]:
    """A rooted pattern of GitHub or GitLab; a folder stands for all below it."""
    tokens = re.findall(r"\\.|\*\*|.", pattern)
    spelled = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(spelled.get(one) or re.escape(one[-1]) for one in tokens))


def by_github(text: str, path: str) -> set[str]:
    """The last line that matches holds."""
    found: list[str] = []
    for line in lines(text):
        pattern, named = words(line)
        whole = "**" if pattern == "*" else f"{pattern}**" if pattern.endswith("/") else pattern
        if glob(whole).fullmatch(f"/{path}"):
            found = named
    return set(found)


def by_gitlab(text: str, path: str, *, exceptions: bool = True) -> set[str]:
    """In each section the last line that matches; an exception takes the section out."""
    found: dict[str, list[str]] = {}
    out: set[str] = set()
    section, default = "", [""]
    for line in lines(text):
        heading = re.fullmatch(r"\[(.*?)\](.*)", line)
        if heading:
            section, default = heading[1].lower(), heading[2].split()
            continue
        pattern, named = words(line.removeprefix("!"))
        pattern = "/**" if pattern == "*" else pattern
        pattern = f"{pattern}**" if pattern.endswith("/") else pattern
        # GitLab takes an escaped space for a plain one before it matches.
        if glob(re.sub(r"\\\s+", " ", pattern)).fullmatch(f"/{path}"):
            if not line.startswith("!"):
                found[section] = named or default
            elif exceptions:
                out.add(section)
    return {one for name, named in found.items() if name not in out for one in named}


def by_gitea(text: str, path: str) -> set[str]:
    """Every line whose expression fits the whole path, or with ``!`` does not."""
    found: set[str] = set()
    for line in lines(text):
        tokens, token, escape = [], "", False
        for char in line.strip().replace("\t", " "):
            if escape:
                token, escape = token + char, False
            elif char == "\\":
                escape = True
            elif char == "#":
                break
            elif char == " ":
                tokens, token = tokens + [token] * bool(token), ""
            else:
                token += char
        tokens += [token] * bool(token)
        fits = re.search(f"^{tokens[0].removeprefix('!')}$", path) is not None
        if fits is not tokens[0].startswith("!"):
            found.update(tokens[1:])
    return found


Reader = Callable[[str, str], set[str]]
READERS: dict[owners.Forge, Reader] = {
    "github": by_github,
    "gitlab": by_gitlab,
    "gitea": by_gitea,
}


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("forge", READERS)
def test_each_path_has_the_owner_it_should_have(forge: owners.Forge, prefix: str) -> None:
    text = owners.render(made(prefix), forge)
    outside = [path for path in OUTSIDE if prefix or not path.startswith("elsewhere")]
    expected = {f"{prefix}{path}": named for path, named in PATHS.items()}
    expected |= {path: {OFFICE} for path in outside}
    assert {path: READERS[forge](text, path) for path in expected} == expected


@pytest.mark.parametrize("forge", ["gitlab", "gitea"])
def test_a_folder_with_signs_of_patterns_is_itself_and_no_other(forge: owners.Forge) -> None:
    text = owners.render(made("re[cx]o#rds (*)/"), forge)
    assert READERS[forge](text, "re[cx]o#rds (*)/county.yaml") == {POLICY}
    for other in ("reco#rds (*)/county.yaml", "re[cx]o#rds (a)/county.yaml", "re/county.yaml"):
        assert READERS[forge](text, other) == {OFFICE}


def test_an_older_gitlab_has_the_county_approve_too() -> None:
    """It takes no exceptions: more must approve, never fewer."""
    text = owners.render(made(), "gitlab")
    path = "records/townships/jiyue/township.yaml"
    assert by_gitlab(text, path, exceptions=False) == {OFFICE, JIYUE}


@pytest.mark.parametrize("forge", READERS)
def test_without_policy_owners_or_townships_all_is_the_county_s(forge: owners.Forge) -> None:
    text = owners.render(Owners("records/", (OFFICE,), (), {}, ("jiyue",)), forge)
    for path in PATHS:
        assert READERS[forge](text, f"records/{path}") == {OFFICE}


@pytest.mark.parametrize(
    ("forge", "prefix", "handle"),
    [
        ("github", "re[c]ords/", OFFICE),
        ("github", "records #1/", OFFICE),
        ("github", "records/", "@county/team/inner"),
        ("github", "records/", "@county/team.one"),
        ("gitea", "!records/", OFFICE),
        ("gitea", "records/", "@county/team/inner"),
        ("gitlab", "rec\nords/", OFFICE),
    ],
)
def test_what_a_forge_cannot_say_is_refused(forge: owners.Forge, prefix: str, handle: str) -> None:
    with pytest.raises(owners.OwnersNotTold):
        owners.render(Owners(prefix, (handle,), (), {}, ()), forge)


# --- The command


@pytest.fixture
def county_with_owners(county: Path) -> Path:
    settings = county / "county.yaml"
    review = 'review:\n  owners: ["@example-county/office"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + review, encoding="utf-8")
    begin(county.parent)
    return county


def command(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("codeowners", "--lang=en", *arguments, cwd=cwd, **ALONE)


def test_the_sample_names_an_owner_for_every_township() -> None:
    done = command(ROOT, "--forge", "github")
    assert (done.returncode, done.stderr) == (0, "")
    for township in (ROOT / "records" / "townships").iterdir():
        path = f"records/townships/{township.name}/township.yaml"
        assert by_github(done.stdout, path) == {f"@yunxiu-county/{township.name}"}


def test_a_township_without_owners_is_told_and_is_the_county_s(county_with_owners: Path) -> None:
    done = command(county_with_owners.parent, "--forge", "gitlab")
    assert done.returncode == 0
    assert done.stderr == ("Townships that name no reviewers, which the county reviews: shuiyun.\n")
    path = "records/townships/shuiyun/township.yaml"
    assert by_gitlab(done.stdout, path) == {"@example-county/office"}


def test_a_county_that_names_nobody_is_told_to(county: Path) -> None:
    begin(county.parent)
    done = command(county.parent, "--forge", "gitea")
    assert (done.returncode, done.stdout) == (2, "")
    assert "review.owners" in done.stderr


def test_a_file_out_of_date_is_told(county_with_owners: Path) -> None:
    top = county_with_owners.parent
    (top / ".github").mkdir()
    file = ".github/CODEOWNERS"
    assert command(top, "--forge", "github", "--check", file).returncode == 1  # none there
    assert command(top, "--forge", "github", "--out", file).returncode == 0
    assert command(top, "--forge", "github", "--check", file).returncode == 0
    text = (top / file).read_text(encoding="utf-8")
    (top / file).write_bytes(text.replace("\n", "\r\n").encode())
    assert command(top, "--forge", "github", "--check", file).returncode == 0
    township = county_with_owners / "townships" / "shuiyun" / "township.yaml"
    named = township.read_text(encoding="utf-8") + 'reviewers: ["@example-county/shuiyun"]\n'
    township.write_text(named, encoding="utf-8")
    done = command(top, "--forge", "github", "--check", file)
    assert done.returncode == 1
    assert done.stderr.endswith(
        ".github/CODEOWNERS is out of date; run: gongshi codeowners --forge github --out "
        ".github/CODEOWNERS\n"
    )


def test_a_file_that_the_forge_does_not_read_is_told(county_with_owners: Path) -> None:
    """Somebody adds one that stands first, and the right one is read no more."""
    top = county_with_owners.parent
    (top / ".gitea").mkdir()
    file = ".gitea/CODEOWNERS"
    assert command(top, "--forge", "gitea", "--out", file).returncode == 0
    assert command(top, "--forge", "gitea", "--check", file).returncode == 0
    (top / "CODEOWNERS").write_text(".* @somebody\n", encoding="utf-8")
    done = command(top, "--forge", "gitea", "--check", file)
    assert done.returncode == 1
    assert done.stderr.endswith(
        "gitea does not read .gitea/CODEOWNERS: it reads CODEOWNERS first; keep one of them.\n"
    )


def test_a_faulty_township_names_no_owners(county_with_owners: Path) -> None:
    township = county_with_owners / "townships" / "shuiyun" / "township.yaml"
    faulty = township.read_text(encoding="utf-8") + "reviewers: [nobody]\n"
    township.write_text(faulty, encoding="utf-8")
    done = command(county_with_owners.parent, "--forge", "github")
    assert (done.returncode, done.stdout) == (2, "")


def test_outside_a_repository_there_are_no_paths(county: Path) -> None:
    settings = county / "county.yaml"
    review = 'review:\n  owners: ["@example-county/office"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + review, encoding="utf-8")
    done = command(county.parent, "--forge", "github")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git" in done.stderr


def test_a_file_that_it_did_not_make_is_left_alone(county: Path) -> None:
    begin(county.parent)
    before = (county / "county.yaml").read_bytes()
    done = run("codeowners", "--forge", "github", "--out", "records/county.yaml", cwd=county.parent)
    assert done.returncode == 2
    assert (county / "county.yaml").read_bytes() == before
