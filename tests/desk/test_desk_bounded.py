"""A stranger's file is read in a process of its own: whatever becomes of it, the desk hears of it and goes on."""

import os

import pytest

from plugins.desk.house import Refused
from plugins.desk.incoming.bounded import Stopped, bounded


def refuse(path: str) -> None:
    raise Refused(path, "not this one")


def fail(path: str) -> None:
    raise LookupError(path)


def test_what_was_read_comes_back():
    assert bounded(len, "four") == 4


def test_a_refusal_comes_back_as_it_was():
    with pytest.raises(Refused, match="not this one"):
        bounded(refuse, "a.eml")


def test_what_a_library_raises_is_said_in_a_word():
    with pytest.raises(Stopped, match=r"cannot be read \(LookupError\)"):
        bounded(fail, "a.eml")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no system without copies has such a process")
@pytest.mark.parametrize("end", [lambda: os._exit(3), lambda: lambda: None, lambda: (_ for _ in ()).throw(SystemExit)])
def test_a_process_that_ends_without_an_answer_is_told_and_never_goes_on_as_the_desk(end):
    me = os.getpid()
    with pytest.raises(Stopped, match="breaks the program"):
        bounded(end)
    assert os.getpid() == me
