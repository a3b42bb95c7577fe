"""A form for each kind of file: its fields are those of the model, so that no rule is written twice."""

from collections.abc import Iterator
from typing import Any

from plugins.magazine.magazine import Magazine
from plugins.magazine.schema import schema
from plugins.magazine.story_header import DESKS_OWN

Field = dict[str, Any]
# How the files of a kind are called, and what they are listed by
_FOLDERS: dict[str, dict[str, Any]] = {
    "story": {"label": "Stories", "folder": "stories", "path": "{{year}}/{{slug}}", "slug": "{{title}}"},
    "issue": {"label": "Issues", "folder": "issues", "slug": "{{number}}", "identifier_field": "theme"},
    "person": {"label": "People", "folder": "people", "slug": "{{name}}", "identifier_field": "name"},
    "business": {"label": "Businesses", "folder": "businesses", "slug": "{{name}}", "identifier_field": "name"},
    "booking": {"label": "Bookings", "folder": "adverts", "slug": "{{advertiser}}", "identifier_field": "advertiser"},
    "page": {"label": "Pages", "folder": "pages", "slug": "{{title}}"},
}
_REQUIRED = {
    "story": {"title"},
    "issue": {"number", "theme"},
    "person": {"name"},
    "business": {"name"},
    "booking": {"advertiser"},
    "page": {"title"},
}
_LONG = {"summary", "text", "problem", "action", "outcome", "lesson", "postal_address", "reason"}


def collections(magazine: Magazine) -> list[dict[str, Any]]:
    """All forms, in the order in which an editor needs them."""
    return [_collection(kind, magazine) for kind in _FOLDERS]


def _collection(kind: str, magazine: Magazine) -> dict[str, Any]:
    made = schema(kind, magazine)
    shape = _FOLDERS[kind]
    written = kind == "booking"  # the one kind that has no text of its own
    fields = [_field(name, one, made, name in _REQUIRED[kind]) for name, one in made["properties"].items()]
    return {
        "name": shape["folder"],
        **{key: value for key, value in shape.items() if key != "folder"},
        "folder": f"{magazine.content.name}/{shape['folder']}",
        "create": True,
        **({"extension": "yml", "format": "yml"} if written else {"extension": "md", "format": "yaml-frontmatter"}),
        "fields": fields if written else [*fields, {"name": "body", "label": "Text", "widget": "markdown", "required": False}],
    }


def _field(name: str, said: dict[str, Any], whole: dict[str, Any], required: bool) -> Field:
    """One field of a form; what the desk alone writes is kept as it is and not shown."""
    field: Field = {"name": name, "label": name.replace("_", " ").capitalize()}
    if name in DESKS_OWN:
        return {**field, "widget": "hidden"}
    return {**field, **_widget(name, _plain(said, whole), whole), "required": required}


def _plain(said: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """What a field takes, where a shorter form of it may stand as well: the longest."""
    forms = list(_forms(said, whole))
    rank = ["object", "array", "integer", "boolean", "string"]
    return min(forms, key=lambda one: rank.index(one.get("type", "string")))


def _forms(said: dict[str, Any], whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in said:
        yield from _forms(whole["$defs"][said["$ref"].rpartition("/")[2]], whole)
    elif "anyOf" in said:
        for one in said["anyOf"]:
            yield from _forms(one, whole)
    elif said.get("type") != "null":
        yield said


def _widget(name: str, said: dict[str, Any], whole: dict[str, Any]) -> Field:
    kind = said.get("type")
    if kind == "object":
        return {"widget": "object", "collapsed": True, "fields": _fields(said, whole)}
    if kind == "array":
        item = _plain(said["items"], whole)
        if item.get("type") == "object":
            return {"widget": "list", "fields": _fields(item, whole)}
        return {"widget": "select", "multiple": True, "options": item["enum"]} if "enum" in item else {"widget": "list"}
    if "enum" in said:
        return {"widget": "select", "options": said["enum"]}
    if kind == "integer":
        return {"widget": "number", "value_type": "int"}
    if kind == "boolean":
        return {"widget": "boolean", "default": bool(said.get("default"))}
    if said.get("format") == "date":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "picker_utc": True}
    if name == "src":
        return {"widget": "image"}
    return {"widget": "text" if name in _LONG else "string"}


def _fields(said: dict[str, Any], whole: dict[str, Any]) -> list[Field]:
    wanted = set(said.get("required", ()))
    return [_field(name, one, whole, name in wanted) for name, one in said["properties"].items()]
