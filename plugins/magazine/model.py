"""A model says what may stand in a header; reading one names every field that does not fit, with its line."""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from plugins.magazine.manuscript import Manuscript, Place
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import Problem

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for them in every installed package takes longer than an edit

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
SLUG = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")  # a hundred letters: file systems end at 255 bytes
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")  # BCP 47 in its usual forms, and Pelican's pt_BR
LONGEST_MESSAGE = 300
_MARKUP = re.compile(r"<[A-Za-z/!?]")


class Model(BaseModel):
    """The base of all headers: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __repr__(self) -> str:
        """What pydantic says of it, in a fifth of the time: every story's mark is made of this."""
        return f"{type(self).__name__}({', '.join([f'{name}={value!r}' for name, value in self.__dict__.items()])})"

    def __getstate__(self) -> dict[Any, Any]:
        """What was given: all else is as the model has it, and of a story's header that is most."""
        return {name: value for name, value in self.__dict__.items() if name in self.__pydantic_fields_set__}

    def __setstate__(self, given: dict[Any, Any]) -> None:
        values = self.__dict__  # filled and not replaced, Python keeps the names of the fields once for thousands of headers
        values.update(_defaults(type(self)))
        values.update(given)
        fields = {"__pydantic_fields_set__": _set_of(*given), "__pydantic_extra__": None, "__pydantic_private__": None}
        super().__setstate__({"__dict__": values, **fields})


@cache
def _defaults(model: type[Model]) -> dict[str, Any]:
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}


@cache
def _set_of(*names: str) -> set[str]:
    return set(names)


AnyModel = TypeVar("AnyModel", bound=Model)


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


Day = Annotated[date, BeforeValidator(plain_day)]
Words = Annotated[str, BeforeValidator(plain_words)]
Names = Annotated[tuple[Words, ...], BeforeValidator(one_or_many, json_schema_input_type=str | list[str])]
Language = Annotated[Words, AfterValidator(plain_language)]
WebAddress = Annotated[Words, AfterValidator(web_address)]
OldAddress = Annotated[Words, AfterValidator(old_address)]
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
WANTED = {
    "string_type": "one line of words is wanted here",
    "model_type": "fields are wanted here, as in `{name: value}`",
    "dict_type": "fields are wanted here, as in `{name: value}`",
    "tuple_type": "a list is wanted here, as in `[one, two]`",
    "int_parsing": "a whole number is wanted here",
    "bool_parsing": "true or false is wanted here",
}


def fit(model: type[AnyModel], manuscript: Manuscript, data: Mapping[str, Any] | None = None) -> tuple[AnyModel, list[Problem]]:
    """Reads a header into its model.

    Fields that do not fit are named, left out, and the rest is read, so that one slip hides no other. Every field of a
    model that is read this way has a default: what must not be missing is asked by its rules.
    """
    values = dict(manuscript.data if data is None else data)
    try:
        return model(**values), []
    except ValidationError as error:
        problems = list(_problems(model, error, manuscript))
        for wrong in error.errors():
            values.pop(str(wrong["loc"][0]), None)
        return model(**values), problems


def _problems(model: type[Model], error: ValidationError, manuscript: Manuscript) -> Iterator[Problem]:
    for wrong in error.errors():
        place: Place = tuple(part for part in wrong["loc"])
        line = manuscript.line(*place)
        rule, message = _say(model, wrong)
        yield Problem(manuscript.path, line, rule, _on_one_line(message))


def _on_one_line(message: str) -> str:
    """A message quotes what an author wrote, which may be long and may hold line breaks."""
    text = " ".join(message.split())
    return text if len(text) <= LONGEST_MESSAGE else f"{text[: LONGEST_MESSAGE // 2]} … {text[-LONGEST_MESSAGE // 2 :]}"


def _say(model: type[Model], wrong: Any) -> tuple[str, str]:
    place, kind = wrong["loc"], wrong["type"]
    name = str(place[-1]) if isinstance(place[-1], str) else str(place[0])
    if kind == "extra_forbidden":
        return "unknown-field", unknown(name, _fields_at(model, place[:-1]), "field")
    if kind == "missing":
        return "missing-field", f"`{name}` is missing: add it to `{place[0]}`" if len(place) > 1 else f"add `{name}`"
    if kind in ("literal_error", "enum"):
        return "bad-value", f"`{name}: {wrong['input']}` is not known: use {wrong['ctx']['expected'].replace(chr(39), '')}"
    if kind == "value_error":
        said = wrong["ctx"]["error"]
        return ("bad-date" if isinstance(said, NotADay) else "bad-value"), f"`{name}`: {said}"
    wanted = WANTED.get(kind, f"{wrong['msg'].lower()}: see the other files for how it is written")
    return "bad-value", f"`{name}` cannot be read: {wanted}"


def _fields_at(model: Any, place: tuple[Any, ...]) -> list[str]:
    """The names of the fields that the model has at a place inside it."""
    for part in place:
        if isinstance(part, int) or not hasattr(model, "model_fields"):
            continue
        field = model.model_fields.get(part)
        candidates = [model] if field is None else _models_in(field.annotation)
        model = candidates[0] if candidates else model
    return sorted((field.alias or name) for name, field in getattr(model, "model_fields", {}).items())


def _models_in(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for inner in getattr(annotation, "__args__", ()) for found in _models_in(inner)]


def unknown(name: str, known: Any, kind: str) -> str:
    """What to say of a name that nobody knows: the nearest known one where one is near."""
    from difflib import get_close_matches

    longer = [one for one in known if len(name) > 3 and one.startswith(name.lower())]
    near = longer or get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    if near:
        return f"`{name}`: did you mean `{near[0]}`?"
    advice = ADVICE.get(kind, "take it out, or add it to content/vocabulary.yml")
    return f"`{name}` is no {kind} that is known here: {advice.format(slugify(name) or 'name')}"
