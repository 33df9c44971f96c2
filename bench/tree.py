"""A whole project of any size: guides in each language, images, a decision table, and the project's own site around it.

The same arguments make the same bytes. Hooks and assets are copied, mkdocs.yml is the project's own with another `nav`,
so that what is measured in a tree is the project as it is. Some pages, images and texts are not translated.
"""

from __future__ import annotations

import argparse
import shutil
import struct
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from bench import guides, nodes, tables
from bench.words import VOCABULARIES

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "sv", "nl")
TABLE = "usecases"
PAGES_PER_MARKER = 40
TRANSLATED, IMAGES_TRANSLATED = 0.9, 0.2


def main() -> None:
    """Make a tree as the command line asks for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a folder that does not exist yet, or is empty")
    parser.add_argument("--pages", type=int, required=True, help="pages per language")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another tree (default: 1)")
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, choices=sorted(VOCABULARIES), metavar="LOCALE")
    parser.add_argument("--rows", type=int, default=20, help="use cases of the decision table (default: 20)")
    parser.add_argument("--dialect", action="store_true", help="write the dialect of the writers, not plain Markdown")
    chosen = parser.parse_args()
    if chosen.pages < 1 or chosen.rows < 1:
        parser.error("a tree has at least one page, a table at least one use case")
    if chosen.out.exists() and any(chosen.out.iterdir()):
        parser.error(f"'{chosen.out}' is not empty")
    made = write(
        chosen.out,
        chosen.pages,
        seed=chosen.seed,
        languages=tuple(chosen.languages),
        rows=chosen.rows,
        dialect=chosen.dialect,
    )
    print(f"{made:,} pages in {len(chosen.languages)} languages in {chosen.out}")


def write(
    out: Path,
    pages: int,
    *,
    seed: int = 1,
    languages: Sequence[str] = LANGUAGES,
    rows: int = 20,
    dialect: bool = False,
    project: Path = ROOT,
) -> int:
    """Make a tree in `out`, with `pages` pages per language, and give back how many pages were written in all.

    `languages` are among those of `project`, the default one first; `rows`: the use cases of its decision table.
    """
    planned = guides.plan(pages, seed)
    _save(out / "mkdocs.yml", configuration(project / "mkdocs.yml", navigation(planned), languages))
    for folder in ("hooks", "docs/assets"):
        shutil.copytree(project / folder, out / folder, ignore=shutil.ignore_patterns("__pycache__"))
    sections = [f"{page.path}#{page.anchors[0]}" for page in planned[:20]]
    _save(out / "data" / f"{TABLE}.yaml", tables.text(rows, languages, seed, sections))
    author = guides.Author(planned, seed, guides.DIALECT if dialect else guides.PLAIN)
    written = 0
    for locale in languages:
        is_translation = locale != languages[0]
        docs = out / "docs" / locale
        for page in planned:
            if is_translation and page.number and not _happens(TRANSLATED, seed, locale, page.path):
                continue
            shows_table = page.number % PAGES_PER_MARKER == min(1, pages - 1)
            extra = [f"<!-- decision-table: {TABLE} -->"] if shows_table else []
            _save(docs / page.path, author.write(page, locale, extra=extra, is_translation=is_translation))
            written += 1
        for path in guides.images(planned):
            if not is_translation or _happens(IMAGES_TRANSLATED, seed, locale, path):
                _save(docs / path, picture(Random(f"{seed}/{locale}/{path}")))
    return written


def navigation(pages: Sequence[guides.Page]) -> list[Any]:
    """The pages as `nav:` lists them: a section for each folder, its index page first."""
    entries: dict[str, list[Any]] = {"": []}
    for page in pages:
        if page.folder not in entries:
            above, _, name = page.folder.rpartition("/")
            entries[page.folder] = []
            entries[above].append({name: entries[page.folder]})
        entries[page.folder].append(page.path)
    return entries[""]


def configuration(path: Path, nav: list[Any], languages: Sequence[str]) -> str:
    """The project's mkdocs.yml with another navigation, and only these of its languages; tags stay as they are."""
    config = nodes.compose(path)
    nodes.put(config, "nav", nav)
    nodes.put(config, "watch", ["docs", "data", "hooks"])
    listed = nodes.get(nodes.get(config, "extra"), "languages")
    known = {nodes.get(entry, "locale").value: entry for entry in listed.value}
    if missing := [locale for locale in languages if locale not in known]:
        sys.exit(f"{path} has no language '{missing[0]}', it has {', '.join(known)}")
    listed.value = [known[locale] for locale in languages]
    return nodes.text(config)


def picture(source: Random) -> bytes:
    """A PNG of 16 by 9 pixels in one colour; stored, not deflated, so that any zlib makes the same bytes."""
    width, height = 16, 9
    rows = (b"\0" + source.randbytes(3) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _happens(chance: float, *of: object) -> bool:
    return Random("/".join(map(str, of))).random() < chance


def _save(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    main()
