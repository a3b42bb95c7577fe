"""A correction, a withdrawal or a promise in the words in which readers get it."""

from typing import NamedTuple

from plugins.magazine.afterwards import WITHDRAWAL, Change, Vow
from plugins.magazine.catalogue import N_
from plugins.magazine.dates import long_day
from plugins.magazine.furniture import WITHDRAWN_TITLE, withdrawn_notice
from plugins.magazine.magazine import Magazine
from plugins.magazine.run import Run

LABELS = {
    "correction": N_("Correction"),
    "clarification": N_("Clarification"),
    "update": N_("Update"),
    "privacy": N_("Privacy"),
    "retraction": N_("Retraction"),
    WITHDRAWAL: N_("Withdrawn"),
}
PRIVACY = N_("Something was changed for the sake of somebody\u2019s privacy.")


class Notice(NamedTuple):
    """A change as readers get it; ``title`` and ``address`` are those of the story."""

    label: str
    day: str
    date: str
    text: str
    title: str
    address: str
    language: str


class VowLine(NamedTuple):
    """A promise as readers get it, and how it stands; ``issue`` is that in which it was made."""

    text: str
    stands: str
    kept: bool
    open: bool  # it is due, and nobody has said that it was kept
    title: str
    address: str
    issue: str
    language: str


def notice(magazine: Magazine, run: Run, change: Change) -> Notice:
    """A change in words; one for privacy is told without saying what was changed."""
    placed, words = change.placed, magazine.words
    own = magazine.speaking(placed.story.lang).says  # what stands in the place of the story's own words is in its language
    text = own.gettext(PRIVACY) if change.kind == "privacy" else words(placed.story, change.words)
    title = words(placed.story, placed.story.title)
    if change.kind == WITHDRAWAL:
        text, title = withdrawn_notice(magazine, placed), own.gettext(WITHDRAWN_TITLE)
    return Notice(
        label=magazine.says.gettext(LABELS[change.kind]),
        day=long_day(change.day, magazine.language),
        date=change.day.isoformat(),
        text=text,
        title=title,
        address=run.address(placed.story),
        language=placed.story.lang,
    )


def vow_line(magazine: Magazine, run: Run, vow: Vow) -> VowLine:
    """A promise in words, as it stands on the day of the run."""
    placed, promise = vow
    kept = bool(promise.kept and promise.kept <= run.day)
    overdue = bool(not kept and promise.due and promise.due <= run.day)
    say = magazine.says
    stands = say.gettext("Stands")
    if kept and promise.kept:
        stands = say.gettext("Kept: %(day)s") % {"day": long_day(promise.kept, magazine.language)}
    elif promise.due:
        due = say.gettext("Due: %(day)s, no word yet") if overdue else say.gettext("Due: %(day)s")
        stands = due % {"day": long_day(promise.due, magazine.language)}
    issue = run.shown_issue(placed)
    return VowLine(
        text=magazine.words(placed.story, promise.text),
        stands=stands,
        kept=kept,
        open=overdue,
        title=magazine.words(placed.story, placed.story.title),
        address=run.address(placed.story),
        issue=run.masthead.numbered(issue.number) if issue else "",
        language=placed.story.lang,
    )
