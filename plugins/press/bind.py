"""Has bound into a finished tree what is made of all its pages together, before readers see it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.magazine.finished import Finished, all_said
from plugins.magazine.leaf import Leaf
from plugins.magazine.page import Sheet, binding
from plugins.magazine.problem import Problem
from plugins.magazine.terms import Terms
from plugins.press.ledger import Ledger
from plugins.press.tree import Trees


def bind(trees: Trees, name: str, pages: Mapping[str, str], terms: Terms, ledger: Ledger) -> list[Problem]:
    """What could not be bound into the tree ``name``, whose files are ``pages``, each with its mark, or none where nobody knows."""
    beside = trees.folder(trees.current) if trees.current else None
    folder = trees.folder(name)
    said = _said_in(folder, pages, ledger)
    return [problem for _, found in binding.send(folder, pages=pages, beside=beside, terms=terms, said=said) for problem in found]


def _said_in(folder: Path, pages: Mapping[str, str], ledger: Ledger) -> Callable[[str], str]:
    """A function that gives all that can be read in an edition of the tree; what was read when it was printed is not read again."""

    def said(file: str) -> str:
        kept = ledger.sheet(file)
        known = None
        if kept and pages[file] and kept[0] == pages[file]:
            sheet = Sheet(*kept[1:])
            known = Finished(tuple(Leaf(*one) for one in sheet.leaves), sheet.beside)
        return all_said(file, (folder / file).read_bytes(), known)

    return said
