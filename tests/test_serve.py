"""`mkdocs serve`: one site with all languages that follows changes, and survives mistakes."""

from __future__ import annotations

import re
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

SECONDS = 60


class Served:
    """A running `mkdocs serve`."""

    def __init__(self, project: Path, environment: dict[str, str], *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{probe.getsockname()[1]}"
        self.project = project
        self.log = project.with_name("serve.log")
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.host, *options]
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

    def add(self, name: str, text: str) -> None:
        path = self.project / name
        path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(SECONDS)


@pytest.fixture
def served(project: Path, environment: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Served]:
    """The small site, served as one that will live under a path; with options that a test may give."""
    options = getattr(request, "param", ())
    running = Served(project, environment | {"SITE_URL": "https://example.org/team/handbook/"}, *options)
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


def text_of(page: str) -> str:
    """A page without the numbers that MkDocs puts into it, which are others each time."""
    return re.sub(r"\d+, \d+\);\s*</script>", "", page)


def save_until_shown(served: Served, name: str, address: str) -> str:
    """Save a page until it is shown before all else is built: the processes that do so have to begin first."""
    for number in range(60):
        before = served.logged()
        served.add(name, f"Line {number} of a saved page.")
        served.wait_for(lambda line=f"Line {number} of a": line in served.get(address))  # type: ignore[misc]
        if f"Shown already: {name};" in served.logged().removeprefix(before):
            return text_of(served.get(address))
        time.sleep(1.0)
    raise AssertionError(served.logged())


def test_a_saved_page_is_shown_at_once_and_is_what_a_whole_build_makes_of_it(served: Served) -> None:
    base = "/team/handbook/"
    shown = save_until_shown(served, "docs/en/guides/choose.md", f"{base}en/guides/choose/")
    others = [text_of(served.get(f"{base}{locale}/guides/choose/")) for locale in ("sv", "nl")]
    assert "of a saved page" in others[1]  # which is not translated, and taken from the same file
    served.wait_for(lambda: "All is built" in served.logged())
    assert text_of(served.get(f"{base}en/guides/choose/")) == shown
    assert text_of(served.get(f"{base}nl/guides/choose/")) == others[1]

    # a mistake that stops a build is not shown, and the next save of a right page is
    served.add("docs/en/index.md", "<!-- decision-table: parcel -->")
    served.wait_for(lambda: "The last good site is still served" in served.logged())
    assert "did you mean" in served.logged()
    assert "decision-table" not in served.get(f"{base}en/")
    served.change("docs/en/index.md", "<!-- decision-table: parcel -->", "A word behind.")
    served.wait_for(lambda: "A word behind." in served.get(f"{base}en/"))
    assert text_of(served.get(f"{base}en/guides/choose/")) == shown


@pytest.mark.parametrize("served", [("--strict",)], indirect=True)
def test_a_page_that_is_shown_already_is_taken_back_where_the_site_cannot_be_built(served: Served) -> None:
    address = "/team/handbook/en/"
    save_until_shown(served, "docs/en/index.md", address)
    served.wait_for(lambda: "All is built" in served.logged())
    good = text_of(served.get(address))
    served.add("docs/en/index.md", "See [this](nowhere.md).")
    served.wait_for(lambda: "The last good site is still served" in served.logged())
    assert "there is no page 'nowhere.md'" in served.logged()
    served.wait_for(lambda: text_of(served.get(address)) == good)


def test_a_first_build_that_fails_says_why_and_ends(project: Path, mkdocs: Run) -> None:
    data = project / "data/parcels.yaml"
    data.write_text(data.read_text("utf-8").replace("bicycle: no", "bicycle: perhaps"), "utf-8")
    result = mkdocs(project, "serve", "--dev-addr", "127.0.0.1:0")
    assert result.returncode == 1
    assert "data/parcels.yaml:" in result.stderr
    assert "Traceback" not in result.stderr
