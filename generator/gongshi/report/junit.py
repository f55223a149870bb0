"""Findings as JUnit XML, which most build servers show: what blocks is a failed test."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from gongshi.finding import Finding
from gongshi.pipeline import Checked
from gongshi.report.text import severity_name
from gongshi.report.wording import said

# What XML 1.0 cannot hold, not even as a reference.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(checked: Checked, language: str) -> str:
    """A suite a code and a case a finding; where nothing is found, one case that passes."""
    root = ET.Element("testsuites", name="gongshi check")
    for code in sorted({finding.code for finding in checked.findings}):
        found = [finding for finding in checked.findings if finding.code == code]
        suite = _suite(root, _xml(code), len(found), sum(map(checked.blocks, found)))
        for finding in found:
            _case(suite, finding, checked.blocks(finding), language)
    if not checked.findings:
        suite = _suite(root, "gongshi check", 1, 0)
        ET.SubElement(suite, "testcase", classname="gongshi", name="gongshi check")
    ET.indent(root)
    return str(ET.tostring(root, encoding="utf-8", xml_declaration=True), "utf-8") + "\n"


def _suite(root: ET.Element, name: str, tests: int, failures: int) -> ET.Element:
    counts = {"tests": str(tests), "failures": str(failures), "errors": "0"}
    return ET.SubElement(root, "testsuite", {"name": name, **counts})


def _case(suite: ET.Element, finding: Finding, blocks: bool, language: str) -> None:
    """One finding; what does not block passes, and its text is kept as output."""
    place = finding.place
    name = _xml(f"{place.path}:{place.line}:{place.column}")
    code = _xml(finding.code)
    case = ET.SubElement(suite, "testcase", classname=code, name=name)
    told = _xml(said(finding, language))
    if blocks:
        message = _xml(finding.message.in_language(language))
        ET.SubElement(case, "failure", message=message, type=code).text = told
    else:
        severity = severity_name(finding.severity).in_language(language)
        ET.SubElement(case, "system-out").text = f"{severity} {told}"


def _xml(text: str) -> str:
    """Text that XML can hold, with the line ends that a reader of XML would make of it."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
