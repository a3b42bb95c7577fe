"""A fit is how much of its issue a letter holds: it has to stay short. The letter says which it is, and is held to that."""

from collections.abc import Iterator
from typing import NamedTuple

WHOLE, SUMMARY, TITLE = "whole", "summary", "title"


class Fit(NamedTuple):
    """How much of its issue a letter holds: the lead, the other stories, the editor's words; ``most`` stories, where not all."""

    said: str  # in the build's report, and in the page of the letter
    lead: str
    rest: str
    letter: bool = True  # the editor's
    most: int | None = None


FITS = (
    Fit("every story whole", WHOLE, WHOLE),
    Fit("the lead whole, the rest in summaries", WHOLE, SUMMARY),
    Fit("summaries alone", SUMMARY, SUMMARY),
    Fit("titles alone", TITLE, TITLE),
)


def fits(stories: int) -> Iterator[Fit]:
    """All fits of an issue of so many stories, the longest first."""
    yield from FITS
    for fit in FITS:
        yield fit._replace(said=f"{fit.said}; the editor's letter stands on the web", letter=False)
    while stories:
        stories //= 2
        said = f"{stories} titles alone; the others, and the editor's letter, stand on the web"
        yield Fit(said, TITLE, TITLE, letter=False, most=stories)


def fit_said(said: str, stories: int) -> Fit:
    """The fit that a letter of so many stories says it has; of one that says none all is asked."""
    return next((fit for fit in fits(stories) if fit.said == said), FITS[0])
