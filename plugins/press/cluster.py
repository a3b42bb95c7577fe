"""Workers on other machines, called by dask (https://distributed.dask.org): they share no files, only code and packages."""

from __future__ import annotations

import logging
import platform
import socket
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from functools import cache
from pathlib import Path
from typing import Any

from plugins.magazine.mark import mark
from plugins.press.ledger import packages
from plugins.press.stamps import CODE, Root, files, mark_of_file

SCHEME = "dask://"
CALL = 5  # seconds in which a scheduler has to answer
LOOK = 2  # seconds between two looks whether anybody is still there to wait for


class OtherPress(Exception):
    """Raised by a worker whose pages might be other ones."""


class Cluster:
    """All workers of the scheduler at an address, as ``dask://10.0.0.5:8786``.

    Raises SystemExit, with what to do, where dask is missing, where nobody answers, and where a worker has another press.
    """

    def __init__(self, address: str):
        self.address, self._left = address, False
        if not address.startswith(SCHEME) or not address.removeprefix(SCHEME):
            raise SystemExit(self._said("this is no address: write PRESS=dask://host:8786"))
        try:
            import distributed
        except ModuleNotFoundError:
            raise SystemExit(self._said("dask is missing: .venv/bin/pip install distributed, here and on every worker")) from None
        for name in ("distributed", "distributed.client", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what an editor has to know is said here
        self._distributed = distributed
        try:
            self._client = distributed.Client(address.removeprefix(SCHEME), timeout=CALL)
            self._client.wait_for_workers(1, timeout=CALL)
        except (OSError, ValueError):  # a time that is out is an OSError too
            raise SystemExit(self._said(f"no worker answered in {CALL} seconds: start a scheduler and its workers first")) from None
        self._press = press()
        self._look_at_presses()
        self.count = sum(self._client.nthreads().values())

    def submit(self, do: Callable[..., Any], *arguments: Any) -> Answer:
        """Gives a function of a module to whichever worker has time. Raises BrokenExecutor where there is no scheduler any more."""
        if self._left or self._client.status == "closed":
            raise BrokenExecutor("the scheduler is gone")
        return Answer(self, self._client.submit(_do_as, self._press, do, *arguments, pure=False))

    def shutdown(self, cancel_futures: bool = True) -> None:
        """Takes leave; what was not done is forgotten."""
        self._left = True
        self._client.close(timeout=LOOK)

    def result(self, future: Any) -> Any:
        """Waits for a piece of work. Raises what it raised, and BrokenExecutor where nobody is left to do it."""
        distributed = self._distributed
        if self._left:
            raise BrokenExecutor("the workers were left")
        while not future.done():
            try:
                distributed.wait(future, timeout=LOOK)
            except TimeoutError:
                if not self._somebody():
                    raise BrokenExecutor("no worker is left") from None
        try:
            return future.result()
        except (distributed.CancelledError, distributed.KilledWorker, distributed.comm.CommClosedError) as lost:
            raise BrokenExecutor("its workers died") from lost
        except OtherPress as other:
            raise SystemExit(self._other(str(other))) from None

    def _somebody(self) -> bool:
        try:
            return self._client.status == "running" and bool(self._client.sync(self._asked, callback_timeout=LOOK))
        except (OSError, ValueError):
            return False

    async def _asked(self) -> Any:
        return await self._client.nthreads()

    async def _presses(self) -> Any:
        return await self._client.run(press)

    def _look_at_presses(self) -> None:
        try:
            found = self._client.sync(self._presses, callback_timeout=4 * CALL)  # they may have to import everything first
        except Exception as error:  # whatever a worker without our code makes of it, or one that has just died
            raise SystemExit(
                self._said(f"a worker cannot work ({str(error) or 'it does not answer'}): start it in the press's folder")
            ) from None
        for worker, its in found.items():
            if its != self._press:
                raise SystemExit(self._other(worker))

    def _other(self, worker: str) -> str:
        return self._said(
            f"the worker at {worker} has another press: give it the code, packages and Python of this one, and start it again"
        )

    def _said(self, what: str) -> str:
        return f"PRESS={self.address}: {what}; nothing was printed"


class Answer:
    """What will become of some work that somebody else does."""

    def __init__(self, cluster: Cluster, future: Any):
        self._cluster, self._future = cluster, future

    def result(self) -> Any:
        """Waits for it; see ``Cluster.result``."""
        return self._cluster.result(self._future)


@cache
def press() -> str:
    """The mark of all that a page hangs on and that does not travel with it: the press's code, its packages, its Python."""
    names = packages().removeprefix(sys.version)  # which tells one build of the same Python from another
    code = sorted((Path(path).relative_to(CODE).as_posix(), mark_of_file(path)) for path, _, _ in files(Root(CODE, ".py")))
    return mark(platform.python_version(), names, code)


def _do_as(its: str, do: Callable[..., Any], *arguments: Any) -> Any:
    """Works for a press that is the same as this one."""
    if its != press():
        raise OtherPress(socket.gethostname())
    return do(*arguments)
