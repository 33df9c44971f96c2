"""The site: one per language, linked page by page, complete whatever is translated."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Attributes = dict[str, str]

LOCALES = ("en", "sv", "nl")
PAGES = ("index.html", "guides/index.html", "guides/choose/index.html", "guides/english/index.html")
CHOOSER = tuple(f"choose/parcels/{below}index.html" for below in ("", "light/", "heavy/", "all_answers/"))
ADDRESS = "https://example.org/team/handbook/"


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def tags(page: Path, *names: str) -> Iterator[Attributes]:
    return (attributes for tag, attributes in Tags(page.read_text("utf-8")).found if tag in names)


def text(page: Path) -> str:
    return page.read_text("utf-8")


def target(page: Path, href: str) -> Path:
    """The file that a relative link leads to."""
    path = Path(os.path.normpath(page.parent / unquote(urlsplit(href).path)))
    return path / "index.html" if path.is_dir() else path


def menu(page: Path) -> dict[str, str]:
    """The address of each language in the menu, which ends with the way back to all."""
    found = {a["hreflang"]: a["href"] for a in tags(page, "a") if "md-select__link" in a.get("class", "")}
    assert found.pop("x-default").endswith(("/#languages", "/index.html#languages"))
    return found


def notices(page: Path) -> int:
    return text(page).count('class="fallback-notice"')


# --- the tree


def test_every_language_has_every_page_of_the_default_language(plain_site: Path) -> None:
    for locale in LOCALES:
        found = {path.relative_to(plain_site / locale).as_posix() for path in (plain_site / locale).rglob("*.html")}
        assert {name for name in found if not name.startswith("contribute/")} == {
            *PAGES,
            *CHOOSER,
            "all_headings/index.html",
            "404.html",
        }
        assert f'<html lang="{locale}"' in text(plain_site / locale / "index.html")


def test_each_page_links_to_itself_in_each_language(plain_site: Path) -> None:
    for locale in LOCALES:
        for name in PAGES:
            page = plain_site / locale / name
            assert {other: target(page, href) for other, href in menu(page).items()} == {
                other: plain_site / other / name for other in LOCALES
            }
            assert '<span lang="nl">Nederlands</span>' in text(page)


def test_every_link_leads_somewhere(plain_site: Path) -> None:
    pages = [*(plain_site / locale / name for locale in LOCALES for name in PAGES), plain_site / "index.html"]
    links = [(page, a["href"]) for page in pages for a in tags(page, "a", "link") if not urlsplit(a["href"]).scheme]
    assert len(links) > 100
    assert [(page, href) for page, href in links if not target(page, href).is_file()] == []


def test_no_page_asks_another_host(addressed_site: Path) -> None:
    loaded = [
        address
        for page in addressed_site.rglob("*.html")
        for attributes in tags(page, "link", "script", "img", "iframe", "source", "video", "audio", "object", "form")
        if attributes.get("rel") != "canonical"
        for address in (attributes.get(name) for name in ("href", "src", "srcset", "data", "action"))
        if address
    ]
    assert loaded
    assert [address for address in loaded if urlsplit(address).netloc] == []
    styles = [text(path) for path in addressed_site.rglob("*.css")]
    assert [
        match for style in styles for match in re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*", style)
    ] == []


def test_no_script_of_ours_stands_in_a_page(plain_site: Path) -> None:
    for page in (plain_site / "index.html", plain_site / "404.html"):
        assert "<style" not in text(page)
        assert all(script.get("src") for script in tags(page, "script"))
    handlers = [
        name for page in plain_site.rglob("*.html") for _, a in Tags(text(page)).found for name in a if name[:2] == "on"
    ]
    assert handlers == []


# --- what is not translated, and what was lost


def test_a_page_that_is_not_translated_is_shown_in_the_default_language_with_a_notice(addressed_site: Path) -> None:
    page = addressed_site / "sv" / "guides" / "english" / "index.html"
    assert "Den här sidan är inte översatt än." in text(page)
    own = text(page).partition('<div lang="en"')[2]
    assert "Nobody has translated this page" in own
    assert "A light parcel" in own
    assert "Ett lätt paket" not in own
    assert [a["href"] for a in tags(page, "link") if a.get("rel") == "canonical"] == [f"{ADDRESS}en/guides/english/"]
    searched = json.loads(text(addressed_site / "sv" / "assets" / "search" / "index.json"))["pages"]
    assert {address for address, _ in searched if not address.startswith("choose/")} == {
        "",
        "guides/",
        "guides/choose/",
    }
    assert len(re.findall(r'<span class="md-ellipsis">\s*<span lang="en">The van</span>', text(page))) == 2
    assert "<title>The van - Paket</title>" in text(page)


def test_only_pages_that_are_not_translated_bear_the_notice(plain_site: Path) -> None:
    with_notice = {str(p.relative_to(plain_site).parent) for p in plain_site.rglob("index.html") if notices(p)}
    assert with_notice == {"sv/guides/english", "nl/guides", "nl/guides/choose", "nl/guides/english"}


def test_other_files_fall_back_too(plain_site: Path) -> None:
    boxes = {(plain_site / locale / "guides" / "box.svg").read_bytes() for locale in LOCALES}
    assert len(boxes) == 1


def test_shared_assets_reach_every_language(plain_site: Path) -> None:
    for locale in LOCALES:
        assert (plain_site / locale / "assets" / "site.js").is_file()


def test_links_to_what_the_default_language_dropped_become_text(plain_site: Path) -> None:
    home = text(plain_site / "sv" / "index.html")
    assert '<a href="guides/english/#van">skåpbilen</a>, drönaren och brevduvan.' in home
    assert "<p>Allt om paket, och en drönare.</p>" in text(plain_site / "sv" / "guides" / "index.html")
    guide = text(plain_site / "sv" / "guides" / "choose" / "index.html")
    assert '<a href="../english/#a-lost-anchor">skåpbil</a>' in guide
    assert '<a href="https://example.org/post.md">' in guide


# --- navigation and words


def test_titles_come_from_the_pages(plain_site: Path) -> None:
    titles = {
        "en": ("Parcels", "Guides"),
        "sv": ("Paket", "Handböcker"),
        "nl": ("Pakketten", '<span lang="en">Guides'),
    }
    for locale, (home, section) in titles.items():
        page = text(plain_site / locale / "guides" / "choose" / "index.html")
        shown = [
            " ".join(title.split()) for title in re.findall(r'<span class="md-ellipsis">(.*?)</span>', page, re.DOTALL)
        ]
        assert {home, section} <= set(shown)
        assert "navigation" not in " ".join(shown)
        assert "without words" not in page


def test_material_speaks_the_language_of_the_page(plain_site: Path) -> None:
    page = text(plain_site / "sv" / "guides" / "choose" / "index.html")
    assert 'role="dialog" aria-label="Sök"' in page
    assert 'title="Byt till mörkt utseende"' in page
    assert 'title="Länk till det här avsnittet"' in page
    assert "site-to-" not in page


def test_each_language_says_itself_that_a_page_does_not_exist(plain_site: Path, addressed_site: Path) -> None:
    for site, root in ((plain_site, "/"), (addressed_site, "/team/handbook/")):
        page = site / "sv" / "404.html"
        assert "<h1>Sidan finns inte</h1>" in text(page)
        assert "<title>Sidan finns inte - Paket</title>" in text(page)
        assert menu(page) == {locale: f"{root}{locale}/" for locale in LOCALES}
        styles = [a["href"] for a in tags(page, "link") if a.get("rel") == "stylesheet"]
        assert styles and all(style.startswith(f"{root}sv/assets/") for style in styles)


# --- above the languages


def test_the_root_offers_every_language_in_its_own_words(plain_site: Path) -> None:
    page = plain_site / "index.html"
    assert {a["hreflang"]: a["href"] for a in tags(page, "a")} == {locale: f"{locale}/" for locale in LOCALES}
    assert re.search(
        r'<li lang="sv">\s*<a href="sv/" hreflang="sv">Svenska</a>\s*<p>Så reser ett paket.</p>', text(page)
    )


def test_what_exists_in_no_language_is_told_in_all(addressed_site: Path) -> None:
    page = addressed_site / "404.html"
    assert all(word in text(page) for word in ("Page not found", "Sidan finns inte", "Pagina niet gevonden"))
    assert [a["href"] for a in tags(page, "a")] == [
        f"/team/handbook/{locale}/{below}" for locale in LOCALES for below in ("", "all_headings/")
    ]


# --- the address of the site


def test_sitemaps_list_what_is_written_in_a_language_and_its_translations(addressed_site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}

    def read(locale: str) -> dict[str, dict[str, str]]:
        tree = ElementTree.parse(addressed_site / locale / "sitemap.xml")
        return {
            str(url.findtext("s:loc", None, names)).removeprefix(ADDRESS): {
                link.attrib["hreflang"]: link.attrib["href"].removeprefix(ADDRESS)
                for link in url.findall("x:link", names)
            }
            for url in tree.getroot()
        }

    found = ["choose/parcels/light/", "choose/parcels/heavy/", "choose/parcels/all_answers/"]
    guide = {"en": "en/guides/choose/", "sv": "sv/guides/choose/", "x-default": "en/guides/choose/"}
    made = {locale: [f"{locale}/{page}" for page in found] for locale in LOCALES}
    assert list(read("en")) == ["en/", "en/guides/", "en/guides/choose/", "en/guides/english/", *made["en"]]
    assert list(read("sv")) == ["sv/", "sv/guides/", "sv/guides/choose/", *made["sv"]]
    assert list(read("nl")) == ["nl/", *made["nl"]]
    assert read("en")["en/guides/choose/"] == read("sv")["sv/guides/choose/"] == guide
    assert read("en")["en/guides/english/"] == {}
    listed = ElementTree.parse(addressed_site / "sitemap.xml").getroot().findall("s:sitemap/s:loc", names)
    assert [entry.text for entry in listed] == [f"{ADDRESS}{locale}/sitemap.xml" for locale in LOCALES]
    assert "lastmod" not in text(addressed_site / "en" / "sitemap.xml")
    assert list(addressed_site.rglob("*.gz")) == []


def test_a_translation_of_another_name_is_listed_and_a_hidden_one_is_not(project: Path, mkdocs: Run) -> None:
    docs = project / "docs"
    for page in (docs / "en/guides/choose.md", docs / "sv/guides/choose.md"):
        page.write_text(text(page).replace("title:", "exl-id: 7d2f\ntitle:", 1), "utf-8")
        assert "exl-id" in text(page)
    (docs / "sv/guides/choose.md").rename(docs / "sv/guides/valj.md")
    index = docs / "sv/guides/index.md"
    index.write_text(f"---\nindex: no\n---\n\n{text(index)}", "utf-8")
    assert mkdocs(project, "build", SITE_URL=ADDRESS).returncode == 0
    listed = {locale: text(project / "site" / locale / "sitemap.xml") for locale in ("en", "sv")}
    for sitemap in listed.values():
        assert f'hreflang="sv" href="{ADDRESS}sv/guides/choose/"' in sitemap
        assert f'hreflang="en" href="{ADDRESS}en/guides/choose/"' in sitemap
        assert f"{ADDRESS}sv/guides/<" not in sitemap and f'"{ADDRESS}sv/guides/"' not in sitemap
    assert f"<loc>{ADDRESS}sv/guides/choose/</loc>" in listed["sv"]


def test_a_translated_page_is_its_own_original(addressed_site: Path) -> None:
    page = addressed_site / "sv" / "guides" / "choose" / "index.html"
    assert [a["href"] for a in tags(page, "link") if a.get("rel") == "canonical"] == [f"{ADDRESS}sv/guides/choose/"]


def test_no_page_has_a_link_that_material_takes_for_another_site(addressed_site: Path) -> None:
    assert [page for page in addressed_site.rglob("*.html") if 'rel="alternate"' in text(page)] == []


def test_without_an_address_nothing_is_absolute(plain_site: Path) -> None:
    assert list(plain_site.rglob("sitemap.xml*")) == []
    assert [page for page in plain_site.rglob("*.html") if 'rel="canonical"' in text(page)] == []


# --- builds


def test_strict_finds_what_is_broken_in_the_default_language_and_repeats_what_others_warn_of(
    project: Path, mkdocs: Run
) -> None:
    with (project / "docs/en/guides/choose.md").open("a") as guide:
        guide.write("\n[gone](gone.md), [no anchor](english.md#gone), [absolute](/gone), [odd](gone/)\n")
    (project / "docs/sv/guides/README.md").write_text("# Också en ingång {#entry}\n")
    (project / "site").mkdir()
    (project / "site/old.html").write_text("the last good site")
    result = mkdocs(project, "build", "--strict")
    assert result.returncode == 1
    assert [path.name for path in (project / "site").iterdir()] == ["old.html"]
    assert not list(project.glob(".site.*"))
    warnings = [line for line in result.stderr.splitlines() if line.startswith("WARNING")]
    assert sum("docs/en/guides/choose.md:" in warning and "broken-" in warning for warning in warnings) == 4
    assert [warning for warning in warnings if "[sv] Excluding 'guides/README.md'" in warning]
    assert len(warnings) == 5, "each mistake is reported once"
    assert "Aborted with 5 warnings in strict mode!" in result.stderr + result.stdout
    assert mkdocs(project, "build").returncode == 0


def test_strict_is_not_silenced(project: Path, mkdocs: Run) -> None:
    result = mkdocs(project, "build", "--strict", "--quiet")
    assert result.returncode == 1
    assert "--quiet hides the warnings that --strict counts" in result.stderr + result.stdout
    assert not (project / "site").exists()


def test_a_language_that_cannot_be_built_stops_the_build_and_says_why(project: Path, mkdocs: Run) -> None:
    configuration = project / "project.yml"
    configuration.write_text(
        text(configuration).replace("  - hooks/root.py\n", "  - hooks/root.py\n  - hooks/broken.py\n")
    )
    (project / "hooks/broken.py").write_text(
        "from mkdocs.exceptions import BuildError\n\n\n"
        "def on_page_markdown(markdown, page, config, files):\n"
        "    if config.theme['language'] == 'nl':\n"
        "        raise BuildError('this hook knows no Dutch')\n"
    )
    result = mkdocs(project, "build")
    assert result.returncode == 1
    assert "this hook knows no Dutch" in result.stderr
    assert "There is no site in nl" in result.stderr
    assert "[sv]" not in result.stderr


def test_a_language_that_the_theme_does_not_know_is_named(project: Path, mkdocs: Run) -> None:
    configuration = project / "mkdocs.yml"
    entry = "    - {locale: xx, name: Unknown, site_name: Unknown, site_description: Unknown}\n"
    configuration.write_text(text(configuration).replace("\nnav:", f"{entry}\nnav:"), "utf-8")
    result = mkdocs(project, "build")
    assert result.returncode == 1
    assert "the theme has no words for the locale 'xx'" in result.stderr


def test_an_error_in_the_data_stops_the_build_before_anything_is_removed(project: Path, mkdocs: Run) -> None:
    data = project / "data/parcels.yaml"
    data.write_text(text(data).replace("bicycle: no", "bicycle: perhaps"), "utf-8")
    (project / "site").mkdir()
    (project / "site/old.html").write_text("the last good site")
    result = mkdocs(project, "build")
    line, column = next(
        (n, row.index("perhaps") + 1) for n, row in enumerate(text(data).splitlines(), 1) if "perhaps" in row
    )
    assert result.returncode == 1
    assert f"data/parcels.yaml:{line}:{column}: error" in result.stderr
    assert result.stderr.count("perhaps") == 1
    assert "Nothing was built: 1 error in data and guides" in result.stderr + result.stdout
    assert [path.name for path in (project / "site").iterdir()] == ["old.html"]


def test_nothing_of_an_older_build_survives(project: Path, mkdocs: Run) -> None:
    for old in ("old.html", "sv/old/index.html", "de/index.html"):
        (project / "site" / old).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / old).write_text("old")
    assert mkdocs(project, "build").returncode == 0
    beside = {"404.html", "index.html", "api", "schema", "SHA256SUMS", "_headers", "deploy"}
    assert {path.name for path in (project / "site").iterdir()} == {*beside, *LOCALES}
    assert not (project / "site/sv/old").exists()


def test_what_the_command_line_says_holds_for_every_language(project: Path, mkdocs: Run) -> None:
    result = mkdocs(project, "build", "--site-dir", "elsewhere", "--no-directory-urls")
    assert result.returncode == 0
    for locale in LOCALES:
        page = project / "elsewhere" / locale / "guides" / "choose.html"
        assert target(page, menu(page)["nl"]) == project / "elsewhere/nl/guides/choose.html"
    assert [a["href"] for a in tags(project / "elsewhere/index.html", "a")] == [f"{loc}/index.html" for loc in LOCALES]
    page = project / "elsewhere" / "en" / "contribute" / "api.html"
    assert all(target(page, a["href"]).is_file() for a in tags(page, "a") if "/api/v1/" in a["href"])
    assert not (project / "site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_ends_with_its_parent(project: Path) -> None:
    child = [sys.executable, "-c", "import child, time; child.report_to_parent('mkdocs'); time.sleep(60)"]
    start = f"""import child, threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()  # so that it is a new process
print(child.start('sv', {child}, [], {{}}).process.pid, flush=True)
time.sleep(60)"""
    hooks = {**os.environ, "PYTHONPATH": str(project / "hooks")}
    command = [sys.executable, "-c", start]
    with subprocess.Popen(command, env=hooks, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running(pid)


def test_a_fork_ends_with_its_parent_while_another_one_runs(project: Path) -> None:
    wait = "import child, time\ndef on_config(config):\n    child.report_to_parent('mkdocs')\n    time.sleep(60)\n"
    (project / "hooks" / "waits.py").write_text(wait, "utf-8")
    (project / "waits.yml").write_text("site_name: waits\nhooks: [hooks/waits.py]\n", "utf-8")
    start = """import child, time
for locale in ("sv", "nl"):
    print(child.start(locale, [], ["build", "--config-file", "waits.yml"], {}).process.pid, flush=True)
time.sleep(60)"""
    hooks = {**os.environ, "PYTHONPATH": str(project / "hooks")}
    command = [sys.executable, "-c", start]
    with subprocess.Popen(command, cwd=project, env=hooks, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = [int(parent.stdout.readline()) for _ in range(2)]
        time.sleep(0.5)
        assert all(map(running, pids))
        parent.kill()
    deadline = time.monotonic() + 10
    while any(map(running, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(running, pids))


def running(pid: int) -> bool:
    """Whether a process does anything; one that ended may wait to be buried."""
    status = Path(f"/proc/{pid}/stat")
    if Path("/proc/self").exists():
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
