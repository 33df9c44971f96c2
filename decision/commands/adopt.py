"""`decision adopt`: tables that people wrote by hand become data of this project."""

from __future__ import annotations

import os
import posixpath
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from decision import document, files, project, report
from decision.areas import read_line, relative
from decision.calling import Call, fail
from decision.exchange import adopting, editors
from decision.exchange.adopting import Adopted, Adoption, Options, vocabulary
from decision.files import ChangedUnderneathError
from decision.guides import guide as guides
from decision.guides.guide import Guide
from decision.matrix import model
from decision.problem import Problem, choices, in_order
from decision.project import Project
from decision.schema import ID

LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")
PAGES = (".md", ".mdx", ".markdown", ".txt", ".html", ".htm")


@dataclass(frozen=True, eq=False)
class Source:
    """A page to adopt from: its file and its language; `home` is the project that it is a guide of."""

    path: Path
    guide: Guide
    problems: tuple[Problem, ...]
    home: Project | None = None


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PAGE]...")
@click.option(
    "--page", "named", multiple=True, metavar="LANG=PAGE", help="The same page in a language; the first counts."
)
@click.option("--lang", metavar="LANG", help="The language of PAGE; else that of its folder.")
@click.option("--id", "name", metavar="ID", help="The id of the table; else one is proposed.")
@click.option("--to", metavar="FILE", help="The file or folder to write, '-' to print; else data/ of the project.")
@click.option("--table", "tables", multiple=True, type=click.IntRange(min=1), help="Only the table of this number.")
@click.option("--integrations", type=click.Choice(["columns", "rows"]), help="Where they stand; else it is found out.")
@click.option("--replace", is_flag=True, help="Put markers in place of the tables, legends and remarks on the page.")
@click.option("--force", is_flag=True, help="Write over files, and replace tables of which something is lost.")
@click.pass_context
def adopt(
    context: click.Context,
    paths: tuple[Path, ...],
    named: tuple[str, ...],
    lang: str | None,
    name: str | None,
    to: str | None,
    tables: tuple[int, ...],
    integrations: str | None,
    replace: bool,
    force: bool,
) -> None:
    """Write the tables of verdicts on PAGE, with legend and remarks, as decision tables in YAML.

    PAGE is a page or a folder of pages. The same page in several languages becomes one table with all texts:
    `decision adopt --page en=docs/en/choose.md --page sv=docs/sv/choose.md`. What is doubtful is named with its place;
    what no page can know is listed under `proposed` in the file until somebody confirms it.
    """
    if paths and named:
        fail(f"'{paths[0]}' has no language beside '--page'", f"write '--page LANG={paths[0]}', or name pages only")
    if not paths and not named:
        fail(
            "name a page, or the same page in several languages", "as in 'decision adopt --page en=a.md --page sv=b.md'"
        )
    if lang is not None and not LANGUAGE.fullmatch(lang):
        fail(f"'{lang}' is no language", "write it as 'sv' or 'pt-BR'")
    if name is not None and not ID.fullmatch(name):
        fail(f"'{name}' cannot be an id", "write small letters, digits and hyphens")
    options = Options(tables, None if integrations is None else integrations == "rows")
    groups = [_in_languages(context.obj, named)] if named else [[one] for one in _pages(context.obj, paths, lang)]
    made: list[tuple[Sequence[Source], Adoption]] = []
    taken: set[str] = set()
    problems: list[Problem] = []
    for sources in groups:
        adoption = _adopted(sources, options, name or "", taken)
        taken |= {table.id for table in adoption.tables}
        problems += [*adoption.problems, *(problem for source in sources for problem in source.problems)]
        made.append((sources, adoption))
    if to == "-":
        click.echo("---\n".join(table.text for _, one in made for table in one.tables), nl=False)
    else:
        _write(made, to, replace, force)
    if problems:
        click.echo(report.as_text(in_order(problems), read_line, _has_colour()), nl=False, err=to == "-")
    if not any(one.tables for _, one in made):
        click.echo(_nothing([sources[0] for sources, _ in made], [one for _, one in made]), err=True)
        sys.exit(1)
    sys.exit(1 if problems else 0)


def _nothing(sources: Sequence[Source], adoptions: Sequence[Adoption]) -> str:
    """What is said where no table was adopted; the tables that are none are named each."""
    if not sources:
        return f"nothing to adopt: there is no page; the names of pages end in {', '.join(PAGES)}"
    where = f"'{sources[0].guide.path}'" if len(sources) == 1 else f"{len(sources)} pages"
    count = sum(len(one.pages[0].found.tables) for one in adoptions)
    if not count:
        return f"nothing to adopt: there is no table on {where}"
    tables = f"none of the {count} tables on {where} is one" if count > 1 else f"the table on {where} is none"
    return f"nothing to adopt: {tables} of verdicts"


def _has_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _adopted(sources: Sequence[Source], options: Options, name: str, taken: set[str]) -> Adoption:
    """What a page holds, or the same page in several languages."""
    home = sources[0].home
    default = home.default if home is not None else sources[0].guide.locale

    def section(target: str) -> str | None:
        return _section(home, sources[0].guide, target) if home is not None else None

    adoption = adopting.adopt([source.guide for source in sources], default, section, options, name, taken)
    count = len(adoption.pages[0].found.tables)
    for number in options.tables:
        if number > count:
            fail(f"there is no table {number} on '{sources[0].guide.path}'", f"it has {count}")
    return adoption


def _section(home: Project, guide: Guide, target: str) -> str | None:
    """The section of the default language that a link on a guide leads to; None where there is no such one."""
    if "://" in target or target.startswith(("/", "mailto:", "address:")):
        return None
    path, _, anchor = target.partition("#")
    page = posixpath.normpath(posixpath.join(posixpath.dirname(guide.page), path)) if path else guide.page
    found = home.guide(home.default, page) if page.endswith(".md") and not page.startswith("../") else None
    if found is None or (anchor and anchor not in {heading.anchor for heading in found.headings}):
        return None
    return f"{page}#{anchor}" if anchor else page


# --- pages


def _in_languages(call: Call, named: Sequence[str]) -> list[Source]:
    found: list[Source] = []
    for text in named:
        locale, equals, path = text.partition("=")
        if not equals or not LANGUAGE.fullmatch(locale):
            fail(f"'{text}' is no language with its page", "write it as 'sv=docs/sv/page.md'")
        if locale in [source.guide.locale for source in found]:
            fail(f"'{locale}' is named twice", "each language has one page")
        if not Path(path).is_file():
            fail(f"there is no file '{path}'", "look at the name")
        found.append(_open(call, Path(path), locale))
    return found


def _pages(call: Call, paths: Sequence[Path], lang: str | None) -> Iterator[Source]:
    for path in paths:
        if path.is_dir():
            for page in sorted(page for page in path.rglob("*") if page.is_file() and page.suffix.lower() in PAGES):
                yield _open(call, page, lang)
        elif path.is_file():
            yield _open(call, path, lang)
        else:
            fail(f"there is no file or folder '{path}'", "look at the name")


def _open(call: Call, path: Path, locale: str | None) -> Source:
    """A page in its language: of the project that it is a guide of, else as the file says by its name."""
    home = _home(call, path)
    shown = relative(path)
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= call.most_bytes else b""
    except OSError as reason:
        fail(f"'{shown}' cannot be read: {(reason.strerror or 'unknown reason').lower()}", "look at its permissions")
    if size > call.most_bytes:
        fail(f"'{shown}' has {size:,} bytes, at most {call.most_bytes:,} are read", "raise the limit with --most-bytes")
    text, wrong = document.decode(shown, content)
    page = path.name
    if home is not None:
        known = [language.locale for language in home.languages]
        tree = next((tree for tree in home.trees if path.resolve().is_relative_to(tree.folder.resolve())), None)
        if tree is not None:
            page = path.resolve().relative_to(tree.folder.resolve()).as_posix()
        locale = locale or (tree.locale if tree is not None else home.default)
        if locale not in known:
            fail(f"the site has no language '{locale}'", choices(locale, known))
    guide = guides.read(shown, locale or _locale_of(path), page, text)
    return Source(path, guide, (wrong,) if wrong else (), home)


def _home(call: Call, path: Path) -> Project | None:
    """The project that a page is for: the one named, else the one it lies in."""
    root = call.root or project.find_root(path.resolve().parent) or project.find_root(Path.cwd())
    if call.root is not None and not (call.root / "mkdocs.yml").is_file():
        fail(f"there is no mkdocs.yml in '{call.root}'", "name the project's folder with --root")
    return _loaded(root.resolve(), call.most_bytes) if root is not None else None


_projects: dict[Path, Project] = {}


def _loaded(root: Path, most_bytes: int) -> Project:
    if root not in _projects:
        _projects[root] = project.load(root, most_bytes)
    return _projects[root]


def _locale_of(path: Path) -> str:
    """The language that a file's name or one of its folders says; English where none does."""
    names = [path.name.removesuffix(path.suffix).rpartition(".")[2], *reversed(path.resolve().parts[:-1])]
    for name in names:
        match = re.fullmatch(r"(?:.+\.)?([a-z]{2})(?:[-_]([A-Za-z]{2,4}))?", name)
        if match and match[1] in vocabulary.languages():
            return match[1]
    return "en"


# --- files


def _write(made: Sequence[tuple[Sequence[Source], Adoption]], to: str | None, replace: bool, force: bool) -> None:
    """All files or none: what would be written over is looked at first."""
    changes: list[tuple[Path, bytes, bytes | None, str]] = []
    for sources, adoption in made:
        for table in adoption.tables:
            path = _target(sources[0], table, to, sum(len(one.tables) for _, one in made))
            if path.exists() and not force:
                fail(
                    f"there is a file '{relative(path)}' already", "--force writes over it, --id and --to name another"
                )
            old = path.read_bytes() if path.exists() else None
            text = _first_line(path) + table.text
            changes.append((path, text.encode(), old, f"wrote {relative(path)}: {table.counts}"))
        if replace:
            changes += _replaced(sources, adoption, force)
    paths = [path for path, *_ in changes]
    if len(set(paths)) < len(paths):
        fail("several tables would go to one file", "name a folder with --to, or one table with --table")
    try:
        for path, content, old, said in changes:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, content, expected=old)
            click.echo(said)
    except (OSError, ChangedUnderneathError) as reason:
        fail(f"not everything was written: {reason}", "run the command again")


def _target(source: Source, table: Adopted, to: str | None, count: int) -> Path:
    """The file that a table is written to."""
    if to is not None:
        path = Path(to)
        is_folder = path.is_dir() or to.endswith("/") or path.suffix not in (".yaml", ".yml")
        return path / f"{table.id}.yaml" if is_folder or count > 1 else path
    return (source.home.root / "data" if source.home is not None else Path()) / f"{table.id}.yaml"


def _first_line(path: Path) -> str:
    """What leads an editor to the schema, where the project has it."""
    has_schema = (path.parent.parent / editors.path(model.KIND)).is_file()
    return editors.first_line(model.KIND) if has_schema else ""


def _replaced(
    sources: Sequence[Source], adoption: Adoption, force: bool
) -> Iterator[tuple[Path, bytes, bytes | None, str]]:
    """The pages with markers; a table of which something would be lost stays."""
    stays = [table for table in adoption.tables if table.losses and not force]
    for table in stays:
        click.echo(f"{table.id} stays on the page: something of it is in no file; --force replaces it all the same")
    for number, source in enumerate(sources):
        text = adoption.replaced(number, {table.id for table in stays})
        old = source.path.read_bytes()
        content = text.replace("\n", "\r\n" if b"\r\n" in old else "\n").encode()
        content = b"\xef\xbb\xbf" + content if old.startswith(b"\xef\xbb\xbf") else content
        if content != old and not source.problems:
            yield source.path, content, old, f"replaced tables on {relative(source.path)}"
