"""A small site in three languages, built as the project builds its own, and a browser to look at it."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
ADDRESS = "https://example.org/team/handbook/"
EDITED = "https://example.org/team/handbook/edit/main/"

WRITERS = "  - hooks/contribute.py\n"

Run = Callable[..., subprocess.CompletedProcess[str]]

# --- sites


def copy_site(target: Path, for_writers: bool = False) -> Path:
    """The frozen site in tests/site, with the hooks, the code, the assets and the configuration of the project.

    The pages for writers are many, and as good as the same in every site: only those sites have them that need them.
    """
    shutil.copytree(ROOT / "tests" / "site", target)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (target / "project.yml").write_text(config if for_writers else config.replace(WRITERS, ""), "utf-8")
    for folder in ("hooks", "decision", "docs/assets"):
        shutil.copytree(ROOT / folder, target / folder)
    return target


def run_mkdocs(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs` in a project, with nothing in the environment that a test did not ask for."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project,
        env=clean_environment() | environment,
        capture_output=True,
        text=True,
        timeout=300,  # of a machine that others use, too
    )


def clean_environment() -> dict[str, str]:
    unwanted = {"SITE_URL", "EDIT_URL", "SITE_LANGUAGE_ORDER", "SOURCE_DATE_EPOCH"}
    return {k: v for k, v in os.environ.items() if k not in unwanted} | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small site that a test may change."""
    return copy_site(tmp_path / "project")


@pytest.fixture
def english(project: Path) -> Path:
    """A copy in one language, for what is the same in all: it is built in half the time."""
    in_english(project)
    return project


def in_english(project: Path) -> None:
    """Take the other languages away, from the configuration, the pages and the data."""
    config, data = project / "mkdocs.yml", project / "data" / "parcels.yaml"
    config.write_text(re.sub(r"    - \{locale: (?!en).*\n", "", config.read_text("utf-8")), "utf-8")
    written = re.sub(r", (?:sv|nl): [^,}\n]*", "", data.read_text("utf-8"))
    data.write_text(re.sub(r"(?m)^ +(?:sv|nl): .*\n", "", written), "utf-8")
    for locale in ("sv", "nl"):
        shutil.rmtree(project / "docs" / locale)


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    return clean_environment()


@pytest.fixture(scope="session")
def mkdocs() -> Run:
    return run_mkdocs


@pytest.fixture(scope="session")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built without knowing its address."""
    return once(tmp_path_factory, "plain", build)


@pytest.fixture(scope="session")
def addressed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built for `ADDRESS`, with links to edit its pages below `EDITED`."""
    return once(tmp_path_factory, "addressed", functools.partial(build, SITE_URL=ADDRESS, EDIT_URL=EDITED))


@pytest.fixture(scope="session")
def chooser_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the tests, each with its chooser, in four languages, built for `ADDRESS`."""
    from tests import chooser_site as tables

    def make(target: Path) -> None:
        result = run_mkdocs(tables.write(target), "build", SITE_URL=ADDRESS)
        assert result.returncode == 0, result.stderr
        (target / "said.txt").write_text(result.stderr, "utf-8")

    return once(tmp_path_factory, "chooser", make)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The site of a project that `make` writes and builds where it is told, by the first of all workers to need it."""
    own = factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    project, is_made = root / f"{name}-once" / "project", root / f"{name}-once" / "made"
    project.parent.mkdir(exist_ok=True)
    with (project.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_made.exists():
            shutil.rmtree(project, ignore_errors=True)
            make(project)
            is_made.touch()
    return project / "site"


def build(target: Path, **environment: str) -> Path:
    result = run_mkdocs(copy_site(target, for_writers=True), "build", "--strict", **environment)
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    return target / "site"


# --- a server that knows a site under a path, as GitHub Pages does


class Pages(http.server.SimpleHTTPRequestHandler):
    """Files below /team/handbook/, and the site's 404.html for all that is not there."""

    def translate_path(self, path: str) -> str:
        below = path.removeprefix("/team/handbook")
        return super().translate_path(below) if below != path else str(Path(self.directory, "nothing here"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pages, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/team/handbook/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def plain_url(plain_site: Path) -> Iterator[str]:
    yield from served(plain_site)


@pytest.fixture(scope="session")
def addressed_url(addressed_site: Path) -> Iterator[str]:
    yield from served(addressed_site)


@pytest.fixture(scope="session")
def chooser_url(chooser_site: Path) -> Iterator[str]:
    yield from served(chooser_site)


# --- a browser: found, else fetched, else its tests are skipped loudly; BROWSER_REQUIRED=1 makes that a failure

NO_BROWSER = "no Chromium was found, and none could be fetched"
# What a window brings along that no test looks at: an own process each for what hangs below the address bar, and one to
# spare. They cost more than the page.
OFF = ("SpareRendererForSitePerProcess", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# the last list counts, so that Playwright's has to be in it: `disabledFeatures` in its coreBundle.js
OFF_FOR_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# https://peter.sh/experiments/chromium-command-line-switches: without these it calls home at every start
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join((*OFF, *OFF_FOR_PLAYWRIGHT))}",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    from playwright.sync_api import sync_playwright

    path = find_chromium() or fetch_chromium()
    if path is None:
        if os.environ.get("BROWSER_REQUIRED") == "1":
            pytest.fail(f"{NO_BROWSER}, but BROWSER_REQUIRED=1")
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=SWITCHES)


def find_chromium() -> str | None:
    """A Chromium that starts: one on the path, or the one that Playwright keeps."""
    from playwright.sync_api import sync_playwright

    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if starts(path := shutil.which(name)):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if starts(own) else None


def starts(path: str | None) -> bool:
    return path is not None and Path(path).is_file() and succeeds([path, "--version"], seconds=30)


def fetch_chromium() -> str | None:
    """Playwright's own download, else the system's package where we may install one."""
    as_root = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo", "-n"]
    apt = [*as_root, "apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
    ways = (
        [[sys.executable, "-m", "playwright", "install", "chromium"]],
        [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", "chromium"]],
    )
    for commands in ways:
        if all(succeeds(command, seconds=300) for command in commands) and (path := find_chromium()):
            return path
    return None


def succeeds(command: list[str], seconds: int) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nobody shall overlook that the browser tests did not run."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS WERE NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests need a browser: {NO_BROWSER}. Install Chromium and try again.")
