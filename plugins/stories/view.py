"""What stands on a story's page."""

from typing import Any, NamedTuple

from plugins.magazine.advert import Advert
from plugins.magazine.business_card import BusinessCard, Image
from plugins.magazine.credits import NOBODY_ELSE, Credits
from plugins.magazine.furniture import Head, Site
from plugins.magazine.galley import NO_TEXT, Text
from plugins.magazine.line import StoryLine
from plugins.magazine.listing import Ref
from plugins.magazine.notice import Notice, VowLine
from plugins.magazine.problem import Problem
from plugins.stories.comments import NOTHING, Comments
from plugins.stories.related import Related


class StoryView(NamedTuple):
    """Everything on a story's page. Of one that was withdrawn there is only what has to be said of every page."""

    site: Site
    head: Head
    line: StoryLine
    problems: tuple[Problem, ...]
    body: Text = NO_TEXT
    in_brief: tuple[tuple[str, str], ...] = ()
    result: str = ""
    problem: str = ""
    remedy: str = ""
    image: Image | None = None
    cards: tuple[BusinessCard, ...] = ()
    businesses: tuple[Ref, ...] = ()
    topics: tuple[Ref, ...] = ()
    translations: tuple[tuple[str, str, str], ...] = ()
    credits: Credits = NOBODY_ELSE
    previous: StoryLine | None = None
    following: StoryLine | None = None
    about_you: str = ""
    withdrawn: str = ""
    comments: Comments = NOTHING
    adverts: tuple[Advert, ...] = ()
    also: tuple[str, ...] = ()
    extras: dict[str, Any] = {}
    filed_under: Ref = Ref("")
    related: tuple[Related, ...] = ()
    corrections: tuple[Notice, ...] = ()
    promises: tuple[VowLine, ...] = ()
