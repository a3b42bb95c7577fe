"""A project folder that ``make serve`` serves, and the open pages of its preview."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

from tests.printing import ROOT, SMALL_DAY, small_copy

LONG = 60  # seconds, on a machine that has much else to do


class Served:
    """A project folder that is being served."""

    def __init__(self, root: Path):
        self.root = root
        if not (root / "theme").exists():
            small_copy(root)
            shutil.copytree(ROOT / "theme", root / "theme")
            shutil.copy(ROOT / "pelicanconf.py", root)
        self.log = root / "log"
        command = [sys.executable, "-m", "plugins.press.serve", "--day", SMALL_DAY, "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self.log.open("w"),
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests that run in the background are deaf to it
        )
        self.first = self.process.stdout.readline()
        self.port = int(re.search(r"localhost:(\d+)", self.first)[1])

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        connection.request(method, path)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def listen(self) -> Events:
        return Events(self.port)

    def save(self, name: str, old: str, new: str) -> None:
        """Saves a file the way many editors do: beside it, then in its place."""
        file = self.root / name
        text = file.read_text()
        assert old in text
        beside = file.with_name(f".{file.name}.tmp")
        beside.write_text(text.replace(old, new))
        os.replace(beside, file)

    def end(self) -> tuple[int, str]:
        """Ctrl-C; returns the status and what stood in the terminal as errors."""
        os.killpg(self.process.pid, signal.SIGINT)
        status = self.process.wait(LONG)
        self.process.stdout.close()
        return status, self.log.read_text()


class Events:
    """An open page."""

    def __init__(self, port: int):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=LONG)
        self.connection.request("GET", "/_press/events")
        self.lines = self.connection.getresponse()

    def next(self) -> tuple[str, dict]:
        """The next event: its kind and its data."""
        kind = ""
        while line := self.lines.readline().decode():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ").strip()
            elif line.startswith("data: "):
                return kind, json.loads(line.removeprefix("data: "))
        return "closed", {}

    def wait_for(self, kind: str) -> dict:
        """The data of the next event of a kind; passes over what is said before."""
        while (event := self.next())[0] != kind:
            assert event[0] != "closed"
        return event[1]
