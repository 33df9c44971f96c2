"""`mkdocs serve`: one site with all languages that follows changes, and survives mistakes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

SECONDS = 20


class Served:
    """A running `mkdocs serve`."""

    def __init__(self, project: Path, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{probe.getsockname()[1]}"
        self.project = project
        self.log = project.with_name("serve.log")
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.host]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.host}{path}", timeout=SECONDS) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            return error.read().decode()

    def logged(self) -> str:
        return self.log.read_text("utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.project / name
        content = path.read_text("utf-8")
        assert old in content
        path.write_text(content.replace(old, new), "utf-8")

    def wait_for(self, what: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        while not what():
            assert self.process.poll() is None, self.logged()
            assert time.monotonic() < deadline, self.logged()
            time.sleep(0.1)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(SECONDS)


@pytest.fixture
def served(project: Path, environment: dict[str, str]) -> Iterator[Served]:
    """The small site, served as one that will live under a path."""
    running = Served(project, environment | {"SITE_URL": "https://example.org/team/handbook/"})
    try:
        running.wait_for(lambda: "Serving on" in running.logged())
        yield running
    finally:
        running.stop()


def test_all_languages_follow_changes_and_a_mistake_keeps_the_last_good_site(served: Served) -> None:
    base = "/team/handbook/"
    assert f"Serving on http://{served.host}{base}" in served.logged()
    assert 'href="sv/"' in served.get(base)
    assert "Parcels" in served.get(f"{base}en/")
    assert "Paket" in served.get(f"{base}sv/")
    assert "Pakketten" in served.get(f"{base}nl/")
    assert f"http://{served.host}{base}sv/guides/choose/" in served.get(f"{base}sv/guides/choose/")
    assert "Sidan finns inte" in served.get(f"{base}sv/gone/")
    for page in ("", "en/", "sv/guides/choose/"):  # it puts a script of its own into each, which a policy would refuse
        assert "livereload(" in served.get(base + page)
        assert "content-security-policy" not in served.get(base + page).lower()

    served.change("docs/sv/index.md", "Läs ", "Börja med ")
    served.wait_for(lambda: "Börja med" in served.get(f"{base}sv/"))

    served.change("data/parcels.yaml", "en: A light parcel", "en: A feather")
    served.wait_for(lambda: "A feather" in served.get(f"{base}en/guides/choose/"))

    served.change("data/parcels.yaml", "bicycle: no", "bicycle: perhaps")
    served.wait_for(lambda: "The last good site is still served" in served.logged())
    assert "perhaps" in served.logged()
    assert "A feather" in served.get(f"{base}en/guides/choose/")
    assert "Börja med" in served.get(f"{base}sv/")

    served.change("data/parcels.yaml", "bicycle: perhaps", "bicycle: no")
    served.change("data/parcels.yaml", "en: A feather", "en: A letter")
    served.wait_for(lambda: "A letter" in served.get(f"{base}en/guides/choose/"))


def test_changed_code_takes_effect_in_every_language(served: Served) -> None:
    served.change("decision/locales/en.yaml", "Link to this section", "Link to here")
    served.change("decision/locales/sv.yaml", "Länk till det här avsnittet", "Länk hit")
    served.wait_for(lambda: "Link to here" in served.get("/team/handbook/en/"))
    assert "Länk hit" in served.get("/team/handbook/sv/")
    served.change("hooks/templates/choose.html.j2", "<h1>", '<h1 class="changed">')
    served.wait_for(lambda: 'class="changed"' in served.get("/team/handbook/"))


def test_a_first_build_that_fails_says_why_and_ends(project: Path, mkdocs: Run) -> None:
    data = project / "data/parcels.yaml"
    data.write_text(data.read_text("utf-8").replace("bicycle: no", "bicycle: perhaps"), "utf-8")
    result = mkdocs(project, "serve", "--dev-addr", "127.0.0.1:0")
    assert result.returncode == 1
    assert "data/parcels.yaml:" in result.stderr
    assert "Traceback" not in result.stderr
