"""What texts and headers refer to by name has to be there: pictures, files, and other stories."""

import re
from collections.abc import Iterator

from plugins.magazine import picture_rules
from plugins.magazine.address import INTRASITE, find
from plugins.magazine.magazine import Magazine
from plugins.magazine.markup import safe
from plugins.magazine.picture_rules import no_file
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.magazine.run import HELD, ON_THE_PAGE, PLANNED, Run
from plugins.magazine.survey import Link

_LEADS_ELSEWHERE = re.compile(r"/|[A-Za-z][A-Za-z0-9+.-]*:")  # an address of its own, or one the finished output is asked for


def rules(magazine: Magazine, run: Run) -> Iterator[Problem]:
    """What is referred to and is not there, leads outside the content, or is not printed; and pictures that say nothing."""
    for story in magazine.stories:
        if story.header.image:
            yield from picture_rules.of_header(magazine, story, story.header.image)
    yield from picture_rules.of_cards(magazine)
    yield from picture_rules.of_files(magazine)
    for path, links in magazine.links.items():
        for link in links:
            yield from _link(magazine, run, path, link)


def _link(magazine: Magazine, run: Run, path: str, link: Link) -> Iterator[Problem]:
    placed = run.placed.get(path)
    severity = ERROR if placed is None or placed.story.is_case else WARNING
    if link.picture and not (link.alt or "").strip():
        yield Problem(path, link.line, "missing-alt", "the picture has no alt text: `![what it shows](address)`", severity)
    intrasite = INTRASITE.match(link.target)
    if not intrasite:
        beside = link.target.partition("#")[0].partition("?")[0]
        if beside and beside not in magazine.files and not _LEADS_ELSEWHERE.match(beside) and safe(link.target):
            nowhere = f"`{link.target}` leads nowhere: write `{{static}}/images/...` for a file, `{{filename}}/stories/...` for a story"
            message = f"`{link.target}`: {no_file(beside, magazine.label)}" if link.picture else nowhere
            yield Problem(path, link.line, "missing-file", message, severity)
        elif fault := picture_rules.fault_of_link(magazine, link, find(beside, "")):
            yield Problem(path, link.line, "bad-picture", f"`{link.target}`: {fault}", severity)
        return
    if intrasite[1] in ("author", "category", "tag", "index"):
        return
    target = find(intrasite[2].strip(), path.removeprefix(f"{magazine.label}/"))
    if target.startswith("../") or target == "..":
        message = f"`{link.target}` leads outside the content: copy what is to be printed"
        yield Problem(path, link.line, "outside", message)
    elif target not in magazine.files:
        yield Problem(path, link.line, "missing-file", f"`{link.target}`: {no_file(target, magazine.label)}", severity)
    elif fault := picture_rules.fault_of_link(magazine, link, target):
        yield Problem(path, link.line, "bad-picture", f"`{link.target}`: {fault}", severity)
    elif target in magazine.sources:
        other = run.placed[magazine.sources[target].path]
        if other.state in (PLANNED, HELD) and (placed is None or placed.state in ON_THE_PAGE):
            message = f"`{link.target}` is not printed ({other.why}): take the link out until it is"
            yield Problem(path, link.line, "dead-link", message, severity)
