"""What is wrong with pictures: there is no such file, or it is none that can be printed."""

from collections.abc import Iterator

from plugins.magazine.address import find
from plugins.magazine.directory import PEOPLE, Picture
from plugins.magazine.magazine import Magazine
from plugins.magazine.picture import DRAWING, is_picture
from plugins.magazine.problem import ERROR, WARNING, Problem
from plugins.magazine.story import Story
from plugins.magazine.survey import Link


def of_files(magazine: Magazine) -> Iterator[Problem]:
    """Pictures that cannot be printed as they are, whoever shows them."""
    for name in magazine.unsafe_drawings:
        message = "the drawing holds a program, and is not printed: save it again without"
        yield Problem(f"{magazine.label}/{name}", 0, "unsafe-markup", message, WARNING)
    for name, original in magazine.originals.items():
        if original.fault:
            yield Problem(f"{magazine.label}/{name}", 0, "bad-picture", f"it is not printed: {original.fault}", WARNING)
        elif original.moves:
            message = "it moves, and only its first picture is printed: put a still one in its place, or leave it so"
            yield Problem(f"{magazine.label}/{name}", 0, "moving-picture", message, WARNING)


def of_cards(magazine: Magazine) -> Iterator[Problem]:
    """Portraits and logos."""
    for card in [*magazine.directory.people.values(), *magazine.directory.businesses.values()]:
        if not card.picture:
            continue
        source, line = card.picture.src, card.manuscript.line("portrait" if card.kind == PEOPLE else "logo", "src")
        if source not in magazine.files:
            yield Problem(card.path, line, "missing-file", no_file(source, magazine.label))
        elif wrong := fault(magazine, source):
            yield Problem(card.path, line, "bad-picture", f"`{source}`: {wrong}")


def of_header(magazine: Magazine, story: Story, image: Picture) -> Iterator[Problem]:
    """The picture above a story."""
    severity = ERROR if story.is_case else WARNING
    if image.src in magazine.files:
        if wrong := fault(magazine, image.src):
            yield Problem(story.path, story.line("image", "src"), "bad-picture", f"`{image.src}`: {wrong}", severity)
        return
    line = story.line("image", "src")
    if not image.src:
        yield Problem(story.path, line, "missing-file", "`image` has no `src`: name a file, as in images/press.jpg", severity)
    elif find(image.src, "").startswith("../"):
        yield Problem(story.path, line, "outside", f"`{image.src}` leads outside the content: copy what is to be printed")
    else:
        yield Problem(story.path, line, "missing-file", no_file(image.src, magazine.label), severity)


def fault_of_link(magazine: Magazine, link: Link, target: str) -> str:
    """Why what a text shows or leads to cannot be printed as a picture, if so."""
    return fault(magazine, target) if target in magazine.files and (link.picture or is_picture(target)) else ""


def no_file(name: str, label: str) -> str:
    """What to do where a file is missing."""
    return f"there is no file {label}/{name}: put it there, or mend the name"


def fault(magazine: Magazine, source: str) -> str:
    """Why a file cannot be printed as a picture; nothing where it can."""
    if not is_picture(source):
        return "" if source.lower().endswith(DRAWING) else "it is no picture by its name: put a JPEG, PNG, WebP, HEIC or SVG in its place"
    original = magazine.originals.get(source)
    return original.fault if original else ""
