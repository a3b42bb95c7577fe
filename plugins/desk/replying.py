"""A reply is the answer of somebody a story is about: by right it stands beside the story itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath

from plugins.desk import hiding
from plugins.desk.header import manuscript
from plugins.desk.house import CONTENT, Refused, shown, write_new
from plugins.desk.incoming.arrivals import arrivals
from plugins.magazine import comment
from plugins.magazine.magazine import Magazine
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import Problem, errors
from plugins.magazine.reading import read_manuscript
from plugins.magazine.run import PRINTED
from plugins.magazine.story import Story


def reply(story: Story, name: str, file: Path, magazine: Magazine, root: Path, day: date, website: str = "") -> tuple[str, list[Problem]]:
    """Writes the reply that a file holds beside its story; returns its path and what is wrong with it, in which case nothing is written.

    Raises Refused where readers do not have the story, where the file cannot be read, or where it has a name that must not appear.
    """
    placed = magazine.run(day).placed[story.path]
    if placed.state != PRINTED:
        raise Refused(story.path, f"readers do not have this story on {day} ({placed.why or placed.state}): there is nothing to reply to")
    came = list(arrivals(file))
    if len(came) != 1:
        raise Refused(file, f"it holds {len(came)} messages: give the one that is the reply")
    if isinstance(came[0], Refused):
        raise came[0]
    signed = slugify(name)
    if not signed:
        raise Refused(file, f"`{name}` has no letters to make a file name of: write the name as it is to be printed")
    source = f"{comment.FOLDER}/{PurePosixPath(story.source).stem}/{day}-{signed}.md"
    fields = {"name": " ".join(name.split()), **({"website": website} if website else {}), "standing": "right-of-reply"}
    text = manuscript(fields, came[0].text.strip())
    there = root / CONTENT / source
    if there.exists() and there.read_text(encoding="utf-8") == text:
        return shown(there, root), []
    read, problems = read_manuscript(magazine.content, magazine.label, source, text.encode())
    if read:
        problems += comment.read_comment(read, source, magazine.masthead)[1]
    hiding.unnamed(text, story, magazine, file)
    if not errors(problems):
        write_new({there: text}, root)
    return shown(there, root), problems
