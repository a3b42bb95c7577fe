"""What is hidden: the clients of anonymised cases. Their names are looked for in all that is there to be printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from plugins.magazine import ordinary
from plugins.magazine.address import INTRASITE, find
from plugins.magazine.checked import is_checked
from plugins.magazine.comment import FOLDER, Comment
from plugins.magazine.inside import texts
from plugins.magazine.leak import Allowance, Hit, Seeker, Term
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.magazine.run import WITHDRAWN, Run
from plugins.magazine.shelf import left_over
from plugins.magazine.story import Story
from plugins.magazine.terms import Hidden, Terms

LEAK, UNCHECKED, UNMARKED = "leak", "unchecked", "unmarked"
NOTHING: Mapping[str, str | Path] = MappingProxyType({})
SHORT = 100  # characters of a line that is told as it stands
ADVICE = "take it out, or allow it there under `allowed` with a reason"
LEFT_OVER = "delete this file, which an editing program left behind and git commits, or allow it under `allowed` with a reason"


class Looked(NamedTuple):
    """One name that was found in a file: its path below the content, the line, and the hit."""

    source: str
    line: int
    hit: Hit


def is_hidden(story: Story) -> bool:
    """Whether the client of a story must not be recognised."""
    consent = story.header.consent
    return story.is_case and consent is not None and consent.client == "anonymised"


def hidden_in(story: Story, terms: Terms, languages: tuple[str, ...]) -> Hidden | None:
    """What is known of a story's client: the terms bear the name of its file, or the reference of its submission."""
    stem, _ = ordinary.stem_and_language(story.source, languages)
    named = terms.known.get(stem.casefold())
    return named or (terms.known.get(story.header.submission.reference.casefold()) if story.header.submission else None)


def said_of(magazine: Magazine, story: Story) -> list[Comment]:
    """What readers wrote about a story."""
    stem, _ = ordinary.stem_and_language(story.source, magazine.masthead.languages)
    return [one for one in magazine.comments if one.story == stem]


def seeker(terms: Terms) -> Seeker:
    """Looks for all terms."""
    known = [one for _, one in sorted(terms.known.items())]
    names = [(written, one.name, with_parts) for one in known for words, with_parts in _names(one) for written in words]
    return _seeker(tuple(names), tuple(Allowance(one.name, _source(each.where), each.words) for one in known for each in one.file.allowed))


_seeker = lru_cache(maxsize=2)(Seeker)  # one build looks through what was written, and then through what was printed


def any_term(term: Term) -> bool:
    """Every name counts."""
    return True


def whole(term: Term) -> bool:
    """Whether a name was written down as it is: parts of names count in some places only."""
    return not term.part


def _names(one: Hidden) -> tuple[tuple[tuple[str, ...], bool], ...]:
    return (one.file.terms, True), (one.file.whole, False)


def _source(where: str) -> str:
    return where.removeprefix("./").removeprefix("content/")


def rules(magazine: Magazine, run: Run) -> Iterator[Problem]:
    """Names that must not appear and do, and anonymised cases that nobody has looked through."""
    yield from magazine.terms.problems
    yield from _unchecked(magazine, run)
    yield from told(magazine, leaks(magazine, run))


def told(magazine: Magazine, found: Iterable[Looked]) -> Iterator[Problem]:
    """The same as problems."""
    for source, line, hit in found:
        what = f"a name in `{hit.term.written}`" if hit.term.part else f"`{hit.term.written}`"
        file = magazine.terms.known[hit.term.owner.casefold()].path
        message = f"{what} must not appear ({file}) and stands here: \u201c{hit.words}\u201d; "
        message += ADVICE if source in magazine.files else LEFT_OVER
        yield Problem(f"{magazine.label}/{source}", line, LEAK, message)


def _unchecked(magazine: Magazine, run: Run) -> Iterator[Problem]:
    """Cases, and comments on them, that this machine cannot look through, and that were not when they were written."""
    severity = ERROR if magazine.publish else WARNING
    languages, by_stem = magazine.masthead.languages, dict[str, bool]()
    for story in magazine.stories:
        if not is_hidden(story) or run.placed[story.path].state == WITHDRAWN:
            continue
        at_hand = hidden_in(story, magazine.terms, languages) is not None
        by_stem[ordinary.stem_and_language(story.source, languages)[0]] = at_hand
        if not story.checked:
            yield _not_marked(story.path, story.line("checked") if story.header.checked else story.line("consent"), at_hand, severity)
    for one in magazine.comments:
        if one.story in by_stem and not is_checked(one.manuscript):
            yield _not_marked(one.path, one.manuscript.line("checked"), by_stem[one.story], severity)


def _not_marked(path: str, line: int, at_hand: bool, severity: str) -> Problem:
    name = PurePosixPath(path).parent.name if f"/{FOLDER}/" in path else PurePosixPath(path).stem
    if at_hand:
        message = f"it has no mark of this very text, which a machine without private/ goes by: run desk terms {name}"
        return Problem(path, line, UNMARKED, message, WARNING)
    message = f"this machine cannot check it for its client's name: run desk terms {name} where private/ is, which marks this very text"
    return Problem(path, line, UNCHECKED, message, severity)


def leaks(magazine: Magazine, run: Run, unwritten: Mapping[str, str | Path] = NOTHING) -> Iterator[Looked]:
    """Every name that stands where it must not: in the text and the name of any file, and in what a camera wrote into a picture.

    A part of a name counts in the case itself, in what was said of it, in the issue that it stands in, and in what a program for
    editing left behind, which may be a copy of them. Files that are not written yet are given by their names below the content:
    what will stand in them, or where they lie today.
    """
    if not magazine.terms.known:
        return
    looking = seeker(magazine.terms)
    near = _near(magazine, run)
    aside = left_over(magazine.content, magazine.files)
    every = frozenset(one.name for one in magazine.terms.known.values())
    for source in (*magazine.files, *aside):
        if source in magazine.terms.clean:
            continue
        close = near.get(source, frozenset()) if source in magazine.files else every

        def counts(term: Term, close: frozenset[str] = close) -> bool:
            return not term.part or term.owner in close

        yield from (Looked(source, 0, hit) for hit in _one_each(looking.hits(source, counts, source, name=True)))
        for text, has_lines in _texts(magazine, source, unwritten.get(source)):
            if found := looking.hits(text, counts, source):
                lines = _by_line(partial(looking.hits, counts=counts, where=source), text) if has_lines else {}
                yield from (Looked(source, line, hit) for (line, _), hit in lines.items())
                owners = {owner for _, owner in lines}
                yield from (Looked(source, 0, hit) for hit in _one_each(found) if hit.term.owner not in owners)


def is_clean(magazine: Magazine, source: str) -> bool:
    """Whether a file has none of all these names, nor a part of one: then it has none wherever it belongs to."""
    looking = seeker(magazine.terms)
    texts = (text for text, _ in _texts(magazine, source, None))
    return not looking.hits(source, any_term, source, name=True) and not any(looking.hits(text, any_term, source) for text in texts)


def _one_each(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of several names of one owner in one place the first that is whole."""
    seen = set()
    for hit in sorted(hits, key=lambda hit: hit.term.part):
        if hit.term.owner not in seen:
            seen.add(hit.term.owner)
            yield hit


def _by_line(hits: Callable[[str], list[Hit]], text: str) -> dict[tuple[int, str], Hit]:
    """What is found on each line of a text, or begins there and ends on the next, by line and owner."""
    lines = text.split("\n")
    found: dict[tuple[int, str], Hit] = {}
    for many in (1, 2):
        for at in range(len(lines)):
            for hit in _one_each(hits("\n".join(lines[at : at + many]))):
                if not any((at + 1 + step, hit.term.owner) in found for step in range(many)):
                    words = " ".join(" ".join(lines[at : at + many]).split())
                    as_written = len(words) <= SHORT and words.isprintable()
                    found[at + 1, hit.term.owner] = hit._replace(words=words) if as_written else hit
    return found


def _texts(magazine: Magazine, source: str, unwritten: str | Path | None) -> Iterator[tuple[str, bool]]:
    """What can be read in a file, and whether it has lines that an editor can count."""
    if isinstance(unwritten, str):
        yield unwritten, True
        return
    try:
        with (unwritten or magazine.content / source).open("rb") as file:
            yield from texts(source, file)
    except OSError:  # nobody can print it either, which is told where it is
        return


def _near(magazine: Magazine, run: Run) -> Mapping[str, frozenset[str]]:
    """The files in which a part of a name counts, with the owners of such names."""
    near: dict[str, set[str]] = {}
    languages = magazine.masthead.languages
    cases = [(story, owner) for story in magazine.stories if (owner := hidden_in(story, magazine.terms, languages))]
    of_story: dict[str, set[str]] = {}
    of_issue: dict[int, set[str]] = {}
    for story, owner in cases:
        of_story.setdefault(story.slug, set()).add(owner.name)
        issue = run.placed[story.path].issue
        if issue:
            of_issue.setdefault(issue.number, set()).add(owner.name)
    said: dict[str, list[str]] = {}
    for one in magazine.comments:
        said.setdefault(one.story, []).append(one.path.removeprefix(f"{magazine.label}/"))
    for story in magazine.stories:
        issue = run.placed[story.path].issue
        owners = of_story.get(story.slug, set()) | (of_issue.get(issue.number, set()) if issue else set())
        if owners:
            shown = [link.target for link in magazine.links.get(story.path, ()) if link.picture]
            shown += [story.header.image.src] if story.header.image else []
            comments = said.get(ordinary.stem_and_language(story.source, languages)[0], ())
            for source in [story.source, *comments, *(_file(target, story.source) for target in shown)]:
                near.setdefault(source, set()).update(owners)
    for issue in magazine.issues:
        near.setdefault(issue.path.removeprefix(f"{magazine.label}/"), set()).update(of_issue.get(issue.number, ()))
    for booking in magazine.bookings:
        for insertion in booking.insertions:
            near.setdefault(booking.path.removeprefix(f"{magazine.label}/"), set()).update(of_issue.get(insertion.issue, ()))
    return {source: frozenset(owners) for source, owners in near.items()}


def _file(target: str, source: str) -> str:
    """The file below the content that a picture of a text is."""
    intrasite = INTRASITE.match(target)
    return find(intrasite[2].strip(), source) if intrasite else unquote(target).lstrip("/")
