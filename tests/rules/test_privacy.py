"""Personal numbers in records: in values, comments, names of files and messages of commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.finding import Finding
from gongshi.load import git
from tests import numbers
from tests.conftest import NOW
from tests.repository import ALONE, begin
from tests.rules.test_identity import edit

VILLAGE = "townships/shuiyun/tingquan/village.yaml"
ID = numbers.id_number()
MOBILE = numbers.mobile()


def personal(county: Path, base: str | None = None) -> list[Finding]:
    version = git.base(county, base) if base else None
    checked = pipeline.check(county, None, NOW, base=version)
    return [one for one in checked.findings if "privacy" in one.code or "personal" in one.code]


def places(county: Path, base: str | None = None) -> list[tuple[str, str, int, int]]:
    return [
        (one.code, one.place.path, one.place.line, one.place.column)
        for one in personal(county, base)
    ]


def append(county: Path, file: str, text: str) -> int:
    """The number of the line that ``text`` became."""
    path = county / file
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"{whole}{text}\n", encoding="utf-8")
    return whole.count("\n") + 1


def test_a_comment_holds_none_either(county: Path) -> None:
    line = append(county, VILLAGE, f"# 某甲 {ID}")
    assert places(county) == [("privacy.id-number", f"records/{VILLAGE}", line, 6)]


@pytest.mark.parametrize("written", [numbers.e_mail(), numbers.coordinates(), numbers.bank_card()])
def test_each_shape_has_its_rule(county: Path, written: str) -> None:
    append(county, VILLAGE, f"# {written}")
    ((code, *_),) = places(county)
    assert code in {"privacy.e-mail", "privacy.coordinates", "privacy.bank-card"}


@pytest.mark.parametrize(
    "value",
    [
        f'"{"".join(f"{chr(92)}u{ord(sign):04x}" for sign in MOBILE)}"',
        f">-\n      {MOBILE[:3]}\n      {MOBILE[3:7]}\n      {MOBILE[7:]}",
        f"|\n      {MOBILE[:3]}\n      {MOBILE[3:]}",
    ],
)
def test_quoting_and_folding_hide_nothing(county: Path, value: str) -> None:
    edit(county, VILLAGE, "    zh: 听泉村便民服务中心\n", f"    zh: {value}\n")
    assert [code for code, *_ in places(county)] == ["privacy.mobile"]
    assert personal(county)[0].spot == "office.name.zh"


def test_a_record_that_does_not_fit_its_schema_is_looked_at_too(county: Path) -> None:
    append(county, VILLAGE, f"phone: {MOBILE}")
    assert [code for code, *_ in places(county)] == ["privacy.mobile"]


def test_a_duty_phone_is_public(county: Path) -> None:
    phone = "0138-1" + "2" * 7
    text = (county / VILLAGE).read_text(encoding="utf-8")
    old = text.split("duty_phone: ")[1].split("\n")[0]
    edit(county, VILLAGE, f"duty_phone: {old}", f"duty_phone: {phone}")
    append(county, VILLAGE, f"# {phone}")
    assert places(county) == []


def test_the_name_of_a_file_is_told_without_the_number(county: Path) -> None:
    folder = county / "townships/shuiyun/tingquan"
    (folder / f"{MOBILE}.txt").write_text("x")
    (county / "organisations" / f"{MOBILE}.yaml").write_text("x")
    found = personal(county)
    assert [(one.code, one.place.path) for one in found] == [
        ("path.personal-number", "records/organisations/….yaml"),
        ("path.personal-number", "records/townships/shuiyun/tingquan/….txt"),
    ]


def test_messages_of_the_commits_of_a_change(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    repository = begin(county.parent)
    repository.commit(f"before the change: {MOBILE}")
    repository.git("checkout", "--quiet", "-b", "change")
    said = repository.commit(f"电话\n\n某甲 {MOBILE}\n\nSigned-off-by: x <{numbers.e_mail()}>")
    repository.commit("另一个\n\n没有号码")
    assert places(county, "main") == [("privacy.mobile", f"commit {said[:10]}", 3, 4)]
    assert {one.since for one in personal(county, "main")} == {"new"}


def test_no_finding_repeats_the_value(county: Path) -> None:
    every = [ID, MOBILE, numbers.e_mail(), numbers.coordinates(), numbers.bank_card()]
    append(county, VILLAGE, "# " + " , ".join(every))
    found = personal(county)
    assert len(found) == len(every)
    for one in found:
        said = "".join((one.message.zh, one.message.en, one.hint.zh, one.hint.en, one.spot))
        assert not any(value in said for value in every)
