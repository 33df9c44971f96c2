"""What a browser is told with every page: what may run and be loaded there, and how long it may keep a file.

One list, from which come the `<meta>` in each page, a file for hosts that read `_headers`, and a configuration of
nginx. What stands in a page itself runs only where its fingerprint is listed: those of the theme, and no others.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from html import escape, unescape
from pathlib import Path

from decision import files

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",  # and the fingerprints
    "script-src-attr": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are masks in its stylesheet, as data
    "media-src": "'self'",
    "connect-src": "'self'",  # the index of the search
    "worker-src": "'self'",  # its worker
    "base-uri": "'none'",
    "form-action": "'none'",
}
# what a browser does not read in a <meta>
BEYOND_META: Mapping[str, str] = {"frame-ancestors": "'none'"}
FEATURES = re.findall(
    r"\S+",
    """accelerometer autoplay camera display-capture encrypted-media fullscreen gamepad geolocation gyroscope hid
    idle-detection local-fonts magnetometer microphone midi payment picture-in-picture publickey-credentials-get
    screen-wake-lock serial usb xr-spatial-tracking""",
)
OTHERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASKED_EACH_TIME = "no-cache"

_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_META = re.compile(r'<meta http-equiv="content-security-policy" content="([^"]*)">')
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_ELSEWHERE = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json\b", re.IGNORECASE)
_FINGERPRINT = re.compile(r"'sha256-[\w+/]{43}='")
_HASHED = re.compile(r"\.[0-9a-f]{8}\.")


def scripts(html: str) -> list[str]:
    """The scripts that stand in a page itself, as they are written there; data that stands in one is none."""
    return [text for attributes, text in _SCRIPT.findall(html) if not _ELSEWHERE.search(attributes)]


def fingerprint(script: str) -> str:
    """What a policy calls a script by: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(fingerprints: Iterable[str], beyond_meta: bool = False) -> str:
    """The policy, with the scripts that may stand in a page."""
    whole = {**POLICY, **(BEYOND_META if beyond_meta else {})}
    whole["script-src"] = " ".join([whole["script-src"], *sorted(set(fingerprints))])
    return "; ".join(f"{name} {sources}" for name, sources in whole.items())


def with_policy(html: str, known: Collection[str]) -> tuple[str, int]:
    """A page with its policy, first in its head; and how many of its scripts are not known, and so will not run."""
    found = [fingerprint(script) for script in scripts(html)]
    content = escape(policy(mark for mark in found if mark in known), quote=False)
    meta = f'<meta http-equiv="content-security-policy" content="{content}">'
    return _HEAD.sub(lambda head: head[0] + meta, html, count=1), sum(mark not in known for mark in found)


def allowed(html: str) -> set[str] | None:
    """The fingerprints that the policy of a page lists; None where its head does not begin with one."""
    head = _HEAD.search(html)
    meta = _META.match(html, head.end()) if head else None
    return set(_FINGERPRINT.findall(unescape(meta[1]))) if meta else None


def of(fingerprints: Iterable[str]) -> dict[str, str]:
    """The headers of every file, by their names."""
    return {"Content-Security-Policy": policy(fingerprints, beyond_meta=True), **OTHERS}


def lasting(site: Path, origins: Collection[str]) -> list[str]:
    """The files of a built site that never change under their names, by their paths in it.

    Such a name bears a hash of the content: ours, or one that the theme gave; then the file must be as it is in one of
    the folders that the theme's files come from, which are below the language's in the site.
    """
    named = [Path(name) for name in files.below(site) if _HASHED.search(name.rpartition("/")[2])]
    return sorted(path.as_posix() for path in named if _is_named_after(path, (site / path).read_bytes(), origins))


def _is_named_after(path: Path, content: bytes, origins: Collection[str]) -> bool:
    given = (Path(folder, *path.parts[1:]) for folder in origins)
    is_ours = f".{hashlib.sha256(content).hexdigest()[:8]}." in path.name
    return is_ours or any(file.is_file() and file.read_bytes() == content for file in given)
