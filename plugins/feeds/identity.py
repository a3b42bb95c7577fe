"""What a feed reader knows an entry by: an id that never changes, and the moment it last changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import quote

from plugins.magazine.magazine import Magazine
from plugins.magazine.run import WITHDRAWN, Placed, Run

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def ids(magazine: Magazine) -> dict[str, str]:
    """The id of every story by its path: its own, made an IRI where it is none (RFC 4287, 4.2.6), and no two alike.

    The rules refuse two cases of one id; ordinary articles (``a.md`` beside ``a.rst``) only get a warning, and a feed
    reader would show one of them.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for story in sorted(magazine.stories, key=lambda story: story.path):
        own = story.id if _IRI.fullmatch(story.id) else f"tag:{magazine.masthead.authority}:{quote(story.id)}"
        identity, number = own, 1
        while identity in taken:
            number += 1
            identity = f"{own}-{number}"
        taken.add(identity)
        found[story.path] = identity
    return found


def once(magazine: Magazine, run: Run) -> list[Placed]:
    """What is printed, newest first, each story once: in the magazine's language where there is such a text."""
    if len(run.by_slug) == len(run.printed):
        return run.printed
    home = magazine.masthead.language
    chosen: dict[str, Placed] = {}
    for placed in sorted(run.printed, key=lambda p: (p.story.lang != home, p.story.lang)):
        chosen.setdefault(placed.story.slug, placed)
    return [placed for placed in run.printed if chosen[placed.story.slug] is placed]


def updates(magazine: Magazine, run: Run, originals: Iterable[Placed], names: dict[str, str]) -> dict[str, datetime]:
    """When each story last changed, by its path; of two at the same moment the second counts a second later.

    No two entries of a feed share an ``updated``, which ordinary articles of one day otherwise would. A translation
    shares its original's moment by nature; the two meet in no feed.
    """
    moments = {placed.story.path: changed(magazine, run, placed) for placed in run.printed}
    if len(set(moments.values())) == len(moments):
        return moments
    alone = {placed.story.path for placed in originals}
    taken: dict[str, set[datetime]] = {"": set()}  # in each language, and of the originals in any
    found = {}
    for moment, _, placed in sorted((moments[p.story.path], names[p.story.path], p) for p in run.printed):
        story = placed.story
        here = taken.setdefault(story.lang, set())
        everywhere = taken[""] if story.path in alone else here
        while moment in here or moment in everywhere:
            moment += timedelta(seconds=1)
        here.add(moment)
        everywhere.add(moment)
        found[story.path] = moment
    return found


def changed(magazine: Magazine, run: Run, placed: Placed) -> datetime:
    """When readers last got something new of a story: at first, when it was modified, corrected, or withdrawn."""
    head, header = magazine.masthead, placed.story.header
    if not header.modified and not header.corrections and placed.state != WITHDRAWN and not placed.published.microsecond:
        return placed.published
    moments = [placed.published]
    if header.modified:
        moments.append(header.modified if header.modified.tzinfo else header.modified.replace(tzinfo=head.zone))
    moments += [head.midnight(one.date) for one in placed.story.corrections(run.day)]
    if placed.state == WITHDRAWN and (day := placed.story.taken_back_on(run.day)):
        moments.append(head.midnight(day))
    return max(moments).replace(microsecond=0).astimezone(head.zone)
