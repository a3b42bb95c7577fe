"""Has bound into a finished tree what is made of all its pages together, before readers see it."""

from collections.abc import Mapping

from plugins.magazine.page import binding
from plugins.magazine.problem import Problem
from plugins.magazine.terms import Terms
from plugins.press.tree import Trees


def bind(trees: Trees, name: str, pages: Mapping[str, str], terms: Terms) -> list[Problem]:
    """What could not be bound into the tree ``name``, whose files are ``pages``, each with its mark, or none where nobody knows."""
    beside = trees.folder(trees.current) if trees.current else None
    return [problem for _, found in binding.send(trees.folder(name), pages=pages, beside=beside, terms=terms) for problem in found]
