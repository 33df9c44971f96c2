"""The graph of a table: the engine's decisions, as few nodes as can be, the same in picture and words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings

from decision import checks, project
from decision.locales import words
from decision.matrix import graph as graphs
from decision.matrix.disjoint import Rule, rules
from decision.matrix.engine import decide, engine
from decision.matrix.graph import MOST_BOXES, Graph, Leaf, Node, Step, graph
from decision.matrix.model import DecisionTable, Integration
from decision.pictures import cache, mermaid
from decision.pictures.drawing import draw
from decision.render import explanation, pictures
from decision.render import graph as in_words
from decision.render.phrases import Phrases, plain
from tests import reference, strategies, tables_on_disk
from tests.tables_on_disk import FROZEN, HERE, LANGUAGES, LUNCH

KEPT = HERE.parent / cache.FOLDER
each_table = pytest.mark.parametrize("path", tables_on_disk.ALL, ids=lambda path: path.stem)


def table_in(path: Path) -> DecisionTable:
    return tables_on_disk.load(path)[1]


def made(table: DecisionTable) -> Graph:
    found = graph(table)
    assert found is not None
    return found


def walked(table: DecisionTable, found: Graph) -> None:
    """Every combination leads through the graph to what the engine decides."""
    for values in engine(table).combinations():
        answers = {q: v for q, v in zip(table.questions, values, strict=True) if v is not None}
        decision = decide(table, answers)
        assert found.follow(answers) == (decision.outcome, decision.recommend), answers


def reduced(found: Graph) -> None:
    """No two nodes are equal, none could be left out, all are reached, and each stands behind those that lead to it."""
    assert len(set(found.nodes)) == len(found.nodes)
    reached = {0}
    for number, node in enumerate(found.nodes):
        if isinstance(node, Step):
            targets = [edge.target for edge in node.edges]
            assert len(targets) == len(set(targets)) > 1
            assert all(target > number for target in targets)
            reached.update(targets)
    assert reached == set(range(len(found.nodes)))


@each_table
def test_every_combination_leads_to_what_the_engine_decides(path: Path) -> None:
    found = made(table_in(path))
    walked(table_in(path), found)
    reduced(found)


@settings(max_examples=200, deadline=None)
@given(strategies.tables())
def test_random_tables(table: DecisionTable) -> None:
    found = made(table)
    walked(table, found)
    reduced(found)


def test_a_graph_is_looked_for_no_further_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_in(LUNCH)
    # in a hurry or not, and how many guests; the beginning, the first answer, and what the second one leads to
    for name, most in (("MOST_QUESTIONS", 2), ("MOST_STATES", 6)):
        monkeypatch.setattr(graphs, name, most)
        # a graph is made once for each table, so each time the table is another
        assert graph(table.model_copy()) is not None
        monkeypatch.setattr(graphs, name, most - 1)
        assert graph(table.model_copy()) is None
        monkeypatch.undo()


# --- as rules of which one holds


def ruled(table: DecisionTable) -> None:
    """Of each combination exactly one rule holds, and says what the reference says; none asks in vain."""
    found = list(rules(table))
    for answers in reference.everything(table):
        (rule,) = [rule for rule in found if holds(table, rule, answers)]
        wanted = reference.full(table, answers)
        assert list(engine(table).names(rule.result.matched)) == wanted["matched"]
        assert list(rule.result.verdicts) == [verdict["effective"] for verdict in wanted["verdicts"].values()]
        assert (rule.result.outcome, list(rule.result.recommend)) == (wanted["outcome"], wanted["recommend"])
        assert list(rule.result.order) == wanted["order"]
    for at, question in enumerate(table.questions.values()):
        below: dict[tuple[str | None, ...], dict[str, list[object]]] = {}
        for rule in found:
            if (option := rule.options[at]) is not None:
                rest = rule.options[at + 1 :], rule.result
                below.setdefault(rule.options[:at], {}).setdefault(option, []).append(rest)
        for parts in below.values():
            assert list(parts) == list(question.options), "in the order of the table"
            assert any(part != parts[option] for option in parts for part in parts.values())


def holds(table: DecisionTable, rule: Rule, answers: Mapping[str, str]) -> bool:
    return all(o is None or answers.get(q) == o for q, o in zip(table.questions, rule.options, strict=True))


@each_table
def test_exactly_one_rule_holds(path: Path) -> None:
    ruled(table_in(path))


@settings(max_examples=50, deadline=None)
@given(strategies.tables())
def test_exactly_one_rule_of_a_random_table_holds(table: DecisionTable) -> None:
    ruled(table)


# --- picture and words


BOX = re.compile(r'(n\d+)(?:\["(?P<question>.*)"\]|\("(?P<outcome>.*)"\))')
ARROW = re.compile(r'(?P<start>n\d+) -->\|"(?P<options>.*?)"\| (?P<end>n\d+.*)')


def read_back(code: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), code)


def as_drawn(source: str) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]:
    """What a source draws: questions and outcomes by the names of their boxes, and where each option of a box leads."""
    questions: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    arrows: dict[str, dict[str, str]] = {}
    for line in source.split("\n")[2:]:
        arrow = ARROW.fullmatch(line)
        box = BOX.fullmatch(arrow["end"] if arrow else line)
        if box and box["question"] is not None:
            questions[box[1]] = read_back(box["question"])
        elif box:
            assert box[1] not in outcomes
            outcomes[box[1]] = read_back(box["outcome"])
        if arrow:
            for option in arrow["options"].split(" /<br/>"):
                arrows.setdefault(arrow["start"], {})[read_back(option)] = arrow["end"].partition("(")[0]
    return questions, outcomes, arrows


def text_of(label: Mapping[str, str], locale: str) -> str:
    return label.get(locale, label.get("en", label.get("", "")))


@pytest.mark.parametrize("locale", LANGUAGES)
@each_table
def test_every_combination_leads_through_the_picture_to_its_outcome(path: Path, locale: str) -> None:
    table = table_in(path)
    questions, outcomes, arrows = as_drawn(in_words.fence(made(table), table, locale, "en"))
    asked = {text_of(question.label, locale): name for name, question in table.questions.items()}
    for values in engine(table).combinations():
        answers = dict(zip(table.questions, values, strict=True))
        box = "n0"
        while box in questions:
            name = asked[questions[box]]
            box = arrows[box][text_of(table.questions[name].options[answers[name] or ""].label, locale)]
        decision = decide(table, {name: option for name, option in answers.items() if option is not None})
        assert outcomes[box] == plain(explanation.result(Phrases(table, locale, "en"), decision)), answers


@pytest.mark.parametrize("locale", LANGUAGES)
@each_table
def test_picture_and_words_say_the_same(path: Path, locale: str) -> None:
    table = table_in(path)
    found = made(table)
    source = in_words.fence(found, table, locale, "en")
    questions, outcomes, arrows = as_drawn(source)
    picture = draw(source, KEPT)
    assert [fault.code for fault in picture.faults] == ["undescribed-picture"]  # its words are made apart
    assert picture.drawing is not None and len(questions) + len(outcomes) == found.boxes
    edges = [edge for _, step in found.steps for edge in step.edges]
    assert picture.drawing.element.count('class="edge"') == len(edges)
    asked = in_words.asked(found, table, locale, "en")
    assert [plain(step.question) for step in asked] == list(questions.values())
    places = {box: str(place) for place, box in enumerate(questions, 1)}
    for box, step in zip(questions, asked, strict=True):
        for option, end in arrows[box].items():
            (said,) = [plain(answer) for answer in step.answers if option_in(option, plain(answer), locale)]
            assert outcomes[end] in said if end in outcomes else f" {places[end]}." in said


def option_in(option: str, sentence: str, locale: str) -> bool:
    return words(locale)["quoted"].format(text=option) in sentence


ODD = (
    'a "quoted" one',
    "a | b",
    "[brackets] {braces}",
    "x > y & <b>z</b>",
    "end",
    "<br>",
    "1. #35; C#",
    "שלום (א)",
    "😀 ok",
)


def test_labels_with_any_sign(tmp_path: Path) -> None:
    text = LUNCH.read_text("utf-8")
    labels = iter(ODD * 9)
    text = re.sub(r"label: [^,}\n]+", lambda _: f"label: {next(labels)!r}", text)
    (tmp_path / "lunch.yaml").write_text(text, "utf-8")
    table = table_in(tmp_path / "lunch.yaml")
    picture = draw(in_words.fence(made(table), table, "en", "en"), KEPT)
    assert picture.drawing is not None
    seen = "".join("".join(picture.drawing.texts).split())
    for question in table.questions.values():
        for label in (question.label, *(option.label for option in question.options.values())):
            assert "".join(label[""].split()) in seen


# --- on a page


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    page = tmp_path / "docs" / "en" / "graph.md"
    page.write_text("# Graph {#graph}\n\n<!-- decision-graph: usecases -->\n", "utf-8")
    return tmp_path


def problems(root: Path) -> list[str]:
    return [f"{problem.place}: {problem.code}: {problem.message}" for problem in checks.run(project.load(root))]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_marker_becomes_a_picture_in_the_language_of_the_page(root: Path, locale: str) -> None:
    assert problems(root) == []
    loaded = project.load(root)
    html = pictures.page("<p>x</p>\n<!-- decision-graph: usecases -->\n<p>y</p>", loaded, locale)
    assert html.count("<figure") == html.count("<svg") == 1
    table = loaded.tables["usecases"][1]
    assert table.title[locale] in html and all(question.label[locale] in html for question in table.questions.values())
    assert "\n\n" not in html.partition("<figure")[2].partition("</figure>")[0]


def test_a_marker_of_no_table_stays_and_is_told(root: Path) -> None:
    page = root / "docs" / "en" / "graph.md"
    page.write_text(page.read_text("utf-8").replace("usecases", "usecase"), "utf-8")
    assert problems(root) == ["docs/en/graph.md:3:1: unknown-table: no table is called 'usecase'"]
    marker = "<!-- decision-graph: usecase -->"
    assert pictures.page(marker, project.load(root), "en") == marker


def written_table(root: Path, questions: int, options: int, use_cases: int) -> None:
    """A table in which every combination of the first answers recommends something else."""
    names = [f"q{number}" for number in range(questions)]
    lines = ["kind: decision-table", "version: 1.0.0", "title: T", "legend:"]
    lines += [f"  {name}: {{symbol: {name}, word: {name}, meaning: {name}}}" for name in ("no", "yes")]
    lines += ["questions:"]
    for name in names:
        listed = ", ".join(f"o{number}: {{label: o{number}}}" for number in range(options))
        lines += [f"  {name}: {{label: {name}, options: {{{listed}}}}}"]
    lines += ["integrations:", *(f"  i{number}: {{label: i{number}}}" for number in range(use_cases)), "usecases:"]
    for number in range(use_cases):
        verdicts = ", ".join(f"i{n}: {'yes' if n == number else 'no'}" for n in range(use_cases))
        when = f"{{q0: o{number % options}, q1: o{number // options}}}"
        lines += [f"  u{number}: {{label: u{number}, when: {when}, verdicts: {{{verdicts}}}}}"]
    (root / "data" / "other.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    page = root / "docs" / "en" / "graph.md"
    page.write_text(page.read_text("utf-8").replace("usecases", "other"), "utf-8")


def test_a_graph_that_nobody_can_read_is_told(root: Path) -> None:
    written_table(root, 2, 7, 49)
    message = f"the graph of 'other' has 57 questions and outcomes, more than {MOST_BOXES}"
    assert problems(root) == [f"docs/en/graph.md:3:1: unreadable-graph: {message}"]
    marker = "<!-- decision-graph: other -->"
    assert pictures.page(marker, project.load(root), "en") == marker


def test_a_table_too_large_for_a_graph_is_told(root: Path) -> None:
    written_table(root, 8, 7, 49)
    found = problems(root)
    assert "docs/en/graph.md:3:1: unreadable-graph: 'other' is too large for a graph" in found


def test_without_the_engine_the_graph_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise mermaid.NotInstalledError("novasvg")

    monkeypatch.setattr(mermaid, "versions", missing)
    message = "the graph cannot be drawn, because 'novasvg' is not installed"
    assert problems(root) == [f"docs/en/graph.md:3:1: unreadable-graph: {message}"]


def test_where_every_answer_leads_to_the_same() -> None:
    table = table_in(FROZEN)
    anywhere = next(iter(table.usecases.values())).model_copy(update={"when": {}})
    always = table.model_copy(update={"usecases": {"any": anywhere}, "integrations": without_requirements(table)})
    nodes: tuple[Node, ...] = made(always).nodes
    assert len(nodes) == 1 and isinstance(nodes[0], Leaf)
    assert made(always).boxes == 1
    said = in_words.always(made(always), always, "en", "en")
    assert said is not None and plain(said).startswith("Whatever the answers are: ")
    assert in_words.always(made(table), table, "en", "en") is None


def without_requirements(table: DecisionTable) -> dict[str, Integration]:
    return {name: part.model_copy(update={"requires": {}}) for name, part in table.integrations.items()}
