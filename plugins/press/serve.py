"""``make serve``: a preview of the coming issue at http://localhost:8000, printed again whenever a file is saved."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import traceback
from contextlib import suppress
from glob import glob
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from plugins.magazine.problem import Problem, Unfit, errors, report
from plugins.press.__main__ import iso_day
from plugins.press.preview import News, Preview, edition
from plugins.press.stamps import CODE
from plugins.press.told import refused

if TYPE_CHECKING:
    from plugins.press.warm import WarmPress

SETTINGS = Path("pelicanconf.py")
PREVIEW = Path(".press/preview")
STEP = 10  # milliseconds without another change after which a save is over
GROUP = 200  # milliseconds after which a save that does not end is printed nevertheless
LOOK_AGAIN = 500  # milliseconds between two looks at the folders themselves


def main(arguments: list[str] | None = None) -> int:
    """Prints, serves and watches until it is interrupted. Exit status: 0, or 2 for wrong usage or a port that is taken."""
    parser = argparse.ArgumentParser(prog="make serve", description=__doc__)
    parser.add_argument("--day", type=iso_day, help="preview the magazine of this day, as in 2019-05-01")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
    chosen = parser.parse_args(arguments)
    news = News(edition(PREVIEW.absolute()))
    try:
        server = Preview(chosen.port, PREVIEW, news)
    except (OSError, OverflowError) as error:
        print(f"port {chosen.port} cannot be used ({getattr(error, 'strerror', error)}): make serve PORT=8001", file=sys.stderr)
        return 2
    print(f"The preview is at http://localhost:{server.server_port} (Ctrl-C ends it)", flush=True)
    again = ["--port", str(server.server_port), *(["--day", chosen.day] if chosen.day else [])]
    Thread(target=server.serve_forever, daemon=True).start()
    gc.disable()  # in the middle of a build there is little to throw away: Serving does it when the page is there
    try:
        Serving(news, chosen.day, again).run()
    except KeyboardInterrupt:
        print()
    return 0


class Serving:
    """Watches what is saved, has it printed, and tells the open pages. ``again`` are the words that start the same once more."""

    def __init__(self, news: News, day: str | None, again: list[str]):
        self.news, self.day, self.again = news, day, again
        self.served = PREVIEW.absolute()
        self.press: WarmPress | None = None
        self._untidy = False
        self._broken: list[str] = []  # code that cannot be read
        self._known = _watched()

    def run(self) -> None:
        """Goes on until it is interrupted. It needs the main thread, where alone the press can stop a text that takes too long."""
        while True:
            self._watch()

    def _watch(self) -> None:
        """Prints at once and after every save; returns when something watched has become another, as after a change of branch."""
        from watchfiles._rust_notify import RustNotify  # it hears what is saved from its making on, also while the press is at work

        before = _watched()
        with RustNotify(sorted(before), False, False, 0, True, True) as watcher:
            others = [name for name in before.keys() | self._known.keys() if before.get(name) != self._known.get(name)]
            self._known = before
            if self._renew(others):
                self._print()
            while _watched() == before:
                changes = watcher.watch(GROUP, STEP, LOOK_AGAIN, None)
                if changes == "signal":
                    raise KeyboardInterrupt
                if not isinstance(changes, set):
                    self._tidy()
                elif _watched() == before:  # else all is read again in a moment
                    self._saved(_files(changes))

    def _saved(self, names: list[str]) -> None:
        if not names:
            return
        print(f"saved: {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else ""), flush=True)
        if self._renew(names):
            self._print()

    def _print(self) -> None:
        """Has it printed; what stops the press is told in the terminal and on the open pages, over the last good preview."""
        problems = self._problems()
        self._untidy = True
        self.news.tell(self.news.edition if problems else edition(self.served), problems)

    def _problems(self) -> list[Problem]:
        try:
            asked = (str(SETTINGS.absolute()), os.getcwd(), "None", str(self.day), "True")  # as plugins/press/__main__.py has it
            from plugins.press.warm import WarmPress  # when the pages are served already; and code that is broken is told too

            self.press = self.press or WarmPress(SETTINGS, self.served, self.day, asked)
            self.press.print()
        except Unfit as unfit:
            refused(unfit, self.served)
            return errors(unfit.problems)
        except (Exception, SystemExit) as error:
            traceback.print_exception(error)
            return [_complaint(error)]
        return []

    def _renew(self, names: list[str]) -> bool:
        """Where code or settings are among the names another process takes over, which reads them; never returns then.

        Returns whether there is something to print: code that cannot even be read is told, and the old one stays at work.
        """
        code = {name for name in names if name.endswith(".py") or f"{os.path.abspath(name)}/".startswith(CODE)}.union(self._broken)
        problems = []
        for name in sorted(code):
            try:
                compile(Path(name).read_bytes() if name.endswith(".py") and os.path.isfile(name) else b"", name, "exec")
            except (SyntaxError, ValueError) as error:
                problems.append(_complaint(error, name))
        self._broken = [problem.path for problem in problems]
        if problems:
            sys.stderr.write(report(problems))
            self.news.tell(self.news.edition, problems)
        elif code:
            if self.press:
                self.press.close()
            sys.stdout.flush()
            sys.stderr.flush()
            os.execv(sys.executable, [sys.executable, "-m", "plugins.press.serve", *self.again])
        return not problems

    def _tidy(self) -> None:
        """Throws away what the last build left behind, when nobody waits for a page."""
        if self._untidy:
            gc.collect()
            self._untidy = False


def _watched() -> dict[str, int]:
    """What is watched, with the number that the file system knows it by."""
    found = {}
    for name in ("content", "theme", CODE.rstrip("/"), *glob("*.py")):
        with suppress(OSError):
            found[name] = os.stat(name).st_ino
    return found


def _files(changes: set[tuple[int, str]]) -> list[str]:
    """The names of what was saved, without what editors put beside it for a moment."""
    from watchfiles import Change, DefaultFilter

    meant = DefaultFilter()
    names = {os.path.relpath(path) for kind, path in changes if meant(Change(kind), path)}
    return sorted(name for name in names if not os.path.basename(name).startswith("."))


def _complaint(error: BaseException, name: str = "") -> Problem:
    """What was raised by settings or code, with the place in them."""
    what = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    if isinstance(error, SyntaxError):
        path, line = name or error.filename or "", error.lineno or 0
    else:
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_own(os.path.abspath(frame.filename))]
        path, line = (own[-1].filename, own[-1].lineno or 0) if own else (CODE, 0)
    return Problem(os.path.relpath(path), line, "code", f"{what}: mend it (the terminal may say more)")


def _is_own(path: str) -> bool:
    """Whether a file is the project's, and not Python's or a package's."""
    return path.startswith((os.getcwd(), CODE)) and "-packages" not in path and os.path.isfile(path)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # at once: nobody waits for a page or for a piece of work that is under way
