"""Asks pydantic whether what stands in a header fits its model, and names every field that does not, with its line."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for them in every installed package takes longer than an edit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WrapValidator, create_model

from plugins.magazine.manuscript import Manuscript, Place
from plugins.magazine.model import AnyModel, Model, NotADay, fields_of, made, unknown
from plugins.magazine.problem import Problem

LONGEST_MESSAGE = 300
STRICT = ConfigDict(extra="forbid", populate_by_name=True, defer_build=True)
WANTED = {
    "string_type": "one line of words is wanted here",
    "model_type": "fields are wanted here, as in `{name: value}`",
    "dict_type": "fields are wanted here, as in `{name: value}`",
    "tuple_type": "a list is wanted here, as in `[one, two]`",
    "int_parsing": "a whole number is wanted here",
    "bool_parsing": "true or false is wanted here",
}


_TWINS: dict[type[Model], type[BaseModel]] = {}


def twin(model: type[Model]) -> type[BaseModel]:
    """The model as pydantic has it."""
    if model not in _TWINS:
        hints = get_type_hints(model, include_extras=True)
        fields: dict[str, Any] = {name: (hints[name], _field(model, name)) for name in fields_of(model)}
        _TWINS[model] = create_model(model.__name__, __config__=STRICT, __doc__=model.__doc__, **fields)
    return _TWINS[model]


def _field(model: type[Model], name: str) -> Any:
    written = model.WRITTEN.get(name)
    if not hasattr(model, name):
        return Field(alias=written)
    default = getattr(model, name)
    return Field(default_factory=lambda: default, alias=written) if isinstance(default, Model | dict) else Field(default, alias=written)


def fitted(model: type[Model], data: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a model has of some data, which fit; raises ValueError where they do not (``pydantic.ValidationError``)."""
    return _given(twin(model)(**data))


def _given(one: BaseModel) -> dict[str, Any]:
    given = one.model_fields_set
    return {name: value for name, value in vars(one).items() if name in given}


def schema_of(model: type[Model], handler: Any) -> Any:
    """How pydantic makes an object of the model where another has such a field."""

    def plain(value: Any, read: Callable[[Any], Any]) -> Model:
        return value if isinstance(value, model) else made(model, _given(read(value)))

    return WrapValidator(plain).__get_pydantic_core_schema__(twin(model), handler.generate_schema)


def before(function: Callable[[Any], Any], written: Any, source: Any, handler: Any) -> Any:
    """How pydantic has a value changed by a function before it looks at it."""
    more = {} if written is None else {"json_schema_input_type": written}
    return BeforeValidator(function, **more).__get_pydantic_core_schema__(source, handler)


def after(function: Callable[[Any], Any], source: Any, handler: Any) -> Any:
    """How pydantic has a value changed by a function after it has looked at it."""
    return AfterValidator(function).__get_pydantic_core_schema__(source, handler)


def fit_in(model: type[AnyModel], manuscript: Manuscript, data: Mapping[str, Any]) -> tuple[AnyModel, list[Problem]]:
    """What ``model.fit`` gives."""
    try:
        return made(model, fitted(model, data)), []
    except ValidationError as error:
        wrong = error.errors()
        left_out = {str(one["loc"][0]) for one in wrong}
        rest = {name: value for name, value in data.items() if name not in left_out}
        return made(model, fitted(model, rest)), [_problem(model, one, manuscript) for one in wrong]


def _problem(model: type[Model], wrong: Any, manuscript: Manuscript) -> Problem:
    place: Place = tuple(wrong["loc"])
    rule, message = _say(model, wrong)
    return Problem(manuscript.path, manuscript.line(*place), rule, _on_one_line(message))


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


def _fields_at(model: type[Model], place: tuple[Any, ...]) -> list[str]:
    """The names of the fields that the model has at a place inside it."""
    for part in place:
        if hint := get_type_hints(model).get(part):
            model = next(_models_in(hint), model)
    return sorted(model.WRITTEN.get(name, name) for name in fields_of(model))


def _models_in(hint: Any) -> Iterator[type[Model]]:
    if isinstance(hint, type) and issubclass(hint, Model):
        yield hint
    for inner in get_args(hint):
        yield from _models_in(inner)
