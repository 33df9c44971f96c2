"""Pages that nothing changed for, in a language in which something changed: see `cache.py`.

A page is taken over in two steps, as MkDocs makes it in two. What it holds, and what other pages need of it (title,
contents, anchors, links, what was said of it), depends on its file, its original, the files and names around it, and
data/ where it has references or comments. Its HTML and what search knows of it depends on that, and on the navigation
and the settings once all pages are read. MkDocs is given those pages only that are to be made; messages keep their
places among those of the others.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import made_from
import messages
import page_state
from chosen import FIRST, LAST, Chosen, page_of
from mkdocs.plugins import CombinedEvent, event_priority

from decision import fingerprints
from decision.kept import fingerprint, hashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


@dataclass
class Step:
    """One of the two steps: what is known of pages from before, what is new, and how far the messages are."""

    order: tuple[str, ...]
    keys: dict[str, str]
    known: dict[str, Any]
    made: dict[str, Any] = field(default_factory=dict)
    place: int = 0
    start: int = 0

    def repeat(self, before: str | None) -> None:
        """Say what was said of the pages that are taken over, up to another one or, with None, to the end."""
        while self.place < len(self.order) and self.order[self.place] != before:
            messages.repeat(self.known.get(self.order[self.place], {}).get("said", ()))
            self.place += 1
        self.place += 1

    def keep(self, page: str, said: list[messages.Message], **made: Any) -> None:
        """Remember what was made, with what was said meanwhile."""
        self.made[page] = {"key": self.keys[page], "said": said[self.start :], **made}

    def all(self) -> dict[str, Any]:
        """What there is now."""
        return self.known | self.made


@dataclass
class Pages:
    """The pages of a build."""

    build: made_from.Build
    files: Chosen
    nav: Navigation
    note_key: str
    reading: Step
    states: dict[str, str]
    writing: Step = field(default_factory=lambda: Step((), {}, {}))
    entries: int = 0
    found: dict[str, list[Any]] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    everything: Sequence[File] = ()


@event_priority(84)
def on_config(config: MkDocsConfig) -> None:
    """Before other hooks put into the configuration what depends on pages."""
    build = config.extra.get("build")
    if build is not None:
        config.extra["built_language"] = config.theme["language"]
        config.extra["around"] = made_from.surroundings(config, build)


@event_priority(LAST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Be able to choose."""
    return Chosen(files) if "around" in config.extra else files


@event_priority(LAST)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Leave out the pages of which all is known that there is to be read."""
    if not isinstance(files, Chosen):
        return
    build, around = config.extra["build"], config.extra["around"]
    note = build.kept.note(sort(config), around) or {"reading": {}, "writing": {}}
    keys = reading_keys(files, config)
    states, known = {}, {}
    for page, entry in note["reading"].items():
        if keys.get(page) == entry["key"] and (state := build.kept.get(entry["state"])) is not None:
            states[page], known[page] = state.decode(), entry
    order = tuple(file.src_uri for file in files.documentation_pages())
    step = Step(order, keys, known)
    config.extra["pages_kept"] = Pages(build, files, nav, around, step, states, Step(order, {}, note["writing"]))
    files.left_out = frozenset(states)


@event_priority(FIRST)
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Listen to what is said of it."""
    if pages := of(config):
        pages.reading.repeat(page.file.src_uri)
        pages.reading.start = len(pages.build.recorder.said)


@event_priority(LAST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep what it is now."""
    pages, name = of(config), page.file.src_uri
    state = page_state.written(page, content=html) if pages and name in pages.reading.keys else None
    piece = put(pages, state.encode()) if pages and state is not None else None
    if pages and piece:
        pages.reading.keep(name, pages.build.recorder.said, state=piece)


@event_priority(FIRST)
def bring_back(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Fill in what is known, before other hooks look at all pages."""
    if pages := of(config):
        pages.reading.repeat(None)
        pages.files.left_out = frozenset()
        for name, state in pages.states.items():
            page_state.restore(page_of(files.src_uris[name]), state, files)
        pages.states.clear()


@event_priority(LAST)
def write_again(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Write the pages of which the HTML is known, and leave them out."""
    if pages := of(config):
        step = pages.writing
        step.keys = writing_keys(pages, env, config)
        pages.everything = files.documentation_pages()
        static = {file.abs_dest_path for file in files if not file.is_documentation_page()}
        static |= {
            str(Path(config.site_dir, name)) for name in (*config.theme.static_templates, *config.extra_templates)
        }
        found = {name: entry for name, entry in step.known.items() if step.keys.get(name) == entry["key"]}
        step.known = {name: entry for name, entry in found.items() if write(pages, files.src_uris[name], entry, static)}
        pages.files.left_out = frozenset(step.known)


on_env = CombinedEvent(bring_back, write_again)


@event_priority(LAST)
def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """A template may ask for all pages."""
    if pages := of(config):
        context["pages"] = pages.everything


@event_priority(FIRST)
def listen(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Listen to what is said of a page while it is written."""
    if pages := of(config):
        pages.writing.repeat(page.file.src_uri)
        pages.writing.start = len(pages.build.recorder.said)
        pages.entries = len(searched(config))


@event_priority(LAST)
def complete(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """A page's template may ask for all pages, too."""
    if pages := of(config):
        context["pages"] = pages.everything


on_page_context = CombinedEvent(listen, complete)


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Keep the HTML; anchors of links are looked at when all pages are here."""
    if pages := of(config):
        name, html = page.file.src_uri, output.encode("utf-8", errors="xmlcharrefreplace")
        pages.links[name], page.links_to_anchors = page.links_to_anchors, None
        piece = put(pages, html) if name in pages.writing.keys and output.strip() else None
        if piece:
            entries = searched(config)[pages.entries :]
            pages.writing.keep(name, pages.build.recorder.said, html=piece, entries=entries)
        pages.found[name] = searched(config)[pages.entries :]


@event_priority(FIRST)
def all_here(config: MkDocsConfig) -> None:
    """Put everything in the order in which MkDocs would have made it."""
    if pages := of(config):
        pages.writing.repeat(None)
        pages.files.left_out = frozenset()
        known = {name: entry["entries"] for name, entry in pages.writing.known.items()}
        found = known | pages.found
        searched(config)[:] = [entry for name in pages.writing.order for entry in found.get(name, ())]
        for file in pages.everything:
            page = page_of(file)
            page.links_to_anchors = pages.links.get(file.src_uri, page.links_to_anchors)
            page.validate_anchor_links(files=pages.files, log_level=config.validation.links.anchors)


@event_priority(-998)
def keep(config: MkDocsConfig) -> None:
    """Keep what the next build may take over."""
    pages = of(config)
    if pages and pages.build.is_sound:
        with suppress(OSError):
            note = {"reading": pages.reading.all(), "writing": pages.writing.all()}
            pages.build.kept.write_note(sort(config), pages.note_key, note)


on_post_build = CombinedEvent(all_here, keep)


def of(config: MkDocsConfig) -> Pages | None:
    """The pages of this build; None where nothing is kept."""
    return cast("Pages | None", config.extra.get("pages_kept"))


def sort(config: MkDocsConfig) -> str:
    """Under what the pages of a language are noted."""
    return f"pages-{config.extra['built_language']}"


def put(pages: Pages, content: bytes) -> str | None:
    """Keep a piece, where the disk takes it."""
    with suppress(OSError):
        return pages.build.kept.put(content)
    return None


def write(pages: Pages, file: File, entry: dict[str, Any], static: Iterable[str]) -> bool:
    """Write a page as it was; whether that could be done. Where something else is written, too, the last one counts."""
    path, build = Path(file.abs_dest_path), pages.build
    old = build.old / path.relative_to(build.site) if build.old else None
    return file.abs_dest_path not in static and build.kept.give(entry["html"], path, old)


def searched(config: MkDocsConfig) -> list[Any]:
    """What Material's search knows so far."""
    plugin: Any = config.plugins.get(made_from.SEARCH)
    return plugin.search_index.entries if plugin and plugin.config.enabled else []


def reading_keys(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """What identifies, for each page, all that it is read from."""
    inputs, around = config.extra["build"].inputs, config.extra["around"]
    docs, default = made_from.root(config) / "docs", config.extra["project"].default
    pages = {path for path in inputs.hashes if made_from.is_guide(path, docs)}
    shared = [path for path in inputs.hashes if path.is_relative_to(docs) and path not in pages]
    included = b"\n".join(made_from.content(path) for path in shared if path.suffix == ".md")
    all_data, all_others = bool(made_from.REFERENCE.search(included)), bool(made_from.INCLUDE.search(included))
    data = fingerprint(inputs.below(made_from.root(config) / "data"))
    every = fingerprint([(str(path), inputs.hashes[path]) for path in sorted(pages)])
    base = fingerprint([around, [(str(path), inputs.hashes[path]) for path in shared], listing(files)])
    keys = {}
    for file in files.documentation_pages():
        path, original = Path(file.abs_src_path or "/"), docs / default / file.src_uri
        if file.generated_by:
            text = file.content_string  # a page that is generated empty is filled from data/
            has_data = all_data or not text or bool(made_from.REFERENCE.search(text.encode()))
            keys[file.src_uri] = fingerprint([base, file.src_uri, text, data if has_data else ""])
        elif path in inputs.hashes:
            texts = [made_from.content(path), made_from.content(original)]
            has_data = all_data or any(map(made_from.REFERENCE.search, texts))
            has_others = all_others or any(map(made_from.INCLUDE.search, texts))
            own = [inputs.hashes[path], inputs.hashes.get(original)]
            keys[file.src_uri] = fingerprint(
                [base, file.src_uri, own, data if has_data else "", every if has_others else ""]
            )
    return keys


def writing_keys(pages: Pages, env: Environment, config: MkDocsConfig) -> dict[str, str]:
    """What identifies, for each page, all that its HTML is made from."""
    base = fingerprint([made_from.settings(config), shape(pages.nav.items), fingerprints.plain(dict(env.globals))])
    keys = {}
    for name, key in pages.reading.keys.items():
        page = page_of(pages.files.src_uris[name])
        state = page_state.written(page)
        if state is not None:
            keys[name] = fingerprint([base, key, hashed(state.encode()), beside(page)])
    return keys


def beside(page: Page) -> list[Any]:
    """The pages before and behind a page."""
    return [[other.url, other.title] if other else None for other in (page.previous_page, page.next_page)]


def shape(items: Iterable[StructureItem]) -> list[Any]:
    """The navigation as far as templates can show it on other pages."""
    return [
        [
            type(item).__name__,
            fingerprints.plain(item.title),
            getattr(item, "url", None),
            fingerprints.plain(getattr(item, "meta", None)),
            shape(cast("Any", item).children or ()),
        ]
        for item in items
    ]


def listing(files: Files) -> list[Any]:
    """Which files there are, and where they go."""
    return [[file.src_uri, file.url, str(file.abs_src_path), file.inclusion.name] for file in files]
