"""What needs a hand once a tree is laid out: the report of `decision init`, in English, for who brings the tree."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from decision import checks, locales
from decision.checks import documentation
from decision.exchange.adopting import reading
from decision.guides import contents
from decision.guides import pages as guides
from decision.guides.pages import Pages
from decision.problem import Problem, printable
from decision.project import Project
from decision.render.contribute import summary
from decision.starting import machinery
from decision.starting.navigation import HOMES, Listed
from decision.starting.placing import OTHER_FORMS, Placed

MOST_LINES = 200
# what other tools read in a page, and this site shows as it stands
_FOREIGN = {
    "admonitions between colons (`:::note`); write a note, as `>[!NOTE]`": re.compile(r"^[ \t]*:::+ ?\w", re.M),
    "shortcodes (`{{< … >}}`, `{{% … %}}`)": re.compile(r"\{\{[<%]"),
    "tags of a template (`{% … %}`)": re.compile(r"(?<!\{)\{%-?\s*\w"),
    "JavaScript (`import … from`, `export …`) and components (`<Tabs>`)": re.compile(
        r"^(?:import .* from ['\"]|import ['\"]|export (?:default|const|function) )|^\s*</?[A-Z][A-Za-z]+[\s/>]", re.M
    ),
    "files that are put in (`--8<--`, `!include`, `{!…!}`)": re.compile(
        r"^[ \t]*-{1,}8<-{1,}|^!include|\{!.+?!\}", re.M
    ),
    "front matter in TOML (`+++`); write it as YAML, between `---`": re.compile(r"\A\+\+\+\n(?=\w+ *=|\n|\[|#)"),
    "objects of code (`::: package.module`)": re.compile(r"^::: [\w.]+$", re.M),
}
_CODE = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?^[ \t>]*\1[`~]*[ \t]*$|`[^`\n]+`", re.M | re.S)
# the build makes pages of its own there
_RESERVED = ("contribute/", "all_headings.md")
# of these the report has a section of its own
_OWN_CODES = ("broken-image", "unknown-include", "unknown-snippet")


class Finding(NamedTuple):
    """Something that needs a hand: what it is, what to do, and where, one line for each place."""

    title: str
    advice: str
    lines: tuple[str, ...]


def find(project: Project, known: Pages, placed: Placed, nav: Listed) -> tuple[Finding, ...]:
    """Everything that needs a hand, without what is not there. `nav` is what mkdocs.yml lists."""
    problems = checks.run(project)
    found = [
        _refused(placed),
        _renamed(placed),
        *_of_codes(problems),
        _other_forms(placed),
        Finding("Entries of the navigation that were left out", "They lead to no page.", nav.lost),
        *_of_navigation(project, known, frozenset(nav.targets())),
        *_of_translations(project, known),
        *_of_languages(project),
        *_of_texts(project, known),
        _reserved(known, project.default),
        _others(problems),
    ]
    return tuple(finding for finding in found if finding.lines)


def as_markdown(findings: Sequence[Finding]) -> str:
    """The report as a file."""
    parts = ["# What needs a hand", "", "Remove this file when nothing does any more.", ""]
    for finding in findings:
        shown = finding.lines[:MOST_LINES]
        rest = len(finding.lines) - len(shown)
        parts += [f"## {finding.title} ({len(finding.lines):,})", "", finding.advice, ""]
        parts += [*(f"    {line}" for line in shown), *([f"    and {rest:,} more"] if rest else []), ""]
    return "\n".join(parts)


def _of_codes(problems: Sequence[Problem]) -> Iterator[Finding]:
    """Images and included files that are not there."""
    for title, advice, codes in (
        (
            "Images that are missing",
            "Put them beside the pages; a language takes those of the first one.",
            _OWN_CODES[:1],
        ),
        ("Includes that are not found", "Put the files below `_includes`, or mend the names.", _OWN_CODES[1:]),
    ):
        yield Finding(title, advice, tuple(_line(problem) for problem in problems if problem.code in codes))


def _others(problems: Sequence[Problem]) -> Finding:
    """What else the checks find, by their codes."""
    counts: dict[str, int] = {}
    errors: list[str] = []
    for problem in problems:
        if problem.code not in _OWN_CODES:
            counts[problem.code] = counts.get(problem.code, 0) + 1
            errors += [_line(problem)] if problem.severity == "error" else []
    said = documentation.documentation()
    lines = [f"{count:>6,}  {code}: {summary(said[code])}" for code, count in sorted(counts.items()) if code in said]
    advice = "`make check` names each place; `.venv/bin/decision explain CODE` says more, `check --fix` repairs some."
    if errors:
        lines = [*errors, "", *lines]
        advice += " Errors stop every build; they come first."
    return Finding("What the checks find", advice, tuple(lines))


def _line(problem: Problem) -> str:
    return f"{problem.place}: {problem.message}"


def _refused(placed: Placed) -> Finding:
    lines = tuple(f"{_shown(path)}: {reason}" for path, reason in placed.refused)
    return Finding("Files that were not taken", "Bring them by hand where they are needed.", lines)


def _renamed(placed: Placed) -> Finding:
    lines = tuple(f"{_shown(old)} is now {_shown(new)}" for old, new in placed.renamed)
    return Finding("Files with another name", "Links to the old names lead nowhere; the checks name them.", lines)


def _other_forms(placed: Placed) -> Finding:
    lines = tuple(_shown(item.path) for item in placed.items if item.path.lower().endswith(OTHER_FORMS))
    return Finding("Pages in another form than Markdown", "Only files that end with .md become pages.", lines)


def _of_navigation(project: Project, known: Pages, nav: Collection[str]) -> Iterator[Finding]:
    """Pages to which no navigation leads, where there is one."""
    for locale in known.files if not nav else (project.default,):
        renamed = known.renamed.get(locale, {})
        listed = {target for target, _ in contents.pages(known.navigation(locale, known.files[locale]))} or set(nav)
        reached = {*listed, *HOMES}
        missing = [
            page
            for page in sorted(known.files[locale])
            if listed and _is_shown(known, locale, page) and renamed.get(page, page) not in reached
        ]
        lines = tuple(f"docs/{locale}/{_shown(page)}" for page in missing)
        advice = (
            "Readers find them by links and by search only; add them to `TOC.md` or `nav`, or write `hidefromtoc: y`."
        )
        yield Finding(f"Pages in no navigation, {locale}", advice, lines)


def _is_shown(known: Pages, locale: str, page: str) -> bool:
    """Whether readers meet a file as a page that the navigation should know."""
    if not page.endswith(".md") or not guides.is_page(page):
        return False
    said = known.metadata(locale, page)
    return said.is_published and said.is_in_navigation


def _of_translations(project: Project, known: Pages) -> Iterator[Finding]:
    """Pages without an original, and originals without a translation."""
    originals = {page for page in known.files[project.default] if page.endswith(".md") and guides.is_page(page)}
    for locale in (locale for locale in known.files if locale != project.default):
        renamed = known.renamed.get(locale, {})
        own = {page for page in known.files[locale] if page.endswith(".md") and guides.is_page(page)}
        alone = sorted(page for page in own if page not in originals and page not in renamed)
        advice = f"The site leaves them out, as '{project.default}' has no such page: rename or remove them."
        yield Finding(f"Pages in {locale} only", advice, tuple(f"docs/{locale}/{_shown(page)}" for page in alone))
        missing = sorted(originals - own - set(renamed.values()))
        advice = f"They are shown in '{project.default}', with a notice."
        yield Finding(f"Pages without a translation, {locale}", advice, tuple(_shown(page) for page in missing))


def _of_languages(project: Project) -> Iterator[Finding]:
    """Languages for which the theme or this project has no words."""
    foreign = [language.locale for language in project.languages if machinery.words(language.locale) is not None]
    lines = tuple(machinery.words_path(locale) for locale in foreign)
    yield Finding("Languages that the theme does not know", "Translate the theme's words in these files.", lines)
    silent = [language.locale for language in project.languages if not locales.catalog(language.locale)]
    lines = tuple(f"decision/locales/{locale}.yaml" for locale in silent)
    advice = "What stands around the pages, and a first page, are English until somebody writes these, as `en.yaml`."
    yield Finding("Languages without words for the site's own parts", advice, lines)


def _of_texts(project: Project, known: Pages) -> Iterator[Finding]:
    """What another tool would have read in the pages, drafts, and tables that could become data."""
    foreign: dict[str, list[str]] = {what: [] for what in _FOREIGN}
    drafts: list[str] = []
    tables: list[str] = []
    for locale, files in known.files.items():
        for page in sorted(file for file in files if file.endswith(".md") and guides.is_page(file)):
            guide = known.read(locale, page)
            if guide is None:
                continue
            text = guide.syntax.text
            drafts += [guide.path] if guide.syntax.front.data.get("draft") is True else []
            prose = _CODE.sub("", text)
            for what, pattern in _FOREIGN.items():
                foreign[what] += [guide.path] if pattern.search(prose) else []
            if locale == project.default and ("|" in text or "<table" in text):
                count = len(reading.read(reading.open_page(guide, locale))[0])
                tables += [_adopting(project, known, page)] if count else []
    for what, lines in foreign.items():
        yield Finding(f"Pages with {what}", "The site shows them as they stand.", tuple(map(_shown, lines)))
    yield Finding("Drafts", "They are published; write `internal: true` to keep them back.", tuple(map(_shown, drafts)))
    advice = "Each of these commands makes data of the tables on a page, and puts a marker in their place."
    yield Finding("Tables of verdicts that could become data", advice, tuple(tables))


def _adopting(project: Project, known: Pages, page: str) -> str:
    """The command that adopts the tables of a page, in all languages that have it."""
    paths = {
        tree.locale: f"docs/{tree.locale}/{own}"
        for tree in project.trees
        if (own := known.file(tree.locale, page)) in known.files[tree.locale]
    }
    if len(paths) == 1:
        return f".venv/bin/decision adopt {shlex.quote(paths[project.default])} --replace"
    named = " ".join(f"--page {locale}={shlex.quote(path)}" for locale, path in paths.items())
    return f".venv/bin/decision adopt {named} --replace"


def _reserved(known: Pages, default: str) -> Finding:
    lines = tuple(
        f"docs/{default}/{_shown(file)}"
        for file in sorted(known.files[default])
        if file.startswith(_RESERVED) and posixpath.splitext(file)[1] == ".md"
    )
    return Finding("Pages where the build puts its own", "Rename them, or their folder.", lines)


def _shown(path: str) -> str:
    """A path on one line, whatever signs are in it."""
    return printable(path.encode("utf-8", "replace").decode("utf-8"), most=200)
