"""No sentence lost: a page shows the words that CommonMark's reader shows, in order, in the same blocks.

The other reading is that of `bench/dialect.py`: markdown-it-py as it comes, and a few regular expressions for the tags.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from bench import dialect as bench
from decision.guides import pages, syntax
from decision.guides.guide import Guide
from decision.guides.syntax import Syntax
from decision.guides.translation import translate
from decision.guides.work import Surroundings
from tests import dialect_pages, rendering

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
TREES = sorted(path for path in CORPUS.glob("*/*") if path.is_dir())


def without_empty_quotes(structure: list[str]) -> list[str]:
    """A quote of which nothing is shown is not written."""
    out: list[str] = []
    for entry in structure:
        if entry == "/blockquote" and out and out[-1] == "blockquote":
            out.pop()
        else:
            out.append(entry)
    return out


def compare(text: str, tree: bench.Tree, page: Syntax, around: Surroundings) -> None:
    expected = bench.Reading(tree.rendered(text)[0])
    shown = bench.Reading(rendering.html(translate(page, around).text))
    assert shown.words == expected.words
    assert without_empty_quotes(shown.structure) == without_empty_quotes(expected.structure)


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> bench.Tree:
    return bench.Tree(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("seed", range(0, 400, 20))
def test_random_pages_made_of_all_constructs(seed: int, nowhere: bench.Tree) -> None:
    for one in range(seed, seed + 20):
        text = dialect_pages.page(Random(one))
        compare(text, nowhere, syntax.read("page.md", text), Surroundings())


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_a_translation_is_read_alike_by_both(seed: int) -> None:
    for one in range(seed, seed + 20):
        once = translate(syntax.read("page.md", dialect_pages.page(Random(one)))).text
        again = translate(syntax.read("page.md", once)).text
        assert bench.Reading(rendering.html(again)).words == bench.Reading(rendering.html(once)).words


@pytest.mark.parametrize("folder", TREES or [None], ids=lambda path: path and f"{path.parent.name}-{path.name}")
def test_real_pages(folder: Path | None) -> None:
    if folder is None:
        pytest.skip("there is no corpus of real pages beside the project")
    tree = bench.Tree(folder)
    files = pages.listed(folder)

    def read(locale: str, file: str) -> Guide | None:
        return Guide(file, locale, file, syntax.read(file, (folder / file).read_text("utf-8")))

    known = pages.Pages(read, {folder.name: files}, folder.name)
    for name, source in tree.pages.items():
        reading = bench.Reading(rendering.html(known.translation(folder.name, name, files).text))
        assert (name, reading.words) == (name, source.reading.words)
        assert (name, reading.structure) == (name, source.reading.structure)
        assert (name, re.findall(bench.RESIDUE, "".join(reading.outside_code))) == (name, [])


def test_the_bench_prints_one_object(tmp_path: Path) -> None:
    (tmp_path / "help").mkdir()
    text = "---\ntitle: A [!DNL b]\nhide: true\n---\n# A [!DNL b]{#a}\n\n"
    text += "1. x\n\n   >[!NOTE]\n   >\n   >y [a](/help/a.md#a)\n\n2. z\n"
    (tmp_path / "help" / "a.md").write_text(text, "utf-8")
    command = [sys.executable, str(ROOT / "bench" / "dialect.py"), str(tmp_path), "--lang", "sv"]
    measured = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours, plain = measured["ours"], measured["material"]
    assert (measured["pages"], measured["language"]) == (1, "sv")
    assert ours["crashes"] == ours["pages_with_residue"] == ours["tags_in_search_index"] == 0
    assert ours["pages_with_other_structure"] == ours["pages_with_other_text"] == sum(ours["broken"].values()) == 0
    assert (plain["crashes"], plain["pages_with_residue"], plain["broken"]["links"]) == (1, 1, 1)
