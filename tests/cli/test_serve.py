"""``gongshi serve`` as a running process: pages served, a change shown, an error not published."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rules.test_identity import edit

VILLAGE = "townships/shuiyun/tingquan/village.yaml"


class Server:
    """The process and the way to its pages."""

    def __init__(self, county: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = (county.parent / "log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gongshi", "serve", "--lang", "en", "--port", str(self.port)],
            cwd=county.parent,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=5) as answer:
            return str(answer.read().decode("utf-8"))

    def told(self) -> str:
        return Path(self.log.name).read_text(encoding="utf-8")


def wait(what: Callable[[], bool]) -> None:
    """Until it holds; half a minute is far more than it takes, and then the test fails."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if what():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not come about")


@pytest.fixture
def server(county: Path) -> Iterator[Server]:
    running = Server(county)
    try:
        wait(lambda: "听泉村" in running.get("index.html"))
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=10)
        running.log.close()


def test_a_change_is_built_and_the_page_told_to_reload(server: Server, county: Path) -> None:
    page = server.get("villages/tingquan.html")
    assert "livereload" in page
    assert "Content-Security-Policy" not in page, "it would stop the script that reloads"
    edit(county, VILLAGE, "zh: 听泉村\n", "zh: 听雨村\n")
    wait(lambda: "听雨村" in server.get("villages/tingquan.html"))


def test_records_with_errors_are_told_and_not_shown(server: Server, county: Path) -> None:
    edit(county, VILLAGE, "  zh: 听泉村\n", "  zh: 听雨村\n  zz: x\n")
    wait(lambda: "schema.unknown-field" in server.told())
    assert "听泉村" in server.get("villages/tingquan.html")
    edit(county, VILLAGE, "  zz: x\n", "")
    wait(lambda: "听雨村" in server.get("villages/tingquan.html"))
    assert not (county.parent / "site").exists(), "what is published is not touched"
