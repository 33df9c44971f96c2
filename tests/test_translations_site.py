"""What readers are told of translations, and the page for writers: from the files alone, so always the same."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from decision import project
from decision.translations import notice as notices
from decision.translations.status import Translations
from tests.conftest import ADDRESS, copy_site, once, run_mkdocs, served
from tests.tables_on_disk import HERE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CONFIG = """INHERIT: project.yml
site_name: The bakery
extra:
  languages:
    - {locale: en, name: English, site_name: The bakery}
    - {locale: sv, name: Svenska, site_name: Bageriet}
    - {locale: nl, name: Nederlands, site_name: De bakkerij}
nav: [index.md, ordering.md]
"""
CHANGES = {
    "docs/en/ordering.md": [
        ("names the time, see", "names the day, see"),
        ("## If something", "## Knead & wait {#knead}\n\nKnead it.\n\n## If something"),
    ],
    "docs/sv/ordering.md": [("## Om något", "## Öppettider <> {#hours}\n\nHela dagen.\n\n## Om något")],
    "data/flours.yaml": [("en: Bake a dark loaf", "en: Bake a darker loaf"), (", sv: Starkt mjöl", "")],
}


def write(target: Path) -> Path:
    """The stamped project as a site, with changes in the original, and a section that it no longer has."""
    copy_site(target, for_writers=True)
    for folder in ("docs/en", "docs/sv", "docs/nl", "data"):
        shutil.rmtree(target / folder)
        shutil.copytree(HERE / "translations" / "project" / folder, target / folder)
    (target / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for name, changes in CHANGES.items():
        text = (target / name).read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (target / name).write_text(text, "utf-8")
    swedish = target / "docs" / "sv" / "ordering.md"
    swedish.write_text(swedish.read_text("utf-8").replace("source:\n", "source:\n  hours: 1:00000000\n"), "utf-8")
    return target


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "translations", make)


def make(target: Path) -> None:
    # no git to be had: what stands on the site comes from the files
    result = run_mkdocs(write(target), "build", "--strict", SITE_URL=ADDRESS, GIT_DIR="/nowhere")
    assert result.returncode == 0, result.stderr


def notice(site: Path, page: str) -> str:
    html = (site / page / "index.html").read_text("utf-8")
    found = re.findall(r'<div class="translation-notice".*?</div>', html, re.DOTALL)
    assert len(found) <= 1
    return " ".join(found[0].split()) if found else ""


def test_a_page_names_its_sections_that_are_not_current(site: Path) -> None:
    told = notice(site, "sv/ordering")
    assert 'Avsnitt som är äldre än originalet: <a href="#confirm">Bekräfta beställningen</a>, ' in told
    assert '<a href="#flour">Välja mjöl</a>.' in told  # which shows the table
    assert (
        'Avsnitt som inte är översatta än: <a href="../../en/ordering/#knead" hreflang="en" lang="en">'
        "Knead &amp; wait</a>." in told
    )
    assert 'Avsnitt med texter som inte är översatta än: <a href="#flour">Välja mjöl</a>.' in told
    assert 'Avsnitt som inte finns kvar i originalet: <a href="#hours">Öppettider &lt;&gt;</a>.' in told
    assert '<a href="../../en/ordering/" hreflang="en">Läs originalet</a> (<span lang="en">English</span>)' in told
    assert 'role="note"' in told and "maskin" not in told


def test_sections_are_called_as_the_page_calls_them_where_only_their_words_changed(tmp_path: Path) -> None:
    target = tmp_path / "project"
    shutil.copytree(HERE / "translations" / "project", target)
    original = target / "docs" / "en" / "ordering.md"
    original.write_text(original.read_text("utf-8").replace("names the time, see", "names the day, see"), "utf-8")
    told = notices.of(Translations(project.load(target)), "sv", "ordering.md")
    assert [part.title for part in told.outdated] == ["Bekräfta beställningen"]


def test_every_link_of_a_notice_leads_somewhere(site: Path) -> None:
    page = site / "sv" / "ordering" / "index.html"
    for address in re.findall(r'href="([^"]+)"', notice(site, "sv/ordering")):
        path, _, anchor = address.partition("#")
        target = (page.parent / path / "index.html").resolve() if path else page
        assert target.is_file()
        assert not anchor or f'id="{anchor}"' in target.read_text("utf-8")


def test_a_page_says_that_a_machine_made_it(site: Path) -> None:
    told = notice(site, "nl")
    assert "Deze pagina is door een machine vertaald. Niemand heeft de vertaling nagekeken." in told
    assert "ouder dan" not in told and '<a href="../en/" hreflang="en">Lees het origineel</a>' in told


def test_of_current_pages_originals_and_fallbacks_nothing_is_told(site: Path) -> None:
    for page in ("sv", "en", "en/ordering", "nl/ordering", "en/contribute"):
        assert notice(site, page) == ""
    fallback = (site / "nl" / "ordering" / "index.html").read_text("utf-8")
    assert 'class="fallback-notice">Deze pagina is nog niet vertaald' in fallback
    assert '<div lang="en">' in fallback
    assert f'<link rel="canonical" href="{ADDRESS}en/ordering/">' in fallback
    assert "ordering" not in (site / "nl" / "sitemap.xml").read_text("utf-8").replace("en/ordering", "")


def test_notices_and_texts_that_are_not_translated_are_left_out_of_search(site: Path) -> None:
    """Material's search leaves out what bears this attribute, with all that stands in it."""
    assert re.search(r"^<div [^>]* data-search-exclude>", notice(site, "sv/ordering"))
    page = (site / "sv" / "ordering" / "index.html").read_text("utf-8")
    assert re.search(r'lang="en"[^>]* data-search-exclude>\s*Strong flour<', page)
    found = json.loads((site / "sv" / "assets" / "search" / "index.json").read_text("utf-8"))
    pages = {address for address, sections in found["pages"] if "Strong flour" in json.dumps(sections)}
    assert pages == set(), "an outcome is found by its title, which would be of two languages"


def test_an_outcome_with_a_text_that_is_not_translated_in_its_title_is_not_found_in_that_language(site: Path) -> None:
    for locale, is_found in (("en", True), ("sv", False)):
        path = site / locale / "choose" / "flours" / "rye" / "index.html"
        page = path.read_text("utf-8")
        assert "Strong flour" in page.partition("</title>")[0]
        assert ('<meta name="robots" content="noindex">' in page) is not is_found
        address = f"{ADDRESS}{locale}/choose/flours/rye/"
        listed = {other: (site / other / "sitemap.xml").read_text("utf-8") for other in ("en", "sv")}
        assert (f"<loc>{address}</loc>" in listed[locale]) is is_found
        assert (address in listed["en"]) is is_found, "nor is it named as a translation"
        searched = (site / locale / "assets" / "search" / "index.json").read_text("utf-8")
        assert ('"choose/flours/rye/"' in searched) is is_found


def test_the_page_for_writers_lists_everything(site: Path) -> None:
    page = (site / "en" / "contribute" / "translations" / "index.html").read_text("utf-8")
    text = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "2 current" not in text
    assert "1 current, 2 outdated, 0 missing, 0 unknown" in text
    assert "docs/en/ordering.md outdated" in text and "new: knead" in text and "gone: hours" in text
    assert "docs/en/index.md current translated by machine (tm+mt), not reviewed by people" in text
    assert "docs/en/ordering.md missing" in text


def test_the_same_files_make_the_same_pages(site: Path, tmp_path: Path) -> None:
    again = write(tmp_path / "project")
    assert run_mkdocs(again, "build", "--strict", SITE_URL=ADDRESS).returncode == 0
    for path in (path for path in sorted(site.rglob("*.html")) if path.parent.parent.name != "contribute"):
        assert path.read_bytes() == (again / "site" / path.relative_to(site)).read_bytes(), path


# --- in the browser


@pytest.fixture(scope="module")
def url(site: Path) -> Iterator[str]:
    yield from served(site)


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_goes_from_the_notice_to_the_section_and_to_the_original(
    browser: Browser, url: str, javascript: bool
) -> None:
    context = browser.new_context(locale="sv-SE", java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{url}sv/ordering/")
    told = page.get_by_role("note").filter(has_text="äldre än originalet")
    told.get_by_role("link", name="Bekräfta beställningen").click()
    assert page.url == f"{url}sv/ordering/#confirm"
    told.get_by_role("link", name="Läs originalet").click()
    page.wait_for_url(f"{url}en/ordering/")
    page.goto(f"{url}sv/ordering/")
    told.get_by_role("link", name="Knead & wait").click()
    page.wait_for_url(f"{url}en/ordering/#knead")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{url}sv/ordering/")
    width = page.evaluate("document.documentElement.scrollWidth") if javascript else 320
    assert width == 320
    context.close()
