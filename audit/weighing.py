"""What a page costs a reader who was never here, measured in Chromium, and what it may cost: budget.yaml.

Bytes are those of the answers, compressed, without pictures: images, and what is drawn in the page. Script is the time
that scripts keep the processor busy on the main thread, with their compiling. Shift is the sum of all layout shifts
until nothing is fetched any more.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import yaml

from audit.looking import Look, reader
from audit.serving import LEVEL

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BUDGET = Path(__file__).parent / "budget.yaml"
DRAWN = re.compile(r"<svg[^>]*\brole=.*?</svg>", re.DOTALL)
SHIFTS = """new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
SCRIPT = ("ScriptDuration", "V8CompileDuration")


class Weight(NamedTuple):
    """Compressed bytes; how many requests; the sum of layout shifts; milliseconds of script."""

    bytes: float
    requests: float
    shift: float
    script: float


def budget() -> Mapping[str, Weight]:
    """What a page of a kind may cost at most."""
    return {kind: Weight(**most) for kind, most in yaml.safe_load(BUDGET.read_text("utf-8")).items()}


def weigh(browser: Browser, address: str, look: Look) -> Weight:
    """Fetch a page with nothing in the cache."""
    with reader(browser, look) as context:
        context.add_init_script(SHIFTS)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        kinds: dict[str, str] = {}
        sizes: dict[str, float] = {}
        session.on("Network.requestWillBeSent", lambda it: note(kinds, it))
        heads: dict[str, float] = {}
        session.on("Network.responseReceived", lambda it: heads.update(size_by_id(it, it["response"])))
        session.on("Network.loadingFinished", lambda it: sizes.update(size_by_id(it, it)))
        page.goto(address, wait_until="networkidle")
        told = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
        shift = page.evaluate("window.shifted ?? 0")
        sent = sum(sizes[name] - heads[name] for name, kind in kinds.items() if kind != "Image" and name in sizes)
        answer = context.request.get(address)
        script = 1_000 * sum(told[name] for name in SCRIPT)
        return Weight(sent - drawn(answer.text()), len(kinds), shift, script)


def size_by_id(event: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, float]:
    """What has come so far of an answer."""
    return {event["requestId"]: told["encodedDataLength"]}


def note(kinds: dict[str, str], event: Mapping[str, Any]) -> None:
    """Remember what is asked of a server, and for what."""
    if urlsplit(event["request"]["url"]).scheme.startswith("http"):
        kinds[event["requestId"]] = event["type"]


def drawn(html: str) -> int:
    """How many of the compressed bytes of a page are pictures that are drawn in it."""
    return sum(len(gzip.compress(text.encode(), LEVEL)) * sign for text, sign in ((html, 1), (DRAWN.sub("", html), -1)))


def excess(weight: Weight, most: Weight) -> list[str]:
    """In what a page is above its budget."""
    return [
        f"{name}: {value:,.4g} of at most {bound:,.4g}"
        for name, value, bound in zip(Weight._fields, weight, most, strict=True)
        if value > bound
    ]
