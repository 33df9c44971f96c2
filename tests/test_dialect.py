"""The writers' dialect: every construct has a file in `tests/dialect/` from which its behaviour can be read.

A file holds cases. `===== name (sv)` begins one, in the language named; then come its source, after `----- becomes` its
translation, and after `----- shows` what the reader sees. `----- file PATH` gives another file of the tree before that,
`----- problems` the problems with their places behind it. `python -m tests.test_dialect` writes anew what follows from
the sources: read the difference before you commit it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from decision.guides import inline, policy, syntax
from decision.guides.constructs import kinds
from decision.guides.syntax import Syntax
from decision.guides.translation import Translation, translate
from decision.guides.work import Surroundings
from tests import rendering
from tests.dialect_census import CENSUS

ROOT = Path(__file__).parent.parent
HERE = ROOT / "tests" / "dialect"
PAGE = "guide/page.md"
CASE = re.compile(r"^===== (?P<name>[^\n(]+?)(?: \((?P<locale>[a-z]{2})\))?\n", re.MULTILINE)
PART = re.compile(r"^----- (?P<name>[^\n]+)\n", re.MULTILINE)


@dataclass
class Case:
    """A source with what is expected of it, and the other files of its tree."""

    name: str
    locale: str
    source: str
    becomes: str = ""
    shows: str = ""
    problems: str = ""
    files: dict[str, str] = field(default_factory=dict)

    def translation(self) -> Translation:
        return translate_with(self, self.source)

    def written(self) -> str:
        """The case as it stands in its file."""
        made = self.translation()
        problems = "".join(f"{p.line}:{p.column} {p.code}: {p.message}\n" for p in made.problems)
        parts = [f"===== {self.name}{f' ({self.locale})' if self.locale != 'en' else ''}\n{self.source}"]
        parts += [f"----- file {path}\n{text}" for path, text in self.files.items()]
        parts += [f"----- becomes\n{made.text}", f"----- shows\n{rendering.seen(rendering.html(made.text))}\n"]
        return "".join([*parts, f"----- problems\n{problems}" if problems else ""])


def translate_with(case: Case, source: str) -> Translation:
    """A source in the surroundings of a case."""
    files = {*case.files, PAGE, "guide/other.md", "other/far.md", "guide/assets/a.png", "assets/b.png"}

    def include(path: str) -> Syntax | None:
        return syntax.read(path, case.files[path]) if path in case.files else None

    return translate(syntax.read(PAGE, source), Surroundings(case.locale, PAGE, PAGE, files, include))


def cases(path: Path) -> list[Case]:
    """The cases of a file; what stands before the first one says what the file is about."""
    parts = CASE.split(path.read_text("utf-8"))[1:]
    return [_case(*parts[n : n + 3]) for n in range(0, len(parts), 3)]


def _case(name: str, locale: str | None, body: str) -> Case:
    source, *parts = PART.split(body)
    case = Case(name, locale or "en", source)
    for what, text in zip(parts[::2], parts[1::2], strict=True):
        if what.startswith("file "):
            case.files[what.removeprefix("file ")] = text
        else:
            setattr(case, what, text)
    return case


ALL = [(path.stem, case) for path in sorted(HERE.glob("*.md")) for case in cases(path)]
IDS = [f"{stem}-{case.name.replace(' ', '-')}" for stem, case in ALL]


@pytest.mark.parametrize(("construct", "case"), ALL, ids=IDS)
def test_construct(construct: str, case: Case) -> None:
    assert case.becomes, "the case has no expected translation"
    assert case.written() == _as_it_stands(construct, case)


def _as_it_stands(construct: str, case: Case) -> str:
    text = (HERE / f"{construct}.md").read_text("utf-8")
    start = next(m.start() for m in CASE.finditer(text) if (m["name"], m["locale"] or "en") == (case.name, case.locale))
    following = CASE.search(text, start + 1)
    return text[start : following.start() if following else len(text)]


def by_name() -> set[tuple[str, str]]:
    return {(stem, case.name) for stem, case in ALL}


def test_every_row_of_the_census_has_a_case() -> None:
    assert {(construct, name) for _, construct, name in CENSUS} <= by_name()


def test_every_construct_has_a_case() -> None:
    sources = "".join(case.source for _, case in ALL)
    assert {kind for kind in kinds.KINDS if f"[!{kind}" not in sources} == set()
    assert {kind for kind in kinds.SAME if f"[!{kind}]" in sources} & {"OBSERVERA", "ADMIN"} == {"OBSERVERA", "ADMIN"}
    assert {label for label in inline.LABELS if f"[!{label.upper()} " not in sources} == set()
    assert set(kinds.BOXES) == set(kinds.WORDS)


# --- what holds for every page


def translated(text: str) -> str:
    return translate(syntax.read(PAGE, text)).text


def test_line_ends_and_a_byte_order_mark() -> None:
    text = "\ufeff---\r\ntitle: T\r\n---\r\n# One\r\n\r\n>[!NOTE]\r\n>\r\n>Two.\r\n"
    page = syntax.read(PAGE, text)
    assert page.front.data == {"title": "T"}
    assert translate(page) == translate(syntax.read(PAGE, text.replace("\r\n", "\n")))
    assert translated("One.\r\rTwo.") == "One.\n\nTwo.\n"


def test_the_front_matter_is_handed_on_as_it_stands() -> None:
    front = "---\ntitle: '[!DNL X]'   # why\n---\n"
    assert translate(syntax.read(PAGE, f"{front}# One\n")).front == front
    assert translate(syntax.read(PAGE, "# One\n")).front == ""


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("tests/frozen/docs/*/*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_plain_pages_for_material_look_the_same(path: Path) -> None:
    page = syntax.read(path.name, path.read_text("utf-8"))
    plain = "\n".join(page.lines[page.front.lines :])
    assert squeezed(rendering.html(translate(page).text)) == squeezed(rendering.html(plain))


@pytest.mark.parametrize(("construct", "case"), ALL, ids=IDS)
def test_a_translation_is_plain_markdown_for_material(construct: str, case: Case) -> None:
    """Translated once more, it looks the same: a tree can be moved, and stay in this project."""
    once = translate_with(case, case.source).text
    again = translate_with(case, once).text
    assert squeezed(rendering.html(again)) == squeezed(rendering.html(once))


@pytest.mark.parametrize(("construct", "case"), ALL, ids=IDS)
def test_the_policy_for_pieces_leaves_nothing_to_the_sanitizer(construct: str, case: Case) -> None:
    """What is left out is named with its line, so nothing may be left out without."""
    html = rendering.uncleaned(case.translation().text)
    assert elements(policy.clean(html)) == elements(html)


def test_comments_stay_for_who_moves_a_tree() -> None:
    text = "A <!-- one --> b.\n\n<!--\ntwo\n\nthree\n-->\n\n- c\n\n  <!-- four\n\n  five -->\n"
    around = Surroundings(keeps_comments=True)
    kept = translate(syntax.read(PAGE, text), around).text
    assert [word for word in ("one", "two", "three", "four", "five") if word not in kept] == []
    assert rendering.seen(rendering.html(kept)) == rendering.seen(rendering.html(translated(text)))


# --- depth

# a list and its item are a level each for CommonMark, a quote is one
DEEPEST = {"quotes": 100, "notes": 100}
NESTED: dict[str, Callable[[int], str]] = {
    "lists": lambda depth: "\n".join("  " * n + f"- level{n}" for n in range(depth)),
    "numbers": lambda depth: "\n".join("   " * n + f"1. level{n}" for n in range(depth)),
    "quotes": lambda depth: "\n".join(">" * (n + 1) + f" level{n}\n" + ">" * (n + 1) for n in range(depth)),
    "notes": lambda depth: "\n".join(
        f"{'>' * (n + 1)}[!NOTE]\n{'>' * (n + 1)}\n{'>' * (n + 1)}level{n}\n{'>' * (n + 1)}" for n in range(depth)
    ),
    "collapsibles": lambda depth: "\n\n".join(f"+++Title{n}\n\nlevel{n}" for n in range(depth)) + "\n\n+++" * depth,
    "details": lambda depth: (
        "\n\n".join(f"<details><summary>T{n}</summary>\n\nlevel{n}" for n in range(depth)) + "\n\n</details>" * depth
    ),
    "tabs": lambda depth: (
        "\n\n".join(f">[!BEGINTABS]\n\n>[!TAB T{n}]\n\nlevel{n}" for n in range(depth)) + "\n\n>[!ENDTABS]" * depth
    ),
}


@pytest.mark.parametrize("name", NESTED)
def test_fifty_levels_are_kept_and_more_are_shown(name: str) -> None:
    for depth in (40, 50, 60, 400):
        page = syntax.read(PAGE, NESTED[name](depth))
        translation = translate(page)
        shown = rendering.seen(rendering.html(translation.text))
        assert re.findall(r"level\d+", shown) == [f"level{n}" for n in range(depth)], depth
        is_flat = any(problem.code == "nested-too-deep" for problem in translation.problems)
        assert is_flat == (depth > DEEPEST.get(name, 50)), depth


def squeezed(html: str) -> str:
    return re.sub(r"\s+", " ", html).replace("> <", "><")


def elements(html: str) -> Counter[tuple[str, frozenset[str]]]:
    """The elements of some HTML with the names of their attributes; browsers add those left out here by themselves."""
    found: Counter[tuple[str, frozenset[str]]] = Counter()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("p", "tbody"):
                found[tag, frozenset(name for name, _ in attrs)] += 1

    reader = Reader()
    reader.feed(html)
    reader.close()
    return found


def write() -> None:
    """Write what follows from the sources of all cases."""
    for path in sorted(HERE.glob("*.md")):
        text = path.read_text("utf-8")
        first = CASE.search(text)
        head = text[: first.start()] if first else text
        path.write_text(head + "".join(case.written() for case in cases(path)), "utf-8")


if __name__ == "__main__":
    write()
