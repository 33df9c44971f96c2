"""What a page fetches: few files, and in them nothing that no reader needs."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tests.test_site import Run, tags, text

PAGE = Path("sv", "guides", "choose", "index.html")
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)


def names(page: Path, tag: str, attribute: str) -> list[str]:
    found = [a[attribute].rpartition("assets/")[2] for a in tags(page, tag) if attribute in a]
    return [re.sub(r"\.[0-9a-f]{8}(\.min)?", "", name) for name in found if name.endswith((".css", ".js"))]


def styles(project: Path) -> list[str]:
    """What the files that mkdocs.yml lists say, without comments."""
    config = re.search(r"(?m)^extra_css: (\[.*\])$", text(project / "project.yml"))
    assert config
    return [COMMENT.sub("", text(project / "docs" / path)) for path in yaml.safe_load(config[1])]


def stylesheet(site: Path) -> Path:
    (whole,) = (site / "en" / "assets" / "stylesheets").iterdir()
    return whole


def test_styles_and_scripts_are_one_file_each(plain_site: Path) -> None:
    page = plain_site / PAGE
    assert names(page, "link", "href") == ["stylesheets/all.css"]
    assert names(plain_site / "sv" / "404.html", "link", "href") == ["stylesheets/all.css"]
    assert names(page, "script", "src") == ["search/field.js", "javascripts/bundle.js", "site.js"]


def test_the_one_file_holds_all_in_order_but_comments(plain_site: Path) -> None:
    whole = text(stylesheet(plain_site))
    single = ["html{box-sizing:border-box", "[data-md-color-scheme=slate]", *styles(plain_site.parent)]
    assert len(single) > 1
    assert [whole.find(part) for part in single] == sorted(whole.find(part) for part in single)
    assert all(part in whole for part in single)
    assert "/*" not in whole.partition(single[2])[2]
    scripts = [text(path) for path in (plain_site / "sv" / "assets").glob("*.js")]
    assert scripts and not any(re.search(r"(?m)^\s*//", script) for script in scripts)


def test_the_file_is_named_after_what_it_holds(plain_site: Path, english: Path, mkdocs: Run) -> None:
    before = stylesheet(plain_site).name
    with (english / "docs" / "assets" / "site.css").open("a", encoding="utf-8") as file:
        file.write(".more { display: block; }\n")
    assert mkdocs(english, "build").returncode == 0
    assert stylesheet(english / "site").name != before


def test_a_file_that_refers_to_others_stays_where_it_is(english: Path, mkdocs: Run) -> None:
    (english / "docs/assets/team").mkdir()
    (english / "docs/assets/team/paper.css").write_text("body { background: url(paper.svg); }\n", "utf-8")
    (english / "docs/assets/team/later.js").write_text("document.title += '!';\n", "utf-8")
    config = english / "project.yml"
    config.write_text(
        text(config)
        .replace("extra_css: [", "extra_css: [assets/team/paper.css, ")
        .replace("extra_javascript: [", "extra_javascript: [{path: assets/team/later.js, defer: true}, "),
        "utf-8",
    )
    assert mkdocs(english, "build").returncode == 0
    page = english / "site" / "en" / PAGE.relative_to("sv")
    assert names(page, "link", "href") == ["stylesheets/all.css", "team/paper.css", "site.css"]
    assert names(page, "script", "src")[2:] == ["team/later.js", "site.js"]
    assert "background" in text(english / "site/en/assets/team/paper.css")
