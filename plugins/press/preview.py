"""The preview as a browser gets it: pages that are never kept, that come again when they are printed, and that say what is wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from functools import partial
from hashlib import blake2b
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Condition
from typing import IO, Any
from urllib.parse import urlsplit

from plugins.magazine.problem import Problem
from plugins.press.ledger import Ledger
from plugins.press.tree import Trees

EVENTS, SCRIPT = "/_press/events", "/_press/preview.js"
SIGN_OF_LIFE = 10  # seconds between two words to an open page; to one that is gone, they fail
IDLE = 60  # seconds that a browser may hold a connection without asking anything
AGAIN = 300  # milliseconds until a page asks for a press that went away
_CODE = Path(__file__).with_suffix(".js").read_bytes()
_WAITING = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The press is at work</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
body { margin: 20vh auto; max-width: 34rem; padding: 0 1.5rem; font: 1.2rem / 1.5 Georgia, serif }
h1 { font-size: 2rem; line-height: 1.1 }
</style>
<h1>The press is at work</h1>
<p>There is no preview yet. This page gives way to it by itself.</p>
"""


class News:
    """What open pages are told: which ``edition`` can be read, and the problems that kept a newer one from being printed."""

    def __init__(self, edition: str = ""):
        self.edition, self._problems, self._number = edition, tuple[Problem, ...](), 0
        self._changed = Condition()

    def tell(self, edition: str, problems: Iterable[Problem] = ()) -> None:
        """Tells all open pages at once; where nothing is new, and nothing is wrong, they are left alone."""
        found = tuple(problems)
        with self._changed:
            if self._number and not found and (edition, found) == (self.edition, self._problems):
                return
            self.edition, self._problems, self._number = edition, found, self._number + 1
            self._changed.notify_all()

    def after(self, number: int, patience: float) -> tuple[int, bytes]:
        """Waits for news; returns their number and what is sent, which is only a sign of life where nothing came in time.

        The format is that of server-sent events (HTML Living Standard, 9.2 "Server-sent events").
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._number != number, patience):
                return number, b": still here\n\n"
            data = {"edition": self.edition, "problems": [(one.path, one.line, one.message) for one in self._problems]}
            kind = "problems" if self._problems else "printed"
            return self._number, f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode()


class Preview(ThreadingHTTPServer):
    """Serves ``folder`` to this machine alone; raises OSError where the port cannot be had."""

    def __init__(self, port: int, folder: Path, news: News):
        self.folder, self.news = folder, news
        super().__init__(("127.0.0.1", port), partial(_Reader, directory=str(folder)))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that does not wait for the end of a page is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Reader(SimpleHTTPRequestHandler):
    """One browser's request."""

    server: Preview
    timeout = IDLE
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".xml": "application/xml",
        ".vcf": "text/vcard",
    }

    def do_GET(self) -> None:
        if urlsplit(self.path).path == EVENTS:
            self._events()
        else:
            super().do_GET()

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]  # what is sent was not always a file
        address, edition = urlsplit(self.path).path, self.server.news.edition  # asked first: a page is never older than it says
        if address == SCRIPT:
            return self._send(200, "text/javascript; charset=utf-8", _CODE)
        if not self.server.folder.exists():
            return self._send_page(503, _WAITING, "")
        file = Path(self.translate_path(self.path))
        if address.endswith("/"):
            file /= "index.html"
        if file.suffix == ".html":
            try:
                return self._send_page(200, file.read_bytes(), edition)
            except OSError:
                self.send_error(404)
                return None
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A wrong address gets the magazine's own page for it."""
        edition = self.server.news.edition
        try:
            lost = (self.server.folder / "404.html").read_bytes() if code == 404 else b""
        except OSError:
            lost = b""
        if not lost:
            super().send_error(code, message, explain)
            return
        page = self._send_page(404, lost, edition)
        if self.command != "HEAD":
            self.copyfile(page, self.wfile)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the terminal is for the press."""

    def _send_page(self, code: int, page: bytes, edition: str) -> IO[bytes]:
        """A page with the script that keeps it up to date; the file on disk never has it."""
        script = f'<script src="{SCRIPT}" data-edition="{edition}" defer></script>\n'.encode()
        before, end, after = page.rpartition(b"</body>")
        return self._send(code, "text/html; charset=utf-8", before + script + end + after if end else page + script)

    def _send(self, code: int, kind: str, data: bytes) -> IO[bytes]:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def _events(self) -> None:
        """Stays with a page for as long as it is open."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(f"retry: {AGAIN}\n\n".encode())
        number = 0
        while True:  # a page that is gone ends this with an OSError
            number, words = self.server.news.after(number, SIGN_OF_LIFE)
            self.wfile.write(words)


def edition(served: Path) -> str:
    """The mark of all that readers see: two builds that print the same have the same. Nothing where there is no output."""
    if not served.exists():
        return ""
    trees = Trees(served)
    with trees.alone():
        ledger = Ledger(trees.stands)
        try:
            rows = ledger.note(f"tree {trees.current}")
        finally:
            ledger.close()
    if not rows:  # printed by somebody who keeps no ledger: every tree is another edition
        return str(os.lstat(served).st_mtime_ns)
    return blake2b("\n".join(sorted(f"{file} {row[0]}" for file, row in rows.items())).encode(), digest_size=8).hexdigest()
