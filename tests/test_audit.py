"""The site as a whole, on a small one: nobody is shut out of a page, and none costs more than its budget.

A selection of what `make audit` looks at on the project's own site: every two of language, scheme, width and state
meet. `make test` has every state once, and every two of language, scheme and width; `make campaign` has the selection.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from audit import kinds, pairwise, states
from audit.kinds import Kind
from audit.looking import Look, look_at
from audit.serving import served
from audit.weighing import BUDGET, Weight, budget, excess, weigh

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOCALES = ("en", "sv", "nl")
WIDTHS = (320, 360, 1280)


def is_possible(combination: pairwise.Combination) -> bool:
    return not states.STATES[combination["state"]].is_narrow or int(combination["width"]) < states.WITHOUT_DRAWER


FACTORS = {
    "state": tuple(states.STATES),
    "locale": LOCALES,
    "width": tuple(map(str, WIDTHS)),
    "scheme": ("light", "dark"),
}
SELECTED = pairwise.pairwise(pairwise.every(FACTORS, is_possible))


LOOKS = pairwise.pairwise(pairwise.every({name: values for name, values in FACTORS.items() if name != "state"}))


def few() -> Iterator[pairwise.Combination]:
    """Each state once, in one look after the other."""
    looks = deque(LOOKS)
    for state in states.STATES:
        look = next(look for look in looks if is_possible({"state": state, **look}))
        looks.remove(look)
        looks.append(look)
        yield {"state": state, **look}


FEW = list(few())
FEW_AND_SELECTED = [
    *FEW,
    *(pytest.param(each, marks=pytest.mark.campaign) for each in SELECTED if each not in FEW),
]


# --- the selection


@pytest.mark.parametrize(
    ("sizes", "is_allowed"),
    [
        ((2, 2), lambda c: True),
        ((3, 3, 3), lambda c: True),
        ((5, 3, 2, 4), lambda c: True),
        ((4, 3, 2), lambda c: not (c["a"] == "0" and c["b"] == "0")),
        ((3, 2, 2), lambda c: c["a"] != "1"),
    ],
)
def test_every_two_values_that_can_meet_do(sizes: tuple[int, ...], is_allowed: object) -> None:
    assert callable(is_allowed)
    factors = {name: tuple(map(str, range(size))) for name, size in zip("abcd", sizes, strict=False)}
    whole = [c for values in product(*factors.values()) if is_allowed(c := dict(zip(factors, values, strict=True)))]
    few = pairwise.pairwise(pairwise.every(factors, is_allowed))
    for one, other in combinations(factors, 2):
        assert {(c[one], c[other]) for c in few} == {(c[one], c[other]) for c in whole}
    assert all(combination in whole for combination in few)
    assert len(few) < len(whole) or len(factors) == 2
    assert few == pairwise.pairwise(pairwise.every(factors, is_allowed))


def test_the_selection_is_small() -> None:
    assert 3 * len(states.STATES) <= len(SELECTED) <= 3 * len(states.STATES) + 6


def test_the_few_have_every_state_and_every_two_values_of_a_look() -> None:
    assert [combination["state"] for combination in FEW] == list(states.STATES)
    assert all(is_possible(combination) for combination in FEW)
    seen = [{name: value for name, value in each.items() if name != "state"} for each in FEW]
    assert all(look in seen for look in LOOKS)


# --- kinds of pages, and states


@pytest.fixture(scope="module")
def pages(chooser_site: Path) -> Mapping[str, kinds.Pages]:
    return {locale: kinds.pages(chooser_site, locale) for locale in kinds.locales(chooser_site)}


def test_every_page_has_a_kind_and_every_kind_a_budget(chooser_site: Path, pages: Mapping[str, kinds.Pages]) -> None:
    known = {address for own in pages.values() for several in own.values() for address in several}
    assert known == {
        path.relative_to(chooser_site).as_posix().removesuffix("index.html") for path in chooser_site.rglob("*.html")
    }
    assert {kind for own in pages.values() for kind in own} == set(Kind) == set(budget())
    assert pages["en"][Kind.HOME] == ("en/",)
    assert "en/choose/usecases/" in pages["en"][Kind.QUESTION]
    assert "en/choose/usecases/share/larger/no/" in pages["en"][Kind.OUTCOME]
    assert "en/choose/usecases/all_answers/" in pages["en"][Kind.COMBINATIONS]


@pytest.mark.parametrize("name", states.STATES)
def test_every_state_is_seen_somewhere(name: str, chooser_site: Path, pages: Mapping[str, kinds.Pages]) -> None:
    assert any(states.STATES[name].address(chooser_site, own) is not None for own in pages.values())


# --- what a reader meets


@pytest.fixture(scope="module")
def url(chooser_site: Path) -> Iterator[str]:
    with served(chooser_site) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("selected", FEW_AND_SELECTED, ids=lambda combination: "-".join(combination.values()))
def test_nobody_is_shut_out(
    browser: Browser,
    url: str,
    chooser_site: Path,
    pages: Mapping[str, kinds.Pages],
    selected: pairwise.Combination,
) -> None:
    """What axe-core finds, what is wider than the screen, what the console says, what comes from elsewhere."""
    look = Look(int(selected["width"]), selected["scheme"])
    in_order = (selected["locale"], *pages)  # some kinds of pages are in one language only
    sights = (states.sight(chooser_site, pages[locale], selected["state"], look) for locale in in_order)
    address, state, as_seen = next(sight for sight in sights if sight)
    assert look_at(browser, url + address, state.act, as_seen) == []


# `make test` weighs each kind once, by turns on a narrow screen and on a wide one
WEIGHED = [
    pytest.param(kind, width, marks=() if width == (360, 1280)[number % 2] else pytest.mark.campaign)
    for number, kind in enumerate(Kind)
    for width in (360, 1280)
]


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "width"), WEIGHED)
def test_no_page_costs_more_than_its_budget(
    kind: Kind, width: int, browser: Browser, url: str, pages: Mapping[str, kinds.Pages]
) -> None:
    """All but the time of scripts, which `make audit` measures."""
    (address, *_) = next(own[kind] for own in pages.values() if kind in own)
    weight = weigh(browser, url + address, Look(width))
    assert weight.bytes > 1_000 and weight.requests > 1
    assert excess(weight._replace(script=0), budget()[kind]) == []


def test_the_budget_is_what_was_promised() -> None:
    told = yaml.safe_load(BUDGET.read_text("utf-8"))
    assert told["guide"] == {"bytes": 90_000, "requests": 14, "shift": 0, "script": 60}
    assert told["outcome"] == {"bytes": 78_000, "requests": 14, "shift": 0, "script": 60}
    assert excess(Weight(90_001, 14, 0.001, 10), budget()["guide"]) == [
        "bytes: 9e+04 of at most 9e+04",
        "shift: 0.001 of at most 0",
    ]
