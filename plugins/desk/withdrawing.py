"""To withdraw is to take a story back: readers get a notice in its place, and the editor is told what no desk can recall."""

import itertools
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from plugins.desk import closing, releases, renaming
from plugins.desk import submission as submissions
from plugins.desk.edit import edited_file
from plugins.desk.header import manuscript
from plugins.desk.house import CONTENT, PRIVATE, Refused, shown, write_over
from plugins.desk.printed import in_all_languages, was_read
from plugins.magazine import hidden
from plugins.magazine.address import INTRASITE, find
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.mark import mark_of_bytes
from plugins.magazine.picture import FACE, OWN, PAGE, is_picture
from plugins.magazine.story import Story
from plugins.magazine.terms import Hidden, Terms, TermsFile

NEUTRAL = "withdrawn"
TITLE, TEXT = "A story that was withdrawn", "Everything that stood here was taken out of this file too."
STAYS = ("date", "issue", "early", "category", "lang", "slug", "id", "submission")  # says nothing of whom the story was about


class Withdrawn(NamedTuple):
    """What was written and taken away, and what an editor has to see to: a line each."""

    written: list[str]
    gone: list[str]
    left: list[str]


def withdraw(story: Story, magazine: Magazine, root: Path, day: date, because: str, *, neutral: bool = False) -> Withdrawn:
    """Takes back a story in all its languages.

    ``neutral`` also takes its words out of the file and gives it an address that names nobody. Whatever a desk that was
    stopped has not done is done when it is asked again. Raises Refused where readers never had the story.
    """
    texts = in_all_languages(story, magazine)
    run = magazine.run(day)
    if not any(was_read(one, magazine, run) for one in texts):
        why = run.placed[story.path].why or run.placed[story.path].state
        of = story.header.submission
        out = f"desk decline {of.reference} --because '...'" if of else "take the file away"
        raise Refused(story.path, f"readers do not have it ({why}): {out}, or write `status: draft` into it")
    pictures, left = only_theirs(texts, magazine), list(_left(texts, magazine, root, neutral=neutral))
    keys = {key for name in pictures for key in _keys(name, magazine)}
    files: dict[Path, bytes | None] = {}
    for one in texts:
        path = f"{CONTENT}/{one.source}"
        taken = one.header.withdrawn
        said: dict[str, Any] = {"date": (taken and taken.date) or day, "reason": because or (taken.reason if taken else "")}
        said = {name: value for name, value in said.items() if value}
        if neutral:
            files[root / path] = _emptied(one, said)
        elif not taken:
            files[root / path] = edited_file(root / path, partial(_put, one.id, said), path)
    write_over(files, root)
    written = [shown(file, root) for file in files]
    if neutral and not story.slug.startswith(f"{NEUTRAL}-"):
        read = load(root / CONTENT)
        story = next(one for one in read.stories if one.id == story.id)
        written += renaming.rename(story, _free_name(read, {one.id for one in texts}), read, root, day, forget=True)
    elif neutral:  # a desk that was stopped had come as far as this
        written += closing.lock_anew(load(root / CONTENT), root, day, [one.id for one in texts])
    if neutral:
        left += _still_named(texts, load(root / CONTENT), day)
    gone = releases.forgotten(root, keys)
    return Withdrawn([one for one in dict.fromkeys(written) if (root / one).exists()], gone, left)


def _put(id: str, said: dict[str, Any], data: Any) -> None:
    data["id"] = id
    data["withdrawn"] = said


def _emptied(one: Story, said: dict[str, Any]) -> bytes:
    """The file of a story of which nothing is left but where it stood."""
    known = {name: one.manuscript.data[name] for name in STAYS if name in one.manuscript.data}
    said = {name: str(value) for name, value in said.items()}
    return manuscript({"title": TITLE, **known, "id": one.id, "withdrawn": said}, TEXT).encode()


def _free_name(magazine: Magazine, ids: Collection[str]) -> str:
    """A name for a story that names nobody; the one that a desk which was stopped has given to one of its texts already."""
    begun = next((one.slug for one in magazine.stories if one.id in ids and one.slug.startswith(f"{NEUTRAL}-")), "")
    taken = {one.slug for one in magazine.stories}
    return begun or next(name for name in map(f"{NEUTRAL}-{{}}".format, itertools.count(1)) if name not in taken)


def only_theirs(texts: list[Story], magazine: Magazine) -> set[str]:
    """The pictures that no other text shows."""
    mine = {name for one in texts for name in _shown(one, magazine)}
    others = (one for one in magazine.stories if one not in texts)
    return mine - {name for one in others for name in _shown(one, magazine)}


def _shown(one: Story, magazine: Magazine) -> Iterator[str]:
    if one.header.image:
        yield one.header.image.src
    for link in magazine.links.get(one.path, ()):
        inside = INTRASITE.match(link.target)
        name = find(inside[2].strip() if inside else link.target, one.source if inside else "")
        if name in magazine.files and (link.picture or is_picture(name)):
            yield name


def _keys(name: str, magazine: Magazine) -> Iterator[str]:
    """What the prints of a picture are called in the press's keeping."""
    if original := magazine.originals.get(name):
        marked = original._replace(mark=mark_of_bytes((magazine.content / name).read_bytes()))
        yield from (marked.key(recipe) for recipe in (PAGE, FACE, OWN))


def _left(texts: list[Story], magazine: Magazine, root: Path, *, neutral: bool) -> Iterator[str]:
    """What the desk cannot do: where the story still is, and how to go about it."""
    masthead = magazine.masthead
    addresses = [masthead.absolute(one.address(masthead.language)) for one in texts]
    yield "Readers have it until make publish has printed and the host has the new pages."
    yield f"Feeds: who fetched them has the text; with the next visit the notice takes its place (by its id {texts[0].id})."
    yield "Search engines and web archives keep copies for weeks: ask them to remove " + " ".join(addresses)
    for one in texts:
        linking = [path for path, links in magazine.links.items() for link in links if _leads_to(link.target, path, one, magazine)]
        yield from (f"{path} links to it: see that its words no longer tell of it." for path in sorted(set(linking)))
        comments = root / CONTENT / "comments" / PurePosixPath(one.source).stem
        if comments.is_dir():
            yield f"Its comments are printed no more; their files still lie in {CONTENT}/comments/, in the folder of its name."
        if not neutral:
            yield f"Its words still stand in {one.path}: --neutral takes them out, and its name too."
    for name in sorted(only_theirs(texts, magazine)):
        yield f"{CONTENT}/{name} is shown nowhere now: git rm it where that is meant to last."
    for reference in sorted({one.header.submission.reference for one in texts if one.header.submission}):
        yield from _of_submission(reference, root)
    locks = [lock.path for lock in magazine.locks if any(one.id in lock.stories for one in texts)]
    yield from (f"{path} keeps its id and its old address, as feeds do." for path in locks)
    files = " ".join(f"{CONTENT}/{one.source}" for one in texts)
    yield f"Git keeps every version: git log --oneline --all -- {files}"
    yield "To take it out of the history too: git filter-repo --invert-paths --path <file>, and everybody clones anew."


def _still_named(texts: list[Story], magazine: Magazine, day: date) -> Iterator[str]:
    """Where else in the magazine the names of its authors stand: their cards, other texts, comments, letters, running orders."""
    for slug in sorted({name for one in texts for name in (*one.header.authors, one.header.translator) if name}):
        card = magazine.directory.person(slug)
        name = card.name if card else slug
        sought = Terms({name.casefold(): Hidden("", name, texts[0].manuscript, TermsFile(whole=(name,)))})
        seen = replace(magazine, terms=sought)
        places = [f"{CONTENT}/{one.source}:{one.line}" for one in hidden.leaks(seen, seen.run(day))]
        if places:
            yield f"{name} is still named here, see whether that may stay: {', '.join(sorted(places, key=_by_line))}."


def _by_line(place: str) -> tuple[str, int]:
    path, _, line = place.rpartition(":")
    return path, int(line)


def _leads_to(target: str, path: str, one: Story, magazine: Magazine) -> bool:
    inside = INTRASITE.match(target)
    source = path.removeprefix(f"{magazine.label}/")
    if inside:
        return source != one.source and find(inside[2].strip(), source) == one.source
    return target.partition("#")[0].removeprefix(magazine.masthead.url).rstrip("/") == one.address(magazine.masthead.language).rstrip("/")


def _of_submission(reference: str, root: Path) -> Iterator[str]:
    """The letter that it was made of, and the letters about it."""
    one = submissions.find(root, reference)
    if one:
        yield f"{shown(one.folder, root)}/ has the letter as it came, and the draft: yours to clear."
    folders = [root / PRIVATE / name for name in ("outbox", "proofs", "sent", "editions")]
    for file in (one for folder in folders for one in sorted(folder.rglob(f"*{reference}*"))):
        where = shown(file, root)
        yield f"{where} was sent, and cannot be called back." if f"{PRIVATE}/sent" in where else f"{where} tells of it: yours to clear."
