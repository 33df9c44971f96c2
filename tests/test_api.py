"""The static API: what it says is what the engine says, and what it said yesterday can still be read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from decision import project
from decision.exchange import api, decisions, notation, spreadsheet, table
from decision.exchange.exporting import Subject
from decision.exchange.formats import FORMATS
from decision.locales import words
from decision.matrix import model
from decision.matrix.engine import canonical
from tests import reference
from tests.exchange import examples
from tests.exchange.promises import broken, closed
from tests.tables_on_disk import FROZEN, LANGUAGES, load
from tests.test_site import text

STORED = Path(__file__).parent / "exchange" / "v1"
SUBJECTS = examples.frozen()
NAMES = [Path(subject.table_id).name for subject in SUBJECTS]
each_table = pytest.mark.parametrize("subject", SUBJECTS, ids=NAMES)

Data = dict[str, Any]


def schema(name: str) -> Data:
    folder = Path(api.__file__).parent / "v1"
    return dict(json.loads((folder / f"{name}.json").read_text("utf-8")))


def read(pieces: Iterator[str]) -> Data:
    return dict(json.loads("".join(pieces)))


def fits(name: str, data: Data) -> bool:
    """Whether an independent validator finds each key described, and nothing else."""
    described = closed(schema(name))
    jsonschema.Draft202012Validator.check_schema(described)
    jsonschema.Draft202012Validator(described).validate(data)
    return True


# --- decisions


@each_table
def test_every_decision_is_that_of_the_rules_read_another_way(subject: Subject) -> None:
    published = read(decisions.write(subject))["decisions"]
    everything = reference.everything(subject.table)
    assert list(published) == sorted(canonical(answers) for answers in everything)
    for answers in everything:
        found, expected = published[canonical(answers)], reference.full(subject.table, answers)
        assert found["answers"] == answers
        for key in ("matched", "alternatives", "outcome", "recommend", "order"):
            assert found[key] == expected[key], key
        assert list(found["unusable"]) == sorted(expected["unusable"])
        for name, assessment in expected["verdicts"].items():
            known = found["verdicts"][name]
            assert (known["combined"], known["effective"]) == (assessment["combined"], assessment["effective"])
            assert bool(known["reasons"]) == bool(expected["matched"])


@each_table
def test_every_id_in_a_decision_has_a_label(subject: Subject) -> None:
    told = read(decisions.write(subject))
    labels = told["labels"]
    for decision in told["decisions"].values():
        for question, option in decision["answers"].items():
            assert labels["questions"][question] and labels["options"][question][option]
        assert set(decision["recommend"]) | set(decision["order"]) <= {*labels["integrations"], *labels["alternatives"]}
        assert set(decision["matched"]) <= set(labels["usecases"])
        outcome = decision["outcome"]
        assert outcome in labels["verdicts"] or outcome in labels["results"]
    assert labels["results"]["verdict"]["en"]["text"] == "{recommend} ({verdict})"


# --- tables


@each_table
def test_the_files_are_as_their_schemas_say(subject: Subject) -> None:
    assert fits("table", read(table.write(subject)))
    assert fits("decisions", read(decisions.write(subject)))


def test_a_table_holds_what_the_data_says() -> None:
    """The file is read a second time, without the model."""
    told = read(table.write(Subject("usecases", load(FROZEN)[1], LANGUAGES, "en")))
    data = yaml.load(FROZEN.read_text("utf-8"), yaml.BaseLoader)

    def listed(value: Any) -> list[str]:
        return [value] if isinstance(value, str) else value

    for section in ("legend", "questions", "integrations", "alternatives", "remarks", "usecases"):
        assert [entry["id"] for entry in told[section]] == list(data.get(section, {})), section
    for row in told["usecases"]:
        written = data["usecases"][row["id"]]
        assert row["when"] == {key: listed(value) for key, value in written.get("when", {}).items()}
        assert {name: cell["verdict"] for name, cell in row["verdicts"].items()} == {
            name: cell if isinstance(cell, str) else cell["verdict"] for name, cell in written["verdicts"].items()
        }
        assert row["alternatives"] == listed(written.get("alternatives", []))
        assert row["source"] == written.get("source", data["defaults"]["source"])
    assert [entry["status"] for entry in told["integrations"]] == [
        entry.get("status", "active") for entry in data["integrations"].values()
    ]
    assert told["policy"]["lifecycle"] == data["policy"]["lifecycle"]
    assert len(told["conflicts"]) == len(data["conflicts"])


PUBLISHED = {
    model.DecisionTable: (),
    model.Question: ("questions",),
    model.Option: ("questions", "options"),
    model.Integration: ("integrations",),
    model.Replacement: ("replacements",),
    model.Alternative: ("alternatives",),
    model.Verdict: ("legend",),
    model.Remark: ("remarks",),
    model.UseCase: ("usecases",),
    model.Conflict: ("conflicts",),
}
# what is for those who write the data only
KEPT_BACK = {"aliases", "allow", "cases", "complete_cases", "defaults", "kind", "proposed"}


@pytest.mark.parametrize("part", PUBLISHED, ids=lambda part: part.__name__)
def test_what_the_model_knows_is_published(part: type[BaseModel]) -> None:
    described = schema("table")
    for key in PUBLISHED[part]:
        described = described["properties"][key]["items"]
    assert set(part.model_fields) - KEPT_BACK - set(described["properties"]) == set()


def test_a_text_that_is_missing_says_in_which_language_it_is() -> None:
    subject = Subject("t", examples.hostile(), examples.HOSTILE_LANGUAGES, "ar")
    option = read(table.write(subject))["questions"][0]["options"][0]
    assert option["label"] == {"en": {"lang": "en", "text": "=1+1"}, "ar": {"lang": "en", "text": "=1+1"}}
    cells = cells_of(subject)
    assert (cells[1][1] == 'x " y [en]' and cells[2][1] == "and أو"[4:]) or "أو" in cells[2][1]


# --- JSON


def test_json_may_stand_in_a_script() -> None:
    for subject in SUBJECTS:
        for form in (table, decisions):
            made = "".join(form.write(subject))
            assert not set("<\u2028\u2029") & set(made)
            assert "\r" not in made and made.endswith("}\n")
    assert notation.value("</script>\u2028\ud800") == '"\\u003c/script>\\u2028\\ud800"'


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.lists(st.text() | st.integers() | st.dictionaries(st.text(), st.none()))))
def test_json_is_read_back_with_its_keys_sorted(data: dict[str, Any]) -> None:
    made = "".join(notation.document(data))
    assert json.loads(made.encode()) == data
    assert list(json.loads(made)) == sorted(data)
    entries = notation.document({"all": notation.Entries(sorted(data.items())), "none": iter(())})
    assert json.loads("".join(entries)) == {"all": data, "none": []}


@pytest.mark.parametrize(
    ("section", "folder", "file"),
    [
        ("a.md#b", "a/#b", "a.html#b"),
        ("index.md", "", "index.html"),
        ("x/index.md#å", "x/#%C3%A5", "x/index.html#%C3%A5"),
        ("x/README.md", "x/", "x/index.html"),
        ("x/å b.md", "x/%C3%A5%20b/", "x/%C3%A5%20b.html"),
    ],
)
def test_a_section_is_where_mkdocs_puts_it(section: str, folder: str, file: str) -> None:
    assert notation.address(section, directory_urls=True) == folder
    assert notation.address(section, directory_urls=False) == file


# --- CSV


def cells_of(subject: Subject) -> list[list[str]]:
    """The cells as Python's own reader finds them."""
    content = "".join(spreadsheet.write(subject)).encode()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\n") == content.count(b"\r\n")
    delimiter = words(subject.locale)["csv-delimiter"]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_csv_holds_the_table(locale: str) -> None:
    made = load(FROZEN)[1]
    heads, *rows = cells_of(Subject("usecases", made, LANGUAGES, locale))
    data = yaml.load(FROZEN.read_text("utf-8"), yaml.BaseLoader)

    def said(value: Any) -> str:
        return str(value if isinstance(value, str) else value[locale])

    assert heads[2 : 2 + len(data["questions"])] == [said(entry["label"]) for entry in data["questions"].values()]
    assert [row[0] for row in rows] == list(data["usecases"])
    first = 2 + len(data["questions"])
    for row in rows:
        assert len(row) == len(heads)
        written = data["usecases"][row[0]]
        assert row[1] == re.sub(r" \[\^[a-z-]+\]", "", said(written["label"]))
        for column, name in enumerate(data["integrations"], first):
            cell = written["verdicts"][name]
            assert row[column] == said(data["legend"][cell if isinstance(cell, str) else cell["verdict"]]["word"])


@each_table
def test_every_cell_is_read_back_as_it_was_or_with_an_apostrophe(subject: Subject) -> None:
    for locale in subject.locales:
        spoken = Subject(subject.table_id, subject.table, subject.locales, locale)
        assert cells_of(spoken) == [[spreadsheet.defused(cell) for cell in row] for row in spreadsheet.rows(spoken)]


@pytest.mark.parametrize(
    ("given_text", "expected"), yaml.safe_load((STORED.parent / "formulas.yaml").read_text("utf-8")).items()
)
def test_a_formula_is_text(given_text: str, expected: str | None) -> None:
    assert spreadsheet.defused(given_text) == (given_text if expected is None else expected)


def test_each_language_has_the_delimiter_of_its_readers() -> None:
    assert [words(locale)["csv-delimiter"] for locale in ("en", "sv", "nl", "ja")] == [",", ";", ";", ","]


# --- what is promised


@pytest.mark.parametrize("name", api.SCHEMAS)
def test_what_was_promised_still_holds(name: str) -> None:
    """Additions pass; for what is really to be broken there is v2. The stored copies take additions in by hand."""
    assert broken(json.loads((STORED / f"{name}.json").read_text("utf-8")), schema(name)) == []


def test_the_columns_of_a_csv_stay() -> None:
    stored = json.loads((STORED / "csv.json").read_text("utf-8"))
    assert list(spreadsheet.HEADS) == stored["first"]
    assert list(spreadsheet.LAST_HEADS)[: len(stored["last"])] == stored["last"]


def change(path: str, **values: Any) -> Callable[[Data], None]:
    """A change to the place of a schema."""

    def make(described: Data) -> None:
        node: Any = described
        for step in path.split("/"):
            node = node[step]
        node.update(values)

    return make


def remove(described: Data) -> None:
    del described["properties"]["combinations"]
    described["required"].remove("combinations")


def rename(described: Data) -> None:
    described["properties"]["rows"] = described["properties"].pop("usecases")
    described["required"] = sorted({*described["required"], "rows"} - {"usecases"})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (remove, ["$.combinations: is gone", "$.combinations: may be missing now"]),
        (rename, ["$.usecases: is gone"]),
        (change("properties/combinations", type="string"), ["$.combinations: was"]),
        (change("properties/combinations", type="integer"), ["$.combinations: was"]),
        (change("$defs/said", required=["text"]), ["$.title{}.lang: may be missing now"]),
        (change("properties/usecases/items", required=["id", "new"]), ["$.usecases[].new: is required now"]),
        (change("properties/policy/properties/combine", enum=["least"]), ["'most-restrictive' is gone"]),
        (change("properties/source", enum=["a"]), ["$.source: was"]),
    ],
)
def test_a_broken_promise_is_named(make: Callable[[Data], None], said: list[str]) -> None:
    changed = deepcopy(schema("table"))
    make(changed)
    found = broken(schema("table"), changed)
    assert found and all(any(part in line for line in found) for part in said), found


def test_an_addition_breaks_nothing() -> None:
    changed = deepcopy(schema("table"))
    changed["properties"]["new"] = {"type": "object", "required": ["inside"], "properties": {"inside": {}}}
    changed["properties"]["usecases"]["items"]["properties"]["new"] = {"type": "string"}
    changed["properties"]["integrations"]["items"]["properties"]["status"]["enum"].append("announced")
    changed["description"] = changed["properties"]["id"]["description"] = "Said better."
    assert broken(schema("table"), changed) == []


# --- the whole


def published(root: Path, folder: Path) -> Path:
    assert api.publish(project.load(root), folder) == ()
    return folder


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_index_names_every_file_with_its_hash_and_the_same_data_makes_the_same_bytes(tmp_path: Path) -> None:
    root = FROZEN.parents[1]
    found = contents(published(root, tmp_path / "one"))
    assert found == contents(published(root, tmp_path / "two"))
    index = json.loads(found["index.json"])
    assert fits("index", index)
    named = {
        entry["href"]: entry for part in (index, *index["tables"]) for entry in part.get("files", part.get("schemas"))
    }
    assert {unquote(href) for href in named} == set(found) - {"index.json"}
    for href, entry in named.items():
        content = found[unquote(href)]
        assert (entry["bytes"], entry["sha256"]) == (len(content), sha256(content).hexdigest())
    assert {entry["format"] for entry in index["tables"][0]["files"]} == {form.name for form in FORMATS}


def test_a_large_table_is_left_out_and_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_COMBINATIONS", 12)
    messages = api.publish(project.load(FROZEN.parents[1]), tmp_path)
    resolving = [form.name for form in FORMATS if form.resolves]
    assert messages == tuple(
        f"data/usecases.yaml: the API has no '{name}' of it: more than 12 combinations of answers" for name in resolving
    )
    (entry,) = json.loads(text(tmp_path / "index.json"))["tables"]
    assert entry["left_out"] == [{"format": name, "reason": "too-many-combinations"} for name in resolving]
    assert [path.name for path in tmp_path.rglob("*decisions*")] == ["decisions.json"], "only the schema"
    assert not set(resolving) & {file["format"] for file in entry["files"]}


def test_a_site_brings_it_and_all_addresses_in_it_lead_somewhere(chooser_site: Path) -> None:
    """Odd tables, four languages of which one is written from right to left, and a table without pages."""
    folder = chooser_site / "api" / "v1"
    index = json.loads(text(folder / "index.json"))
    assert fits("index", index)
    assert [entry["id"] for entry in index["tables"]] == sorted(entry["id"] for entry in index["tables"])
    roots = {entry["locale"]: urljoin("/api/v1/", entry["root"]) for entry in index["languages"]}
    assert roots == {locale: f"/{locale}/" for locale in ("en", "sv", "nl", "he")}
    pages: dict[str, int] = {}
    for entry in index["tables"]:
        files = {one["format"]: folder / unquote(one["href"]) for one in entry["files"]}
        whole, found = json.loads(text(files["table"])), json.loads(text(files["decisions"]))
        assert fits("table", whole) and fits("decisions", found)
        assert len(found["decisions"]) == entry["combinations"] == whole["combinations"]
        for name, known in (("table", whole), ("decisions", found)):
            assert json.loads(text(files[name].parent / known["$schema"])) == schema(name)
        listed = [decision["page"] for decision in found["decisions"].values()]
        pages[entry["id"]] = sum(page is not None for page in listed)
        parts = [*whole["integrations"], *whole["alternatives"], *whole["replacements"], *whole["usecases"]]
        parts += [option for question in whole["questions"] for option in question["options"]]
        listed += [part["section"] for part in parts]
        for address in filter(None, listed):
            path, _, anchor = address.partition("#")
            for root in roots.values():
                page = chooser_site / root[1:] / unquote(path) / "index.html"
                assert page.is_file() and (not anchor or f'id="{anchor}"' in text(page)), address
    assert pages["large"] == 0 and pages["usecases"] == 13


def test_the_page_for_those_who_build_on_it_names_every_format(plain_site: Path) -> None:
    page = text(plain_site / "en" / "contribute" / "api" / "index.html")
    for form in FORMATS:
        assert f"table{'.&lt;language&gt;' if form.per_language else ''}{form.suffix}</code>" in page
    for name in ("index.json", *(f"schema/{known}.json" for known in api.SCHEMAS), "tables/parcels/table.json"):
        assert f'href="../../../api/v1/{name}"' in page and (plain_site / "api" / "v1" / name).is_file()
    assert f"{api.MOST_COMBINATIONS:,} combinations" in page
