"""A model says what may stand in a header: the fields, what each may be, and what it is where nothing was written.

Its objects are plain. Whether a header fits is asked of pydantic (``fitting.py``), which takes longer to import than most builds
take to print, and so only where one has to be read.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar, dataclass_transform
from urllib.parse import urlsplit

from plugins.magazine.manuscript import Manuscript
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import Problem

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
SLUG = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")  # a hundred letters: file systems end at 255 bytes
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")  # BCP 47 in its usual forms, and Pelican's pt_BR
_MARKUP = re.compile(r"<[A-Za-z/!?]")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Model:
    """The base of all headers: nothing unknown, nothing changed afterwards.

    An object holds what was given, in the order of the fields; all else is as its class has it. ``WRITTEN`` are the names that
    fields have in a file, where those are no names in Python. Raises ValueError where something does not fit.
    """

    WRITTEN: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **given: Any):
        if given or not all(hasattr(self, name) for name in fields_of(type(self))):
            from plugins.magazine.fitting import fitted

            self.__dict__.update(fitted(type(self), given))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} stays as it was read")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join([f'{name}={value!r}' for name, value in self.__dict__.items()])})"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _values(self) == _values(other)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from plugins.magazine.fitting import schema_of

        return schema_of(cls, handler)


AnyModel = TypeVar("AnyModel", bound=Model)


def fields_of(model: type[Model]) -> list[str]:
    """The names of a model's fields, in order."""
    of_each = (vars(one).get("__annotations__", {}) for one in reversed(model.__mro__) if issubclass(one, Model) and one is not Model)
    return list(dict.fromkeys(name for names in of_each for name in names))


def given_in(one: Model) -> set[str]:
    """The names of the fields that were given."""
    return set(vars(one))


def _values(one: Model) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in fields_of(type(one)))


def made(model: type[AnyModel], values: Mapping[str, Any]) -> AnyModel:
    """An object of values that are known to fit, in the order of the fields."""
    one = model.__new__(model)
    vars(one).update(values)
    return one


def changed(one: AnyModel, **values: Any) -> AnyModel:
    """The same with other values, which are not looked at."""
    all_values = {**vars(one), **values}
    return made(type(one), {name: all_values[name] for name in fields_of(type(one)) if name in all_values})


class Before:
    """Changes a value before it is looked at; ``written`` is what may stand in the file, where that is something else.

    Raises what its function raises: a ValueError says what does not fit.
    """

    def __init__(self, function: Callable[[Any], Any], written: Any = None):
        self.function, self.written = function, written

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from plugins.magazine.fitting import before

        return before(self.function, self.written, source, handler)


class After(Before):
    """Changes a value, or refuses it, that is of the right kind."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from plugins.magazine.fitting import after

        return after(self.function, source, handler)


class AtLeast:
    """A number that is no smaller."""

    def __init__(self, least: int):
        self.least = least

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return {**handler(source), "ge": self.least}


class NotADay(ValueError):
    """A day that cannot be read, or that no magazine has."""


def plain_day(value: Any) -> Any:
    """A day as ISO 8601 writes it (``2019-03-20``), in the years a magazine can have; raises NotADay otherwise."""
    if isinstance(value, date) or value is None:
        return value
    try:
        day = date.fromisoformat(str(value).strip())
    except ValueError:
        raise NotADay(f"`{value}` is not a day: write year-month-day, as in 2019-03-20") from None
    if wrong := strange_year(day):
        raise NotADay(wrong)
    return day


def strange_year(day: date) -> str:
    """What is wrong with a day in a year that no magazine has; nothing of any other."""
    first, last = EARLIEST.year, LATEST.year
    return "" if first <= day.year <= last else f"{day.year} cannot be right: write a year from {first} to {last}"


def plain_words(value: Any) -> Any:
    """One line of words without markup; raises ValueError where a tag or a line break stands in it."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    if _MARKUP.search(text):
        raise ValueError(f"`{text[:40]}` holds markup, which is printed as it stands: use plain words")
    return text


def plain_language(value: str) -> str:
    """The code of a language, which becomes part of addresses; raises ValueError otherwise."""
    if value and not LANGUAGE.fullmatch(value):
        raise ValueError(f"`{value}` is no code of a language: write two letters, as in en or uk")
    return value


def web_address(value: str) -> str:
    """An address that a reader can be sent to; raises ValueError otherwise."""
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"""[\s"'<>\\^`{|};,]""", value)):
        raise ValueError(f"`{value}` is no web address: begin it with https://")
    return value


def old_address(value: str) -> str:
    """An address of this magazine that a story had before; raises ValueError otherwise."""
    if not re.fullmatch(r"(/[^/\s?#%\\]{1,100}){1,8}/?", value) or {"..", "."} & set(value.split("/")):
        raise ValueError(f"`{value}` is no address of this magazine: begin it with a slash, as in /stories/the-old-name/")
    return value


def one_or_many(value: Any) -> Any:
    """A list, also where a single name was written."""
    return [value] if isinstance(value, str) else value


def one_entry_or_many(value: Any) -> Any:
    """A list of entries that have fields, also where a single one was written."""
    return [value] if isinstance(value, dict) else value


Day = Annotated[date, Before(plain_day)]
Words = Annotated[str, Before(plain_words)]
Names = Annotated[tuple[Words, ...], Before(one_or_many, str | list[str])]
Language = Annotated[Words, After(plain_language)]
WebAddress = Annotated[Words, After(web_address)]
OldAddress = Annotated[Words, After(old_address)]
ADVICE = {
    "field": "take it out",
    "person": "mend the name, or write content/people/{}.md",
    "business": "mend the name, or write content/businesses/{}.md",
    "comment": "write the name of another file of this folder, without .md, or take it out",
    "story": "mend the name, or take it out",
    "booking": "mend the name, or write content/adverts/{}.yml",
    "slot": "mend the name, or add it to `slots` in content/masthead.yml",
    "ink": "mend the name, or add it to `inks` in content/masthead.yml",
}


def fit(model: type[AnyModel], manuscript: Manuscript, data: Mapping[str, Any] | None = None) -> tuple[AnyModel, list[Problem]]:
    """Reads a header into its model.

    Fields that do not fit are named, left out, and the rest is read, so that one slip hides no other. Every field of a
    model that is read this way has a default: what must not be missing is asked by its rules.
    """
    from plugins.magazine.fitting import fit_in

    return fit_in(model, manuscript, manuscript.data if data is None else data)


def unknown(name: str, known: Any, kind: str) -> str:
    """What to say of a name that nobody knows: the nearest known one where one is near."""
    from difflib import get_close_matches

    longer = [one for one in known if len(name) > 3 and one.startswith(name.lower())]
    near = longer or get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    if near:
        return f"`{name}`: did you mean `{near[0]}`?"
    advice = ADVICE.get(kind, "take it out, or add it to content/vocabulary.yml")
    return f"`{name}` is no {kind} that is known here: {advice.format(slugify(name) or 'name')}"
