"""Each promise in SECURITY.md names the test that keeps it, and that test exists."""

from __future__ import annotations

import ast
import re

from tests.tables_on_disk import HERE

ROOT = HERE.parent
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/\w+\.py)::(\w+)`")


def promises() -> list[str]:
    section = TEXT.partition("## Promises")[2].partition("\n## ")[0]
    return re.findall(r"(?m)^- (.+)$", section)


def test_every_promise_is_a_sentence_with_its_test() -> None:
    assert len(promises()) > 20
    assert [line for line in promises() if not (line[0].isupper() and NAMED.search(line) and line.endswith("."))] == []


def test_every_test_that_is_named_exists() -> None:
    for file, name in NAMED.findall(TEXT):
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_each_stands_for_one_promise_only() -> None:
    named = NAMED.findall(TEXT)
    assert len(named) == len(set(named))
