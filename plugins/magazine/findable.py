"""The words that a page is found by though they do not stand in it: what a problem, a remedy or a topic is called elsewhere."""

from plugins.magazine.magazine import Magazine
from plugins.magazine.run import Placed


def also(magazine: Magazine, placed: Placed) -> tuple[str, ...]:
    """What a story is filed under, in every language and as people call it, and the businesses in it; each word once."""
    header = placed.story.header
    filed = [("departments", magazine.department(placed.story)), *(("topics", slug) for slug in header.tags)]
    if header.case:
        filed += [("problems", header.case.problem), ("remedies", header.case.remedy)]
    firms = [firm.name for slug in header.businesses if (firm := magazine.directory.businesses.get(slug))]
    return tuple(dict.fromkeys([*called(magazine, *filed), *firms]))


def called(magazine: Magazine, *filed: tuple[str, str]) -> tuple[str, ...]:
    """What entries of the vocabulary, each given by its list and its name, are called in every language and by people."""
    lists = ((getattr(magazine.vocabulary, kind), slug) for kind, slug in filed)
    terms = [terms[slug] for terms, slug in lists if slug in terms]
    return tuple(dict.fromkeys(word for term in terms for word in (*term.label.values(), *term.also)))
