"""A story that is in print is found by whatever an editor has of it: its address, its file, or its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from plugins.desk.house import CONTENT, Refused
from plugins.magazine.magazine import Magazine
from plugins.magazine.model import unknown
from plugins.magazine.run import Run
from plugins.magazine.story import FOLDER, Story


def story_of(words: str, magazine: Magazine, language: str = "") -> Story:
    """The story of a slug, a file or an address, in a language or in its first; raises Refused where there is none."""
    name = words.strip().removeprefix(magazine.masthead.url).removeprefix(f"{CONTENT}/")
    for one in magazine.stories:
        if name in (one.source, one.id):
            return one
    folder = name.strip("/").rpartition("/")[0]
    language = language or (folder.partition("/")[0] if folder.endswith(f"/{FOLDER}") else "")
    slug = name.strip("/").rpartition("/")[2].removesuffix(".md")
    found = [one for one in magazine.stories if slug in (one.slug, PurePosixPath(one.source).stem)]
    if not found:
        found = [one for one in magazine.stories if slug in map(_last, (*one.header.aliases, *_locked(one, magazine)))]
    if found and language and language not in (here := sorted({one.lang for one in found})):
        raise Refused(found[0].path, f"there is no text of it in `{language}`: it is here in {', '.join(here)}")
    if language:
        found = [one for one in found if one.lang == language]
    if not found:
        said = f"{unknown(slug, {one.slug for one in magazine.stories}, 'story')}"
        raise Refused(f"{CONTENT}/{FOLDER}", f"{said} (desk status finds stories by other words)" if "did you" not in said else said)
    home = magazine.masthead.language
    return min(found, key=lambda one: (one.lang != home, one.lang, one.path))


def _last(address: str) -> str:
    return address.strip("/").rpartition("/")[2]


def _locked(story: Story, magazine: Magazine) -> Iterator[str]:
    """Where a story stood in closed issues: one that was taken back may have left its address for a neutral one."""
    return (entry.address for lock in magazine.locks for entry in lock.stories.get(story.id, ()))


def in_all_languages(story: Story, magazine: Magazine) -> list[Story]:
    """A story and its translations, those of the magazine's language first."""
    home = magazine.masthead.language
    same = [one for one in magazine.stories if one.slug == story.slug]
    return sorted(same, key=lambda one: (one.lang != home, one.lang, one.path))


def was_read(story: Story, magazine: Magazine, run: Run) -> bool:
    """Whether somebody may have it by its address: readers, or a lock that promises it to them."""
    placed = run.placed[story.path]
    out = placed.moment is not None and placed.published.date() <= run.day
    return out or any(story.id in lock.stories for lock in magazine.locks)
