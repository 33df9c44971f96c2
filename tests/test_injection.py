"""Texts that try to run stay texts: a draw of what `python -m campaign.injection` tries with all of them."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from campaign import hostile, injection

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FEW, FEWER = 3, 2
# what the theme lets through when nobody escapes it: names and labels, titles of which it makes signs, anchors; and
# an emphasis that begins in what is left out
ALWAYS = ("</title><script>", "&lt;/title&gt;&lt;script&gt;", '"><script>', 'x {#y" onmouseover', "<script>/*</script>")
SEED = int(os.environ.get("INJECTION_SEED", "4"))


def test_there_are_enough_attempts_of_every_family() -> None:
    text = hostile.ATTEMPTS.read_text("utf-8")
    families = {part.partition("\n")[0]: part.count("\n") for part in re.split(r"(?m)^## ", text)[1:]}
    every = hostile.attempts()
    assert len(every) >= 200 and len(families) >= 12 and min(families.values()) > 5
    repeated = [one for one, number in Counter(re.sub(r"\d", "", one.text) for one in every).items() if number > 1]
    assert len(repeated) < 5
    assert injection.drawn(1) == injection.drawn(1) != injection.drawn(2)


@pytest.mark.browser
def test_a_draw_of_them_neither_runs_nor_stands_unescaped(browser: Browser, tmp_path: Path) -> None:
    always = [next(one for one in hostile.attempts() if one.text.startswith(start)) for start in ALWAYS]
    attempts = [*always, *injection.drawn(SEED, FEW)]
    found = injection.attack(tmp_path / "project", attempts, browser, FEWER)
    assert (found.ran, found.unescaped) == ((), ())
    assert found.placed > 50 * len(attempts) and found.pages > 2 * len(attempts) and found.files > 20


@pytest.mark.browser
@pytest.mark.parametrize(
    ("given", "left", "marked"),
    [
        ("table", "h=table", True),
        ("'table<>&", "h=table", True),
        ("<img src=zzz>", "h=img+src+zzz", False),
        ("-- '\"> ", "", False),
    ],
)
def test_of_a_search_that_an_address_brings_only_words_are_marked(
    browser: Browser, chooser_url: str, given: str, left: str, marked: bool
) -> None:
    """Beside other signs the theme marks the gap between every two letters of a page."""
    page = browser.new_page()
    page.goto(f"{chooser_url}en/everything/?h={quote(given)}", wait_until="load")
    if marked:
        page.locator("mark[data-md-highlight]").first.wait_for()
    else:
        page.wait_for_timeout(300)
    assert page.evaluate("location.search.slice(1)") == left
    marks = [mark.inner_text().lower() for mark in page.locator("mark[data-md-highlight]").all()]
    assert set(marks) == ({"table"} if marked else set())
    page.close()


@contextmanager
def eye(browser: Browser) -> Iterator[tuple[Page, injection.Eye]]:
    with injection.without_policy(browser) as page:
        yield page, injection.Eye([], [])


@pytest.mark.browser
@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=x>",
        "<img src=x onerror='alert(1)'>",
        "<script>alert(1)</script>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<iframe></iframe>",
        "<svg><foreignObject></foreignObject></svg>",
        "<unheard-of>x</unheard-of>",
        "<blah>x</blah>",
        "<p style='background: url(x)'>",
        "<noscript><a href='javascript:x'></a></noscript>",
        "<template><p onclick=x></template>",
        "<form></form>",
        "<meta name=x>",
    ],
)
def test_what_is_not_escaped_is_seen(browser: Browser, html: str) -> None:
    with eye(browser) as (page, own):
        page.set_content(f"<!doctype html><title>x</title><body><main>{html}</main>")
        own.note(page, "page")
        assert own.unescaped


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", '"x","=1+1"\r\n', "formula: =1+1"),
        ("a.csv", '"x","y"\r\n"z"\r\n', "1 cells, not 2"),
        ("a.csv", '"x",""y"\r\n', "cannot be read"),
        ("a.json", '{"x": }', "cannot be read"),
        ("a.dmn", "<definitions><script/></definitions>", "element script"),
        ("a.dmn", "<!DOCTYPE x [<!ENTITY y 'z'>]><definitions/>", "has a document type"),
        ("sitemap.xml", "<urlset><url><loc>x</loc><b/></url></urlset>", "element b"),
        ("sitemap.xml", "<urlset><loc></urlset>", "cannot be read"),
        ("fine.csv", '"x","\'=1+1"\r\n', ""),
    ],
)
def test_what_other_files_would_let_through(name: str, content: str, found: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, "utf-8", newline="")
    told = [*injection.in_files(tmp_path)]
    assert len(told) == bool(found) and all(found in line for line in told), told
