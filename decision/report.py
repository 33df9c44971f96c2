"""Problems in the forms that people and programs read: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from decision.problem import Problem, Severity

# Gives a line of a file (path, number from 1) without its end, or None where there is none.
Lines = Callable[[str, int], str | None]

WIDTH = 100
RED, YELLOW, BOLD, DIM, END = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
JSON_VERSION = 1


def as_text(problems: Sequence[Problem], lines: Lines, colour: bool = False) -> str:
    """Each problem with its line, a caret under the place, and its hint; then how many there are."""
    return "".join(_text(problem, lines, colour) for problem in problems) + summary(problems) + "\n"


def summary(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are, in words, and how many of them `--fix` repairs."""
    if not problems:
        return "no problems"
    counts = [(sum(problem.severity is severity for problem in problems), severity) for severity in Severity]
    text = ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for count, severity in counts if count)
    fixable = sum(bool(problem.fix) for problem in problems)
    return f"{text} ({fixable} can be repaired with --fix)" if fixable else text


def as_json(problems: Sequence[Problem]) -> str:
    """One object: `version` of this shape, `problems` in order, `summary` with counts.

    A problem has `code`, `severity`, `message`, `hint`, `path`, `line`, `column`, `end` (line and column behind the
    last character, or null), `route` (keys and indices in a data file, else empty), `fixable`. Keys may be added
    within a version, none change or go.
    """
    data = {
        "version": JSON_VERSION,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "message": problem.message,
                "hint": problem.hint,
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "end": {"line": problem.end[0], "column": problem.end[1]} if problem.end else None,
                "route": list(problem.route),
                "fixable": bool(problem.fix),
            }
            for problem in problems
        ],
        "summary": {f"{s}s": sum(p.severity is s for p in problems) for s in Severity},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that annotate a pull request, one a line.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    return "".join(_annotation(problem) for problem in problems)


def as_sarif(problems: Sequence[Problem], documentation: Mapping[str, str], version: str) -> str:
    """A SARIF 2.1.0 log. `documentation`: code to the text that explains it; `version`: of this program.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "decision",
        "semanticVersion": version,
        "rules": [_rule(code, documentation.get(code, code)) for code in codes],
    }
    results = [_result(problem, codes.index(problem.code)) for problem in problems]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "the project's folder"}}},
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


# --- text ------------------------------------------------------------------------------------------------------------


def _text(problem: Problem, lines: Lines, colour: bool) -> str:
    paint = {"": ""} if not colour else {"error": RED, "warning": YELLOW}
    severity = f"{paint[problem.severity]}{problem.severity}{END}" if colour else problem.severity.value
    place = f"{BOLD}{problem.place}{END}" if colour else str(problem.place)
    parts = [f"{place}: {severity} {problem.code}: {problem.message}"]
    line = lines(problem.path, problem.line)
    if line is not None:
        parts += _excerpt(problem, line, (DIM, END) if colour else ("", ""))
    if problem.hint:
        parts.append(f"    {problem.hint}")
    return "\n".join(parts) + "\n"


def _excerpt(problem: Problem, line: str, dim: tuple[str, str]) -> list[str]:
    """The line, cut to what fits, and carets under the place."""
    start = min(problem.column - 1, len(line))
    end = problem.end[1] - 1 if problem.end and problem.end[0] == problem.line else len(line.rstrip())
    end = max(min(end, len(line)), start + 1)
    first = max(0, start - WIDTH // 2) if len(line) > WIDTH else 0
    shown = "".join(_visible(c) for c in line[first : first + WIDTH])
    before = "".join(_visible(c) for c in line[first:start])
    marked = "".join(_visible(c) for c in line[start : min(end, first + WIDTH)]) or " "
    number = f"{problem.line:>5} | "
    lead = "…" if first else ""
    tail = "…" if first + WIDTH < len(line) else ""
    carets = " " * (len(number) - 2) + "| " + " " * (_columns(before) + len(lead)) + "^" * max(1, _columns(marked))
    return [f"{dim[0]}{number}{dim[1]}{lead}{shown}{tail}".rstrip(), carets]


def _visible(character: str) -> str:
    """A character that takes the room it seems to take: control and format characters become a dot."""
    if character == "\t":
        return " "
    return character if character.isprintable() else "·"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1 for c in text
    )


# --- GitHub ----------------------------------------------------------------------------------------------------------


def _annotation(problem: Problem) -> str:
    places = {"file": problem.path, "line": problem.line, "col": problem.column}
    if problem.end:
        places |= {"endLine": problem.end[0], "endColumn": problem.end[1]}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in {**places, "title": problem.code}.items())
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- SARIF -----------------------------------------------------------------------------------------------------------


def _rule(code: str, documentation: str) -> dict[str, Any]:
    short = documentation.strip().split("\n\n")[0].replace("\n", " ")
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "shortDescription": {"text": short},
        "fullDescription": {"text": documentation.strip()},
        "help": {"text": documentation.strip()},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    if problem.end:
        region |= {"endLine": problem.end[0], "endColumn": problem.end[1]}
    location = {"uri": quote(problem.path), "uriBaseId": "PROJECT"}
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": f"{problem.message}\n{problem.hint}" if problem.hint else problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
    }
    if problem.fix:
        replacements = [
            {
                "deletedRegion": {
                    "startLine": edit.start[0],
                    "startColumn": edit.start[1],
                    "endLine": edit.end[0],
                    "endColumn": edit.end[1],
                },
                "insertedContent": {"text": edit.text},
            }
            for edit in problem.fix
        ]
        change = {"artifactLocation": location, "replacements": replacements}
        result["fixes"] = [{"description": {"text": problem.hint or problem.message}, "artifactChanges": [change]}]
    return result
