"""Pictures on the site: drawn once, the same for every reader, in every appearance, and nothing else gets in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import clean_environment, copy_site, once, run_mkdocs
from tests.conftest import served as serve
from tests.test_serve import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FENCE = """```mermaid
flowchart LR
    accTitle: The way of a "parcel" & more
    accDescr {
        It goes from the <sender> to the reader.
        Nothing comes back.

        - One.
        - Two.
    }
    sender["The sender"] ==>|"hands it over"| carrier("The carrier")
    carrier -.-> reader["The reader, who lives far away"]
```"""
SMALL = """```mermaid
stateDiagram-v2
    accTitle: Small
    accDescr: It is open.
    [*] --> Open
```"""
RAW = """Raw:

<svg viewBox="0 0 9 9" onload="alert(1)"><script>alert(1)</script><path d="M0 0" style="fill:red"/></svg>

<pre class="mermaid">flowchart LR</pre>

<div class="picture" id="_picture-9">a picture that is none</div>
"""
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)


def write(project: Path) -> None:
    """Pictures on a page that is not translated, and the graph of the table on one that is."""
    english = project / "docs/en/guides/english.md"
    nested = SMALL.replace("\n", "\n    ")
    english.write_text(
        f"{english.read_text('utf-8')}\n{FENCE}\n\n1. In a list:\n\n    {nested}\n\n{FENCE}\n\n{RAW}", "utf-8"
    )
    for page in project.glob("docs/*/guides/choose.md"):
        page.write_text(f"{page.read_text('utf-8')}\n<!-- decision-graph: parcels -->\n", "utf-8")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built."""
    return once(tmp_path_factory, "pictures", make).parent


def make(target: Path) -> None:
    write(copy_site(target))
    result = run_mkdocs(target, "build")
    assert result.returncode == 0, result.stderr
    (target / "said.txt").write_text(result.stderr, "utf-8")


@pytest.fixture(scope="module")
def drawn_url(drawn: Path) -> Iterator[str]:
    yield from serve(drawn / "site")


def page_of(project: Path, address: str) -> str:
    return (project / "site" / address / "index.html").read_text("utf-8")


def test_fences_become_pictures_with_their_words(drawn: Path) -> None:
    html = page_of(drawn, "en/guides/english")
    assert html.count('<figure class="picture">') == html.count("The picture in words") == 3
    assert "```" not in html and 'class="mermaid"' not in html
    assert 'aria-label="The way of a &quot;parcel&quot; &amp; more"' in html
    assert "<p>It goes from the &lt;sender&gt; to the reader. Nothing comes back.</p>" in html
    assert "<li>One.</li>" in html
    assert html.count('role="region"') >= 2 and "_picture-1-words" in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    pictures = re.findall(r'<svg id="(_picture-\d)" role="img" aria-label="[^"]+" aria-describedby="([^"]+)"', html)
    assert [(name, f"{name}-words") for name, _ in pictures] == pictures and len(pictures) == 3
    assert {words for _, words in pictures} < set(ids)


def test_what_writers_draw_themselves_stays_out(drawn: Path) -> None:
    raw, none, _ = page_of(drawn, "en/guides/english").partition("Raw:")[2].partition("a picture that is none")
    assert none and not re.search(r"<(svg|path|script)|onload", raw)
    assert '<pre class="language-text">flowchart LR</pre>' in raw


def test_a_page_in_another_language_has_its_words(drawn: Path) -> None:
    assert "Bilden i ord" in page_of(drawn, "sv/guides/choose")
    assert "Hur tungt är det?" in page_of(drawn, "sv/guides/choose").partition('<figure class="picture">')[2]
    # a page that is not translated is English, and so are its pictures
    assert "The picture in words" in page_of(drawn, "nl/guides/choose")


def test_a_second_build_draws_nothing_and_makes_the_same(drawn: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (drawn / "site").rglob("*.html")}
    said = (drawn / "said.txt").read_text("utf-8")
    assert said.count("Picture drawn: ") == len({*re.findall(r"Picture drawn: (.*)", said)}) == 3
    assert sum(path.is_file() for path in (drawn / ".cache/pictures").iterdir()) == 4
    (tmp_path / "mermaidx").mkdir()
    (tmp_path / "mermaidx" / "__init__.py").write_text("raise SystemExit('the engine was loaded')\n", "utf-8")
    result = run_mkdocs(drawn, "build", PYTHONPATH=str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert "Picture drawn" not in result.stderr
    assert {path: path.read_bytes() for path in (drawn / "site").rglob("*.html")} == before


def test_a_diagram_that_does_not_parse_stops_the_build(project: Path) -> None:
    write(project)
    page = project / "docs/en/guides/english.md"
    page.write_text(page.read_text("utf-8").replace("carrier -.-> reader[", "carrier -.> reader[", 1), "utf-8")
    line = page.read_text("utf-8").split("\n").index('    carrier -.> reader["The reader, who lives far away"]') + 1
    result = run_mkdocs(project, "build")
    assert result.returncode == 1
    assert f"docs/en/guides/english.md:{line}:5: error broken-picture: Mermaid cannot read" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (project / "site").exists()


def test_values_stand_in_pictures(english: Path) -> None:
    write(english)
    values = "kind: values\nversion: 1.0.0\ntitle: Names\nvalues: {name: The > carrier}\n"
    (english / "data/names.yaml").write_text(values, "utf-8")
    page = english / "docs/en/guides/english.md"
    changed = page.read_text("utf-8").replace('("The carrier")', '("{{ names.name }}")')
    page.write_text(changed.replace("Nothing comes back.", "{{ names.name }} has it."), "utf-8")
    result = run_mkdocs(english, "build")
    assert result.returncode == 0, result.stderr
    html = page_of(english, "en/guides/english")
    assert ">The &gt; carrier</text>" in html and "The &gt; carrier has it." in html


def test_a_graph_that_is_not_drawn_stops_the_build(project: Path) -> None:
    write(project)
    model = project / "decision/matrix/graph.py"
    model.write_text(model.read_text("utf-8").replace("MOST_BOXES = 40", "MOST_BOXES = 1"), "utf-8")
    result = run_mkdocs(project, "build")
    assert result.returncode == 1
    assert "docs/en/guides/choose.md:" in result.stderr and "unreadable-graph" in result.stderr


def test_a_changed_picture_is_served(english: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_serve.SECONDS", 60)  # on a machine that draws, too
    write(english)
    shutil.copytree(drawn / ".cache", english / ".cache")
    running = Served(english, clean_environment() | {"SITE_URL": "https://example.org/team/handbook/"})
    page = "/team/handbook/en/guides/english/"
    try:
        running.wait_for(lambda: "Serving on" in running.logged())
        assert ">The carrier</text>" in running.get(page)
        running.change("docs/en/guides/english.md", '("The carrier")', '("The pigeon")')
        running.wait_for(lambda: ">The pigeon</text>" in running.get(page))
        running.change("docs/en/guides/english.md", '("The pigeon")', '("The pigeon"')
        running.wait_for(lambda: "The last good site is still served" in running.logged())
        assert "'(' is not closed" in running.logged()
        assert ">The pigeon</text>" in running.get(page)
    finally:
        running.stop()


# --- in a browser


@pytest.fixture
def opened(browser: Browser, drawn_url: str) -> Iterator[Callable[..., Page]]:
    """Opens the page with pictures, for a reader with the appearance asked for."""
    contexts = []

    def open_page(address: str = "en/guides/english/", **appearance: Any) -> Page:
        context = browser.new_context(**appearance)
        contexts.append(context)
        page = context.new_page()
        page.goto(drawn_url + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_wide_picture_scrolls_and_its_text_keeps_its_size(opened: Callable[..., Page], width: int) -> None:
    page = opened(viewport={"width": width, "height": 700}, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    views = page.locator(".picture__view")
    for view in views.all():
        sizes = view.evaluate(
            """view => [...view.querySelectorAll("text")].map(text =>
                parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
        )
        assert sizes and min(sizes) >= 12 and max(sizes) <= 16
    wide = views.first
    scrolls = wide.evaluate("view => view.scrollWidth > view.clientWidth")
    assert scrolls == (width < 700)
    wide.focus()
    assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "_picture-1"
    if scrolls:
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 0")


@pytest.mark.browser
def test_a_picture_has_its_name_and_its_words(opened: Callable[..., Page]) -> None:
    page = opened()
    picture = page.get_by_role("img", name='The way of a "parcel" & more').first
    picture.wait_for()
    described = picture.evaluate("svg => document.getElementById(svg.getAttribute('aria-describedby')).textContent")
    assert "It goes from the <sender> to the reader." in described
    page.get_by_text("The picture in words").first.click()
    page.get_by_text("Nothing comes back.").first.wait_for(state="visible")


CONTRAST = """() => {
  const shade = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [shade(one), shade(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const style = (name) => getComputedStyle(document.querySelector(`.picture ${name}`));
  const back = getComputedStyle(document.body).backgroundColor;
  return {
    text: Math.min(contrast(style("text").fill, style(".box").fill), contrast(style("text").fill, style(".back").fill)),
    line: Math.min(...[".edge", ".box", ".head"].map((name) => contrast(style(name).stroke, back))),
    fill: style("text").fill,
  };
}"""


@pytest.mark.browser
def test_every_appearance_has_contrast_and_the_toggle_works(opened: Callable[..., Page]) -> None:
    found = {
        "light": opened(color_scheme="light").evaluate(CONTRAST),
        "dark": opened(color_scheme="dark").evaluate(CONTRAST),
        "forced": opened(forced_colors="active").evaluate(CONTRAST),
        "forced dark": opened(forced_colors="active", color_scheme="dark").evaluate(CONTRAST),
    }
    page = opened(color_scheme="dark")
    page.locator("label[title='Switch to the light appearance']").click()
    found["toggled"] = page.evaluate(CONTRAST)
    page.emulate_media(media="print")
    found["print"] = page.evaluate(CONTRAST)
    for appearance, measured in found.items():
        assert measured["text"] >= 4.5 and measured["line"] >= 3, (appearance, measured)
    assert found["toggled"]["fill"] == found["light"]["fill"] != found["dark"]["fill"]


@pytest.mark.browser
def test_a_strict_policy_has_nothing_against_pictures(opened: Callable[..., Page], drawn_url: str) -> None:
    page = opened("en/")
    broken: list[str] = []
    page.on(
        "console", lambda message: broken.append(message.text) if "Content Security Policy" in message.text else None
    )
    page.route(
        "**/*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()), headers={**answer.headers, "content-security-policy": POLICY}
        ),
    )
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{drawn_url}en/guides/english/", wait_until="networkidle")
    pictures = page.evaluate("[...document.querySelectorAll('.picture svg')].map(svg => svg.outerHTML)")
    assert len(pictures) == 3
    assert broken == [] and all(url.startswith(drawn_url) for url in requested)
    html = json.dumps(pictures)
    assert not re.search(r"style=|<style|foreignObject|href|<script|\son[a-z]+=", html)


@pytest.mark.browser
def test_a_picture_fits_on_paper(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 680, "height": 900})
    page.emulate_media(media="print")
    for view in page.locator(".picture__view").all():
        assert view.evaluate("view => view.firstElementChild.getBoundingClientRect().width <= view.clientWidth")
    assert page.locator(".picture__words p").first.evaluate("words => words.getBoundingClientRect().height") > 0
