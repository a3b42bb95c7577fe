"""What stands on a story's page."""

from typing import Any, NamedTuple

from plugins.magazine.advert import Advert
from plugins.magazine.business_card import BusinessCard, Image
from plugins.magazine.credits import Credits
from plugins.magazine.furniture import Head, Site
from plugins.magazine.galley import Text
from plugins.magazine.line import StoryLine
from plugins.magazine.listing import Ref
from plugins.magazine.notice import Notice, VowLine
from plugins.magazine.problem import Problem
from plugins.stories.comments import NOTHING, Comments
from plugins.stories.related import Related


class StoryView(NamedTuple):
    """Everything on a story's page."""

    site: Site
    head: Head
    line: StoryLine
    body: Text
    in_brief: tuple[tuple[str, str], ...]
    result: str
    problem: str
    remedy: str
    image: Image | None
    cards: tuple[BusinessCard, ...]
    businesses: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    translations: tuple[tuple[str, str, str], ...]
    credits: Credits
    previous: StoryLine | None
    following: StoryLine | None
    about_you: str
    withdrawn: str
    problems: tuple[Problem, ...]
    comments: Comments = NOTHING
    adverts: tuple[Advert, ...] = ()
    also: tuple[str, ...] = ()
    extras: dict[str, Any] = {}
    filed_under: Ref = Ref("")
    related: tuple[Related, ...] = ()
    corrections: tuple[Notice, ...] = ()
    promises: tuple[VowLine, ...] = ()
