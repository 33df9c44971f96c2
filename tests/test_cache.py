"""Builds that do only what changed make what a clean build makes: bytes, messages, exit status."""

from __future__ import annotations

import hashlib
import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig  # noqa: TID251 (what a hook keeps of it)
from mkdocs.structure.files import File, Files  # noqa: TID251
from mkdocs.structure.pages import Page  # noqa: TID251
from mkdocs.structure.toc import get_toc  # noqa: TID251

from decision import fingerprints
from decision.kept import Kept, fingerprint

ROOT = Path(__file__).parent.parent
# a hook finds the modules beside it by their names
sys.path.append(str(ROOT / "hooks"))
page_state: Any = importlib.import_module("page_state")

Run = Callable[..., subprocess.CompletedProcess[str]]
Edit = Callable[[Path, Random], None]

# as many as `make campaign` asks for; few in `make test`
EDITS = int(os.environ.get("CACHE_EDITS", "2"))
SEED = int(os.environ.get("CACHE_SEED", "1"))
KEPT = Path(".cache", "site")
# without the pages for writers, a build takes a third of the time
IS_SHORT = EDITS < 10
COUNTING = f"""
import sys
def on_files(files, config):
    for file in [file for file in files if {IS_SHORT} and file.src_uri.startswith("contribute/")]:
        files.remove(file)
def on_env(env, config, files):
    compile = env.compile
    def told(source, name=None, *others):
        print("COMPILED", name, file=sys.stderr)
        return compile(source, name, *others)
    env.compile = told
def on_pre_page(page, config, files):
    print("READ", page.file.src_uri, file=sys.stderr)
def on_post_page(output, page, config):
    print("WRITTEN", page.file.src_uri, file=sys.stderr)
"""
VALUES = "kind: values\nversion: 1.0.0\nvalues:\n  carrier: Bicycle Messengers\n"
GLOSSARY = """kind: glossary
version: 1.0.0
title: {en: Glossary, sv: Ordlista, nl: Woorden}
terms:
  box:
    term: {en: Box, sv: Låda, nl: Doos}
    definition: {en: what a parcel lies in., sv: det som ett paket ligger i., nl: waar een pakket in zit.}
"""


# --- a project that is changed


@pytest.fixture
def changing(project: Path) -> Path:
    """The small site with more kinds of what a page may be made from."""
    names = re.findall(r"- (hooks/\w+\.py)", (project / "project.yml").read_text("utf-8"))
    config = (project / "mkdocs.yml").read_text("utf-8")
    config += "      - guides/terms.md\n"
    config += "hooks:\n" + "".join(f"  - {name}\n" for name in (*names, "hooks/counting.py"))
    (project / "mkdocs.yml").write_text(config, "utf-8")
    (project / "hooks/counting.py").write_text(COUNTING, "utf-8")
    (project / "data/names.yaml").write_text(VALUES, "utf-8")
    (project / "data/words.yaml").write_text(GLOSSARY, "utf-8")
    page = "# Terms {#terms}\n\nOf {{ names.carrier }}.\n\n<!-- glossary: words -->\n\n## More {#more}\n\n{{rain}}\n"
    (project / "docs/en/guides/terms.md").write_text(page, "utf-8")
    (project / "docs/en/_includes").mkdir()
    (project / "docs/en/_includes/snippets.md").write_text("## Rain {#rain}\n\nKeep it dry.\n", "utf-8")
    return project


def text_of(path: Path) -> str:
    return path.read_text("utf-8", "surrogateescape")


def save(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", "surrogateescape")


def change(path: Path, old: str, new: str) -> None:
    save(path, text_of(path).replace(old, new))


def add(path: Path, text: str) -> None:
    save(path, text_of(path) + text)


def guides(project: Path) -> list[Path]:
    return sorted(path for path in (project / "docs").rglob("*.md") if "_includes" not in path.parts)


def page_text(project: Path, source: Random) -> None:
    add(source.choice(guides(project)), f"\nA sentence with the number {source.randrange(1000)}.\n")


def page_title(project: Path, source: Random) -> None:
    path = source.choice(guides(project))
    save(path, re.sub(r"^# \w+", f"# Title{source.randrange(1000)}", text_of(path), flags=re.M))


def anchor(project: Path, source: Random) -> None:
    path = source.choice(guides(project))
    change(path, "{#", f"{{#a{source.randrange(10)}-")


def front_matter(project: Path, source: Random) -> None:
    said = source.choice(["title: Another", "description: It says.", "hide: true", "internal: true", "index: no"])
    path = source.choice([path for path in guides(project) if path.name != "index.md"])
    text = text_of(path)
    save(path, f"---\n{said}\n---\n{text.removeprefix('---')}" if "---" not in text[:4] else text)


def new_page(project: Path, source: Random) -> None:
    name = f"guides/new-{source.randrange(100)}.md"
    (project / "docs/en" / name).write_text(f"# New {{#new}}\n\nSee [this](#{name[:8]}).\n", "utf-8")
    if source.random() < 0.7:
        add(project / "docs/en/guides/index.md", f"\n[new]({Path(name).name})\n")
        change(project / "mkdocs.yml", "      - guides/choose.md\n", f"      - guides/choose.md\n      - {name}\n")


def lost_page(project: Path, source: Random) -> None:
    path = source.choice([path for path in guides(project) if path.name not in ("index.md", "choose.md")] or [project])
    if path.is_file():
        path.unlink()
        change(project / "mkdocs.yml", f"      - guides/{path.name}\n", "")


def renamed_page(project: Path, source: Random) -> None:
    path = source.choice([path for path in guides(project) if path.name not in ("index.md", "choose.md")] or [project])
    if path.is_file():
        path.rename(path.with_name(f"moved-{source.randrange(100)}.md"))


def translated(project: Path, source: Random) -> None:
    path = project / "docs/sv/guides/english.md"
    if path.exists():
        path.unlink()
    else:
        save(path, "# Bilen {#van}\n\n<!-- decision-table: parcels -->\n")


def data_text(project: Path, source: Random) -> None:
    change(project / "data/parcels.yaml", "en: A light parcel", f"en: A light parcel{source.randrange(10)}")


def verdict(project: Path, source: Random) -> None:
    path = project / "data/parcels.yaml"
    old, new = source.choice([("bicycle: no", "bicycle: yes"), ("van: yes", "van: no"), ("van: no", "van: yes")])
    change(path, old, new)


def symbol(project: Path, source: Random) -> None:
    """Another sign for a verdict: one that only marks of verdicts are, or a letter."""
    path = project / "data/parcels.yaml"
    save(path, re.sub(r"(yes:\n    symbol:) \S+", rf"\1 {source.choice(['✔', '✓', 'Y', 'v'])}", text_of(path)))


def by_hand(project: Path, source: Random) -> None:
    """The table, written into a page by hand, with what was its signs at some time."""
    yes = source.choice(["✔", "Y"])
    rows = f"| A light parcel | {yes} | {yes} |\n| A heavy parcel | {source.choice(['✘', 'Y'])} | {yes} |\n"
    add(source.choice(guides(project)), f"\n| Parcel | Bicycle | Van |\n|---|---|---|\n{rows}\n")


def broken_data(project: Path, source: Random) -> None:
    change(project / "data/parcels.yaml", "{weight: light}", "{weight: feather}")


def mended_data(project: Path, source: Random) -> None:
    change(project / "data/parcels.yaml", "{weight: feather}", "{weight: light}")


def value(project: Path, source: Random) -> None:
    change(project / "data/names.yaml", "Bicycle", source.choice(["Bicycle", "Fast Bicycle"]))


def term(project: Path, source: Random) -> None:
    change(project / "data/words.yaml", "what a parcel", source.choice(["what every parcel", "what a parcel"]))


def snippet(project: Path, source: Random) -> None:
    add(project / "docs/en/_includes/snippets.md", f"\nAnd {source.choice(['warm', '{{ names.carrier }}', '**x'])}.\n")


def shared_metadata(project: Path, source: Random) -> None:
    said = source.choice(["index: no", "hide: no", "keywords: x"])
    (project / "docs/en/guides/metadata.md").write_text(f"---\n{said}\n---\n", "utf-8")


def catalog(project: Path, source: Random) -> None:
    path = project / "decision/locales" / source.choice(["en.yaml", "sv.yaml"])
    save(path, re.sub(r"(site-on-this-page: .*)", r"\1!", text_of(path)))


def code(project: Path, source: Random) -> None:
    change(project / "hooks/contents.py", "FEWEST = 2", "FEWEST = 1")
    add(project / "hooks/contents.py", "# a comment\n")


def template(project: Path, source: Random) -> None:
    add(project / "hooks/templates/contents.html.j2", "<!-- a comment -->\n")


def settings(project: Path, source: Random) -> None:
    change(project / "mkdocs.yml", "site_name: Parcels", source.choice(["site_name: Parcels!", "site_name: Post"]))


def theme(project: Path, source: Random) -> None:
    path = project / "overrides/main.html"
    path.parent.mkdir(exist_ok=True)
    save(path, f'{{% extends "base.html" %}}{{% block announce %}}{source.randrange(9)}{{% endblock %}}')
    if "custom_dir" not in text_of(project / "mkdocs.yml"):
        add(project / "mkdocs.yml", "theme:\n  custom_dir: overrides\n")


def style(project: Path, source: Random) -> None:
    add(project / "docs/assets/site.css", f"\n.x {{ order: {source.randrange(9)}; }}\n")


def image(project: Path, source: Random) -> None:
    add(project / "docs/en/guides/box.svg", "<!-- -->")


def broken_link(project: Path, source: Random) -> None:
    add(source.choice(guides(project)), source.choice(["\n[x](gone.md)\n", "\n[x](#gone)\n", "\n![x](gone.png)\n"]))


def broken_marker(project: Path, source: Random) -> None:
    add(source.choice(guides(project)), source.choice(["\n<!-- decision-table: gone -->\n", "\n{{ names.gone }}\n"]))


def mended_marker(project: Path, source: Random) -> None:
    for path in guides(project):
        change(path, "\n<!-- decision-table: gone -->\n", "")
        change(path, "\n{{ names.gone }}\n", "")


def not_text(project: Path, source: Random) -> None:
    add(source.choice(guides(project)), "\n\udcff\n")


def conflict(project: Path, source: Random) -> None:
    add(source.choice(guides(project)), "\n<<<<<<< mine\nOne.\n=======\nTwo.\n>>>>>>> theirs\n")


def mended_page(project: Path, source: Random) -> None:
    for path in guides(project):
        change(path, "\n\udcff\n", "")
        change(path, "\n<<<<<<< mine\nOne.\n=======\nTwo.\n>>>>>>> theirs\n", "")


def damage(project: Path, source: Random) -> None:
    """Spoil the cache: nobody may notice."""
    found = sorted(path for path in (project / KEPT).rglob("*") if path.is_file())
    for path in source.sample(found, min(20, len(found))):
        match source.randrange(4):
            case 0:
                path.unlink()
            case 1:
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
            case 2:
                path.write_bytes(bytes(reversed(path.read_bytes())))
            case 3:
                path.write_bytes(b"")


def nothing(project: Path, source: Random) -> None:
    """Save nothing."""


KINDS: tuple[Edit, ...] = (
    *(page_text, page_title, anchor, front_matter, new_page, lost_page, renamed_page, translated, data_text, verdict),
    *(symbol, by_hand),
    *(broken_data, value, term, snippet, shared_metadata, catalog, code, template, settings, theme, style, image),
    *(broken_link, broken_marker, not_text, conflict, damage, nothing),
)
MENDED: dict[Edit, Edit] = {
    broken_data: mended_data,
    broken_marker: mended_marker,
    not_text: mended_page,
    conflict: mended_page,
}


def tree(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def said(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What a build told, but for what it did and how long that took."""
    own = (
        "READ ",
        "WRITTEN ",
        "COMPILED ",
        "INFO    -  Cleaning",
        "INFO    -  Building",
        "INFO    -  Documentation built",
    )
    return [line for line in result.stderr.splitlines() if not line.startswith(own)]


def compare(project: Path, mkdocs: Run, arguments: tuple[str, ...], environment: dict[str, str], what: str) -> None:
    """Build with what was kept, over the site before, then without both; put back what was kept."""
    before = tree(project / "site")
    quick = mkdocs(project, "build", *arguments, **environment)
    made = tree(project / "site") if quick.returncode == 0 else {}
    assert quick.returncode == 0 or tree(project / "site") == before, f"{what}: a failed build changed the site"
    aside = project / "aside"
    (project / KEPT).rename(aside)
    shutil.rmtree(project / "site", ignore_errors=True)
    clean = mkdocs(project, "build", *arguments, **environment)
    wanted = tree(project / "site")
    shutil.rmtree(project / KEPT, ignore_errors=True)
    aside.rename(project / KEPT)
    different = sorted(name for name in made.keys() | wanted.keys() if made.get(name) != wanted.get(name))
    assert not different, f"{what}: {different}"
    assert said(quick) == said(clean), what
    assert quick.returncode == clean.returncode, what


def test_a_build_that_takes_over_what_did_not_change_makes_what_a_clean_one_makes(changing: Path, mkdocs: Run) -> None:
    source, done = Random(SEED), []
    kinds = list(KINDS)
    source.shuffle(kinds)
    assert mkdocs(changing, "build").returncode == 0
    for number in range(EDITS):
        edits = [kinds[number % len(kinds)], *source.sample(KINDS, source.choice([0, 0, 0, 1]))]
        for edit in edits:
            edit(changing, source)
        arguments = source.choice([(), (), (), ("--strict",), ("--quiet",)])
        environment = source.choice(
            [{}, {}, {}, {"SITE_URL": "https://example.org/x/"}, {"EDIT_URL": "https://e.org/"}]
        )
        done.append(f"{number} {'+'.join(edit.__name__ for edit in edits)} {' '.join(arguments)} {environment}")
        compare(changing, mkdocs, arguments, environment, "\n".join(done))
        for edit in edits:
            MENDED.get(edit, nothing)(changing, source)


@pytest.mark.campaign
def test_pages_that_did_not_change_are_not_made_again(changing: Path, mkdocs: Run) -> None:
    first = mkdocs(changing, "build").stderr
    assert "READ index.md" in first and "COMPILED main.html" in first
    assert "READ" not in mkdocs(changing, "build").stderr
    add(changing / "docs/en/index.md", "\nOne more.\n")
    result = mkdocs(changing, "build")
    assert re.findall(r"READ (\S+)", result.stderr) == ["index.md"]
    assert re.findall(r"WRITTEN (\S+)", result.stderr) == ["index.md"]
    # what a hook gives as text has no name
    assert set(re.findall(r"COMPILED (\S+)", result.stderr)) <= {"None"}


def test_a_site_that_is_as_it_was_made_stays_and_any_other_is_made_again(changing: Path, mkdocs: Run) -> None:
    site = changing / "site"
    assert mkdocs(changing, "build").returncode == 0
    (site / ".nojekyll").touch()
    made, place = tree(site), site.stat().st_ino
    assert mkdocs(changing, "build").returncode == 0
    assert site.stat().st_ino == place
    page = site / "sv/index.html"

    def make_a_link() -> None:
        page.rename(site / "sv/index.old")
        page.symlink_to("index.old")

    for spoil in (
        lambda: page.write_bytes(b"somebody wrote here"),
        page.unlink,
        (site / "sv/more.html").touch,
        lambda: page.chmod(0o600),
        make_a_link,
    ):
        spoil()
        assert mkdocs(changing, "build").returncode == 0
        assert tree(site) == made
        assert page.stat().st_mode == (site / "sv/404.html").stat().st_mode
        assert not page.is_symlink()


def test_a_page_that_is_as_it_was_keeps_its_date_and_its_file_is_its_own(changing: Path, mkdocs: Run) -> None:
    site = changing / "site"
    assert mkdocs(changing, "build").returncode == 0
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    add(changing / "docs/en/index.md", "\nOne more.\n")
    assert mkdocs(changing, "build").returncode == 0
    same = {path.relative_to(site).as_posix() for path, date in before.items() if path.stat().st_mtime_ns == date}
    assert "en/guides/english/index.html" in same
    assert "en/index.html" not in same
    assert all(path.stat().st_nlink == 1 for path in site.rglob("*.html"))


@pytest.mark.campaign
def test_a_language_in_which_nothing_changed_is_taken_over(changing: Path, mkdocs: Run) -> None:
    assert mkdocs(changing, "build").returncode == 0
    notes = {path.name for path in (changing / KEPT / "notes").glob("language-*")}
    add(changing / "docs/sv/index.md", "\nEn mening.\n")
    compare(changing, mkdocs, (), {}, "Swedish changed")
    new = {path.name.split()[0] for path in (changing / KEPT / "notes").glob("language-*") if path.name not in notes}
    assert new == {"language-sv"}


@pytest.mark.campaign
@pytest.mark.parametrize("sign", ["✔", "Y"])
def test_a_table_by_hand_is_looked_at_again_where_data_changed(changing: Path, mkdocs: Run, sign: str) -> None:
    path = changing / "data/parcels.yaml"
    change(path, "symbol: ✔", f"symbol: {sign}")
    rows = f"| A light parcel | {sign} | {sign} |\n| A heavy parcel (1) | ✘ | {sign} |\n"
    page = f"# Van {{#van}}\n\n| Parcel | Bicycle | Van |\n|---|---|---|\n{rows}\n(1) Weigh it first\n"
    (changing / "docs/en/guides/english.md").write_text(page, "utf-8")
    assert "table-differs" not in mkdocs(changing, "build").stderr
    change(path, "bicycle: no", "bicycle: yes")
    compare(changing, mkdocs, (), {}, "another verdict")
    assert "table-differs" in mkdocs(changing, "build").stderr


# --- what is kept


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept")


def test_what_is_kept_is_found(kept: Kept) -> None:
    name = kept.put(b"content")
    kept.write_note("sort", "key", {"piece": name})
    assert kept.get(name) == b"content"
    assert kept.note("sort", "key") == {"piece": name}
    assert kept.note("sort", "other") is None


@pytest.mark.parametrize("damage", [b"", b"cont", b"CONTENT", b"content and more"])
def test_what_is_damaged_is_not_there_and_can_be_kept_again(kept: Kept, damage: bytes) -> None:
    name = kept.put(b"content")
    kept.write_note("sort", "key", "said")
    for path in [path for path in kept.folder.rglob("*") if path.is_file()]:
        path.write_bytes(damage)
    assert kept.get(name) is None
    assert kept.note("sort", "key") is None
    assert kept.get(kept.put(b"content")) == b"content"


def test_a_tree_comes_back_whole_or_is_said_not_to(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "made/below").mkdir(parents=True)
    (tmp_path / "made/one.txt").write_bytes(b"1")
    (tmp_path / "made/below/two.txt").write_bytes(b"2")
    found = kept.put_tree(tmp_path / "made")
    assert kept.restore(found, tmp_path / "again")
    assert tree(tmp_path / "again") == tree(tmp_path / "made")
    assert kept.put_tree(tmp_path / "made", dict(found)) == found
    next(kept.folder.glob("pieces/*/*")).unlink()
    assert not kept.restore(found, tmp_path / "third")
    assert kept.put_tree(tmp_path / "made", dict(found)) == found
    assert kept.restore(found, tmp_path / "fourth")


def test_what_no_recent_note_names_is_removed_unless_another_build_is_on_its_way(kept: Kept) -> None:
    old, name = kept.put(b"old"), kept.put(b"new")
    kept.write_note("sort", "key", [name])
    first, second = kept.in_use(), kept.in_use()
    assert first is not None
    assert second is not None
    kept.tidy(first)
    assert kept.get(old) == b"old"
    kept.tidy(second)
    assert kept.get(old) is None
    assert kept.get(name) == b"new"


# --- what identifies


def test_a_file_that_changes_comes_or_goes_is_seen(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/one.md").write_text("one", "utf-8")
    before = fingerprints.read([tmp_path / "docs"])
    assert before.are_unchanged()
    (tmp_path / "docs/two.md").write_text("two", "utf-8")
    assert not before.are_unchanged()
    (tmp_path / "docs/two.md").unlink()
    (tmp_path / "docs/one.md").write_text("eno", "utf-8")
    assert fingerprints.read([tmp_path / "docs"]).hashes != before.hashes
    (tmp_path / "docs/one.md").write_text("one", "utf-8")
    assert fingerprints.read([tmp_path / "docs"]).hashes == before.hashes


def test_a_fork_sees_what_changed_since_its_parent_read(tmp_path: Path) -> None:
    for name in ("same", "other", "removed"):
        (tmp_path / name).write_text(name, "utf-8")
    fingerprints.read([tmp_path])
    (tmp_path / "other").write_text("changed", "utf-8")
    (tmp_path / "removed").unlink()
    (tmp_path / "new").write_text("new", "utf-8")
    given, taken = os.pipe()
    if os.fork() == 0:
        os.write(taken, "".join(sorted(fingerprints.read([tmp_path]).hashes.values())).encode())
        os._exit(0)
    os.wait()
    assert os.read(given, 9999).decode() == "".join(sorted(fingerprints.read([tmp_path]).hashes.values()))


def values() -> Iterator[object]:
    yield from (None, True, 1, 1.0, "1", [1], {"a": 1, "b": 2}, {"b": 2, "a": 1}, {1}, {"set": 1}, len, Path("x"))


def test_values_that_differ_are_told_apart() -> None:
    found = [fingerprint(fingerprints.plain(one)) for one in values()]
    assert len(set(found)) == len(found)


def test_the_state_of_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    file = File("page.md", str(tmp_path), str(tmp_path), use_directory_urls=True)
    page = Page(None, file, MkDocsConfig())
    vars(page).update(
        meta={"hide": ["toc"], 1: (date(2026, 1, 31), datetime(2026, 1, 31, tzinfo=UTC)), "set": {"a"}, "text": "☃"},
        toc=get_toc([{"level": 1, "id": "a", "name": "A", "children": []}]),
        links_to_anchors={file: {"a": "page.md#a"}},
        present_anchor_ids={"b", "a"},
    )
    text = page_state.written(page)
    assert text is not None
    other = Page("a title", file, MkDocsConfig())
    page_state.restore(other, text, Files([file]))
    assert page_state.written(other) == text
    assert other.meta == page.meta
    assert str(other.toc) == str(page.toc)
    assert other.links_to_anchors == {file: {"a": "page.md#a"}}


def test_a_page_with_what_cannot_be_told_exactly_is_not_kept(tmp_path: Path) -> None:
    page = Page(None, File("page.md", str(tmp_path), str(tmp_path), use_directory_urls=True), MkDocsConfig())
    page.meta = {"object": object()}
    assert page_state.written(page) is None
