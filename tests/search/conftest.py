"""The small magazine with its index, served as a host serves it that reads ``_headers``, and a browser to search it with."""

from __future__ import annotations

import functools
import gzip
import threading
from fnmatch import fnmatchcase
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.printing import SMALL, press
from tests.theme.test_pages import browser  # noqa: F401 - a fixture of the tests beside this file


class Host(SimpleHTTPRequestHandler):
    """Serves a folder with its ``_headers``: every rule that matches, in order; ``!`` takes a header off again."""

    def end_headers(self):
        path, found, matches = urlsplit(self.path).path, {}, False
        for line in (Path(self.directory) / "_headers").read_text().splitlines():
            if not line.startswith(" "):
                matches = fnmatchcase(path, line)
            elif matches and line.strip().startswith("!"):
                found.pop(line.strip(" !"), None)
            elif matches:
                name, _, value = line.strip().partition(": ")
                found[name] = f"{found[name]}, {value}" if name in found else value
        for name, value in found.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_):
        pass


def serve(output: Path) -> ThreadingHTTPServer:
    """Serves what was printed until it is shut down."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(output.resolve())))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def words(output: Path) -> str:
    """Everything that the index says, unpacked."""
    files = sorted(path for path in (output / "search/index").rglob("*.pf_*") if path.is_file())
    return "\n".join(gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in files)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory) -> Path:
    """The output of the small magazine with its index."""
    output = tmp_path_factory.mktemp("indexed") / "output"
    done = press(SMALL, output, SEARCH="1")
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="module")
def address(indexed):
    server = serve(indexed)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
