"""A busy little magazine in a project folder of its own, built again and again as an editor's changes come in.

Every build is a process that has built nothing before, forked from one that has made its imports (``ready.py``): what
the press remembers stands in its files or nowhere.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.printing import ROOT, SMALL, SMALL_DAY, tree

BUSY = ROOT / "tests/sites/busy/content"  # laid over the small magazine: ten issues, and of every kind of file at least one
ONE_TIME = 1_552_600_000  # that of all files, as after unpacking an archive
_PRESSES = multiprocessing.get_context("forkserver")


class Kill(NamedTuple):
    """A moment of a build: its ``number``-th step of a kind (``open`` for writing, ``os.rename``, ``os.remove``, ...)."""

    event: str
    number: int


class Built(NamedTuple):
    """What a build ended with. ``printed`` is None where there is no output."""

    status: int
    said: list[str]
    printed: dict[str, tuple[int, bytes]] | None


class Workshop:
    """The project folder ``root`` and what the press is asked for: its day and its other options."""

    def __init__(self, root: Path):
        root = root.resolve()
        self.root, self.content, self.output, self.theme = root, root / "content", root / "output", root / "theme"
        shutil.copytree(SMALL, self.content)
        shutil.copytree(BUSY, self.content, dirs_exist_ok=True)
        shutil.copytree(ROOT / "theme", self.theme)
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, root / name)
        for name in self.files("content/**/*", "theme/**/*"):
            os.utime(root / name, (ONE_TIME, ONE_TIME))
        self.options: dict[str, str | None] = {"--day": SMALL_DAY}

    def files(self, *patterns: str) -> list[str]:
        """The files of the project that match, sorted; what was printed is not among them."""
        found = {path.relative_to(self.root).as_posix() for pattern in patterns for path in self.root.glob(pattern) if path.is_file()}
        return sorted(name for name in found if not name.startswith((".press/", "output/", "clean/", "away/")))

    def read(self, name: str) -> str:
        """A text; a byte in it that is not UTF-8 stays what it is."""
        return (self.root / name).read_bytes().decode("utf-8", "surrogateescape")

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text)

    def saved(self) -> tuple[dict[str, bytes], dict[str, str | None]]:
        """Everything that an edit can change."""
        names = self.files("content/**/*", "theme/**/*", "*.py")
        return {name: (self.root / name).read_bytes() for name in names}, dict(self.options)

    def restore(self, state: tuple[dict[str, bytes], dict[str, str | None]]) -> None:
        """Undoes what was edited since ``saved()``; what did not change is not touched."""
        before, self.options = state[0], dict(state[1])
        now, _ = self.saved()
        for name in now.keys() - before.keys():
            (self.root / name).unlink()
        for name, text in before.items():
            if now.get(name) != text:
                (self.root / name).unlink(missing_ok=True)  # it may be a link to a file that has not changed
                self.write(name, text)

    def seen(self) -> dict[str, tuple[int, bytes]] | None:
        """What readers see: every file and every folder, with its mode."""
        return printed(self.output)

    def start(self, output: Path, kill: Kill | None = None, **environment: str) -> Any:
        """Starts a build; ``finish`` waits for it."""
        arguments = ["--output", str(output), *(word for option in self.options.items() for word in option if word)]
        log = Path(f"{output}.log")
        log.parent.mkdir(parents=True, exist_ok=True)
        _PRESSES.set_forkserver_preload(["tests.press.ready"])
        before = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = str(ROOT)  # for the process that all others are forked from
        try:
            process = _PRESSES.Process(target=_press, args=(str(self.root), arguments, str(log), environment, kill))
            process.start()
        finally:
            os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)
        return process, output, log

    def finish(self, running: Any) -> Built:
        """Waits for the end of a build."""
        process, output, log = running
        process.join(120)
        assert process.exitcode is not None, "the press did not end"
        return Built(process.exitcode, said(log.read_text("utf-8"), output), printed(output))

    def clean(self) -> Any:
        """Starts a build of the same files where nothing was ever printed."""
        shutil.rmtree(self.root / "clean", ignore_errors=True)
        return self.start(self.root / "clean/output", CLEAN="1")


def printed(output: Path) -> dict[str, tuple[int, bytes]] | None:
    """All of a printed tree: files, and folders with a slash at the end, each with its permissions."""
    if not output.is_dir():
        return None
    folder = output.resolve()
    folders = {f"{path.relative_to(folder).as_posix()}/": b"" for path in folder.rglob("*") if path.is_dir()}
    return {name: ((folder / name).stat().st_mode & 0o777, data) for name, data in {**tree(output), **folders}.items()}


def differences(here: dict | None, there: dict | None) -> list[str]:
    """Where two printed trees differ, in words."""
    if here is None or there is None:
        return [] if here is there else ["there is no output" if here is None else "there is an output"]
    left, lacks = sorted(here.keys() - there.keys()), sorted(there.keys() - here.keys())
    other = sorted(name for name in here.keys() & there.keys() if here[name] != there[name])
    return [*(f"left behind: {name}" for name in left), *(f"missing: {name}" for name in lacks), *(f"differs: {name}" for name in other)]


_TOLD = re.compile(r"\S+:\d+: |::|[\[\]{} ]|.* read = |.*: nothing was printed")  # a problem in any format, or the account
_OF_THE_OUTPUT = re.compile(r", (the last good output stands|there is no output yet)$")


def said(log: str, output: Path) -> list[str]:
    """What a build told its editor, without what it said of its own work: how much it kept, and how much it printed."""
    lines = re.sub(rf"{re.escape(str(output.parent))}/\S*", "OUTPUT", log).splitlines()
    if "Traceback (most recent call last):" in lines:
        return lines[-1:]
    return [_OF_THE_OUTPUT.sub("", line) for line in lines if _TOLD.match(line)]


def _press(root: str, arguments: list[str], log: str, environment: dict[str, str], kill: Kill | None) -> None:
    """``python -m plugins.press`` in the folder ``root``."""
    os.chdir(root)
    os.environ.update(environment)
    sys.dont_write_bytecode = True  # two settings within a second would share one
    sys.path.insert(0, root)
    with open(log, "wb") as told:
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", 1, "utf-8"), os.fdopen(2, "w", 1, "utf-8")
    if kill:
        _die_at(kill, root)
    if "BARE" in environment:
        import pelican

        options = dict(zip(arguments[::2], arguments[1::2], strict=False))
        sys.exit(pelican.main(["content", "-s", "pelicanconf.py", "-o", options["--output"], "-e", f'DAY="{options["--day"]}"']))
    from plugins.press.__main__ import main

    sys.exit(main(arguments))


def _die_at(kill: Kill, root: str) -> None:
    """Has this very process killed at a step of its work on files; what it opens is then there, and empty."""
    left = kill.number

    def step(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event != kill.event or isinstance(arguments[0], int):
            return
        path = os.fspath(arguments[0])
        if os.path.isabs(path) and not path.startswith(root) or event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
        left -= 1
        if left == -1:
            if event == "open":
                os.close(os.open(path, arguments[2], 0o644))
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
