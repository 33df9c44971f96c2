"""What the project is made of: few packages, each with a reason and a licence, and a site of nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from audit import advisories
from tests.tables_on_disk import HERE

ROOT = HERE.parent
LICENCES: dict[str, str] = yaml.safe_load((ROOT / "requirements" / "licences.yaml").read_text("utf-8"))
THEME = Path(str(find_spec("material").origin)).parent / "templates"  # type: ignore[union-attr]
# of what is passed on with a site, or works on it: nothing that asks anything of those who use it
FREE = r"MIT|BSD-[23]-Clause|0BSD|Apache-2\.0|PSF-2\.0|MPL-2\.0|Zlib|CC0-1\.0|Public Domain|ZPL-2\.1"
ALL_FREE = re.compile(rf"({FREE})(( AND | OR |, )({FREE}))*")
# the tests load these, and nothing of them is passed on: CONTRIBUTING.md says why each is here
ONLY_IN_TESTS = {
    "pydmnrules": "GPL-3.0",
    "pysfeel": "GPL-3.0",
    "spiffworkflow": "LGPL-3.0",
    "docutils": "Public Domain, BSD-3-Clause, GPL-3.0",  # one of them for each of its files
}
# whose metadata say nothing; the text lies in each package
SAID_IN_A_FILE = {"quickjs-ng": "MIT", "axe-playwright-python": "MIT", "zen-engine": "MIT"}
NAMES = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0",
    "GNU General Public License (GPL)": "GPL-3.0",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0",
    "lGPLv3": "LGPL-3.0",
    "Zope Public License": "ZPL-2.1",
}


def pins(name: str) -> set[str]:
    """The packages that a file of requirements pins."""
    return set(re.findall(r"(?m)^([a-z0-9._-]+)==", (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")))


def wanted(name: str) -> set[str]:
    """The packages that a file of requirements asks for by itself."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
    return {re.split(r"[<>=]", line)[0].lower() for line in lines if line and not line.startswith(("#", "-"))}


def licence(package: str) -> str:
    """What an installed package says of its licence."""
    told = metadata.metadata(package)
    expression, short = ("".join(told.get_all(name) or ()) for name in ("License-Expression", "License"))
    if expression:
        return expression
    listed = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    named = listed or ([short] if short and short != "UNKNOWN" and "\n" not in short else [])
    return ", ".join(NAMES.get(name, name) for name in named) or SAID_IN_A_FILE[package]


# --- packages


def test_every_package_has_the_licence_that_is_listed() -> None:
    assert pins("site") | pins("dev") | pins("bench") == set(LICENCES)
    found = {}
    for package in LICENCES:
        try:
            found[package] = licence(package)
        except metadata.PackageNotFoundError:
            continue  # of another system, or of bench/
    assert found == {package: LICENCES[package] for package in found}
    assert len(found) > len(pins("site")) - 3


def test_every_licence_is_one_that_asks_nothing() -> None:
    strange = {package: named for package, named in LICENCES.items() if not ALL_FREE.fullmatch(named)}
    assert strange == ONLY_IN_TESTS
    assert not set(strange) & pins("site")


def test_every_direct_dependency_has_a_reason_and_nothing_else_has() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| ([^|]+) \| [^|]{4,}.*\|$", text.partition("| package | why it is here |")[2])
    told = {name.strip().lower() for row in rows for name in row.split(",")}
    direct = {name for file in ("site", "dev", "bench", "actions", "advisories") for name in wanted(file)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    direct |= {re.split(r"[<>=]", name)[0].lower() for name in project["dependencies"]}
    told |= {name for name in direct if name.startswith("types-") and "types-*" in told}
    assert told - {"---", "types-*"} == direct


def test_pip_audit_is_understood_also_where_it_hears_nothing() -> None:
    vulnerable = {"id": "PYSEC-1", "fix_versions": ["2.0"], "aliases": [], "description": "x"}
    packages = [
        {"name": "a", "version": "1.0", "vulns": [vulnerable, {**vulnerable, "id": "PYSEC-2", "fix_versions": []}]},
        {"name": "b", "version": "1.0", "vulns": []},
        {"name": "c", "skip_reason": "Dependency not found on PyPI and could not be audited: c (1.0)"},
    ]
    answer = advisories.read({"dependencies": packages})
    assert (answer.asked, answer.skipped) == (2, 1)
    assert answer.known == ("a 1.0: PYSEC-1, mended in 2.0", "a 1.0: PYSEC-2, mended in no version")


def test_where_pip_audit_says_nothing_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(advisories, "FOLDER", tmp_path)
    (package,) = advisories.ask("site")
    assert "site.txt" in package["name"] and advisories.read({"dependencies": [package]}).skipped == 1


# --- the site


def own(project: Path) -> Iterator[str]:
    """The files that a language may have of the project: as they lie in docs/, and what the build makes of them."""
    for folder in (project / "docs" / "assets", *(path for path in (project / "docs").iterdir() if path.is_dir())):
        base = folder.parent if folder.name == "assets" else folder
        yield from (path.relative_to(base).as_posix() for path in folder.rglob("*") if path.suffix != ".md")


def test_the_site_has_no_file_from_elsewhere(plain_site: Path) -> None:
    """Each file is a page, one that the project makes, one of the project, or one of the theme."""
    made = re.compile(
        r"(SHA256SUMS|_headers|deploy/nginx\.conf|(api|schema)/.+\.(json|csv|dmn)|(.+/)?(index|404)\.html|"
        r"\w\w/(assets/search/index\.json|search/search_index\.json|objects\.inv|assets/stylesheets/all\.\w+\.css))"
    )
    ours = set(own(plain_site.parent))
    strange = []
    for path in sorted(path for path in plain_site.rglob("*") if path.is_file()):
        name = path.relative_to(plain_site)
        below = Path(*name.parts[1:])
        if not (made.fullmatch(name.as_posix()) or below.as_posix() in ours or (THEME / below).is_file()):
            strange.append(name.as_posix())
    assert strange == []


def test_every_file_beside_the_pages_is_asked_for_by_one(plain_site: Path) -> None:
    """By a page above the languages or one in its own, or by a file that is asked for."""
    above = "".join(path.read_text("utf-8") for path in plain_site.glob("*.html"))
    for language in sorted(path for path in plain_site.iterdir() if (path / "assets").is_dir()):
        # no page of this site has the questions on it
        left = {path for path in (language / "assets").rglob("*") if path.is_file() and path.name != "chooser.js"}
        asking = above + "".join(path.read_text("utf-8") for path in language.rglob("*.html"))
        while found := {path for path in left if re.search(rf"\b{re.escape(path.name)}", asking)}:
            left -= found
            asking = "".join(path.read_text("utf-8") for path in found if path.suffix in (".js", ".json", ".css"))
        assert sorted(path.relative_to(language).as_posix() for path in left) == []


def test_a_file_of_the_theme_is_as_it_was_pinned_but_for_its_colours(plain_site: Path) -> None:
    changed = {
        re.sub(r"\.\w{8}\.", ".", path.relative_to(plain_site / "en").as_posix())
        for path in (plain_site / "en" / "assets").rglob("*")
        if (given := THEME / path.relative_to(plain_site / "en")).is_file() and given.read_bytes() != path.read_bytes()
    }
    assert changed <= {"assets/stylesheets/palette.css"}


def test_nothing_that_only_the_tests_need_is_needed_to_build() -> None:
    """What the site is built with is what `site.txt` pins."""
    assert pins("site") < pins("dev") and not wanted("dev") & pins("site")
