"""What may stand in each kind of file, as JSON Schema: text editors complete a field by it, and say at once what does not fit."""

from typing import Any, NamedTuple

from plugins.magazine.booking import BookingHeader
from plugins.magazine.comment import CommentHeader
from plugins.magazine.directory import BusinessHeader, PersonHeader
from plugins.magazine.issue import IssueHeader
from plugins.magazine.magazine import Magazine
from plugins.magazine.masthead import Masthead
from plugins.magazine.model import Model
from plugins.magazine.standing import StandingHeader
from plugins.magazine.story_header import StoryHeader
from plugins.magazine.vocabulary import Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Kind(NamedTuple):
    """A kind of file: its model, and which files below ``content/`` are of it."""

    model: type[Model]
    files: str


KINDS = {
    "masthead": Kind(Masthead, "masthead.yml"),
    "vocabulary": Kind(Vocabulary, "vocabulary.yml"),
    "story": Kind(StoryHeader, "stories/**/*.md"),
    "issue": Kind(IssueHeader, "issues/*.md"),
    "booking": Kind(BookingHeader, "adverts/*.yml"),
    "person": Kind(PersonHeader, "people/*.md"),
    "business": Kind(BusinessHeader, "businesses/*.md"),
    "comment": Kind(CommentHeader, "comments/*/*.md"),
    "page": Kind(StandingHeader, "pages/**/*.md"),
}


def schema(name: str, magazine: Magazine) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the headers of a kind, with the words that this magazine has in its closed lists."""
    from plugins.magazine.fitting import twin  # its forms are printed seldom

    made = twin(KINDS[name].model).model_json_schema()
    words, head = magazine.vocabulary, magazine.masthead
    if name == "story":
        case = made["$defs"]["Case"]["properties"]
        _choose(case["problem"], words.problems)
        _choose(case["remedy"], words.remedies)
        _offer(made["properties"]["category"], words.departments)
        for one in made["properties"]["tags"]["anyOf"]:
            _choose(one.get("items", one), words.topics)
        for one in made["properties"]["authors"]["anyOf"]:
            _offer(one.get("items", one), magazine.directory.people)
    if name == "booking":
        _choose(made["properties"]["slot"], head.slots)
        _choose(made["$defs"]["InsertionHeader"]["properties"]["slot"], head.slots)
        _choose(made["properties"]["advertiser"], magazine.directory.businesses)
    if name == "person":
        _choose(made["properties"]["business"], magazine.directory.businesses)
    if name == "issue":
        _offer(made["properties"]["ink"], head.inks)
    return {"$schema": DIALECT, **made}


def _choose(field: dict[str, Any], words: Any) -> None:
    """One of a closed list; where there is none, any word will do."""
    if words:
        field["enum"] = list(words)


def _offer(field: dict[str, Any], words: Any) -> None:
    """One of these or any other."""
    if words:
        field["examples"] = list(words)
