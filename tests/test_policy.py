"""Nothing runs in a page but what the site brings along, and every page does all that it should under that policy."""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

import pytest

from audit import kinds, states
from audit.looking import Look, reader, watched
from decision import headers
from tests import conftest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from tests.conftest import Run

META = '<meta http-equiv="content-security-policy" content="'
# says what the policy refused, in the console, where `watched` sees it; `ran` is what planted scripts call
INIT = """addEventListener("securitypolicyviolation", (event) => {
    console.error(`refused by ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
});
window.runs = []; window.ran = (what) => { window.runs.push(what); };"""
PLANTED = """<script>ran("a script")</script><script type="module">ran("a module")</script>
<img src="nothing" onerror="ran('a handler')"><svg onload="ran('a handler of a picture')"></svg>
<a id="planted" href="javascript:ran('an address')">x</a>
<iframe srcdoc="<script>parent.ran('a frame')</script>"></iframe>
<object data="data:text/html,<script>parent.ran('an object')</script>"></object>
<base href="https://example.org/"><script src="https://example.org/x.js"></script>
<style>h1 { color: red; }</style><form action="https://example.org/"><button id="send">x</button></form>"""
REFUSED = {"script-src-elem", "script-src-attr", "frame-src", "object-src", "base-uri", "style-src-elem", "form-action"}


class WithHeaders(conftest.Pages):
    """A host that reads `_headers`."""

    told: ClassVar[Mapping[str, list[tuple[str, str]]]]

    def end_headers(self) -> None:
        path = urlsplit(self.path).path.removeprefix("/team/handbook")
        for name, value in [*self.told["/*"], *self.told.get(path, ())]:
            self.send_header(name, value)
        super().end_headers()


def told(site: Path) -> dict[str, list[tuple[str, str]]]:
    """What `_headers` says of each path."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            path = line
        else:
            name, _, value = line.strip().partition(": ")
            found.setdefault(path, []).append((name, value))
    return found


@contextmanager
def served(site: Path) -> Iterator[str]:
    handler = type("Handler", (WithHeaders,), {"told": told(site)})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/team/handbook/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def url(chooser_site: Path) -> Iterator[str]:
    with served(chooser_site) as address:
        yield address


# --- what is written


def test_every_page_begins_with_its_policy(chooser_site: Path, plain_site: Path) -> None:
    for page in (*chooser_site.rglob("*.html"), *plain_site.rglob("*.html")):
        head = page.read_text("utf-8").partition("<head>")[2]
        assert head.lstrip().startswith(META), page
        policy = head.partition(META)[2].partition('"')[0]
        assert policy.startswith("default-src 'none'; script-src 'self'") and "unsafe" not in policy
        assert page.read_bytes().index(b"<meta charset") < 1024  # where browsers look for it


def test_the_headers_say_the_same_and_what_no_page_can_say(chooser_site: Path) -> None:
    said = told(chooser_site)
    whole = dict(said["/*"])
    fingerprints: set[str] = set()
    for page in chooser_site.rglob("*.html"):
        fingerprints |= headers.allowed(page.read_text("utf-8")) or set()
    assert whole == headers.of(fingerprints) and 3 <= len(fingerprints) <= 4
    assert whole["Content-Security-Policy"].endswith("; frame-ancestors 'none'")
    nginx = (chooser_site / "deploy" / "nginx.conf").read_text("utf-8")
    for name, value in whole.items():
        assert f'        add_header {name} "{value}" always;\n' in nginx
    assert set(re.findall(r"add_header ([\w-]+)", nginx)) == {*whole, "Cache-Control"}
    assert nginx.count("{") == nginx.count("}") and "location /team/handbook/ {" in nginx


def test_what_never_changes_under_its_name_is_kept_for_ever(chooser_site: Path) -> None:
    theme = Path(str(find_spec("material").origin)).parent / "templates"  # type: ignore[union-attr]
    lasting = {path for path in told(chooser_site) if path != "/*"}
    nginx = (chooser_site / "deploy" / "nginx.conf").read_text("utf-8")
    for path in lasting:
        content = (chooser_site / path[1:]).read_bytes()
        given = theme.joinpath(*Path(path).parts[2:])
        assert hashlib.sha256(content).hexdigest()[:8] in path or given.read_bytes() == content
        assert f'"/team/handbook{path}" "{headers.FOR_EVER}";' in nginx
    assert {re.sub(r"\.\w{8}\.", ".", path) for path in lasting if path.startswith("/en/")} == {
        "/en/assets/javascripts/bundle.min.js",
        "/en/assets/javascripts/workers/search.min.js",
        "/en/assets/stylesheets/all.css",
    }


def test_a_script_that_the_theme_does_not_have_is_not_let_in_and_told(english: Path, mkdocs: Run) -> None:
    """The fingerprints are made from the theme, so that what somebody planted does not get one."""
    overrides = english / "overrides"
    overrides.mkdir()
    extended = '{% extends "base.html" %}{% block extrahead %}<script>ran("planted")</script>{% endblock %}'
    (overrides / "main.html").write_text(extended, "utf-8")
    config = (english / "project.yml").read_text("utf-8")
    (english / "project.yml").write_text(
        config.replace("  name: material", "  name: material\n  custom_dir: overrides")
    )
    (english / "docs" / "assets" / "own.html").write_text("<!doctype html><head></head>", "utf-8")
    done = mkdocs(english, "build")
    assert done.returncode == 0, done.stderr
    assert "'index.md' has a script in it that does not run: put it into a file" in done.stderr
    assert "'en/assets/own.html' came without a policy" in done.stderr
    page = (english / "site" / "en" / "index.html").read_text("utf-8")
    assert headers.fingerprint('ran("planted")') not in page and 'ran("planted")' in page


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>a</script><SCRIPT defer>b</SCRIPT >", ["a", "b"]),
        ('<script src="x"></script><script type="application/json">{}</script>', []),
        ("<script type=module>c</script>\n<script>\n</script>", ["c", "\n"]),
    ],
)
def test_scripts_in_a_page(html: str, found: list[str]) -> None:
    assert headers.scripts(html) == found


# --- in a browser


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.campaign)])
def test_every_kind_of_page_works_under_the_policy(browser: Browser, url: str, chooser_site: Path, width: int) -> None:
    """Searching, answering, unfolding, menus and drawers: each state of the audit once."""
    pages = [kinds.pages(chooser_site, locale) for locale in kinds.locales(chooser_site)]
    looked = set()
    for name in states.STATES:
        seen = [states.sight(chooser_site, own, name, Look(width)) for own in pages]
        for address, state, look in [one for one in seen if one and one[1].with_scripts][:1]:
            with reader(browser, look) as context:
                page = context.new_page()
                page.add_init_script(INIT)
                wrong = watched(page, urlsplit(url).netloc)
                page.goto(url + address, wait_until="load")
                state.act(page)
                assert (name, wrong) == (name, [])
                looked.add(state.kind)
    assert looked == set(kinds.Kind)


@pytest.mark.browser
def test_copying_switching_and_sending_an_empty_search_break_nothing(
    browser: Browser, url: str, chooser_site: Path
) -> None:
    with reader(browser, Look()) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.add_init_script(INIT)
        wrong = watched(page, urlsplit(url).netloc)
        page.goto(f"{url}en/everything/", wait_until="load")
        page.locator("button.md-code__button[data-md-type=copy]").last.click()
        page.wait_for_function("() => navigator.clipboard.readText().then((text) => text.includes('return 2'))")
        page.locator(".tabbed-labels label").last.click()
        for _ in range(3):
            page.locator("label[for^=__palette]:visible").first.click()
        page.locator(".chooser-form input[type=radio]").first.check()
        states.search_in_vain(page)
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        states.open_languages(page)
        page.locator(".md-select__link[hreflang=sv]").click()
        page.wait_for_url("**/sv/everything/**")
        page.locator(".md-search__input").fill("tabell")
        page.locator(".md-search-result__item").first.wait_for()
        assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("with_header", [True, False])
def test_what_is_planted_in_a_page_does_not_run(browser: Browser, url: str, with_header: bool) -> None:
    """Also where a host can set no headers, and the page has only its own words."""
    with reader(browser, Look()) as context:
        page = context.new_page()
        page.add_init_script(INIT)
        refused: list[str] = []
        page.on("console", lambda it: refused.append(it.text))
        page.route("**/en/everything/", lambda route: plant(route, with_header))
        page.route("https://example.org/**", lambda route: route.fulfill(body="ran('from another host')"))
        page.goto(f"{url}en/everything/", wait_until="load")
        click_planted(page)
        assert page.evaluate("window.runs") == []
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
        assert page.evaluate("document.baseURI").startswith(url)
        with page.expect_console_message(lambda it: it.text.startswith("refused by form-action")):
            page.evaluate("document.getElementById('send').click()")
        found = {text.split()[2].rstrip(":") for text in refused if text.startswith("refused by")}
        assert found >= REFUSED - {"object-src", "frame-src"}


def plant(route: Route, with_header: bool) -> None:
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if with_header or name != "content-security-policy"}
    route.fulfill(status=200, headers=kept, body=answer.text().replace("</h1>", f"</h1>{PLANTED}", 1))


def click_planted(page: Page) -> None:
    """What a click on an address runs, it runs a moment later."""
    page.evaluate("document.getElementById('planted').click()")
    page.wait_for_timeout(200)


@pytest.mark.browser
def test_without_the_policy_what_is_planted_would_run(browser: Browser, url: str) -> None:
    """So that the test above tests something."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.add_init_script(INIT)
    page.route("**/en/everything/", lambda route: plant(route, True))
    page.route("https://example.org/**", lambda route: route.fulfill(body="ran('from another host')"))
    page.goto(f"{url}en/everything/", wait_until="load")
    click_planted(page)
    assert {"a script", "a handler", "an address", "from another host"} <= set(page.evaluate("window.runs"))
    context.close()
