"""desk schema: what a text editor is told may stand in a file is what the models take."""

import json
from datetime import date

import jsonschema
import pytest
from ruamel.yaml import YAML

from plugins.magazine.schema import KINDS
from tests.printing import ROOT


def header(file):
    """The fields of a file as an editor's YAML reads them (YAML 1.2), days as text."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = text.removeprefix("---\n").partition("\n---\n")[0]
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=date.isoformat))


def everything(errors):
    """The errors with what is below them, where one of several forms would do."""
    for error in errors:
        yield error
        yield from everything(error.context)


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_of_the_sample_fits_its_schema(desk, kind):
    for name in ("masthead.yml", "vocabulary.yml"):
        desk.put(f"content/{name}", (ROOT / "content" / name).read_bytes())
    for file in (ROOT / "content/businesses").iterdir():
        desk.put(f"content/businesses/{file.name}", file.read_bytes())
    desk("schema")
    rules = jsonschema.Draft202012Validator(json.loads(desk.read(f".press/schemas/{kind}.json")))
    files = list((ROOT / "content").glob(KINDS[kind].files))
    assert files
    assert [(file.name, error.message) for file in files for error in rules.iter_errors(header(file))] == []


@pytest.mark.parametrize(
    ("kind", "said", "wrong"),
    [
        ("story", {"tags": ["listening", "lisening"]}, "'lisening' is not one of ['listening']"),
        ("story", {"case": {"kind": "fault", "problem": "damage", "remedy": "replaced", "result": "resolved"}}, "'fault' is not one of"),
        ("story", {"titel": "A slip"}, "'titel' was unexpected"),
        ("booking", {"insertions": [{"issue": "next"}]}, "'next' is not of type 'integer'"),
    ],
)
def test_a_slip_is_told_where_it_is_made(desk, kind, said, wrong):
    done = desk("schema")
    assert f"wrote .press/schemas/{kind}.json" in done.stdout
    rules = jsonschema.Draft202012Validator(json.loads(desk.read(f".press/schemas/{kind}.json")))
    assert any(wrong in error.message for error in everything(rules.iter_errors(said)))


def test_a_single_name_needs_no_brackets(desk):
    desk("schema")
    rules = jsonschema.Draft202012Validator(json.loads(desk.read(".press/schemas/story.json")))
    said = {"tags": "listening", "authors": "ann-lee", "consent": "anonymised", "aliases": "/old/", "date": "2019-03-20"}
    assert list(rules.iter_errors(said)) == []
