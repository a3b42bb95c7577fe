"""Holds the message that readers get against its issue, in both ways in which it says its letter: as a page, and in plain words."""

from collections.abc import Iterator
from datetime import date

from plugins.magazine.leaf import Leaf
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Message, Page, Printed
from plugins.magazine.problem import Problem
from plugins.proof import web
from plugins.proof.medium import ADDRESS, MAIL, Copy, without_addresses
from plugins.proof.parity import Asked


def check(magazine: Magazine, day: date, message: Message, data: bytes, said: str, printed: Printed) -> Iterator[Problem]:
    """Everything that a message lacks of its issue, and every story in it whose client did not agree to a letter.

    ``said`` is how much of its issue it holds, in the words of ``fits``.
    """
    from email import message_from_bytes  # most builds set no letter
    from email.policy import default

    issue = next((one for one in magazine.run(day).issues if one.path == message.source), None)
    if issue is None:
        return
    parts = [part for part in message_from_bytes(data, policy=default).walk() if not part.is_multipart()]
    forms = {part.get_content_type(): part.get_content() for part in parts}
    ask = Asked(magazine, day, printed)
    for kind, medium in MAIL.items():
        words = forms.get(kind, "")
        leaves = [web.leaf(words, magazine, printed)] if medium.shows else _plain(words)
        for _, problem in ask.of(Copy(magazine, Page(message.name, "", None), issue, medium), leaves, said):
            yield problem


def _plain(words: str) -> list[Leaf]:
    return [Leaf("", without_addresses(words), tuple(ADDRESS.findall(words)))]
