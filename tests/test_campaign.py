"""The campaign finds what it looks for; the whole of it is `make campaign`."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from campaign import __main__, damage, fuzzing, kills, mutants, mutation, stress
from campaign.plan import ROOT, Outcome, Plan
from campaign.readers import READERS, Read, Reader
from decision import document
from tests.tables_on_disk import HERE

CASES = sorted((HERE / "fuzz").iterdir())


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(seed=1, scale=0.0001, seconds=600, folder=tmp_path / "campaign")


# --- hostile bytes


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_once_did_harm_is_read(case: Path, tmp_path: Path) -> None:
    """A file's name begins with that of its reader."""
    reader = next(each for each in READERS if case.name.startswith(each.name.replace(" ", "-")))
    reader.begin(tmp_path)(case.read_bytes())


# in a process of its own: what this one has loaded counts towards the memory of those that read
HANDFUL = """
import sys
from pathlib import Path
from campaign import fuzzing
from campaign.plan import Plan
found = fuzzing.run(Plan(seed=1, scale=0.0001, seconds=600, folder=Path(sys.argv[1])), found=Path(sys.argv[1], "found"))
print(*found.wrong, *(row[0] for row in found.rows[1:]), sep="\\n")
"""


def test_each_reader_reads_its_corpus_and_a_handful_of_inputs(tmp_path: Path) -> None:
    for reader in READERS:
        assert reader.pieces(), reader.name
    done = subprocess.run(
        [sys.executable, "-c", HANDFUL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [reader.name for reader in READERS]
    assert sum(reader.inputs for reader in READERS) == 300_000


def harmful(folder: Path) -> Read:
    def read(content: bytes) -> None:
        if "✔".encode() in content:
            raise KeyError("planted")
        while b"|" in content:
            pass

    return read


@pytest.mark.campaign
def test_a_planted_crash_and_a_planted_hang_are_found_and_kept(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzing, "MOST_SECONDS", 0.05)
    monkeypatch.setattr(fuzzing, "SHRINKING", 0.5)
    reader = Reader("planted", ("tests/adopt/symbols.md", "tests/adopt/dashes.md"), 200_000, harmful)
    found = fuzzing.run(plan, [reader], tmp_path / "found")
    assert {line.split(": ")[1] for line in found.wrong} == {"crash", "hang"}, found
    kept = {path.name.split("-")[1]: path.read_bytes() for path in (tmp_path / "found").iterdir()}
    assert kept["crash"] == "✔".encode()
    assert b"|" in kept["hang"]


def test_the_inputs_of_a_seed_are_always_the_same(plan: Plan) -> None:
    reader = READERS[0]
    orders = [fuzzing.Order(plan, reader, shard, 9) for shard in (0, 1)]
    first, second = ([fuzzing.input_of(order, reader.pieces(), number) for number in range(9)] for order in orders)
    assert first == second and len(set(first)) == 9


@pytest.mark.parametrize("name", ["decision table", "front matter"])
def test_most_inputs_that_have_a_form_keep_it(plan: Plan, name: str) -> None:
    """What cannot be read at all tries nothing but the parser."""
    reader = next(reader for reader in READERS if reader.name == name)
    order, pieces = fuzzing.Order(plan, reader, 0, 60), reader.pieces()
    inputs = [fuzzing.input_of(order, pieces, number) for number in range(60)]
    readable = sum(document.read("", content)[0] is not None for content in inputs)
    assert 30 < readable < 60 and len(set(inputs)) > 55


def test_a_drawing_stays_xml_and_says_something_else() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><path d="M0 0"/></g><text>x</text></svg>'
    made = {damage.xml(Random(seed), drawing) for seed in range(20)} - {None}
    assert len(made) > 15 and all(ElementTree.fromstring(content or b"").tag for content in made)


# --- changed code


def test_a_mutant_is_one_change() -> None:
    path = ROOT / "decision" / "matrix" / "engine.py"
    before = ast.unparse(ast.parse(path.read_text("utf-8"))).splitlines()
    listed = mutants.mutants(path, "decision/matrix/engine.py")
    assert len({mutant.kind.partition(":")[0] for mutant in listed}) >= 7
    for mutant in listed[::40]:
        after = ast.unparse(mutants.tree(path, mutant)).splitlines()
        assert after != before and abs(len(after) - len(before)) <= 1


@pytest.mark.campaign
def test_mutants_end_as_the_tests_say(plan: Plan, tmp_path: Path) -> None:
    """Of a module whose tests are known: what they ask for is killed, what they leave open survives."""
    module = "decision/values/samples.py"
    there = mutants.mutants(ROOT / module, module)
    of_functions = [mutant for mutant in there if mutant.kind.startswith("comparison")][:1]
    of_the_module = [mutant for mutant in there if not mutant.function][:1]
    ends = mutation.tried([*of_functions, *of_the_module], plan, ["values"])
    assert set(ends) == {*of_functions, *of_the_module}
    assert mutation.KILLED in [ends[mutant] for mutant in of_functions]


def test_each_survivor_with_a_reason_is_a_mutant() -> None:
    for module, known in mutation.reasons().items():
        names = {mutant.name for mutant in mutants.mutants(ROOT / module, module)}
        assert set(known) <= names, module
        assert all(isinstance(reason, str) and reason.strip() for reason in known.values())


# --- kills, stress, report


def test_kills_are_survived(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "PAGES", 4)
    monkeypatch.setattr(kills, "SCENES", [scene for scene in kills.SCENES if scene.name == "accept"])
    found = kills.run(plan)
    assert found.wrong == () and found.rows[1][:2] == ("accept", "1")


def test_a_half_written_file_is_seen(tmp_path: Path) -> None:
    scene = next(scene for scene in kills.SCENES if scene.name == "check fix")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_bytes(b"ne")
    (tmp_path / "docs" / ".a.md.new").write_bytes(b"n")
    old, new = {"docs/a.md": b"old"}, {"docs/a.md": b"new"}
    assert kills.after(scene, tmp_path, old, new, kills.Count()) == [
        "docs/a.md is neither the old file nor the new one"
    ]
    (tmp_path / "docs" / "a.md").write_bytes(b"new")
    assert kills.after(scene, tmp_path, old, new, kills.Count()) == []


def test_a_late_build_and_half_a_page_are_seen() -> None:
    # a save at 1.0 that the build from 1.5 to 2.0 saw, one at 1.7 that it did not see, one at 5.0
    late = list(stress.lateness([1.0, 1.7, 5.0], [1.5, 2.2, 6.0], [2.0, 2.6, 6.5]))
    assert late == [pytest.approx(2.2 - 2.5), pytest.approx(6.0 - 5.8)]
    assert stress.is_whole("<!doctype html><p>x</html>\n<script>…</script>")
    assert not stress.is_whole("<!doctype html><p>x")


def test_the_log_of_a_server_says_when_builds_began_and_how_they_ended() -> None:
    seen = stress.Seen()
    log = (
        "Building documentation to directory: first, before anything is served",
        "Detected file changes",
        "Building documentation to directory: site",
        "[sv] Building documentation to directory: site/sv",
        "Reloading browsers",
        "Detected file changes",
        "The last good site is still served: 1 error in data and guides",
        "Reloading browsers",
        "Detected file changes",
        "Shown already: docs/en/index.md; all else is being built",
        "Reloading browsers",
        "The last good site is still served: the site could not be built",
    )
    for second, line in enumerate(log):
        seen.note(f"INFO    -  {line}\n", second)
    assert seen.starts == [2, 6, 9]
    assert seen.ends == [(4, True), (6, False), (10, True), (11, False)]


def test_the_report_says_what_was_done_and_no_path_of_this_machine() -> None:
    outcome = Outcome("3 inputs: 1 crash", (("reader", "inputs"), ("guide", "3")), ("guide: `crash`",), 90)
    text = __main__.report({"fuzz": outcome}, 7, 0.5, "2026-01-31")
    assert 'CAMPAIGN="fuzz --seed 7 --minutes 0.5"`, 2026-01-31, commit ' in text
    assert "3 inputs: 1 crash. This took 1.5 minutes." in text
    assert "| guide | 3 |" in text and "- `guide: 'crash'`" in text
    assert str(ROOT) not in text


def test_the_parts_share_the_hour() -> None:
    assert sum(part.share for part in __main__.PARTS.values()) == pytest.approx(1)


def test_a_part_that_is_not_there_is_wrong_usage() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "campaign", "fuzzing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "there is no part 'fuzzing'" in done.stderr
