"""The vocabulary holds the closed lists: departments, topics, problems and remedies, in every language of the magazine."""

from pathlib import Path

from plugins.magazine.data_file import read_data_file
from plugins.magazine.model import SLUG, Model, Names, Words
from plugins.magazine.problem import Problem
from plugins.magazine.typography import typeset

FILE = "vocabulary.yml"
LISTS = ("departments", "topics", "problems", "remedies")


class Term(Model):
    """One entry: its label and a sentence about it in each language, and the words that people use for it."""

    label: dict[str, Words] = {}
    sentence: dict[str, Words] = {}
    also: Names = ()
    about: dict[str, Words] = {}  # its label within a sentence: `late deliveries`
    did: dict[str, Words] = {}  # of a problem, what members did: `delivered late`

    def name(self, language: str, fallback: str) -> str:
        """Its label in a language, else in English, else ``fallback``."""
        return self.label.get(language) or self.label.get("en") or fallback

    def says(self, language: str) -> str:
        """Its sentence in a language, else in English, else nothing; with typographic marks."""
        return typeset(self.sentence.get(language) or self.sentence.get("en") or "", language)

    def in_sentence(self, language: str, fallback: str) -> str:
        """What it is called in the middle of a sentence; its label without a capital where nobody has said it."""
        label = self.name(language, fallback)
        return self.about.get(language) or (label[:1].lower() + label[1:] if label[1:2].islower() else label)


class Vocabulary(Model):
    """``content/vocabulary.yml``. An empty list means that any word is welcome."""

    departments: dict[str, Term] = {}
    topics: dict[str, Term] = {}
    problems: dict[str, Term] = {}
    remedies: dict[str, Term] = {}

    def label(self, kind: str, slug: str, language: str) -> str:
        """The label of an entry of the list ``kind``; of an unknown one its slug made readable."""
        term = getattr(self, kind).get(slug)
        plain = slug.replace("-", " ").capitalize() if SLUG.fullmatch(slug) else slug
        return term.name(language, plain) if term else plain

    def sentence(self, kind: str, slug: str, language: str) -> str:
        """The sentence about an entry of the list ``kind``, or nothing."""
        term = getattr(self, kind).get(slug)
        return term.says(language) if term else ""


def load(content: Path, path: str) -> tuple[Vocabulary, list[Problem]]:
    """Reads the vocabulary; a magazine without one may use any word."""
    file = content / FILE
    if not file.is_file():
        return Vocabulary(), []
    manuscript, vocabulary, found = read_data_file(Vocabulary, file, path)
    problems = list(found)
    if manuscript is None:
        return vocabulary, problems
    for kind in LISTS:
        for slug in getattr(vocabulary, kind):
            if not SLUG.fullmatch(slug):
                message = f"`{slug}` becomes part of an address: use small letters, digits and hyphens"
                problems.append(Problem(path, manuscript.line(kind, slug), "bad-slug", message))
    return vocabulary, problems
