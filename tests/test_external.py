"""Addresses outside the site, asked of a server that runs here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from decision import external, project
from decision.problem import Place
from tests.tables_on_disk import HERE


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/old":
            self.send_response(301)
            self.send_header("Location", "/here")
        elif self.path in ("/here", "/get-only"):
            self.send_response(200)
        else:
            self.send_response(404)
        self.end_headers()

    def do_HEAD(self) -> None:
        if self.path == "/get-only":
            self.send_response(405)
            self.end_headers()
        else:
            self.do_GET()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()


def test_addresses_are_asked_and_reported(server: str) -> None:
    places = {
        f"{server}{path}": [Place("a.md", line)]
        for line, path in enumerate(["/here#x", "/old", "/gone", "/get-only"], 1)
    }
    places["http://127.0.0.1:9/"] = [Place("b.md", 1), Place("b.md", 2)]
    answers = list(external.ask(places))
    assert [answer.fault is None for answer in answers] == [True, True, False, True, False]
    assert external.as_text(answers, places, "2026-01-31").splitlines() == [
        "addresses outside the site, asked on 2026-01-31",
        f"a.md:3:1: {server}/gone answers 404 Not Found",
        "b.md:1:1: http://127.0.0.1:9/ does not answer: [Errno 111] Connection refused",
        "b.md:2:1: http://127.0.0.1:9/ does not answer: [Errno 111] Connection refused",
        f"a.md:2:1: {server}/old moved to {server}/here",
        "5 addresses, 2 failing",
    ]


def test_addresses_come_from_data_and_guides() -> None:
    found = external.collect(project.load(HERE / "frozen"))
    (place,) = found["https://helpx.adobe.com/enterprise/using/adobe-asset-link.html"]
    assert place.path == "data/usecases.yaml"
    assert {
        place.path.split("/")[1] for places in found.values() for place in places if place.path.startswith("docs")
    } == {"en", "sv", "nl"}
    assert not any(address.startswith("address:") for address in found)
