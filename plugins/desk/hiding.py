"""To hide a client is to write down the names that must not appear, to look for them, and to mark every text that passed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from plugins.desk.edit import edited
from plugins.desk.header import scalar
from plugins.desk.house import CONTENT, PRIVATE, Refused, shown, write_whole
from plugins.magazine import hidden, terms
from plugins.magazine.checked import FIELD, checked_mark, is_checked
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import Manuscript, read
from plugins.magazine.ordinary import stem_and_language
from plugins.magazine.problem import Problem, in_order
from plugins.magazine.story import Story
from plugins.magazine.terms import SUFFIX, Terms, TermsFile, read_terms

SHORTEST = 2  # letters and digits of what is looked for; of a word in small letters more


def at_hand(root: Path) -> Terms:
    """All names that must not appear, as far as this machine has them."""
    return read_terms(root / PRIVATE / terms.FOLDER)


def remember(root: Path, name: str, names: Iterable[str], unknown: str = "") -> Path:
    """Writes down names that must not appear; ``name`` is that of the story's file, or the reference of its submission.

    What was written down before stays. Raises Refused where that cannot be read, or where a name would be found everywhere.
    """
    names = list(names)
    if short := next((one.strip() for one in names if one.strip() and _is_everywhere(one.strip())), None):
        raise Refused(f"{PRIVATE}/{terms.FOLDER}", f"`{short}` would be found everywhere or nowhere: write the name as it might be printed")
    known = at_hand(root).known.get(name.casefold())
    file = root / known.path if known else root / PRIVATE / terms.FOLDER / f"{name}{SUFFIX}"
    held = known.file if known else TermsFile()
    new = [one for one in dict.fromkeys(" ".join(one.split()) for one in names) if one and one not in (*held.terms, *held.whole)]
    if not new and (not unknown or unknown == held.unknown):
        return file

    def add(header: Any) -> None:
        if isinstance(header.get("terms"), list):
            header["terms"] += new  # with an editor's remarks between them
        elif new:
            header["terms"] = [*held.terms, *new]
        if unknown:
            header["unknown"] = unknown

    if file.exists():
        write_whole(file, edited(file.read_text("utf-8"), add, shown(file, root)).encode())
    else:
        lines = [f"# Names that must not appear: of the client of {name}. False hits are allowed one by one:"]
        lines.append("# allowed: [{words: ..., where: content/stories/..., because: ...}]")
        lines += ["terms:", *(f"  - {scalar(one)}" for one in new)] if new else []  # a line each, so that git can merge them
        lines += [f"unknown: {scalar(unknown)}"] if unknown else []
        write_whole(file, ("\n".join(lines) + "\n").encode())
    return file


def _is_everywhere(name: str) -> bool:
    return sum(map(str.isalnum, name)) < SHORTEST + 2 * name.islower()


def is_anonymised(header: Mapping[str, Any]) -> bool:
    """Whether a header, as it is typed, says that the client must not be recognised."""
    consent = header.get("consent")
    return (consent.get("client") if isinstance(consent, dict) else consent) == "anonymised"


def mark_for(source: str, text: str) -> str:
    """The mark of a text that is to be the file ``source`` below content/."""
    manuscript, _ = read(Path(source), f"{CONTENT}/{source}", strict=True, raw=text.encode())
    return checked_mark(manuscript) if manuscript else ""


def passed(source: str, tried: Magazine, files: Mapping[str, str | Path], known: Terms, day: date) -> list[Problem]:
    """What keeps new files out: the client's names are not at hand, or names stand in them, or the client's anywhere.

    ``tried`` is the magazine as it would be with the new ``files``, which are given by their names below content/.
    """
    tried = replace(tried, terms=known)
    one = tried.sources.get(source)
    owner = one and hidden.hidden_in(one, known, tried.masthead.languages)
    if one and hidden.is_hidden(one) and not owner:
        reference = one.header.submission.reference if one.header.submission else Path(source).stem
        message = f"the client is anonymised: say which names must not appear (desk terms {reference} 'Jo Park' 'Park & Sons'), "
        message += f"or why nobody knows them (desk terms {reference} --unknown 'the author never told us')"
        return [Problem(one.path, one.line("consent"), hidden.UNCHECKED, message)]
    found = hidden.leaks(tried, tried.run(day), files)
    mine = [each for each in found if each.source in files or owner and each.hit.term.owner == owner.name]
    return in_order([*known.problems, *hidden.told(tried, mine)])


def unnamed(text: str, one: Story, magazine: Magazine, path: object) -> None:
    """Raises Refused, told of a path, where words that are to be printed with a story name its client, or that of another."""
    known = hidden.hidden_in(one, magazine.terms, magazine.masthead.languages)
    for hit in hidden.seeker(magazine.terms).hits(text, lambda term: not term.part or known is not None and term.owner == known.name):
        file = magazine.terms.known[hit.term.owner.casefold()].path
        raise Refused(path, f"`{hit.term.written}` must not appear ({file}) and stands here: \u201c{hit.words}\u201d; take it out")


def kept_out(tried: Magazine, files: Mapping[str, str | Path], known: Terms, day: date) -> set[str]:
    """Those of many new files that would not pass by themselves; the rest of the magazine is not looked through."""
    rest = frozenset(tried.files) - files.keys()
    tried = replace(tried, terms=known._replace(clean=known.clean | rest))
    new = [one for one in tried.stories if one.source in files and hidden.is_hidden(one)]
    nameless = {one.source for one in new if not hidden.hidden_in(one, known, tried.masthead.languages)}
    return nameless | {one.source for one in hidden.leaks(tried, tried.run(day), files)}


def kept_as(one: Story, magazine: Magazine) -> str:
    """Under which name the terms of a story are kept: where there are some, that, else the reference, else the file's name."""
    known = hidden.hidden_in(one, magazine.terms, magazine.masthead.languages)
    if known:
        return known.name
    return one.header.submission.reference if one.header.submission else stem_and_language(one.source, magazine.masthead.languages)[0]


def meant(magazine: Magazine, name: str) -> list[Story]:
    """The stories of a reference, an address or a file name, in all their languages."""
    wanted = name.strip().casefold()
    return [
        one
        for one in magazine.stories
        if wanted in (one.slug, Path(one.source).stem.casefold())
        or one.header.submission is not None
        and one.header.submission.reference.casefold() == wanted
    ]


def mark(stories: Iterable[Story], magazine: Magazine, root: Path, day: date) -> tuple[list[str], list[Problem]]:
    """Marks every text of anonymised cases, and every comment on them, in which no name was found; says which, and what was found."""
    found = [one for one in hidden.rules(magazine, magazine.run(day)) if one.rule in (hidden.LEAK, hidden.UNCHECKED, "terms")]
    kept_back = {one.path for one in found}
    texts: list[Manuscript] = []
    for one in stories:
        known = hidden.hidden_in(one, magazine.terms, magazine.masthead.languages)
        if hidden.is_hidden(one) and known and known.path not in kept_back:
            texts.append(one.manuscript)
            texts += (each.manuscript for each in hidden.said_of(magazine, one))
    written = []
    for manuscript in texts:
        if manuscript.path not in kept_back and not is_checked(manuscript):
            _write(root / CONTENT / manuscript.path.removeprefix(f"{magazine.label}/"), manuscript, root)
            written.append(manuscript.path)
    return list(dict.fromkeys(written)), found


def _write(file: Path, manuscript: Manuscript, root: Path) -> None:
    text = file.read_text("utf-8")
    value = checked_mark(manuscript)
    if not text.startswith("---"):
        raise Refused(shown(file, root), "its header has no lines of --- around it, so that no mark can be written: put them there")
    write_whole(file, edited(text, lambda header: header.__setitem__(FIELD, value), shown(file, root)).encode())
