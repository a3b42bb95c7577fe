"""What can be found out meanwhile is asked of a copy of the press, so that two hands work where one would wait."""

import os
import pickle
import select
import sys
from collections.abc import Callable
from typing import Generic, TypeVar

from plugins.press.hands import can_copy, processors

Answer = TypeVar("Answer")


class Aside(Generic[Answer]):
    """A question that a copy of this process answers. Where there is no second processor, it is answered when it is asked for."""

    def __init__(self, question: Callable[[], Answer]):
        self._question, self._child, self._pipe = question, 0, -1
        if processors() < 2 or not can_copy():
            return
        sys.stdout.flush()
        sys.stderr.flush()
        self._pipe, mouth = os.pipe()
        self._child = os.fork()
        if not self._child:
            _answer(question, mouth)
        os.close(mouth)

    def answered(self, within: float = 0) -> bool:
        """Whether the answer is there, or will be in so many seconds; always, where nobody is asked."""
        return not self._child or bool(select.select([self._pipe], [], [], within)[0])

    def answer(self) -> Answer:
        """The answer, waited for. What went wrong with the copy goes wrong again here, where it is seen."""
        said = b""
        if self._child:
            with open(self._pipe, "rb") as pipe:
                said = pipe.read()
            os.waitpid(self._child, 0)
            self._child = 0
        return pickle.loads(said) if said else self._question()


def _answer(question: Callable[[], object], mouth: int) -> None:
    """In the copy: answers, and ends at once, whatever else this process was about to do."""
    try:
        said = pickle.dumps(question(), 5)
        with open(mouth, "wb") as pipe:
            pipe.write(said)
    except BaseException:  # whoever asked asks again, and hears it
        pass
    finally:
        os._exit(0)
