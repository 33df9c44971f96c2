"""The schema for editors: in shape it accepts and refuses what reading does, as an independent validator says.

What a schema cannot know is left to reading: other entries of the file, the languages of the site, what stands twice.
`EXCEPTIONS` are the few differences in shape, each with its reason.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from decision import document, project
from decision.cli import main
from decision.document import Document
from decision.exchange import editors
from decision.problem import Route
from decision.render import keys
from decision.starting import machinery
from tests.tables_on_disk import ALL, HERE, LANGUAGES
from tests.test_faults import ALL as FAULTS
from tests.told import yaml_cases

ROOT = HERE.parent
DATA = [*ALL, *sorted((HERE / "frozen" / "data").glob("*.yaml")), *sorted((HERE / "editors").glob("*.yaml"))]
SHAPE = frozenset({
    "bad-id", "reserved-id", "empty-section", "empty-text", "missing-key", "unknown-key", "unknown-value",
    "wrong-format", "wrong-type",
})  # fmt: skip
# both refuse what is no language at all, but the schema does not know those of the site, nor the default one
LANGUAGE = ("missing-text", "unknown-language")
# what a problem of reading says -> why the schema accepts it. One more: a word such as 'yes' for true or false, which
# the schema refuses, because it suggests one way to write it
EXCEPTIONS = {
    "on one line": "patterns that span lines are not the same for all who read them",
    "does not follow": "entries of a list cannot be compared with each other",
}
ODD: tuple[Any, ...] = (
    None,
    5,
    1.5,
    True,
    "",
    " ",
    "a text",
    "yes",
    "a\nb",
    [],
    ["a"],
    [1],
    {},
    {"en": "x"},
    {"A b": 1},
)

VALIDATORS = {
    kind: jsonschema.Draft7Validator(editors.of_kind(kind), format_checker=jsonschema.FormatChecker())
    for kind in editors.MODELS
}


def documents() -> Iterator[tuple[str, bytes]]:
    """Every data file of the tests: cases of checks, planted faults, whole tables."""
    yield from ((name, text.encode()) for name, text in yaml_cases())
    for _, path, fault in FAULTS:
        if (
            path.startswith("data/")
            and fault["code"] in (*SHAPE, *LANGUAGE)
            and fault.keys().isdisjoint(("encoding", "number"))
        ):
            text = (HERE / "frozen" / path).read_text("utf-8")
            yield fault["name"], text.replace(fault["old"], fault["new"], 1).encode()
    yield from ((path.name, path.read_bytes()) for path in DATA)


def readable(content: bytes) -> Document | None:
    """The document, where its kind is said as it has to be: nobody else knows which schema is meant."""
    source, problems = document.read("data/case.yaml", content)
    if source is None or problems or not isinstance(source.data, dict) or next(iter(source.data)) != "kind":
        return None
    return source if source.data["kind"] in editors.MODELS else None


def disagreement(source: Document) -> str:
    """What is wrong by one of the two only, or nothing; what is listed as an exception is looked away from."""
    kind = project.KINDS[source.data["kind"]]
    _, problems = kind.read(source, LANGUAGES)
    refused = [error.message for error in VALIDATORS[kind.name].iter_errors(source.data)]
    wrong = [problem for problem in problems if problem.code in SHAPE and not is_exception(problem.message)]
    if refused and not wrong and any(problem.code in LANGUAGE for problem in problems):
        return ""
    return f"{refused} {[str(problem) for problem in wrong]}" if bool(refused) != bool(wrong) else ""


def is_exception(message: str) -> bool:
    return any(said in message for said in EXCEPTIONS)


def test_every_kind_has_a_schema_that_is_one() -> None:
    assert list(editors.MODELS) == list(project.KINDS)
    for validator in VALIDATORS.values():
        jsonschema.Draft7Validator.check_schema(validator.schema)


def test_both_agree_on_every_file_of_the_tests() -> None:
    found = [(name, source) for name, content in documents() if (source := readable(content)) is not None]
    assert {source.data["kind"] for _, source in found} == set(editors.MODELS) and len(found) > 150
    assert [(name, said) for name, source in found if (said := disagreement(source))] == []


@pytest.mark.parametrize("name", ["frozen/data/paths.yaml", "editors/history.yaml", "editors/all.yaml"])
def test_both_agree_whatever_stands_at_any_place(name: str) -> None:
    source = readable((HERE / name).read_bytes())
    assert source is not None and disagreement(source) == ""
    for number, route in enumerate(routes(source.data)):
        # each place meets two of the values, and each value every seventh place
        for odd in ODD[number % 7 :: 7]:
            changed = with_value(source.data, route, odd)
            word = isinstance(odd, str) and isinstance(at(source.data, route), bool)
            if changed["kind"] == source.data["kind"] and not word:
                assert disagreement(replace(source, data=changed)) == "", (route, odd)


def routes(data: Any, route: Route = ()) -> Iterator[Route]:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        yield (*route, key)
        yield from routes(value, (*route, key))


def at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


def with_value(data: Any, route: Route, value: Any) -> Any:
    changed = copy.deepcopy(data)
    at(changed, route[:-1])[route[-1]] = value
    return changed


def test_a_key_that_is_not_known_is_refused_everywhere() -> None:
    source = readable((HERE / "editors" / "all.yaml").read_bytes())
    assert source is not None
    models: dict[str, Route] = {
        "Verdict": ("legend", "no"),
        "Case": ("cases", 0),
        "Cell": ("usecases", "a", "verdicts", "x"),
    }
    for route in models.values():
        changed = with_value(source.data, (*route, "wehn"), "x")
        assert not VALIDATORS["decision-table"].is_valid(changed), route


def test_every_key_is_explained() -> None:
    for kind, model in editors.MODELS.items():
        found = list(descriptions(editors.of_kind(kind)))
        assert found and all(said[0].isupper() and said.endswith((".", "?")) for said in found), kind
        assert editors.summary(model).endswith(".")


def descriptions(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, part in (schema.get("properties") or {}).items():
            assert part.get("description"), key
            yield part["description"]
        yield from (said for inner in schema.values() for said in descriptions(inner))


# --- where editors find it


def test_the_committed_schemas_are_those_of_the_models() -> None:
    for kind in editors.MODELS:
        assert (ROOT / editors.path(kind)).read_text("utf-8") == editors.text(kind), "run 'decision schema --write'"
    assert {path.stem for path in (ROOT / editors.FOLDER).iterdir()} == set(editors.MODELS)


def test_every_data_file_names_its_schema_in_its_first_line() -> None:
    for path in sorted((ROOT / "data").glob("*.yaml")):
        text = path.read_text("utf-8")
        (kind,) = re.findall(r"(?m)^kind: (.*)$", text)
        assert text.startswith(editors.first_line(kind)), path.name
        named = text.split("\n")[0].partition("$schema=")[2]
        assert (path.parent / named).resolve() == ROOT / editors.path(kind)


def test_the_site_publishes_them(plain_site: Path) -> None:
    for kind in editors.MODELS:
        assert (plain_site / editors.path(kind)).read_text("utf-8") == editors.text(kind)


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*arguments])
    return done.exit_code, done.output


def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    assert run("schema", "glossary") == (0, editors.text("glossary"))
    status, output = run("schema", "glosary")
    assert status == 2 and "no kind of data file is called 'glosary'; did you mean 'glossary'?" in output
    assert run("schema") == (0, "".join(f"{kind}\n" for kind in editors.MODELS))
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    assert run("--root", str(tmp_path), "schema", "--write")[0] == 0
    for kind in editors.MODELS:
        assert json.loads((tmp_path / editors.path(kind)).read_text("utf-8")) == editors.of_kind(kind)
    assert run("--root", str(tmp_path), "schema", "--write") == (
        0,
        "nothing to write: all schemas are as they should be\n",
    )


def test_an_adopted_table_names_the_schema_where_the_project_has_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text((HERE / "frozen" / "mkdocs.yml").read_text("utf-8"), "utf-8")
    page = tmp_path / "docs" / "en" / "page.md"
    page.parent.mkdir(parents=True)
    table = "| Use case | A | B |\n|---|---|---|\n| One | ✔ | ✘ |\n| Two | ✘ | ✔ |\n"
    page.write_text(f"# Page {{#page}}\n\n{table}\n- ✔: fits\n- ✘: does not fit\n", "utf-8")
    for name in ("without", "with"):
        run("--root", str(tmp_path), "adopt", str(page), "--id", name)
        written = (tmp_path / "data" / f"{name}.yaml").read_text("utf-8")
        assert written.startswith(editors.first_line("decision-table")) is (name == "with")
        run("--root", str(tmp_path), "schema", "--write")


def test_a_new_project_has_them_too() -> None:
    assert "schema" in machinery.FOLDERS
    starter = files("decision.starting") / "starter" / "table.yaml"
    assert starter.read_text("utf-8").startswith(editors.first_line("decision-table"))


# --- a table, key by key


@pytest.mark.parametrize("kind", editors.MODELS)
def test_the_page_of_a_kind_has_every_key_with_its_text(kind: str) -> None:
    page = keys.page(kind, editors.of_kind(kind))
    for part in (editors.of_kind(kind), *editors.of_kind(kind)["definitions"].values()):
        for key, value in part.get("properties", {}).items():
            assert f"`{key}`" in page
            assert value["description"].replace("|", "\\|") in page
    anchors = set(re.findall(r"\{: #([\w-]+) \}", page))
    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) <= anchors
