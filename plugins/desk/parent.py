"""A copy of the desk, made to read a file, does not go on when the desk that made it is gone."""

import os
import signal
from types import FrameType

EVERY = 0.1  # seconds


def end_with(parent: int) -> None:
    """From now on this process ends when it is no longer a child of that one, which somebody may have killed.

    Not every system tells a child of it; all of them give it to somebody else.
    """

    def look(number: int, frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
    look(0, None)  # it may be gone already
