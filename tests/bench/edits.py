"""What an editor does between two builds: each kind of edit changes the stories, and says how to see it in print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import NamedTuple

from plugins.magazine.dates import long_day
from tests.bench.corpus import BETWEEN_ISSUES, IN_AN_ISSUE, SEED, TOPICS, Corpus, Issue, Story, loose, story

Words = tuple[tuple[str, str], ...]  # a page, and words that stand on it


class Seen(NamedTuple):
    """How an edit shows: words that were not on a page and are now, and words that were and are not any more."""

    there: Words = ()
    gone: Words = ()


class Edited(NamedTuple):
    """The stories after an edit, and what shows it."""

    corpus: Corpus
    seen: Seen


Edit = Callable[[Corpus, int], Edited]


def body(corpus: Corpus, turn: int) -> Edited:
    """A sentence is added to one body."""
    one, words = _subject(corpus, turn), f"The kettle was mended {turn} times that week."
    return Edited(_with(corpus, one, one._replace(body=f"{one.body}\n{words}\n")), Seen(((_page(one), words),)))


def title(corpus: Corpus, turn: int) -> Edited:
    """One headline is written anew; the address stays."""
    one, words = _subject(corpus, turn), f"The headline number {turn}"
    return Edited(_with(corpus, one, one._replace(title=words)), Seen(((_page(one), words), (_topic(one.topics[0]), words))))


def added(corpus: Corpus, turn: int) -> Edited:
    """One story is added, the newest of all."""
    newest = max(corpus.stories, key=lambda one: one.moment)
    number = max(one.number for one in corpus.stories) + 1
    one = story(number, number + 1)._replace(moment=newest.moment + timedelta(hours=1), issue=newest.issue)
    return Edited(corpus._replace(stories=(*corpus.stories, one)), Seen(((_page(one), one.title), (_topic(one.topics[0]), one.title))))


def deleted(corpus: Corpus, turn: int) -> Edited:
    """One story is deleted, to which no other links."""
    one = _subject(corpus, turn)
    kept = tuple(other for other in corpus.stories if other is not one)
    topic = next((t for t in one.topics if any(t in other.topics for other in kept)), "")
    return Edited(corpus._replace(stories=kept), Seen(gone=((_topic(topic), one.title),)))


def retagged(corpus: Corpus, turn: int) -> Edited:
    """One story gets another topic for its first one."""
    one = _subject(corpus, turn)
    used = {topic for other in corpus.stories for topic in other.topics}
    topic = next(t for t in TOPICS[turn % 30 :] if t in used and t not in one.topics)
    seen = Seen(((_topic(topic), one.title), (_page(one), f"/topics/{topic}/")))
    return Edited(_with(corpus, one, one._replace(topics=(topic, *one.topics[1:]))), seen)


def redated(corpus: Corpus, turn: int) -> Edited:
    """One story becomes some weeks older; of a magazine the issue it is in comes out on another day."""
    one = _subject(corpus, turn)
    if corpus.issues:
        issue = corpus.issues[one.issue - 1]
        day = issue.day - timedelta(days=1)
        issues = tuple(other._replace(day=day) if other is issue else other for other in corpus.issues)
        return Edited(corpus._replace(issues=issues), Seen(((f"issues/{issue.number}", long_day(day)),)))
    earlier = one.moment - timedelta(days=35 + turn)
    return Edited(_with(corpus, one, one._replace(moment=earlier)), Seen(((_page(one), f"{earlier:%Y-%m-%d}"),)))


def template(corpus: Corpus, turn: int) -> Edited:
    """The template that all pages share gets another line at its end."""
    words = f"Printed with template number {turn}"
    pages = ("", _page(corpus.stories[0]), "archive", _topic(corpus.stories[0].topics[0]))
    return Edited(corpus._replace(mark=words), Seen(tuple((page, words) for page in pages)))


def moved(corpus: Corpus, turn: int) -> Edited:
    """One story goes to the issue before its own, or from the first to the second."""
    one = _subject(corpus, turn)
    number = one.issue - 1 or 2
    seen = Seen(((f"issues/{number}", one.title),), ((f"issues/{one.issue}", one.title),))
    return Edited(_with(corpus, one, one._replace(issue=number)), seen)


def new_issue(corpus: Corpus, turn: int) -> Edited:
    """An issue with twelve stories comes out, a week after the last one."""
    number = len(corpus.issues) + 1
    rng = Random(f"{SEED} new issue {turn}")
    issue = Issue(number, corpus.issues[-1].day + BETWEEN_ISSUES, f"A new theme {rng.randrange(10**6)}")
    first = max(one.number for one in corpus.stories) + 1
    stories = tuple(story(first + at, first + IN_AN_ISSUE)._replace(issue=number) for at in range(IN_AN_ISSUE))
    seen = Seen((("", issue.theme), (f"issues/{number}", stories[0].title), (_page(stories[0]), stories[0].title)))
    return Edited(corpus._replace(stories=(*corpus.stories, *stories), issues=(*corpus.issues, issue)), seen)


EDITS: dict[str, Edit] = {
    "body": body,
    "title": title,
    "added": added,
    "deleted": deleted,
    "retagged": retagged,
    "redated": redated,
    "template": template,
    "moved": moved,
    "new-issue": new_issue,
}
OF_ISSUES = ("moved", "new-issue")  # only a magazine has issues


def _subject(corpus: Corpus, turn: int) -> Story:
    """The story that is edited: another one each turn, from the middle on."""
    found = loose(corpus)
    return found[(len(found) // 2 + turn) % len(found)]


def _with(corpus: Corpus, one: Story, changed: Story) -> Corpus:
    return corpus._replace(stories=tuple(changed if other is one else other for other in corpus.stories))


def _page(one: Story) -> str:
    return f"stories/{one.slug}"


def _topic(topic: str) -> str:
    return f"topics/{topic}"
