"""A page in a state, looked at in Chromium: what axe-core finds, what reaches over the edge, what goes wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

LEFT = "net::ERR_ABORTED"  # the reader went on before all was there
HEIGHT = 800
WITHOUT = {"(scripting: none)": "all", "(scripting: enabled)": "(max-width: 0)"}
# data in a script element stays: nobody runs it
SCRIPTS = re.compile(r"<script\b(?![^>]*\btype=\"application/json\").*?</script>|</?noscript>", re.DOTALL)
FONT, FIXED_FONT = 16, 13  # what Chromium begins with, in pixels

SETTLED = """() => Promise.all([document.fonts.ready, ...document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => null))])"""
# axe's own rules, all that are not experimental; one line for each element that breaks one. Contrast is not ours where
# the reader's system chooses the colours, and axe-core does not ask for those.
RUN = """async () => {
    const rules = { "color-contrast": { enabled: !matchMedia("(forced-colors: active)").matches } };
    const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
    const why = (node) => node.failureSummary.split("\\n").slice(1).join(" ").trim();
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${why(node)}`));
}"""
# What reaches over the edge, if the page can be scrolled to the side at all.
WIDER = """() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const over = [...document.querySelectorAll("body *")].filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width && (left < -1 || right > clientWidth + 1);
    });
    const name = (one) => `${one.localName}.${one.getAttribute("class") ?? ""}`;
    return [`wider than the screen: ${scrollWidth} > ${clientWidth}: ${over.slice(0, 4).map(name).join(" ")}`];
}"""


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page."""

    width: int = 1280
    scheme: str = "light"
    forced_colors: bool = False
    reduced_motion: bool = False
    with_scripts: bool = True
    letters: int = 100
    direction: str = ""

    def options(self) -> dict[str, Any]:
        """As Playwright wants to know it."""
        return {
            "viewport": {"width": self.width, "height": HEIGHT},
            "color_scheme": self.scheme,
            "forced_colors": "active" if self.forced_colors else "none",
            "reduced_motion": "reduce" if self.reduced_motion else "no-preference",
        }


@contextmanager
def reader(browser: Browser, look: Look) -> Iterator[BrowserContext]:
    """Somebody who was never here and speaks none of the languages."""
    context = browser.new_context(locale="fr-FR", **look.options())
    context.set_default_timeout(20_000)
    yield context
    context.close()


def look_at(browser: Browser, address: str, act: Callable[[Page], None], look: Look) -> list[str]:
    """What is wrong with a page, each in a line."""
    with reader(browser, look) as context:
        page = context.new_page()
        wrong = watched(page, urlsplit(address).netloc)
        if not look.with_scripts:
            page.route(re.compile(r"(/|\.html|\.css)$"), without_scripts)
        if look.letters != 100:
            enlarge(page, look.letters / 100)
        page.goto(address, wait_until="load")
        if look.direction:
            page.evaluate("(direction) => { document.documentElement.dir = direction; }", look.direction)
        act(page)
        page.evaluate(SETTLED)
        page.evaluate(axe())
        return [*wrong, *page.evaluate(RUN), *page.evaluate(WIDER)]


def without_scripts(route: Route) -> None:
    """Pages and styles as they are where no script runs, but for axe, which is one."""
    answer = route.fetch()
    text = SCRIPTS.sub("", answer.text())
    for condition, value in WITHOUT.items():
        text = text.replace(condition, value)
    route.fulfill(response=answer, body=text)


def enlarge(page: Page, factor: float) -> None:
    """Letters as large as a reader sets them in the browser, which widths in media queries follow, too."""
    sizes = {"standard": round(FONT * factor), "fixed": round(FIXED_FONT * factor)}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


def watched(page: Page, host: str) -> list[str]:
    """A list that grows with what goes wrong on a page from now on."""
    wrong: list[str] = []

    def say(what: str, is_wrong: bool = True) -> None:
        if is_wrong:
            wrong.append(what)

    page.on("request", lambda it: say(f"asks another host: {it.url}", urlsplit(it.url).netloc not in (host, "")))
    page.on("response", lambda it: say(f"answered with {it.status}: {it.url}", it.status >= 400))
    page.on("requestfailed", lambda it: say(f"not loaded: {it.url}: {it.failure}", it.failure != LEFT))
    page.on("console", lambda it: say(f"console: {it.type}: {it.text}"))
    page.on("pageerror", lambda it: say(f"script: {it}"))
    return wrong


@lru_cache(maxsize=1)
def axe() -> str:
    """axe-core, from the package that carries it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def version() -> str:
    """Of axe-core, as it says itself."""
    return json.dumps(axe()[:40]).split("axe v")[1].split("\\n")[0]
