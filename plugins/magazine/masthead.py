"""The masthead is the magazine's own data: its name, its people, its addresses, its languages and its rhythm."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.magazine import masthead_values as values
from plugins.magazine.data_file import read_data_file
from plugins.magazine.dates import long_day, month_of_year, span
from plugins.magazine.mailbox import mailbox
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.model import SLUG, After, AtLeast, Before, Language, Model, Words, one_or_many, web_address
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.typography import HARD

FILE = "masthead.yml"
MONTHS = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "half-yearly": 6, "yearly": 12}
DAYS = {"weekly": 7, "fortnightly": 14}
Kind = Literal["stories", "issues", "corrections", "departments", "topics", "people", "comments", "conversations", "archive"]
FEEDS: tuple[Kind, ...] = get_args(Kind)  # all kinds of feeds; a magazine of ten thousand authors may do without some
Frequency = Literal["weekly", "fortnightly", "monthly", "bimonthly", "quarterly", "half-yearly", "yearly"]


class Mail(Model):
    """Where readers write to."""

    submissions: Words = ""
    comments: Words = ""
    publisher: Words = ""


class Logo(Model):
    """The magazine's mark, as addresses below ``content/``."""

    svg: str = ""
    png: str = ""
    alt: Words = ""


class Subscribe(Model):
    """The form of whatever service keeps the list of readers; without an action a mail is offered instead."""

    action: Annotated[str, After(web_address)] = ""
    name_field: str = "name"
    email_field: str = "email"


class Comments(Model):
    """Whether readers may comment, and for how many days."""

    on: bool = False
    days: Annotated[int, AtLeast(1)] = 60


class Slot(Model):
    """A place for advertisements: what it is called, its size in millimetres of an A4 page, how many an issue, the price.

    One that is ``everywhere`` is a banner: it stands on every page.
    """

    label: Words = ""
    width: Annotated[int, AtLeast(1)] = 180
    height: Annotated[int, AtLeast(1)] = 60
    places: Annotated[int, AtLeast(1)] = 1
    price: Words = ""
    everywhere: bool = False

    @property
    def shape(self) -> str:
        """How it is set: as a ``strip``, ``wide`` or ``small``."""
        return "strip" if self.width >= 3 * self.height else "wide" if self.width > 120 else "small"


class Admin(Model):
    """The repository that the forms of ``/admin/`` commit to."""

    repository: Annotated[str, After(values.repository)]
    host: Literal["github", "gitlab", "gitea"] = "github"
    branch: str = "main"


class Masthead(Model):
    """``content/masthead.yml``."""

    name: Words = "Untitled magazine"
    short_name: Words = ""
    tagline: Words = ""
    number_sign: Words = "#"
    url: Annotated[str, After(values.home)] = "http://localhost:8000"
    publisher: Words = ""
    telephone: Words = ""
    postal_address: Words = ""
    mail: Mail = Mail()
    languages: Annotated[tuple[Language, ...], Before(one_or_many, str | list[str]), After(values.some)] = ("en",)
    time_zone: Annotated[str, After(values.zone)] = "UTC"
    frequency: Frequency = "bimonthly"
    tag_authority: Annotated[str, After(values.authority)] = ""
    logo: Logo = Logo()
    inks: dict[str, int] = {}
    slots: dict[str, Slot] = {}
    subscribe: Subscribe = Subscribe()
    # takes a reader off the list without a question (RFC 8058); without one, readers of the letter write a mail
    unsubscribe_url: Annotated[str, After(values.secure)] | None = None
    comments: Comments = Comments()
    editions: tuple[Literal["web", "feed", "letter", "pdf", "epub"], ...] = ("web", "feed")
    feeds: tuple[Kind, ...] = FEEDS
    sharing_images: bool = True  # a picture drawn for every story and issue: a minute of work for five thousand of them
    admin: Admin | None = None  # without it there are no such forms
    department_mix: dict[str, int] = {}

    @property
    def language(self) -> str:
        """The first language, in which the magazine speaks."""
        return self.languages[0]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return self.short_name or "-".join(re.findall(r"[a-z0-9]+", self.name.lower())) or "magazine"

    @property
    def authority(self) -> str:
        """Who mints its ids (RFC 4151); without one written down it follows the name, never the host."""
        return self.tag_authority or f"{self.stem}.example,2000"

    def numbered(self, number: int | str) -> str:
        """What an issue is called: ``#96`` as it is, and any other sign before a space at which no line ends, as in ``№ 96``."""
        return f"{self.number_sign}{'' if self.number_sign in ('', '#') else HARD}{number}"

    @property
    def imprint(self) -> str:
        """Who stands behind it: the publisher, or the magazine itself."""
        return self.publisher or self.name

    @property
    def sender(self) -> str:
        """Whose address stands on the magazine's letters."""
        return self.mail.publisher or self.mail.submissions

    @property
    def host(self) -> str:
        """The host of whoever mints its ids."""
        return self.authority.partition(",")[0].rpartition("@")[2]

    @property
    def root(self) -> str:
        """The path that every address on its host begins with: empty, or ``/magazine``."""
        return urlsplit(self.url).path

    def absolute(self, address: str) -> str:
        """The full address of ``/stories/x/``."""
        return self.url + address

    def today(self) -> date:
        """The day it is where the magazine is made."""
        return datetime.now(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """The first minute of a day, where the magazine is made."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)

    def later(self, day: date, steps: int) -> date:
        """The day on which the issue appears that is ``steps`` after the one of ``day``."""
        if self.frequency in DAYS:
            return day + timedelta(days=DAYS[self.frequency] * steps)
        month = day.year * 12 + day.month - 1 + MONTHS[self.frequency] * steps
        return date(month // 12, month % 12 + 1, min(day.day, 28))

    def period(self, day: date, language: str = "") -> str:
        """What is printed of an issue's time: ``May/Jun 2019``, ``May 2019``, ``1 May 2019``; in the magazine's language by default."""
        language = language or self.language
        if self.frequency in DAYS:
            return long_day(day, language)
        months = MONTHS[self.frequency]
        if months == 12:
            return str(day.year)
        if months == 1:
            return month_of_year(day, language)
        last = day.year * 12 + day.month - 1 + months - 1
        return span(day, date(last // 12, last % 12 + 1, 1), language)


def load(content: Path, path: str) -> tuple[Masthead, list[Problem]]:
    """Reads the masthead; ``path`` is how problems name its file. A missing one is a problem, not an exception."""
    file = content / FILE
    if not file.is_file():
        message = "the masthead is missing: write at least `name:` and `url:` of the magazine into it"
        return Masthead(), [Problem(path, 0, "masthead", message)]
    manuscript, masthead, problems = read_data_file(Masthead, file, path)
    return masthead, [*problems, *(_rules(masthead, manuscript) if manuscript else ())]


def _rules(masthead: Masthead, manuscript: Manuscript) -> list[Problem]:
    problems = []
    if "name" not in manuscript.data:
        problems.append(Problem(manuscript.path, 0, "masthead", "`name` is missing: write the magazine's name"))
    if "url" not in manuscript.data:
        message = f"`url` is missing: write the address of the site, or every feed leads to {masthead.url}"
        problems.append(Problem(manuscript.path, 0, "masthead", message, WARNING))
    if "tag_authority" not in manuscript.data:
        message = "`tag_authority` is missing: write a host of yours and a year, or ids change with the short name"
        problems.append(Problem(manuscript.path, 0, "masthead", message, WARNING))
    if "letter" in masthead.editions:
        problems += _letter_rules(masthead, manuscript)
    if masthead.short_name and not SLUG.fullmatch(masthead.short_name):
        message = f"`short_name: {masthead.short_name}` begins file names: use small letters, digits and hyphens"
        problems.append(Problem(manuscript.path, manuscript.line("short_name"), "bad-value", message))
    return problems


def _letter_rules(masthead: Masthead, manuscript: Manuscript) -> list[Problem]:
    """What a letter cannot go out without."""
    problems = []
    if not mailbox(masthead.sender):
        message = "a letter comes from somebody: write `publisher: office@my.example` below `mail:`, one address, or take `letter` away"
        problems.append(Problem(manuscript.path, manuscript.line("mail"), "masthead", message))
    if not masthead.postal_address:
        message = "`postal_address` is missing: a letter says at its end where its publisher can be written to on paper"
        problems.append(Problem(manuscript.path, manuscript.line("editions"), "masthead", message, WARNING))
    return problems
