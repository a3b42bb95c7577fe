"""What may stand at the head of a story: what it is, what became of it, and what its client agreed to."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from plugins.magazine.catalogue import N_
from plugins.magazine.directory import Picture
from plugins.magazine.model import Before, Day, Language, Model, Names, NotADay, OldAddress, WebAddress, Words, one_or_many


def _moment(value: Any) -> Any:
    """A day, or a day and a time, as ISO 8601 writes them; raises ValueError otherwise."""
    if isinstance(value, datetime) or value is None:
        return value
    text = str(value).strip()
    try:
        date.fromisoformat(text[:10])
        moment = datetime.fromisoformat(text)
        if not 1 < moment.year < 9999:  # in the calendar's first and last year another time zone may lie outside it
            raise ValueError
        return moment
    except ValueError:
        raise NotADay(f"`{text}` is not a day: write year-month-day, as in 2019-03-20") from None


def _client(value: Any) -> Any:
    return {"client": value} if isinstance(value, str) else value


Moment = Annotated[datetime, Before(_moment, date | datetime)]
Client = Literal["named", "anonymised", "none-involved", "composite"]
Scope = Literal["web", "letter", "print"]  # pages, feeds and search; the e-mail; PDF and EPUB


class Case(Model):
    """What kind of story, and where it stands in the playbook."""

    kind: Literal["admission", "client-problem"]
    problem: Words
    remedy: Words
    result: Literal["resolved", "partly-resolved", "not-resolved"]


QUESTIONS = (N_("What went wrong?"), N_("What did you do?"), N_("How did it end?"), N_("What would you tell a friend in your trade?"))


class InBrief(Model):
    """The case in four short texts, one for each of ``QUESTIONS``."""

    problem: Words = ""
    action: Words = ""
    outcome: Words = ""
    lesson: Words = ""


class Consent(Model):
    """What the client of a case agreed to: for whom the story may be printed, and until when."""

    client: Client
    given: Day | None = None
    scope: tuple[Scope, ...] = ()
    until: Day | None = None


class FirstPublished(Model):
    """Where a text appeared before."""

    date: Day | None = None
    where: Words = ""
    url: WebAddress = ""
    permission: Words = ""


class Withdrawn(Model):
    """Why a story is no longer printed."""

    date: Day | None = None
    reason: Words = ""


class Correction(Model):
    """What was changed after print; a minor one is kept and not printed."""

    date: Day
    kind: Literal["correction", "clarification", "update", "privacy", "retraction"] = "correction"
    text: Words = ""
    minor: bool = False


class Promise(Model):
    """Something an author said they now do."""

    text: Words
    due: Day | None = None
    kept: Day | None = None


class Submission(Model):
    """Which submission a story came from, and when the desk accepted it."""

    reference: Words
    accepted: Day | None = None


# Written by the desk alone: no letter sets them, no form shows them
DESKS_OWN = ("id", "modified", "corrections", "promises", "aliases", "withdrawn", "submission", "checked")


class StoryHeader(Model):
    """The header of a story; the last block is written by the desk."""

    title: Words = ""
    authors: Names = ()
    summary: Words = ""
    tags: Names = ()
    image: Picture | None = None
    case: Case | None = None
    in_brief: InBrief | None = None
    consent: Annotated[Consent, Before(_client, Client | Consent)] | None = None
    date: Moment | None = None
    issue: int | None = None
    early: bool = False
    category: Words = ""
    lang: Language = ""
    slug: Words = ""
    status: Literal["published", "draft", "hidden", "skip"] = "published"
    businesses: Names = ()
    first_published: FirstPublished | None = None
    translator: Words = ""
    translation: bool = False

    id: Words = ""
    modified: Moment | None = None
    corrections: tuple[Correction, ...] = ()
    promises: tuple[Promise, ...] = ()
    aliases: Annotated[tuple[OldAddress, ...], Before(one_or_many, str | list[str])] = ()
    withdrawn: Withdrawn | None = None
    submission: Submission | None = None
    checked: Words = ""
