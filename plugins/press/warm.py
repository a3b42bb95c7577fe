"""The press kept warm: it prints one preview after another without being started anew for each of them."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

from plugins.magazine import yaml_header  # noqa: F401 - see below
from plugins.magazine.fitting import fitted
from plugins.magazine.problem import Problem, Unfit
from plugins.magazine.remembered import forget
from plugins.magazine.story_header import StoryHeader
from plugins.press.job import Job
from plugins.press.revision import revised
from plugins.press.room import Room
from plugins.press.ticket import Ticket, others_in, read_settings, ticket
from plugins.press.tree import Trees
from plugins.press.unchanged import look, told_again


class WarmPress:
    """Prints previews of the magazine whose settings are ``file``; ``asked`` are the words of the command, as the ledger keeps them."""

    def __init__(self, file: Path, served: Path, day: str | None, asked: tuple[str, ...]):
        self.file, self.served, self.day, self.asked = file, served, day, asked
        self.room = Room(os.environ.get("PRESS", ""))
        self._printed = False
        fitted(StoryHeader, {})  # with all that reading takes, before the first edit
        self._ticket: Ticket | None = None  # settings that change are read by another process: see plugins/press/serve.py

    def print(self) -> None:
        """Prints what has changed. Raises Unfit where the last good preview has to stand, and whatever settings or code raise."""
        for needed in (self.file, Path("content")):
            if not needed.exists():
                raise Unfit([Problem(str(needed), 0, "missing", f"there is no {needed}: put it back")])
        if not self._ticket:
            self._ticket = self._read()
        if others_in(self._ticket.plugins):
            self._print_apart()
            return
        trees = Trees(self.served)
        seen = None if os.environ.get("CLEAN") and not self._printed else look(trees, self.asked)
        self._printed = True
        if seen and (seen.changed == [] or revised(trees, seen, self._ticket)):
            told_again(seen, self._ticket.style)
            return
        try:
            Job(self._ticket, self.room, seen=seen).run()
        finally:
            forget()

    def close(self) -> None:
        """Sends the other processes home, which would else hold on to the server's address."""
        self.room.close()

    def _read(self) -> Ticket:
        override = {"PREVIEW": True, "OUTPUT_PATH": str(self.served), **({"DAY": self.day} if self.day else {})}
        settings = read_settings(self.file, override)
        others = others_in(settings["PLUGINS"])
        if others:
            print(f"{', '.join(others)}: plugins of others may change any page, so each preview is printed by a new press", file=sys.stderr)
        else:
            for name in settings["PLUGINS"]:
                importlib.import_module(name).register()
        return ticket(settings, os.path.dirname(os.path.abspath(self.file)), self.asked)

    def _print_apart(self) -> None:
        """Plugins of others are made for one build in one process."""
        command = [sys.executable, "-m", "plugins.press", "--preview", *(["--day", self.day] if self.day else [])]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        sys.stderr.write(done.stderr)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.strip()] or [f"it ended with {done.returncode}"]
            raise Unfit([Problem("python -m plugins.press", 0, "press", f"{said[-1]}: the terminal has the whole of it")])
