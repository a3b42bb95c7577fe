"""Terms are the names that must not appear: of each anonymised case its client's, kept where only editors can read them."""

from pathlib import Path
from typing import Annotated, NamedTuple

from plugins.magazine.data_file import read_data_file
from plugins.magazine.manuscript import Manuscript
from plugins.magazine.mark import mark
from plugins.magazine.model import Before, Model, Names, Words, one_entry_or_many
from plugins.magazine.problem import Problem

PRIVATE, FOLDER, SUFFIX = "private", "terms", ".yml"


class Allowed(Model):
    """One place where such words mean somebody else: the words as they stand there, the file, and the reason."""

    words: Words
    where: Words
    because: Words


class TermsFile(Model):
    """``private/terms/<file name of the story, or its reference>.yml``.

    ``terms`` are looked for with the single names in them; what stands under ``whole`` is looked for as it is. ``unknown`` says
    why the desk knows no name, where it knows none.
    """

    terms: Names = ()
    whole: Names = ()
    unknown: Words = ""
    allowed: Annotated[tuple[Allowed, ...], Before(one_entry_or_many, Allowed | list[Allowed])] = ()


class Hidden(NamedTuple):
    """What is known of one client: ``name`` is the file's, which is that of the story or the reference of its submission."""

    path: str
    name: str
    manuscript: Manuscript
    file: TermsFile


class Terms(NamedTuple):
    """All that are at hand, with what is wrong with their files. A machine without ``private/`` has none.

    The files of the content that are ``clean`` are known to have none of them.
    """

    known: dict[str, Hidden] = {}
    problems: tuple[Problem, ...] = ()
    clean: frozenset[str] = frozenset()

    @property
    def mark(self) -> str:
        """The same for two machines that look for the same."""
        return mark([(one.name, one.file) for one in self.known.values()])


NO_TERMS = Terms()


def folder_beside(content: Path) -> Path:
    """Where the terms of a magazine lie, on a machine that has them."""
    return content.parent / PRIVATE / FOLDER


def read_terms(folder: Path) -> Terms:
    """Reads every file of such a folder; nothing in them makes this raise."""
    known: dict[str, Hidden] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        path = f"{PRIVATE}/{FOLDER}/{file.name}"
        manuscript, held, found = read_data_file(TermsFile, file, path)
        problems += found
        if manuscript is None:
            continue
        if not (held.terms or held.whole or held.unknown) and not found:
            message = "there is no name in it: write `terms: [...]`, or `unknown:` and why the desk knows none"
            problems.append(Problem(path, 1, "terms", message))
        if held.terms or held.whole or held.unknown:
            known[file.stem.casefold()] = Hidden(path, file.stem, manuscript, held)
    return Terms(known, tuple(problem._replace(rule="terms") for problem in problems))
