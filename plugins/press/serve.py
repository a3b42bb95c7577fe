"""``make serve``: a preview of the coming issue at http://localhost:8000, printed again whenever a file is saved."""

from __future__ import annotations

import argparse
import functools
import os
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from plugins.press.__main__ import iso_day

PREVIEW = Path(".press/preview")
LOOK_AGAIN = 2000  # milliseconds between two looks at the folders themselves
WATCHED = ("content", "theme", "plugins", "pelicanconf.py")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the preview, never from a browser's memory, and with the magazine's own page for a wrong address."""

    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".xml": "application/xml",
        ".vcf": "text/vcard",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = PREVIEW / "404.html"
        if code != 404 or not lost.is_file():
            super().send_error(code, message, explain)
            return
        page = lost.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the terminal is for the press."""


def main(arguments: list[str] | None = None) -> int:
    """Prints, serves and watches until it is interrupted."""
    parser = argparse.ArgumentParser(prog="make serve", description=__doc__)
    parser.add_argument("--day", type=iso_day, help="preview the magazine of this day, as in 2019-05-01")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
    chosen = parser.parse_args(arguments)
    command = [sys.executable, "-m", "plugins.press", "--preview", *(["--day", chosen.day] if chosen.day else [])]
    _print(command)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", chosen.port), functools.partial(_Quiet, directory=str(PREVIEW)))
    except OSError as error:
        print(f"port {chosen.port} cannot be used ({error.strerror}): make serve PORT=8001", file=sys.stderr)
        return 2
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"The preview is at http://localhost:{chosen.port} (Ctrl-C ends it)", flush=True)
    try:
        while True:
            _watch(command)
    except KeyboardInterrupt:
        print()
    return 0


def _watch(command: list[str]) -> None:
    """Prints again after every save; returns when a watched folder is another one than before, as after a change of branch."""
    from watchfiles import watch

    before = _folders()
    for changes in watch(*before, raise_interrupt=True, yield_on_timeout=True, rust_timeout=LOOK_AGAIN):
        if changes:
            names = sorted(os.path.relpath(path) for _, path in changes)
            print(f"saved: {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else ""), flush=True)
        if changes or _folders() != before:
            _print(command)
        if _folders() != before:
            return


def _folders() -> dict[str, int]:
    """What is watched, with the number that the file system knows it by."""
    return {path: os.stat(path).st_ino for path in WATCHED if os.path.exists(path)}


def _print(command: list[str]) -> None:
    """Runs the press; what it finds stands in the terminal, and the last good preview stays where it fails."""
    subprocess.run(command, check=False)


if __name__ == "__main__":
    sys.exit(main())
