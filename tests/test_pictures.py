"""Pictures: every case in `tests/pictures/` says what is seen in a drawing, in words, and what is wrong with it.

`===== name` begins a case; then come its source, after `----- draws` its shapes by class and its texts, after
`----- words` its alternative text and long description, after `----- problems` line, code and message of each problem.
`python -m tests.test_pictures` writes anew what follows from the sources: read the difference before you commit it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from math import cos, hypot, sin
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.pictures import cache, drawing, mermaid, paths, svg
from decision.pictures.drawing import Picture, draw

ROOT = Path(__file__).parent.parent
HERE = ROOT / "tests" / "pictures"
CASE = re.compile(r"^===== (?P<name>[^\n]+)\n", re.MULTILINE)
PART = re.compile(r"^----- (?P<name>[a-z]+)\n", re.MULTILINE)
TEXT = re.compile(r"<text[^>]*>((?:(?!</text>).)*)</text>")
# what is drawn does not depend on where it is kept, so the tests share what builds have drawn
KEPT = ROOT / cache.FOLDER
SOURCE = 'flowchart LR\n    accTitle: T\n    accDescr: D\n    a["one"] --> b["two"]\n'


@dataclass(frozen=True)
class Case:
    """A source, and the parts behind it as they stand in the file."""

    name: str
    source: str
    parts: tuple[str, ...] = field(default_factory=tuple)

    @property
    def picture(self) -> Picture:
        return draw(self.source.removesuffix("\n"), KEPT)

    def written(self) -> str:
        lines = [f"===== {self.name}", *self.source.removesuffix("\n").split("\n")]
        for part in self.parts:
            lines += [f"----- {part}", *TOLD[part](self.picture)]
        return "\n".join(lines) + "\n"


def draws(picture: Picture) -> Iterator[str]:
    if picture.drawing is not None:
        shapes = Counter(re.findall(r'<(\w+)[^>]*? class="([\w ]+)"', picture.drawing.element))
        yield ", ".join(f"{count} {kind} {tag}" for (tag, kind), count in sorted(shapes.items(), key=lambda s: s[0][1]))
        for text in TEXT.findall(picture.drawing.element):
            yield from (unescape(line) for line in re.split(r"<[^>]*>", text) if line)


def words(picture: Picture) -> Iterator[str]:
    yield picture.title
    for part in picture.description:
        yield from (part,) if isinstance(part, str) else (f"- {item}" for item in part)


def problems(picture: Picture) -> Iterator[str]:
    for fault in picture.faults:
        yield f"{fault.line + 1} {fault.code}: {fault.message}"


TOLD = {"draws": draws, "words": words, "problems": problems}


def cases(path: Path) -> Iterator[Case]:
    parts = CASE.split(path.read_text("utf-8"))[1:]
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        source, *rest = PART.split(body)
        yield Case(name, source, tuple(rest[::2]))


ALL = [(path.stem, case) for path in sorted(HERE.glob("*.md")) for case in cases(path)]
IDS = [f"{stem}-{case.name.replace(' ', '-')}" for stem, case in ALL]
each_case = pytest.mark.parametrize(("file", "case"), ALL, ids=IDS)


@each_case
def test_case(file: str, case: Case) -> None:
    text = (HERE / f"{file}.md").read_text("utf-8")
    start = text.index(f"===== {case.name}\n")
    following = CASE.search(text, start + 1)
    assert case.written().rstrip("\n") == text[start : following.start() if following else None].rstrip("\n")


@each_case
def test_what_is_wrong_is_expected(file: str, case: Case) -> None:
    assert bool(case.picture.faults) == ("problems" in case.parts)
    assert (case.picture.drawing is not None) == ("draws" in case.parts)


# --- what may stand on a page


class Policy(HTMLParser):
    """Reads as a browser does, and notes what it finds."""

    ELEMENTS = frozenset(("svg", "g", "path", "rect", "circle", "line", "polygon", "marker", "text", "tspan"))
    ATTRIBUTES = (
        "class id d points x y width height rx ry cx cy r x1 y1 x2 y2 dx dy viewbox transform text-anchor "
        "dominant-baseline marker-start marker-end refx refy markerunits markerwidth markerheight orient"
    )

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.used: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong += [tag] if tag not in self.ELEMENTS else []
        for name, value in attrs:
            if name not in self.ATTRIBUTES.split() or (":" in (value or "") or "//" in (value or "")):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "id":
                self.ids.append(value or "")
            self.used |= set(re.findall(r"url\(#(.*?)\)", value or ""))

    def handle_data(self, data: str) -> None:
        self.text += data


@each_case
def test_only_what_is_listed_stands_in_a_drawing(file: str, case: Case) -> None:
    made = case.picture.drawing
    if made is None:
        return
    found = Policy(made.named("a") + made.named("b"))
    assert found.wrong == []
    assert len(found.ids) == len(set(found.ids)) and set(found.ids) == found.used
    assert svg.NAME not in made.named("a")
    for text in made.texts:
        assert "".join(text.split()) in "".join(found.text.split())


def test_what_the_list_does_not_know_stops_a_picture() -> None:
    around = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
    for inside in (
        "<script>alert(1)</script>",
        "<a><text>x</text></a>",
        "<image/>",
        "<foreignObject/>",
        "<use/>",
        "<animate/>",
        '<rect width="1" height="1" x="url(x)"/>',
        '<g transform="url(x)"><rect width="1" height="1"/></g>',
        "<text><a>x</a></text>",
    ):
        with pytest.raises(svg.UnsafeError):
            svg.clean(around.format(inside))
    whole = [
        "",
        "<svg>",
        "<svg/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        '<svg viewBox="0 0 1e999 1"/>',
        around.format("<g>"),
        around.format("<g>" * 5_000 + "</g>" * 5_000),
        around.format('<g class="node" transform="translate(1-2, 3)"><text/></g>'),
    ]
    for drawn in whole:
        with pytest.raises(svg.UnsafeError):
            svg.clean(drawn)


# --- drawn once, kept


def test_the_same_bytes_each_time() -> None:
    assert mermaid.draw(SOURCE) == mermaid.draw(SOURCE)


def test_a_word_about_the_picture_draws_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw(SOURCE, tmp_path)
    monkeypatch.setattr(mermaid, "draw", _nobody)
    other = draw(SOURCE.replace("accDescr: D", "accDescr: Other words") + "    %% why\n", tmp_path)
    assert other.drawing == first.drawing and other.description == ("Other words",)
    drawing.draw.cache_clear()
    assert draw(SOURCE, tmp_path) == first
    drawing.draw.cache_clear()
    monkeypatch.setattr(mermaid, "versions", lambda: "another")
    with pytest.raises(AssertionError):
        draw(SOURCE, tmp_path)


def _nobody(source: str) -> str:
    raise AssertionError("drawn anew")


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-100],
        lambda content: content.replace(b"one", b"own"),
        lambda content: b"\xff" + content,
        lambda content: cache._checksum(b"<svg/>") + b"\n<svg/>",
        lambda content: cache._checksum(b"\xff") + b"\n\xff",
        lambda content: (evil := b'<svg viewBox="0 0 1 1"><script/></svg>') and cache._checksum(evil) + b"\n" + evil,
    ],
)
def test_a_damaged_entry_costs_time_only(tmp_path: Path, damage: object) -> None:
    whole = draw(SOURCE, tmp_path)
    (entry,) = tmp_path.iterdir()
    before = entry.read_bytes()
    assert callable(damage)
    entry.write_bytes(damage(before))
    drawing.draw.cache_clear()
    assert draw(SOURCE, tmp_path) == whole
    assert entry.read_bytes() == before


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    drawing.draw.cache_clear()
    assert draw(SOURCE, tmp_path / "file" / "pictures").faults == ()


def test_without_the_engine_there_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise mermaid.NotInstalledError("mermaidx")

    monkeypatch.setattr(mermaid, "versions", missing)
    (fault,) = draw(f"\n{SOURCE}", tmp_path).faults
    assert fault.message == "the picture cannot be drawn, because 'mermaidx' is not installed"
    assert (fault.line, fault.hint) == (1, mermaid.HOW_TO_INSTALL)


def test_a_large_picture_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_BYTES", 100)
    (fault,) = draw(f"{SOURCE}    %% large", KEPT).faults
    assert fault.code == "large-picture"
    far = draw("flowchart LR\n    accTitle: T\n    accDescr: D\n" + "    a --> b\n" * 2000, KEPT)
    assert [fault.message for fault in far.faults] == ["the picture has more than 20,000 characters"]
    wordy = draw(f"flowchart LR\n    accTitle: T\n    accDescr: D\n    a --> b[{'x ' * 800}]\n", KEPT)
    assert [fault.message for fault in wordy.faults] == ["the picture has more than 800 words"]
    long = draw(f"flowchart LR\n    accTitle: T\n    accDescr: D\n    a --> b[{'x' * 400}]\n", KEPT)
    assert [fault.message for fault in long.faults] == ["there is a word of more than 300 characters"]


def test_whatever_the_engine_raises_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def render_svg(self, *_: object) -> str:
            raise SystemError("tag -6")

    monkeypatch.setattr(mermaid, "_engine", Broken)
    (fault,) = draw(f"{SOURCE}    %% broken", None).faults
    assert (fault.code, fault.message) == ("broken-picture", "Mermaid cannot draw the picture")


# --- outlines

number = st.floats(-500, 500).map(lambda value: round(value, 3))
polylines = st.lists(st.tuples(number, number), min_size=2, max_size=40)


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@settings(deadline=None)
@given(polylines)
def test_an_outline_with_fewer_points_is_the_same_to_the_eye(line: list[tuple[float, float]]) -> None:
    made = paths.simplified("M" + "L".join(f"{x} {y}" for x, y in line))
    kept = points(made)
    for point in line:
        # rounded to a tenth, which moves a point by less than 0.08
        assert min(_distance(point, a, b) for a, b in [*pairwise(kept), (kept[0], kept[0])]) <= paths.TOLERANCE + 0.08


def _distance(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """From a point to a stretch, which is halved towards the point until it is short."""
    while hypot(a[0] - b[0], a[1] - b[1]) > 0.001:
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        nearer = hypot(point[0] - a[0], point[1] - a[1]) <= hypot(point[0] - b[0], point[1] - b[1])
        a, b = (a, middle) if nearer else (middle, b)
    return hypot(point[0] - a[0], point[1] - a[1])


def test_a_circle_of_many_points_becomes_one_of_few() -> None:
    round_ = [(17 * cos(n / 50), 17 * sin(n / 50)) for n in range(315)]
    made = paths.simplified("M" + "L".join(f"{x} {y}" for x, y in round_))
    assert len(points(made)) < 40


def test_other_outlines_stay() -> None:
    for path in ("M0,5 a17,5 0,0,0 35,0 l0,39", "M9,0 Q18,0 18,18", "", "x"):
        assert paths.simplified(path) == path
    assert paths.simplified("M 0 0 L 10 5 L 0 10 z") == "M0 0L10 5L0 10Z"
    assert paths.simplified("M0,0C1,9,9,9,10,0") == "M0 0C1 9 9 9 10 0"


if __name__ == "__main__":
    for path in sorted(HERE.glob("*.md")):
        about = path.read_text("utf-8").split("=====")[0]
        path.write_text(about + "\n".join(case.written() for case in cases(path)), "utf-8")
