"""YAML as data with places: compared with PyYAML where both agree, and every broken file a problem."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import document

BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\n" + b"".join(
    b"c%d: &%c [%s]\n" % (index, 99 + index, b", ".join([b"*%c" % (98 + index)] * 9)) for index in range(7)
)
PLAIN = st.recursive(
    st.one_of(
        st.booleans(),
        st.none(),
        st.integers(-(10**6), 10**6),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abcdefé😀 -", min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


DATA = st.dictionaries(st.text("abcxyz", min_size=1, max_size=4), PLAIN, min_size=1, max_size=4)


@settings(max_examples=200, deadline=None)
@given(DATA, st.sampled_from([None, 0, 2]))
def test_data_round_trips(data: dict[str, Any], indent: int | None) -> None:
    """JSON is YAML."""
    source, problems = document.read("t.yaml", json.dumps(data, ensure_ascii=False, indent=indent).encode())
    assert source is not None and not problems
    assert source.data == data


@settings(max_examples=100, deadline=None)
@given(DATA)
def test_every_place_holds_its_value(data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    source, _ = document.read("t.yaml", text.encode())
    assert source is not None
    lines = text.split("\n")

    def walk(value: Any, *route: Any) -> None:
        entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in entries:
            walk(inner, *route, key)
        if isinstance(value, str):
            place = source.at(*route)
            assert place.end is not None and place.end[0] == place.line
            written = lines[place.line - 1][place.column - 1 : place.end[1] - 1]
            assert json.loads(written) == value

    walk(source.data)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("true", True), ("False", False), ("~", None), ("", None),
        ("2026-11-20", "2026-11-20"), ("1_000", "1_000"), ("0o17", 15), ("0x1F", 31), ("012", 12), ("1e3", 1000.0),
        (".5", 0.5), ("-.inf", float("-inf")), ("1:30", "1:30"), ("=", "="), ("<<", "<<"), ("'true'", "true"),
        ("9" * 5000, "9" * 5000),
    ],
)  # fmt: skip
def test_scalars_by_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    source, problems = document.read("t.yaml", f"x: {text}".encode())
    assert source is not None and not problems
    assert source.data == {"x": value}


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "empty-file", 1, 1),
        (b"# nothing\n", "empty-file", 1, 1),
        (b"a: 1\na: 2\n", "repeated-key", 2, 1),
        (b"a: {b: 1, b: 2}\n", "repeated-key", 1, 11),
        (b"a: x: y\n", "yaml-syntax", 1, 5),
        (b"a:\n\tb: 1\n", "yaml-syntax", 2, 1),
        (b"a: [1, 2\nb: 3\n", "yaml-syntax", 1, 4),
        (b"a: [\n1, 2\nb: 3\n", "yaml-syntax", 3, 2),
        (b"a: 'open\n", "yaml-syntax", 1, 4),
        (b"a: 'open\nb: 'shut'\n", "yaml-syntax", 1, 4),
        (b"a: 'b' c\n", "yaml-syntax", 1, 4),
        (b"a: {b: 'c' d: e}\n", "yaml-syntax", 1, 12),
        (b"a:\n  b:c\n  d: e\n", "yaml-syntax", 2, 3),
        (b"a: b\n  c: d\n", "yaml-syntax", 2, 4),
        (b"a:\n  b c\n  d: e\n", "yaml-syntax", 3, 4),
        (b"a: 1\nb c\nd: e\n", "yaml-syntax", 2, 1),
        (b"a:\n<<<<<<< one\n  b: c\n=======\n  b: d\n>>>>>>> two\n", "yaml-syntax", 2, 1),
        (b"a: 1\nb: 2\na: 3\nb: 4\n", "repeated-key", 3, 1),
        (b"a: *nobody\n", "yaml-syntax", 1, 4),
        (b"a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1),
        (b"? {a: 1}\n: 2\n", "yaml-syntax", 1, 3),
        (b"a: !!python/object:os.system x\n", "yaml-tag", 1, 4),
        ("ä: \x01".encode(), "yaml-syntax", 1, 4),
        ("a: ä\nb: ".encode() + b"\xff\n", "not-utf-8", 2, 4),
        ("a".encode("utf-16"), "not-utf-8", 1, 1),
        (b"\x00\x01\x02PNG", "yaml-syntax", 1, 1),
        (b"[" * 100_000, "too-deep", 1, 51),
        (b"- " * 100_000, "too-deep", 1, 101),
        (BOMB, "too-many-aliases", 7, 13),
    ],
)  # fmt: skip
def test_broken_files(content: bytes, code: str, line: int, column: int) -> None:
    _, problems = document.read("t.yaml", content)
    assert [(p.code, p.line, p.column) for p in problems][:1] == [(code, line, column)], [str(p) for p in problems]
    assert all(problem.hint for problem in problems)


def test_a_large_file_is_refused_unread() -> None:
    _, problems = document.read("t.yaml", b"a: 1\n" * 1_000_000)
    assert [problem.code for problem in problems] == ["too-large"]
    source, problems = document.read("t.yaml", b"# x\n" * 1_100_000 + b"a: 1\n", most_bytes=10_000_000)
    assert source is not None and source.data == {"a": 1}


@pytest.mark.parametrize("content", [b"k%d: 1\n", b"- []\n", b"- 1\n"])
def test_a_file_of_too_many_values_is_left_at_the_first_too_many(content: bytes) -> None:
    """A small limit stands for the usual one: it grows with that of bytes."""
    whole = b"".join(content % number if b"%" in content else content for number in range(2_000))
    source, problems = document.read("t.yaml", whole, most_bytes=len(whole) + 100)
    assert source is None and [problem.code for problem in problems] == ["too-many-values"]
    assert problems[0].line > 100 and "--most-bytes" in problems[0].hint
    source, problems = document.read("t.yaml", whole, most_bytes=100_000)
    assert source is not None and not problems


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text("ab:-[]{}&*!|>'\"%@`#?, \n\t", max_size=60).map(str.encode)))
def test_whatever_the_bytes_there_is_data_or_a_problem(content: bytes) -> None:
    source, problems = document.read("t.yaml", content)
    assert source is not None or problems
    for problem in problems:
        assert problem.line >= 1 and problem.column >= 1 and "\n" not in problem.message


def test_aliases_stand_for_their_value() -> None:
    source, problems = document.read("t.yaml", b"a: &x {b: [1, 2]}\nc: *x\n")
    assert source is not None and not problems
    assert source.data == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}}
    assert source.at("c", "b", 1).line == 1
