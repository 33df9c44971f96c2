"""The forms of a report: read by programs of others, so compared with what those programs read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from decision import report
from decision.problem import Edit, Place, Problem, Severity, error, warning
from tests.tables_on_disk import HERE

NASTY = "a: b, c\n100% \x1b[31m\u202e"
PROBLEMS = [
    error("gap", "no use case covers 'a'", "add one", Place("data/t.yaml", 3, 5, (3, 8)), ("usecases", 0)),
    warning(
        "wrong-symbol",
        NASTY.replace("\n", " "),
        "write '✔✔'",
        Place("docs/å b,c:d.md", 7, 2, (8, 1)),
        fix=(Edit((7, 2), (7, 5), "✔✔", "✔ ✔"),),
    ),
    error("unreadable", "the file cannot be read", "", Place("data/x\ny.yaml")),
]


def test_json_has_one_documented_shape() -> None:
    data = json.loads(report.as_json(PROBLEMS))
    assert list(data) == ["version", "problems", "summary"] and data["version"] == 1
    assert data["summary"] == {"errors": 2, "warnings": 1}
    keys = ["code", "severity", "message", "hint", "path", "line", "column", "end", "route", "fixable"]
    assert all(list(problem) == keys for problem in data["problems"])
    first, second, third = data["problems"]
    assert first["end"] == {"line": 3, "column": 8} and first["route"] == ["usecases", 0]
    assert (second["fixable"], third["end"]) == (True, None)
    documented = report.as_json.__doc__ or ""
    assert all(f"`{key}`" in documented for key in keys)


def test_github_annotations_are_one_line_each_and_can_be_read_back() -> None:
    lines = report.as_github(PROBLEMS).splitlines()
    assert len(lines) == len(PROBLEMS)

    def unescape(text: str) -> str:
        for escaped, plain in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            text = text.replace(escaped, plain)
        return text

    for line, problem in zip(lines, PROBLEMS, strict=True):
        match = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line)
        assert match and match[1] == problem.severity
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        assert unescape(properties["file"]) == problem.path
        assert (properties["line"], properties["col"], properties["title"]) == (
            str(problem.line),
            str(problem.column),
            problem.code,
        )
        assert unescape(match[3]) == f"{problem.message}\n{problem.hint}".strip()


@pytest.mark.parametrize("problems", [PROBLEMS, []], ids=["some", "none"])
def test_sarif_is_valid_against_the_schema(problems: list[Problem]) -> None:
    schema = json.loads((HERE / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads(report.as_sarif(problems, {"gap": "Answers that no use case covers.\n\nMore."}, "1.2.3"))
    jsonschema.Draft7Validator(schema).validate(log)
    run = log["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == [problem.code for problem in problems]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_text_shows_the_line_and_carets_under_the_place() -> None:
    text = "x" * 300 + "  wrong" + "y" * 300
    problem = error("gap", "m", "h", Place("a.md", 1, 303, (1, 308)))
    _, line, carets, _, _ = report.as_text([problem], lambda path, number: text).splitlines()
    assert line[carets.index("^") : carets.rindex("^") + 1] == "wrong" and len(line) < 120
    wide = "日本 ✔ wrong"
    problem = error("gap", "m", "h", Place("a.md", 1, 6, (1, 11)))
    _, line, carets, _, _ = report.as_text([problem], lambda path, number: wide).splitlines()
    assert carets.index("^") == line.index("wrong") + 2, "two of the characters before take two columns"


def test_text_never_sends_a_terminal_what_a_file_holds() -> None:
    problem = error("gap", "m", "h", Place("a\x1b[2J.md", 1, 1, (1, 3)))
    text = report.as_text([problem], lambda path, number: "\x1b[31mred\u202e\tx")
    assert "\x1b" not in text and "\u202e" not in text
    assert "\x1b[31merror" in report.as_text([problem], lambda path, number: "x", colour=True)


@pytest.mark.parametrize(
    ("severities", "words"),
    [([], "no problems"), (["error"], "1 error"), (["error", "warning", "error"], "2 errors, 1 warning")],
)
def test_summary(severities: list[str], words: str) -> None:
    assert report.summary([Problem("c", Severity(s), "m", "h", Place("p")) for s in severities]) == words


def test_summary_says_what_can_be_repaired() -> None:
    assert report.summary(PROBLEMS) == "2 errors, 1 warning (1 can be repaired with --fix)"


def test_paths_are_those_of_the_problems(tmp_path: Path) -> None:
    assert json.loads(report.as_json(PROBLEMS))["problems"][1]["path"] == "docs/å b,c:d.md"
    log = json.loads(report.as_sarif(PROBLEMS, {}, "0"))
    location = log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "docs/%C3%A5%20b%2Cc%3Ad.md", "uriBaseId": "PROJECT"}
