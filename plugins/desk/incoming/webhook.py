"""What a form service sends at each answer (.json): Typeform, Tally, Netlify, Formspree, Google Forms, or a plain object."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.desk.house import Refused
from plugins.desk.incoming.answers import Answer, NoStory, arrival
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.tree import TooDeep

LARGEST = 5 * 1024 * 1024
# Where services put the answers of one person, the most telling first; what stands beside that is about the sending
_INSIDE = """form_response ordered_human_fields human_fields namedvalues submission payload data response answers fields""".split()
_LISTS = ("submissions", "responses", "items", "results", "rows", "entries")
# What a plain object may say of the sending
_SERVICE = frozenset(
    """id event_id event_type eventid eventtype form form_id formid form_name formname form-name bot-field token response_id responseid
    submission_id submissionid respondent_id respondentid user_agent useragent ip referrer referer _gotcha honeypot g-recaptcha-response
    signature""".split()
)
_WHEN = ("submitted_at", "createdat", "created_at", "submittedat", "_date", "lastsubmittedtime", "createtime")
_LABELS = ("label", "title", "question", "name", "key", "ref", "q")
_VALUES = ("value", "answer", "text", "email", "phone_number", "url", "date", "number", "boolean", "file_url", "choice", "choices", "a")


def read(file: Path) -> Iterator[Arrival | Refused]:
    """The arrivals of a file: of one object, or of a list of them; one without a story is refused by its number."""
    raw = file.read_bytes()
    if len(raw) > LARGEST:
        raise Refused(file, f"the file is larger than {LARGEST // 1024 // 1024} MB: export fewer answers at once")
    try:
        said = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as why:
        raise Refused(file, f"this is no JSON ({str(why)[:80]}): export it again from the form service") from why
    objects = list(_objects(said))
    if not objects:
        raise Refused(file, "there are no answers in this file: export it again from the form service")
    for number, one in enumerate(objects, 1):
        name = str(file) if len(objects) == 1 else f"{file}:{number}"
        own = raw if len(objects) == 1 else json.dumps(one, ensure_ascii=False, indent=1).encode()
        try:
            yield arrival(answers(one), name, own, ".json", _id(one))
        except NoStory:
            yield Refused(name, "there is no story among these answers: look whether it is one, and ask its author for it")
        except (TooDeep, RecursionError):
            yield Refused(name, "these answers cannot be read: export them again from the form service as CSV")
        except Refused as why:
            yield why


def _objects(said: Any) -> Iterator[dict[str, Any]]:
    if isinstance(said, dict):
        below = next(
            (said[name] for name in _LISTS if isinstance(said.get(name), list) and all(isinstance(x, dict) for x in said[name])), None
        )
        if below:
            yield from below
        else:
            yield said
    elif isinstance(said, list) and said and all(isinstance(one, dict) and _is_pair(one) for one in said):
        yield {"fields": said}
    elif isinstance(said, list):
        for one in said:
            yield from _objects(one)


def _id(one: dict[str, Any]) -> str:
    """What the service calls this answer, by which it is known when it comes again."""
    below = [one, *(one[name] for name in _INSIDE if isinstance(one.get(name), dict))]
    names = ("submissionId", "submission_id", "responseId", "response_id", "token", "eventId", "event_id", "id")
    return next((str(each[name]) for each in below for name in names if isinstance(each.get(name), (str, int))), "")


def answers(one: dict[str, Any]) -> list[Answer]:
    """All answers of one person, in order, and the day on which the service took them."""
    titles, when = _titles(one), ""
    said: Any = one
    while isinstance(said, dict) and not _is_pair(said):
        small = {name.lower(): value for name, value in said.items()}
        when = next((str(small[name]) for name in _WHEN if isinstance(small.get(name), str)), when)
        inside = next((small[name] for name in _INSIDE if isinstance(small.get(name), (dict, list)) and small[name]), None)
        if inside is None:
            break
        said = inside
    return [*_within(said, titles), *([Answer("Submitted", when)] if when else [])]


def _titles(one: Any) -> dict[str, str]:
    """The questions of a form by their id, where answers name the id alone (Typeform)."""
    form = one.get("form_response", one) if isinstance(one, dict) else {}
    fields = form.get("definition", {}).get("fields", []) if isinstance(form, dict) and isinstance(form.get("definition"), dict) else []
    return {str(field["id"]): str(field.get("title", "")) for field in fields if isinstance(field, dict) and "id" in field}


def _within(said: Any, titles: dict[str, str], question: str = "") -> Iterator[Answer]:
    if isinstance(said, dict) and _is_pair(said):
        yield Answer(_label(said, titles, question), _value(said))
    elif isinstance(said, dict):
        for name, value in said.items():
            if name.lower() not in (*_SERVICE, *_WHEN):
                yield from _within(value, titles, question if name in ("textAnswers", "answers", "value") else name)
    elif isinstance(said, list) and any(isinstance(one, dict) for one in said):
        for one in said:
            yield from _within(one, titles, question)
    else:
        yield Answer(question, _text(said))


def _is_pair(said: dict[str, Any]) -> bool:
    """Whether it is one question with its answer, and not a person with all of theirs."""
    named = "field" in said or any(name in said for name in _LABELS)
    if "field" in said and "type" in said or "q" in said and "a" in said:
        return True
    answered = [name for name in _VALUES if name in said]
    return named and ("value" in said or "answer" in said or ("type" in said and bool(answered)))


def _label(said: dict[str, Any], titles: dict[str, str], question: str) -> str:
    field = said.get("field")
    if isinstance(field, dict):
        return titles.get(str(field.get("id"))) or str(field.get("title") or field.get("ref") or question)
    return next((str(said[name]) for name in _LABELS if isinstance(said.get(name), str) and said[name]), question)


def _value(said: dict[str, Any]) -> str:
    kind = said.get("type")
    name = kind if isinstance(kind, str) and kind in said and kind not in ("type",) else next((one for one in _VALUES if one in said), "")
    value = said.get(name)
    chosen = {str(one.get("id")): str(one.get("text") or one.get("label")) for one in said.get("options") or () if isinstance(one, dict)}
    if chosen and isinstance(value, list):
        value = [chosen.get(str(one), str(one)) for one in value]
    elif chosen and isinstance(value, str):
        value = chosen.get(value, value)
    return _text(value)


def _text(value: Any) -> str:
    """An answer in words: yes and no, several with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        named = next((value[name] for name in ("labels", "label", "text", "value", "url", "name") if name in value), None)
        return _text(named) if named is not None else ", ".join(f"{name}: {_text(one)}" for name, one in value.items())
    return str(value)
