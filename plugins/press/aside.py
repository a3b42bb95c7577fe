"""What can be found out meanwhile is asked of a copy of the press, so that two hands work where one would wait."""

import os
import pickle
import select
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

from plugins.press.hands import can_copy, processors


class Aside:
    """A question that a copy of this process answers, once or several times over.

    Where there is no second processor, each answer is found when it is asked for.
    """

    def __init__(self, question: Callable[[], Iterator[Any]]):
        self._answers: Iterator[Any] | None = None
        self._question, self._child, self._heard = question, 0, 0
        if processors() < 2 or not can_copy():
            return
        sys.stdout.flush()
        sys.stderr.flush()
        pipe, mouth = os.pipe()
        self._child = os.fork()
        if not self._child:
            os.close(pipe)
            _answer(question, mouth)
        os.close(mouth)
        self._pipe: IO[bytes] = open(pipe, "rb")  # noqa: SIM115 - until the last answer is heard

    def answered(self, within: float = 0) -> bool:
        """Whether the first answer is there, or will be in so many seconds; always, where nobody is asked."""
        return not self._child or bool(select.select([self._pipe], [], [], within)[0])

    def answer(self) -> Any:
        """The next answer, waited for. What went wrong with the copy goes wrong again here, where it is seen."""
        if self._child:
            try:
                said = pickle.load(self._pipe)
                self._heard += 1
                return said
            except (EOFError, pickle.UnpicklingError):
                self.close()
        if self._answers is None:
            self._answers = self._question()
            for _ in range(self._heard):
                next(self._answers)
        return next(self._answers)

    def close(self) -> None:
        """Hears nothing more."""
        if self._child:
            self._pipe.close()
            os.waitpid(self._child, 0)
            self._child = 0


def _answer(question: Callable[[], Iterator[Any]], mouth: int) -> None:
    """In the copy: answers, and ends at once, whatever else this process was about to do."""
    try:
        with open(mouth, "wb") as pipe:
            for said in question():
                pipe.write(pickle.dumps(said, 5))
                pipe.flush()
    except BaseException:  # whoever asked asks again, and hears it
        pass
    finally:
        os._exit(0)
