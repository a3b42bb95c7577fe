"""To take a story back that was accepted: before readers have it, it goes, with all that came into the magazine for it alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from plugins.desk.accept import PICTURES
from plugins.desk.cards import cards_of
from plugins.desk.edit import edited_file
from plugins.desk.git import Repository
from plugins.desk.house import CONTENT, Refused, write_over
from plugins.desk.printed import in_all_languages, was_read
from plugins.desk.progress import CONTESTED, Progress
from plugins.desk.recarding import naming
from plugins.desk.renaming import in_order, linking, running
from plugins.desk.withdrawing import only_theirs
from plugins.magazine.magazine import Magazine
from plugins.magazine.story import Story


def take_back(one: Progress, magazine: Magazine, root: Path, day: date) -> list[str]:
    """Takes the files away that were made of a submission, and gives their names; git keeps them.

    These are the story in all its languages (or the comment), the cards and pictures that came with it, where they are as the
    desk made them and nothing else names them. Running orders forget the story first: a desk that was stopped does the rest
    when it is asked again. Raises Refused where readers have it, or where it is not saved.
    """
    story = next((each for each in magazine.stories if each.path == one.story), None)
    content = Repository(root, CONTENT)
    if not (root / one.story).is_file():
        if content.ask("cat-file", "-e", f"HEAD:./{one.story}").returncode:
            raise Refused(one.story, "it was made of this submission and is not here: desk save brings it, then desk decline again")
        return []  # a desk that was stopped took it away
    texts = in_all_languages(story, magazine) if story else []
    for each in texts:
        _not_read(each, one, magazine, day)
    gone = [each.path for each in texts] or [one.story]
    gone += [f"{CONTENT}/{name}" for name in (*_cards(one, texts, magazine, root), *_pictures(one, texts, magazine, root))]
    if content.ask("rm", "--quiet", "--dry-run", "--", *gone).returncode:
        raise Refused(one.story, "git does not take it away, as it is not saved like this: desk save, then desk decline again")
    if story:
        forgotten = partial(in_order, old=story.slug)
        write_over({root / path: edited_file(root / path, forgotten, path) for path in running(story.slug, magazine)}, root)
    content.git("rm", "--quiet", "--", *gone)
    return gone


def _not_read(story: Story, one: Progress, magazine: Magazine, day: date) -> None:
    """Raises Refused where readers have a story, or are promised it."""
    run = magazine.run(day)
    if not was_read(story, magazine, run):
        return
    issue = run.placed[story.path].issue
    if issue and issue.closed and issue.date > day:
        raise Refused(story.path, f"#{issue.number} is closed with it: desk reopen {issue.number}, then desk decline again")
    keep = f", or desk accept {one.submission.reference}" if one.state == CONTESTED else " takes it back"
    raise Refused(story.path, f"readers have it: desk withdraw {story.slug}{keep}")


def _cards(one: Progress, texts: list[Story], magazine: Magazine, root: Path) -> Iterator[str]:
    """The people and businesses that came with it, below content/: as the desk made them, and named by nothing else."""
    found, gone = one.submission.found()[0], {each.path for each in texts}
    for slug in dict.fromkeys(slug for each in texts for slug in each.header.authors):
        card = magazine.directory.people.get(slug)
        if card is None:
            continue
        made = [*cards_of(slug, card.name, found).items(), *cards_of(slug, card.name, {}).items()]
        for source, text in reversed(made):  # people before the businesses that they name
            kind, _, name = source.removesuffix(".md").partition("/")
            path, file = f"{CONTENT}/{source}", root / CONTENT / source
            others = {*naming(kind, name, magazine), *linking([source], magazine)} - gone
            if path not in gone and not others and file.is_file() and file.read_text(encoding="utf-8") == text:
                gone.add(path)
                yield source


def _pictures(one: Progress, texts: list[Story], magazine: Magazine, root: Path) -> Iterator[str]:
    """The pictures of the submission that nothing else shows, below content/."""
    came = {file.read_bytes() for file in (one.submission.folder / PICTURES).glob("*") if file.is_file()}
    for name in sorted(only_theirs(texts, magazine)):
        file = root / CONTENT / name
        if file.is_file() and file.read_bytes() in came:
            yield name
