"""Values that stand once in data/: what they stand for, and that a page shows just that wherever it names them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from decision import checks, document, project, render
from decision.cli import main
from decision.guides import guide as guides
from decision.guides import metadata, syntax
from decision.guides.translation import translate
from decision.project import Project
from decision.values.reading import ValuesFile
from decision.values.references import Values
from decision.values.resolving import resolve
from tests import rendering
from tests.rendering import Element
from tests.tables_on_disk import HERE

PAGE = "docs/en/case.md"
# what may stand around a reference; ⟨v⟩ is the reference
CONTEXTS = """\
⟨v⟩ begins a paragraph, and ⟨v⟩ stands in it, **⟨v⟩**, *⟨v⟩*, a⟨v⟩b, `⟨v⟩`, `a ⟨v⟩ b`, [⟨v⟩](#a), [!UICONTROL ⟨v⟩],
⟨v⟩ begins a line, and ends it: ⟨v⟩

# Heading ⟨v⟩ {#a}

- ⟨v⟩

    ⟨v⟩

    ```text
    ⟨v⟩ in a list
    ```

1. [!DNL ⟨v⟩]⟨v⟩

| ⟨v⟩ | b |
|---|---|
| `⟨v⟩` | ⟨v⟩ and ⟨v⟩ |

```python title="a"
x = "⟨v⟩"
⟨v⟩
```

    ⟨v⟩ in indented code

> [!NOTE]
>
> ⟨v⟩ in a note

>[!TIP ⟨v⟩]
>`⟨v⟩`

!!! note "⟨v⟩"

    ⟨v⟩

+++ ⟨v⟩

⟨v⟩

+++

<details><summary>⟨v⟩</summary>

⟨v⟩

</details>

<div title="⟨v⟩">⟨v⟩ <b>⟨v⟩</b></div>

Text <span title="⟨v⟩">⟨v⟩</span> text.

![⟨v⟩](a.png)

Term
:   ⟨v⟩

Something[^1] with a note.

[^1]: ⟨v⟩
"""


def values(**texts: str) -> Values:
    return Values({"file": texts})


def shown(text: str, value: str) -> list[Element | str]:
    """What is in the HTML of a page."""
    page = syntax.read("page.md", text.replace("⟨v⟩", "{{ file.value }}"), values(value=value))
    return rendering._Reader(rendering.html(translate(page).text)).stack[0].content


def outline(content: list[Element | str], word: str, value: str) -> list[object]:
    """Elements, attributes and texts, a word in them replaced; blanks and colours of code make no difference."""
    lines: list[object] = []
    for part in content:
        if isinstance(part, str):
            text = " ".join(part.split()).replace(word, value)
            if lines and isinstance(lines[-1], str):
                lines[-1] += text
            elif text:
                lines.append(text)
        elif part.name == "pre":
            lines.append(("pre", rendering._plain(part).replace(word, value)))
        else:
            attributes = {key: text.replace(word, value) for key, text in part.attributes.items()}
            lines.append((part.name, attributes, outline(part.content, word, value)))
    return lines


# private-use characters mean something while a page is read
PRIVATE = dict.fromkeys(range(0x10F000, 0x10F400), "\ufffd")
SIGNS = "abc Z09`*_~[](){}<>#!|&;:\"'\\^+-=.,/$%@?é«中"


@settings(deadline=None)
@given(st.text(SIGNS, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool))
@example("<script>alert(1)</script>")
@example("`code`")
@example("``")
@example("a|b")
@example("{{ file.value }}")
@example("{{snippet}}")
@example("{#id .class onclick=x}")
@example("[!UICONTROL x]")
@example("[^1]")
@example("&lt;&amp;&#60;")
@example("](javascript:alert(1))")
@example('" onmouseover="alert(1)')
@example("# heading")
@example("- item")
@example("1. item")
@example("+++")
@example("--")
@example("<!-- glossary: glossary -->")
@example("\\")
@example("\U0010f000\U0010f15d\U0010f27b\U0010f33c")
def test_a_page_shows_a_value_as_it_is_wherever_it_stands(value: str) -> None:
    plain = outline(shown(CONTEXTS, "QQQ"), "QQQ", " ".join(value.split()).translate(PRIVATE))
    assert outline(shown(CONTEXTS, value), "\0", "\0") == plain


def test_a_sign_of_nobody_in_a_value_is_shown_as_unknown() -> None:
    assert outline(shown("A ⟨v⟩.", "\U0010f000"), "\0", "\0") == [("p", {}, ["A \ufffd."])]


def test_a_value_in_raw_html_moves_no_place_behind_it() -> None:
    text = '<div>{{ file.value }} <b onclick="x()">Text</b></div>'
    page = syntax.read("page.md", text, values(value="a value that is longer than its name"))
    (problem,) = translate(page).problems
    assert (problem.code, problem.line, problem.column) == ("html-removed", 1, text.index("<b") + 1)


@pytest.mark.parametrize("value", ["start-here", "a.b/c", '<x> & "y"', "{#x}", "*a*", "[^1]", "`x`", "3"])
def test_a_heading_has_the_anchor_that_the_renderer_gives_it(value: str) -> None:
    page = syntax.read("page.md", "# A {#a}\n\n## Part {{ file.value }}\n", values(value=value))
    _, heading = page.headings
    assert f'<h2 id="{heading.anchor}">' in rendering.html(translate(page).text)
    assert heading.text == f"Part {value}" and heading.id is None


def test_contexts_are_what_they_look_like() -> None:
    """Each reference of the page above is shown, as often as it stands there."""
    texts = str(outline(shown(CONTEXTS, "QQQ"), "\0", "\0"))
    assert texts.count("QQQ") == CONTEXTS.count("⟨v⟩")


@pytest.mark.parametrize(
    "text",
    [
        "{{ user.name }}",
        "{{snippet}}",
        "{{{ raw.html }}}",
        "`{{#if file}}{{> file.part}}{{/if}}`",
        "${file.value}",
        "```html\n{{ page.title | upper }} {% if file.value %}\n```",
        "<sly data-sly-use.file='x'>${file.other @ context='html'}</sly>",
        "{{$include /help/_includes/page.md}}",
    ],
)
def test_what_names_no_file_of_values_is_left_alone(text: str) -> None:
    alone = translate(syntax.read("page.md", f"Text\n\n{text}\n"))
    beside = translate(syntax.read("page.md", f"Text\n\n{text}\n", values(value="x")))
    assert alone == beside
    assert not list(values(value="x").find(text))


# --- what is made from what


def read(text: str) -> tuple[document.Document, ValuesFile]:
    source, problems = document.read("data/file.yaml", f"kind: values\nversion: 1.0.0\nvalues:\n{text}".encode())
    assert source is not None and not problems
    return source, ValuesFile.model_validate(source.data)


def test_values_are_made_from_others_in_any_order_and_of_other_files() -> None:
    files = {
        "one": read("  c: '{{b}}{{ a }}'\n  b: <{{ a }}>\n  a: x\n  far: '{{ two.a }}/{{ user.name }}'\n"),
        "two": read("  a: '{{ one.c }}!'\n"),
    }
    found, problems = resolve(files)
    assert not problems
    assert found.files == {
        "one": {"c": "<x>x", "b": "<x>", "a": "x", "far": "<x>x!/{{ user.name }}"},
        "two": {"a": "<x>x!"},
    }


def test_what_cannot_be_told_is_told_once() -> None:
    files = {
        "one": read("  a: '{{ two.b }}'\n  c: '{{ gone.x }}{{ broken.y }}'\n  d: '{{ a }}'\n  e: '{{ d }}'\n"),
        "two": read("  b: '{{ one.a }}'\n  z: '{{ z }}'\n"),
    }
    found, problems = resolve(files, ["broken"])
    assert [(problem.code, problem.message) for problem in problems] == [
        ("value-cycle", "'a' is made from itself: a → two.b → a"),
        ("value-cycle", "'z' is made from itself: z → z"),
    ]
    assert found.files["one"] == {"a": None, "c": None, "d": None, "e": None}
    assert found.fill("{{ one.a }} {{ broken.y }}") == "{{ one.a }} {{ broken.y }}"


def test_a_long_chain_is_no_matter() -> None:
    lines = "".join(f"  v{n}: '{{{{ v{n + 1} }}}}'\n" for n in range(3000))
    found, problems = resolve({"file": read(f"{lines}  v3000: end\n")})
    assert not problems and set((found.files["file"] or {}).values()) == {"end"}


# --- in a project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


def put(root: Path, text: str, name: str = PAGE) -> None:
    (root / name).write_text(text, "utf-8")


def found(root: Path, name: str = PAGE) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.code) for p in checks.run(project.load(root)) if p.path == name]


def test_links_anchors_and_images_are_looked_for_with_the_values_in_them(root: Path) -> None:
    (root / "data" / "names.yaml").write_text(
        "kind: values\nversion: 1.0.0\nvalues: {page: index.md, gone: gone.md, id: start-here, host: example.org}\n",
        "utf-8",
    )
    put(
        root,
        "# Case {{ names.id }} {#case}\n\n[a]({{ names.page }}#{{ names.id }}) [b](https://{{ names.host }}/x)\n\n"
        "[{{ names.id }}]({{ names.gone }}) [c]({{ names.page }}#{{ names.host }}) ![d]({{ names.gone }})\n\n"
        "## Part {{ names.id }}\n\n[e](#part-start-here) <https://{{ names.host }}/y>\n",
    )
    assert found(root) == [
        (5, 18, "broken-link"),
        (5, 40, "broken-anchor"),
        (5, 80, "broken-image"),
        (7, 4, "missing-heading-id"),
    ]
    page = project.load(root).guide("en", "case.md")
    assert page is not None
    assert [link.target for link in page.syntax.links if "example" in link.target] == [
        "https://example.org/x",
        "index.md#example.org",
        "https://example.org/y",
    ]


def test_lines_and_columns_are_those_of_the_file(root: Path) -> None:
    """A value longer or shorter than its reference moves nothing, and repairs change what they should."""
    put(
        root,
        "# Case {#case}\n\n{{ paths.originals-after }} [x](gone.md)\n\n## {{ paths.folder }} {part}\n\n[y](#part)\n",
    )
    assert found(root) == [(3, 33, "broken-link"), (5, 24, "missing-hash")]
    done = CliRunner().invoke(main, ["--root", str(root), "check", "--fix", str(root / PAGE)])
    assert done.exit_code == 1
    assert "## {{ paths.folder }} {#part}\n" in (root / PAGE).read_text("utf-8")


def test_the_text_of_a_page_with_values_has_its_lines(root: Path) -> None:
    page = project.load(root).guide("en", "terms.md")
    assert page is not None
    text = page.syntax.text_with_values
    assert text.count("\n") == page.syntax.text.count("\n")
    assert "description: What the terms mean, and what connectedassets is." in text
    assert "\n/content/dam(/((?!connectedassets).)*/)renditions/original\n" in text


def test_a_value_in_front_matter_is_shown_as_it_is() -> None:
    text = "---\ntitle: About {{ file.value }}\ndescription: '{{ file.value }} and {{ user.name }}'\n---\n# A {#a}\n"
    page = guides.read("page.md", "en", "page.md", text, values(value="&lt;[!DNL *x*]"))
    said = metadata.of(page.syntax.front.data)
    assert said.title == "About &amp;lt;[!DNL *x*]"
    assert said.description == "&amp;lt;[!DNL *x*] and {{ user.name }}"


def test_an_included_page_has_its_values(root: Path) -> None:
    (root / "docs" / "en" / "_includes").mkdir()
    put(
        root,
        "# Snippets {#snippets}\n\n## Where {#where}\n\nIn `{{ paths.folder }}`.\n",
        "docs/en/_includes/snippets.md",
    )
    put(root, "# Case {#case}\n\n{{where}}\n")
    assert found(root) == []
    done = CliRunner().invoke(main, ["dialect", str(root / PAGE)])
    assert done.output == "# Case {#case}\n\nIn `/content/dam/connectedassets`.\n"


def test_a_changed_value_changes_what_is_made_from_it_and_nothing_else(root: Path) -> None:
    path = root / "data" / "paths.yaml"
    path.write_text(path.read_text("utf-8").replace("mount-point: connectedassets", "mount-point: fetched"), "utf-8")
    loaded = project.load(root)
    assert checks.run(loaded) == ()
    page = loaded.guide("sv", "terms.md")
    assert page is not None and "connectedassets" not in page.syntax.text_with_values
    assert "(?!fetched)" in translate(page.syntax).text
    terms = render.prepared("<!-- glossary: glossary -->", loaded, "sv")
    assert "<code>/content/dam/fetched</code>" in terms


def test_tables_may_name_values_and_misspell_them(root: Path) -> None:
    path = root / "data" / "usecases.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("en: Which integration to use", "en: Which for {{ paths.mount-point }}"), "utf-8")
    loaded = project.load(root)
    assert checks.run(loaded) == ()
    assert "Which for connectedassets</caption>" in render.page("<!-- decision-table: usecases -->", loaded, "en", str)
    path.write_text(before.replace("en: Which integration to use", "en: Which for {{ paths.mountpoint }}"), "utf-8")
    (problem,) = checks.run(project.load(root))
    assert (problem.path, problem.line, problem.code) == ("data/usecases.yaml", 4, "unknown-value-name")
    assert problem.hint.startswith("did you mean 'mount-point'?")


def test_a_file_whose_values_cannot_be_used_is_told_of_once(root: Path) -> None:
    path = root / "data" / "paths.yaml"
    path.write_text(path.read_text("utf-8").replace("version: 1.0.0", "version: one"), "utf-8")
    put(root, "# Case {#case}\n\nIn {{ paths.folder }} and `{{ paths.nothing }}`.\n")
    assert [(p.path, p.code) for p in checks.run(project.load(root))] == [("data/paths.yaml", "wrong-format")]
    path.write_text(path.read_text("utf-8").replace("kind: values", "kind: value"), "utf-8")
    assert [(p.path, p.code) for p in checks.run(project.load(root))] == [("data/paths.yaml", "unknown-kind")]
    path.write_bytes(b"\xff")
    assert [(p.path, p.code) for p in checks.run(project.load(root))] == [("data/paths.yaml", "not-utf-8")]


def test_the_name_of_a_file_of_values_is_an_id(root: Path) -> None:
    text = "kind: values\nversion: 1.0.0\nvalues: {a: b}\n"
    (root / "data" / "My values.yaml").write_text(text, "utf-8")
    (problem,) = checks.run(project.load(root))
    assert (problem.path, problem.line, problem.code) == ("data/My values.yaml", 1, "bad-id")


def test_a_failing_sample_may_be_excused(root: Path) -> None:
    path = root / "data" / "paths.yaml"
    text = path.read_text("utf-8").replace("jcr:content/metadata", "jcr:content/renditions/original")
    path.write_text(text, "utf-8")
    assert [p.code for p in checks.run(project.load(root))] == ["failing-sample"]
    path.write_text(text.replace("values:\n", "allow: {failing-sample: It is known.}\nvalues:\n", 1), "utf-8")
    assert checks.run(project.load(root)) == ()


def test_a_project_without_glossary_and_values_is_as_it_was(root: Path) -> None:
    (root / "data" / "glossary.yaml").unlink()
    (root / "data" / "paths.yaml").unlink()
    for locale in ("en", "sv", "nl"):
        (root / "docs" / locale / "terms.md").unlink()
    put(root, "# Case {#case}\n\n`{{ paths.folder }}` `{{ a.b }}`\n\n<!-- glossary: terms -->\n")
    loaded: Project = project.load(root)
    assert [(p.code, p.hint) for p in checks.run(loaded)] == [
        ("unknown-glossary", "nothing of this kind is defined yet")
    ]
    page = loaded.guide("en", "case.md")
    assert page is not None and "`{{ paths.folder }}` `{{ a.b }}`" in translate(page.syntax).text
