"""Who wrote a draft: people the directory knows, by their file names, and a card for everybody it does not know."""

from typing import Any, NamedTuple

from plugins.desk.header import manuscript
from plugins.desk.submission import Submission
from plugins.magazine import directory
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.model import SLUG
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import Problem

PRINTED = ("telephone", "website", "postal_address")  # of a card in a letter; an e-mail address is not made public


class Authors(NamedTuple):
    """The authors by file name, the files of those who are new, and what cannot be settled without the editor."""

    slugs: list[str]
    cards: dict[str, str]
    problems: list[Problem]


def authors(draft: Manuscript, magazine: Magazine, submission: Submission) -> Authors | None:
    """The authors of a draft; None where the field is no list of names, of which the models say what is wrong."""
    given = draft.data.get("authors", [])
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        return None
    slugs: list[str] = []
    cards: dict[str, str] = {}
    problems = []
    for at, name in enumerate(names):
        known = magazine.directory.person(name)
        slug = known.slug if known else slugify(name)
        if not SLUG.fullmatch(slug):
            message = f"`{name}` has no letters to make a file name of: write the author's name"
            problems.append(Problem(draft.path, draft.line("authors", at), "missing-author", message))
        elif not known and slug in magazine.directory.people:
            there = magazine.directory.people[slug]
            message = f"`{name}` would be {there.path}, which is {there.name}: write `{slug}` where that is the same person"
            problems.append(Problem(draft.path, draft.line("authors", at), "unknown-person", message))
        elif not known and SLUG.fullmatch(name):
            message = f"nobody is called `{name}` in people/: write the name as it is to be printed"
            problems.append(Problem(draft.path, draft.line("authors", at), "unknown-person", message))
        elif not known:
            found, broken = submission.found() if not cards else ({}, [])
            problems += broken
            cards |= {file: text for file, text in cards_of(slug, name, found).items() if file not in magazine.files}
        slugs.append(slug)
    return Authors(list(dict.fromkeys(slugs)), cards, problems)


def cards_of(slug: str, name: str, said: dict[str, Any]) -> dict[str, str]:
    """The files of a person and, before it, of the business on the card in their letter, of which ``said`` is what was found."""
    found, contact = said.get("found"), said.get("contact")
    firm = str(found.get("business", "")) if isinstance(found, dict) else ""
    contact = contact if isinstance(contact, dict) else {}
    known = {key: str(contact[key]) for key in PRINTED if contact.get(key)}
    role = {"role": str(contact["role"])} if contact.get("role") else {}
    if known.get("website", "").lower().startswith("www."):
        known["website"] = "https://" + known["website"]
    person, firm_slug = f"{directory.PEOPLE}/{slug}.md", slugify(firm)
    if not firm_slug:
        return {person: manuscript({"name": name, **role, **known}, "")}
    return {
        f"{directory.BUSINESSES}/{firm_slug}.md": manuscript({"name": firm, **known}, ""),
        person: manuscript({"name": name, **role, "business": firm_slug}, ""),
    }
