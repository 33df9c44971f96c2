"""Nothing reaches the site from outside of `docs/`, and no file beside the pages is run by a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from decision import checks, project
from decision.checks import active_file
from tests.conftest import Run
from tests.tables_on_disk import HERE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
SECRET = "nobody but the builder may read this"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path / "project")
    (tmp_path / "secret.md").write_text(f"# {SECRET} {{#secret}}\n", "utf-8")
    return tmp_path / "project"


def found(root: Path, *codes: str) -> set[tuple[str, str]]:
    problems = checks.run(project.load(root))
    assert all(problem.hint for problem in problems)
    return {(problem.path, problem.code) for problem in problems if problem.code in codes}


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("docs/en/page.md", "../../../secret.md"),
        ("docs/en/data.txt", "/etc/hosts"),
        ("docs/sv/folder", "../../.."),
        ("docs/en/nowhere.md", "nothing"),
        ("docs/en/circle.md", "circle.md"),
        ("docs/assets/more.css", "../../data/usecases.yaml"),
        ("docs/en/device.svg", "/dev/zero"),
    ],
)
def test_no_link_leads_out_of_the_docs(root: Path, name: str, target: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(target)
    assert found(root, "leads-out") == {(name, "leads-out")}


def test_a_link_inside_of_the_docs_is_fine(root: Path) -> None:
    (root / "docs" / "shared").mkdir()
    (root / "docs" / "shared" / "note.txt").write_text("shared", "utf-8")
    (root / "docs" / "en" / "note.txt").symlink_to("../shared/note.txt")
    (root / "docs" / "en" / "shared").symlink_to("../shared")
    assert found(root, "leads-out", "active-file") == set()


def test_a_build_publishes_nothing_that_a_link_leads_to(project: Path, mkdocs: Run) -> None:
    (project.parent / "secret.md").write_text(f"# {SECRET} {{#secret}}\n", "utf-8")
    (project / "docs" / "en" / "guides" / "secret.md").symlink_to("../../../../secret.md")
    done = mkdocs(project, "build")
    assert done.returncode == 1 and "leads-out" in done.stderr and SECRET not in done.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    "written",
    [
        "{{$include ../../secret.md}}",
        "{{$include /../../secret.md}}",
        "{{$include /help/../../../secret.md}}",
        "{{$include a/../../../secret.md}}",
        "{{$include ..\\..\\secret.md}}",
        "{{$include file:///etc/hosts}}",
        "{{$include %2e%2e/%2e%2e/secret.md}}",
    ],
)
def test_no_include_reads_what_lies_outside(root: Path, written: str) -> None:
    (root / "docs" / "en" / "page.md").write_text(f"# Page {{#page}}\n\n{written}\n", "utf-8")
    loaded = project.load(root)
    assert ("docs/en/page.md", "unknown-include") in found(root, "unknown-include")
    from decision.guides import pages

    files = {tree.locale: pages.listed(tree.folder) for tree in loaded.trees}
    shown = pages.Pages(loaded.guide, files, loaded.default).translation("en", "page.md", files["en"])
    assert SECRET not in shown.text and "localhost" not in shown.text


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "x.js", "assets/javascripts/bundle.js", "deep/er/x.svgz"])
def test_no_file_that_a_browser_runs_is_published(root: Path, name: str) -> None:
    path = root / "docs" / "en" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("harmless", "utf-8")
    assert found(root, "active-file") == {(f"docs/en/{name}", "active-file")}


def test_every_kind_of_file_that_a_browser_runs_or_draws(root: Path) -> None:
    folder = root / "docs" / "en" / "files"
    folder.mkdir()
    for suffix in ("html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "js", "mjs", "cjs", "xsl", "xslt", "svgz"):
        (folder / f"x.{suffix}").write_text("harmless", "utf-8")
    for suffix in ("svg", "xml", "rss", "atom", "rdf", "mathml"):
        (folder / f"x.{suffix}").write_text(SVG.format("<script/>"), "utf-8")
        (folder / f"harmless.{suffix}").write_text(SVG.format("<path/>"), "utf-8")
    named = sorted(folder.glob("x.*"))
    assert len(named) == 19
    assert found(root, "active-file") == {(f"docs/en/files/{path.name}", "active-file") for path in named}


def test_nor_one_behind_a_link_to_a_folder(root: Path) -> None:
    (root / "docs" / "shared" / "deep").mkdir(parents=True)
    (root / "docs" / "shared" / "deep" / "x.html").write_text("<script>", "utf-8")
    (root / "docs" / "shared" / "deep" / "circle").symlink_to("..")
    (root / "docs" / "en" / "shared").symlink_to("../shared")
    assert {code for _, code in found(root, "active-file")} == {"active-file"}


@pytest.mark.parametrize(
    ("drawing", "part"),
    [
        (SVG.format('<path d="M0 0"/><text>on it: &lt;script&gt;</text><a href="https://example.org/">x</a>'), ""),
        (SVG.format('<style>path { fill: red }</style><image href="data:image/png;base64,AA"/>'), ""),
        (SVG.format('<animate attributeName="opacity" values="0;1"/><use href="#x"/>'), ""),
        (SVG.format("<script>alert(1)</script>"), "<script>"),
        (SVG.format('<script href="x.js"/>'), "<script>"),
        (SVG.format("<foreignObject><p/></foreignObject>"), "<foreignobject>"),
        (SVG.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'), "<script>"),
        (SVG.format('<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>'), "<p>"),
        (SVG.format('<g onclick="alert(1)"/>'), "onclick="),
        ('<svg xmlns="http://www.w3.org/2000/svg" ONLOAD="alert(1)"/>', "onload="),
        (SVG.format('<a x:href="java&#10;script:alert(1)"/>'), "href="),
        (SVG.format('<a href="&#x6a;avascript:alert(1)"/>'), "href="),
        (SVG.format('<use href="data:image/svg+xml,x"/>'), "href="),
        (SVG.format('<set attributeName="x:href" to="javascript:alert(1)"/>'), "attributename="),
        (SVG.format('<animate attributeName="onclick" values="alert(1)"/>'), "attributename="),
        ('<?xml-stylesheet href="x.xsl"?>' + SVG, "instructions for another file"),
        ('<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG, "instructions for another file"),
        ("<svg><script>alert(1)</script>", "something that is no XML"),
    ],
)
def test_what_of_a_drawing_a_browser_would_run(drawing: str, part: str, root: Path) -> None:
    assert active_file.active_part(drawing.encode()) == part
    (root / "docs" / "en" / "x.svg").write_text(drawing, "utf-8")
    assert bool(found(root, "active-file")) == bool(part)


def test_no_element_runs_and_no_attribute_leads_to_a_script() -> None:
    for name in ("handler", "listener", "iframe", "object", "embed"):
        assert active_file.active_part(SVG.format(f"<g><{name}/></g>").encode()) == f"<{name}>"
    for name in ("src", "action", "data"):
        assert active_file.active_part(SVG.format(f'<g {name}="javascript:alert(1)"/>').encode()) == f"{name}="


def test_also_in_another_encoding() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + SVG.format('<g onclick="alert(1)"/>')
    assert active_file.active_part(text.encode("utf-16")) == "onclick="


def test_the_project_has_no_links_at_all() -> None:
    """What git would make of them differs from system to system."""
    ours = [Path(folder, name) for folder, _, names in os.walk(HERE.parent / "docs") for name in names]
    assert ours and not [path for path in ours if path.is_symlink()]
