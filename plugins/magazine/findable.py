"""The words that a story is found by though they do not stand in it: what its problem, remedy and topics are called elsewhere."""

from plugins.magazine.magazine import Magazine
from plugins.magazine.run import Placed


def also(magazine: Magazine, placed: Placed) -> tuple[str, ...]:
    """What a story is filed under, in every language and as people call it, and the businesses in it; each word once."""
    header, vocabulary = placed.story.header, magazine.vocabulary
    filed = [(vocabulary.departments, magazine.department(placed.story)), *((vocabulary.topics, slug) for slug in header.tags)]
    if header.case:
        filed += [(vocabulary.problems, header.case.problem), (vocabulary.remedies, header.case.remedy)]
    terms = [terms[slug] for terms, slug in filed if slug in terms]
    firms = [firm.name for slug in header.businesses if (firm := magazine.directory.businesses.get(slug))]
    return tuple(dict.fromkeys([*(word for term in terms for word in (*term.label.values(), *term.also)), *firms]))
