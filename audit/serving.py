"""The site as a web server would give it: below a path, compressed, with its own page for what is not there."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

BELOW = "/team/handbook/"
LEVEL = 6  # what servers take that compress while they answer


class Compressed(http.server.BaseHTTPRequestHandler):
    """Answers with the files of `site`, text as gzip."""

    protocol_version = "HTTP/1.1"
    site: ClassVar[Path]

    def do_GET(self) -> None:
        """Give a file, or the site's page for what is not there."""
        found = self.file()
        content, kind = compressed(found or self.site / "404.html")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def file(self) -> Path | None:
        """What stands at the address, if anything does."""
        path = unquote(urlsplit(self.path).path)
        asked = (self.site / path.removeprefix(BELOW)).resolve()
        asked = asked / "index.html" if path.endswith("/") else asked
        is_ours = path.startswith(BELOW) and asked.is_relative_to(self.site.resolve())
        return asked if is_ours and asked.is_file() else None

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Patient(http.server.ThreadingHTTPServer):
    """Serves on when a reader goes away in the middle of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing, if that was it."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@lru_cache(maxsize=2_000)
def compressed(file: Path) -> tuple[bytes, str]:
    """A file as it is sent, and what it is."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    kind += "; charset=utf-8" if kind.startswith("text/") else ""
    return gzip.compress(file.read_bytes(), LEVEL, mtime=0), kind


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site on this machine. The site may be built afterwards, for this address."""
    handler = type("Handler", (Compressed,), {"site": site})
    server = Patient(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BELOW}"
    server.shutdown()
    server.server_close()
