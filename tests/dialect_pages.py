"""Random pages made from all constructs of the dialect, nested in each other."""

from __future__ import annotations

from random import Random

WORDS = (
    *(
        "alpha",
        "beta",
        "x_y",
        "2.",
        "C#",
        "a*b",
        "<",
        "&",
        "&amp;",
        "\\*",
        "~",
        '"q"',
        "#tag",
        "|",
        "\\[x\\]",
        "1)",
        "- ",
    ),
    *(
        "`code`",
        "**bold**",
        "*em*",
        "_u_",
        "`a|b`",
        "***bi***",
        "**a *b* c**",
        "**b**c",
        "foo_bar_",
        "``a`b``",
        "~~s~~",
    ),
    *(
        "[link](u.md)",
        "![img](p.png)",
        "[no link]",
        "[ref][x]",
        "http://x.y",
        '[a](b){target="_blank"}',
        "{x}y",
        "'",
        "!",
    ),
    *("<br>", "&lt;div>", "<b>raw</b>", "a\\", "\\", "&#x200B;", "**x&#x200B;**", "&#39;", "Å", "(**c**)", "**d:**"),
    *("[!UICONTROL x]", "**[!UICONTROL a > b]**", "[!DNL Name]s", "[[!UICONTROL l] m](p.md)", "[!UICONTROL `c`]"),
    *('![a [!DNL b]](i.png){width="30"}', "**[!UICONTROL x]**y", "[!BADGE New]{type=Positive}", "`[!UICONTROL x]`"),
    *("[!DNL X & Y]", "[!UICONTROL [!DNL z]]", "word", "word", "word"),
)
NOTES = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "INFO", "MORELIKETHIS")
RAW = (
    "<div>\n**raw** <i>x</i>\n</div>",
    "<table><tr><td>x</td></tr></table>",
    "<p>para",
    "<div>\n\n**md**\n\n- x\n\n</div>",
)
CODE = ("code", "<!-- x", "a\n\n  b", "``", "[!NOTE]", "    x", ">[!NOTE]", "1. a")


def page(random: Random, depth: int = 0) -> str:
    """Some blocks with blank lines between them."""
    return "\n\n".join(block(random, depth) for _ in range(random.randint(1, 3)))


def text(random: Random) -> str:
    """A line of words and inline constructs. A line break alone on a line would begin a block of raw HTML."""
    words = " ".join(random.choice(WORDS) for _ in range(random.randint(1, 6))).strip()
    return f"word {words}" if words.startswith("<br>") else words


def block(random: Random, depth: int) -> str:
    """One block; what can hold others does so down to the fourth level."""
    leaves = (paragraph, paragraph, heading, code, table, video)
    containers = (
        bullets,
        numbers,
        quote,
        note,
        note,
        adjacent,
        tabs,
        shaded,
        collapsible,
        details,
        rule,
        indented,
        raw,
    )
    return random.choice(leaves + containers if depth < 4 else leaves)(random, depth)


def paragraph(random: Random, depth: int) -> str:
    more = random.choice(("\n", "  \n", "\\\n")) + text(random) if random.random() < 0.3 else ""
    return text(random) + more


def heading(random: Random, depth: int) -> str:
    return f"{'#' * random.randint(2, 4)} {text(random)}{random.choice(('', f' {{#i{random.random()}}}'))}"


def code(random: Random, depth: int) -> str:
    fence = random.choice(("```", "~~~"))
    return f"{fence}{random.choice(('', 'py', 'js title'))}\n{random.choice(CODE)}\n{fence}"


def indented(random: Random, depth: int) -> str:
    return "    code\n\n    more"


def table(random: Random, depth: int) -> str:
    cells = [text(random).replace("|", "\\|") for _ in range(2)]
    return f"| a | {cells[0]} |\n|---|:-:|\n| {cells[1]} | 2 |\n| 3 |"


def video(random: Random, depth: int) -> str:
    return f">[!VIDEO](https://video.tv.adobe.com/v/1?quality=12){random.choice(('', '{transcript=true}'))}"


def rule(random: Random, depth: int) -> str:
    return random.choice(("* * *", "<!-- comment\n\nmore -->"))


def raw(random: Random, depth: int) -> str:
    return random.choice(RAW)


def quoted(inside: str, blank: str) -> str:
    # one blank behind `>` belongs to it, so that indented lines need it
    blank = " " if "\n " in inside else blank
    return "\n".join(f">{blank}{line}" if line else ">" for line in inside.split("\n"))


def quote(random: Random, depth: int) -> str:
    return quoted(f"said\n\n{page(random, depth + 1)}", " ")


def note(random: Random, depth: int) -> str:
    blank = random.choice(("", " "))
    return f">{blank}[!{random.choice(NOTES)}]{random.choice(('', '  '))}\n>\n{quoted(page(random, depth + 1), blank)}"


def adjacent(random: Random, depth: int) -> str:
    return f">[!NOTE]\n>word {text(random)}\n\n>[!TIP]\n>\n>word {text(random)}"


def tabs(random: Random, depth: int) -> str:
    each = [f">[!TAB T {n}]\n\n{page(random, depth + 1)}" for n in range(random.randint(1, 3))]
    return "\n\n".join((">[!BEGINTABS]", *each, ">[!ENDTABS]"))


def shaded(random: Random, depth: int) -> str:
    return f'>[!BEGINSHADEBOX "Box"]\n\n{page(random, depth + 1)}\n\n>[!ENDSHADEBOX]'


def collapsible(random: Random, depth: int) -> str:
    return f"+++Title\n\n{page(random, depth + 1)}\n\n+++"


def details(random: Random, depth: int) -> str:
    return f"<details>\n<summary>Sum</summary>\n\n{page(random, depth + 1)}\n\n</details>"


def bullets(random: Random, depth: int) -> str:
    return _items(random, depth, [random.choice(("- ", "* ", "-   "))] * random.randint(1, 3))


def numbers(random: Random, depth: int) -> str:
    start = random.choice((1, 1, 3))
    return _items(random, depth, [f"{start + number}. " for number in range(random.randint(1, 3))])


def _items(random: Random, depth: int, marks: list[str]) -> str:
    is_tight = random.random() < 0.5
    items = []
    for mark in marks:
        body = text(random) if random.random() < 0.85 else block(random, depth + 1)
        if random.random() < 0.5:
            body += f"\n\n{block(random, depth + 1)}"
        first, *rest = body.split("\n")
        items.append("\n".join([mark + first, *(" " * len(mark) + line if line else "" for line in rest)]))
    return ("\n" if is_tight else "\n\n").join(items)
