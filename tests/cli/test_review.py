"""``gongshi check --base``: what a reviewer must not overlook, and whether commits are signed.

The repositories are real, and so are the SSH keys and signatures.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.repository import ALONE, Repository, begin
from tests.rules.test_identity import edit

if shutil.which("ssh-keygen") is None:
    missing = "these tests sign commits: install ssh-keygen (openssh-client)"
    if os.environ.get("CI"):
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing, allow_module_level=True)

SIGNERS = "ci/allowed-signers"
REVIEW = """review:
  owners: ["@example-county/office"]
  signatures: {signatures}
  signers: ci/allowed-signers
"""
TOWNSHIP = "townships/shuiyun/township.yaml"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A key that the county lists, and one that it does not."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("clerk", "stranger"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder / name]
        subprocess.run(made, check=True)
    return {name: folder / name for name in ("clerk", "stranger")}


def listed(key: Path, principal: str = "clerk") -> str:
    return f"{principal} {key.with_suffix('.pub').read_text(encoding='utf-8')}"


def started(county: Path, keys: dict[str, Path], signatures: str) -> Repository:
    """The tiny county, which asks for signatures and lists the clerk's key, on a branch of work."""
    settings = county / "county.yaml"
    text = settings.read_text(encoding="utf-8") + REVIEW.format(signatures=signatures)
    settings.write_text(text, encoding="utf-8")
    township = county / TOWNSHIP
    reviewers = 'reviewers: ["@example-county/shuiyun"]\n'
    township.write_text(township.read_text(encoding="utf-8") + reviewers, encoding="utf-8")
    signers = county.parent / SIGNERS
    signers.parent.mkdir()
    signers.write_text(listed(keys["clerk"]), encoding="utf-8")
    repository = begin(county.parent)
    repository.git("switch", "--quiet", "--create", "work")
    return repository


def signing(key: Path) -> list[str]:
    return ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key}", "-c", "commit.gpgsign=true"]


def commit(repository: Repository, key: Path | None = None) -> str:
    """Everything as it lies there, as a commit, signed where a key is given."""
    repository.git("add", "--all")
    with_key = signing(key) if key else ()
    repository.git(*with_key, "commit", "--quiet", "--allow-empty", "--message", "a change")
    return repository.git("rev-parse", "HEAD")


def rename(repository: Repository) -> None:
    """A harmless change of a township's record."""
    edit(repository.folder / "records", TOWNSHIP, "Shuiyun Town\n", "Shuiyun\n")


def found(repository: Repository, *, code: int, **settings: str) -> dict[str, str]:
    """The English message of each finding of review, by its code, and its severity before it."""
    done = run(
        "check", "--base=main", "--format=json", "--lang=en",
        cwd=repository.folder, **ALONE, **settings,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    told = json.loads(done.stdout)["findings"]
    return {
        one["code"]: f"{one['severity']}: {one['message']['en']}"
        for one in told
        if one["code"].startswith("review.")
    }


UNSIGNED = "review.commits-unsigned"


def test_a_commit_signed_by_a_listed_key_is_well(county: Path, keys: dict[str, Path]) -> None:
    repository = started(county, keys, "required")
    rename(repository)
    commit(repository, keys["clerk"])
    assert found(repository, code=0) == {}


def test_unsigned_and_strange_commits_are_told_apart(county: Path, keys: dict[str, Path]) -> None:
    repository = started(county, keys, "reported")
    commit(repository, keys["clerk"])
    unsigned = commit(repository)
    strange = commit(repository, keys["stranger"])
    assert found(repository, code=0) == {
        UNSIGNED: "warning: Signed by a listed key: 1 of 3 commits; "
        f"key not listed: {strange[:10]}; unsigned: {unsigned[:10]}."
    }


def test_where_signatures_are_required_an_unsigned_commit_blocks(
    county: Path, keys: dict[str, Path]
) -> None:
    repository = started(county, keys, "required")
    unsigned = commit(repository)
    assert found(repository, code=1) == {
        UNSIGNED: f"error: Signed by a listed key: 0 of 1 commits; unsigned: {unsigned[:10]}."
    }


def test_a_change_cannot_list_a_key_of_its_own(county: Path, keys: dict[str, Path]) -> None:
    """Nor drop the demand: keys and settings are read as they were before the change."""
    repository = started(county, keys, "required")
    signers = repository.folder / SIGNERS
    signers.write_text(listed(keys["stranger"], "clerk"), encoding="utf-8")
    edit(repository.folder / "records", "county.yaml", "  signatures: required\n", "")
    strange = commit(repository, keys["stranger"])
    told = found(repository, code=1)
    assert told[UNSIGNED].endswith(f"0 of 1 commits; key not listed: {strange[:10]}.")
    assert set(told) == {UNSIGNED, "review.workings-changed", "review.settings-changed"}


def test_a_signature_moved_to_another_commit_is_bad(county: Path, keys: dict[str, Path]) -> None:
    repository = started(county, keys, "required")
    commit(repository, keys["clerk"])
    whole = repository.git("cat-file", "commit", "HEAD")
    forged = f"{whole}\n".replace("a change", "another change")
    made = repository.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged)
    repository.git("reset", "--quiet", "--hard", made)
    assert found(repository, code=1) == {
        UNSIGNED: "error: Signed by a listed key: 0 of 1 commits; "
        f"signature that does not fit: {made[:10]}."
    }


def test_another_kind_of_signature_counts_for_nothing_and_runs_nothing(
    county: Path, keys: dict[str, Path], tmp_path: Path
) -> None:
    """A repository that came as a folder may have settings of its own; no program of them runs."""
    repository = started(county, keys, "required")
    commit(repository, keys["clerk"])
    program, ran = tmp_path / "program", tmp_path / "ran"
    program.write_text(f"#!/bin/sh\ntouch {ran}\necho '[GNUPG:] GOODSIG 0 x' >&2\n", "utf-8")
    program.chmod(0o755)
    everyone = tmp_path / "everyone"
    everyone.write_text(listed(keys["stranger"], "*"), encoding="utf-8")
    names = ("gpg.program", "gpg.openpgp.program", "gpg.x509.program", "gpg.ssh.program")
    for name in (*names, "core.fsmonitor"):
        repository.git("config", name, str(program))
    repository.git("config", "gpg.ssh.allowedSignersFile", str(everyone))
    repository.git("config", "log.showSignature", "true")
    assert found(repository, code=0) == {}
    assert not ran.exists()
    whole = repository.git("-c", "core.fsmonitor=false", "cat-file", "commit", "HEAD")
    start = whole.index("gpgsig")
    pgp = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"
    forged = f"{whole[:start]}{pgp}\na change\n"
    made = repository.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged)
    repository.git("update-ref", "refs/heads/work", made)
    told = found(repository, code=1)
    assert told == {
        UNSIGNED: f"error: Signed by a listed key: 0 of 1 commits; key not listed: {made[:10]}."
    }
    assert not ran.exists()


def test_a_merge_that_adds_nothing_needs_no_signature(county: Path, keys: dict[str, Path]) -> None:
    """Forges test a change merged with its target; what they add is nobody's."""
    repository = started(county, keys, "required")
    rename(repository)
    work = commit(repository, keys["clerk"])
    repository.git("switch", "--quiet", "main")
    (repository.folder / "README.md").write_text("more\n", encoding="utf-8")
    commit(repository)
    repository.git("switch", "--quiet", "--detach")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", work)
    assert found(repository, code=0) == {}


def test_a_merge_with_something_of_its_own_needs_one(county: Path, keys: dict[str, Path]) -> None:
    repository = started(county, keys, "required")
    commit(repository, keys["clerk"])
    repository.git("switch", "--quiet", "--detach", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "work")
    rename(repository)
    merge = commit(repository)
    told = found(repository, code=1)
    assert told[UNSIGNED].endswith(f"1 of 2 commits; unsigned: {merge[:10]}.")


def test_keys_that_were_never_listed_are_told(county: Path, keys: dict[str, Path]) -> None:
    repository = started(county, keys, "reported")
    repository.git("rm", "--quiet", SIGNERS)
    repository.git("commit", "--quiet", "--message", "no keys")
    repository.git("update-ref", "refs/heads/main", "work")
    commit(repository, keys["clerk"])
    assert set(found(repository, code=0)) == {UNSIGNED, "review.signers-missing"}


def test_without_ssh_keygen_nothing_passes(
    county: Path, keys: dict[str, Path], tmp_path: Path
) -> None:
    repository = started(county, keys, "required")
    commit(repository, keys["clerk"])
    git = shutil.which("git")
    assert git is not None
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "git").symlink_to(git)
    done = run("check", "--base=main", cwd=repository.folder, **ALONE, PATH=str(tmp_path / "only"))
    assert done.returncode == 2
    assert "ssh-keygen" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_not_asked_for_is_not_looked_at(county: Path) -> None:
    repository = begin(county.parent)
    repository.git("switch", "--quiet", "--create", "work")
    commit(repository)
    assert found(repository, code=0) == {}


def test_a_pipeline_is_told_where_it_is_committed_or_staged(county: Path) -> None:
    repository = begin(county.parent)
    repository.git("switch", "--quiet", "--create", "work")
    for name in (".github/workflows/new.yml", "CODEOWNERS", "docs/manual.md"):
        file = repository.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x\n", encoding="utf-8")
    repository.git("add", "CODEOWNERS")
    assert set(found(repository, code=0)) == {"review.workings-changed"}
    rename(repository)
    commit(repository)
    told = found(repository, code=0)
    assert told["review.mixed-change"] == (
        "warning: This change belongs to several: the county (files: 2), shuiyun (files: 1)."
    )


def test_a_county_may_refuse_mixed_changes(county: Path) -> None:
    """As it says before the change: one that lifts the refusal is refused itself."""
    settings = county / "county.yaml"
    mixed = 'review:\n  owners: ["@example-county/office"]\n  mixed_changes: refused\n'
    settings.write_text(settings.read_text(encoding="utf-8") + mixed, encoding="utf-8")
    repository = begin(county.parent)
    repository.git("switch", "--quiet", "--create", "work")
    rename(repository)
    edit(county, "county.yaml", "  mixed_changes: refused\n", "")
    told = found(repository, code=1)
    assert told["review.mixed-change"].startswith("error: ")


def test_acts_entered_long_after_are_pointed_out(county: Path) -> None:
    """A January's visit, taken out before and entered in November."""
    log = "townships/shuiyun/tingquan/duties/2019.yaml"
    text = (county / log).read_text(encoding="utf-8")
    first = text[text.index("  - date: 2019-01-16") : text.index("  - date: 2019-01-22")]
    (county / log).write_text(text.replace(first, ""), encoding="utf-8")
    repository = begin(county.parent)
    (county / log).write_text(text, encoding="utf-8")
    assert found(repository, code=0) == {
        "review.entries-late": "warning: This change enters acts of more than 60 days ago: 1, "
        "the earliest of 2019-01-16."
    }
