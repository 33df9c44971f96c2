"""A new project, made beside its place and moved there when it is whole."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from decision import document, files, project, publishing
from decision.exchange import editors
from decision.exchange.adopting import writing
from decision.guides import contents, escape
from decision.guides import pages as guides
from decision.guides.pages import Pages
from decision.matrix import model
from decision.project import Language, Project
from decision.starting import findings, machinery, navigation, placing, sources
from decision.starting.findings import Finding
from decision.starting.navigation import HOMES, Listed
from decision.starting.placing import INDEX, Item, Placed
from decision.starting.sources import Source, StartError
from decision.starting.walking import said as reason_of

REPORT = "REPORT.md"
TABLE = "data/first.yaml"
# without it a folder is no project
LAST = "mkdocs.yml"
# a folder of a repository that is new may hold these
_ALLOWED = (".git", ".gitattributes")


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: the folder, the trees of pages, the languages, and the name of the site."""

    target: Path
    tree: Path | None = None
    lang: str | None = None
    others: tuple[tuple[str, Path], ...] = ()
    name: str = ""


class Begun(NamedTuple):
    """What was made: its languages with the number of their pages and their trees, and what needs a hand."""

    pages: Mapping[str, int]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]


def begin(wish: Wish) -> Begun:
    """Make the project, all of it or nothing.

    Raises StartError where it cannot be made, and OSError where the disk or the folder does not take it.
    """
    if publishing.finish(wish.target, LAST):
        raise StartError(f"'{wish.target}' is whole now: an earlier run was interrupted there", "look at its README.md")
    _refuse_full(wish.target)
    found = sources.find(wish.tree, wish.lang, wish.others) if wish.tree or wish.others else ()
    code = tuple(machinery.items())
    placed = placing.place(found, machinery.taken())
    stage = publishing.begin(wish.target)
    try:
        begun = _make(wish, found, placed, code, stage.folder)
        stage.fill(LAST)
    except BaseException:
        stage.discard()
        raise
    return begun


def _refuse_full(target: Path) -> None:
    """A folder that holds something stays as it is."""
    try:
        held = sorted(path.name for path in target.iterdir()) if target.exists() else []
    except OSError as reason:
        raise StartError(
            f"'{target}' is no folder that can be read: {reason_of(reason)}", "name an empty folder"
        ) from reason
    held = [name for name in held if name not in _ALLOWED]
    if held:
        raise StartError(f"'{target}' is not empty: it holds '{held[0]}'", "name a new folder, or an empty one")


def _make(wish: Wish, found: Sequence[Source], placed: Placed, code: Sequence[Item], root: Path) -> Begun:
    """Everything in the folder, with the report."""
    placed = _copied(placed, root)
    for item in code:
        files.copy(item.file, root / item.path)
    languages = _lay_out(wish, found, root)
    known = _known(root, languages)
    nav = _complete(found, languages, known, root)
    loaded = project.load(root)
    told = findings.find(loaded, _pages(loaded), placed, nav)
    if told:
        _write(root, {REPORT: findings.as_markdown(told)})
    count = {locale: sum(map(_is_page, listed)) for locale, listed in known.files.items()}
    return Begun(count, tuple(found), told)


def _lay_out(wish: Wish, found: Sequence[Source], root: Path) -> tuple[Language, ...]:
    """What the pages need that the trees do not have; the languages by their names."""
    languages = _languages(wish, found)
    if not found:
        _write(root, _starter(languages[0]))
        return languages
    known = _known(root, languages)
    _write(root, _contents(known))
    return _named(wish, found, languages, known)


def _complete(found: Sequence[Source], languages: Sequence[Language], known: Pages, root: Path) -> Listed:
    """The rest of the project, its settings with the navigation among it."""
    nav = _navigation(found, known, root)
    homes, theme = _homes(known, languages, nav.nav), _theme(languages)
    if nav.nav and homes:
        nav = nav._replace(nav=[INDEX, *nav.nav])
    settings = {LAST: machinery.settings(languages, nav.nav, bool(theme))}
    _write(root, homes | theme | machinery.texts(languages[0].site_name) | settings)
    return nav


def _is_page(file: str) -> bool:
    return file.endswith(".md") and guides.is_page(file)


def _copied(placed: Placed, root: Path) -> Placed:
    """The files of the trees, copied; those that cannot be read are refused after all."""
    refused: list[tuple[str, str]] = []
    for item in placed.items:
        try:
            with item.file.open("rb"):
                pass
        except OSError as reason:
            refused.append((item.path, f"it cannot be read: {reason_of(reason)}"))
            continue
        files.copy(item.file, root / item.path)
    missing = {path for path, _ in refused}
    items = tuple(item for item in placed.items if item.path not in missing)
    return Placed(items, (*placed.refused, *refused), placed.renamed, placed.shared)


def _write(root: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        files.write(root / path, text.encode(), expected=None)


def _known(root: Path, languages: Sequence[Language]) -> Pages:
    """The pages, before the settings are complete."""
    settings = machinery.settings(languages, (), False).encode()
    return _pages(project.load(root, instead={root / LAST: settings}))


def _pages(loaded: Project) -> Pages:
    listed = {tree.locale: guides.listed(tree.folder) for tree in loaded.trees}
    return Pages(loaded.guide, listed, loaded.default)


# --- languages


def _languages(wish: Wish, found: Sequence[Source]) -> tuple[Language, ...]:
    """The languages of the site, named as well as it can be without reading a page."""
    given = wish.name or _title(wish.target.absolute().name)
    locales = [source.locale for source in found] or [wish.lang or "en"]
    return tuple(Language(locale, sources.names().get(locale, locale), given) for locale in locales)


def _named(wish: Wish, found: Sequence[Source], languages: Sequence[Language], known: Pages) -> tuple[Language, ...]:
    """The languages with the name of the site in each: as asked for, or as the trees say; else that of the first."""
    named: list[Language] = []
    for source, language in zip(found, languages, strict=True):
        config = source.config or {}
        title, described = navigation.guide_title(known, language.locale)
        home = next((home for home in HOMES if home in known.files[language.locale]), "")
        said = (wish.name, title, config.get("site_name"), navigation.title(known.read(language.locale, home)))
        other = named[0].site_name if named else language.site_name
        name = next((text for text in said if isinstance(text, str) and text.strip()), other)
        described = described or str(config.get("site_description") or "")
        named.append(Language(language.locale, language.name, " ".join(name.split()), " ".join(described.split())))
    return tuple(named)


def _title(name: str) -> str:
    """A folder's name as a title."""
    words = re.sub(r"[-_.\s]+", " ", name).strip()
    return words[:1].upper() + words[1:] or "Site"


def _theme(languages: Sequence[Language]) -> dict[str, str]:
    words = {machinery.words_path(one.locale): machinery.words(one.locale) for one in languages}
    return {path: text for path, text in words.items() if text is not None}


# --- pages that are made


def _starter(language: Language) -> dict[str, str]:
    """The first page and the first table, in the language where there are words in it, else in English."""
    folder = resources(__package__).joinpath("starter")
    page = folder.joinpath(f"{language.locale}.md")
    page = page if page.is_file() else folder.joinpath("en.md")
    values = {
        "title": writing.scalar(language.site_name),
        "name": escape.text(language.site_name, at_line_start=True),
        "locale": language.locale,
    }
    source, _ = document.read(TABLE, folder.joinpath("table.yaml").read_bytes())
    data = _in_one(source.data if source is not None else {}, language.locale)
    return {
        f"docs/{language.locale}/{INDEX}": Template(page.read_text("utf-8")).substitute(values),
        TABLE: editors.first_line(model.KIND) + writing.text(data, {}),
    }


def _in_one(value: Any, locale: str) -> Any:
    """Data with its texts in one language only."""
    if not isinstance(value, dict):
        return value
    if set(value) == {"en", "sv", "nl"}:
        return value.get(locale, value["en"])
    return {key: _in_one(inner, locale) for key, inner in value.items()}


def _contents(known: Pages) -> dict[str, str]:
    """A `TOC.md` for the languages that have none, from those of the default language."""
    made: dict[str, str] = {}
    tocs = [file for file in sorted(known.files[known.default]) if posixpath.basename(file) == contents.NAME]
    for locale, listed in known.files.items():
        has_own = any(posixpath.basename(file) == contents.NAME for file in listed)
        for file in tocs if not has_own else ():
            text = navigation.toc(known, locale, file)
            made |= {f"docs/{locale}/{file}": text} if text else {}
    return made


def _navigation(found: Sequence[Source], known: Pages, root: Path) -> Listed:
    """What mkdocs.yml lists: nothing where a `TOC.md` does, or where nobody has said anything."""
    if not found or any(posixpath.basename(file) == contents.NAME for file in known.files[known.default]):
        return Listed([])
    listed = navigation.from_config(found[0].config, known.files[known.default])
    return listed if listed.nav else navigation.from_order(known, known.default, root / "docs" / known.default)


def _homes(known: Pages, languages: Sequence[Language], nav: Sequence[Any]) -> dict[str, str]:
    """A page to begin at for each language, where the default one has none: a language takes what it lacks from it."""
    return {
        f"docs/{one.locale}/{INDEX}": navigation.home(known, one.locale, one.site_name, one.site_description, nav)
        for one in languages
        if not any(home in known.files[locale] for home in HOMES for locale in {one.locale, known.default})
    }
