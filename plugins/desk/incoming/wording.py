"""The words of a letter as one text, whichever of plain text and HTML its parts are."""

import re
from html import unescape

from plugins.desk.incoming.parts import Contents
from plugins.desk.incoming.text import left_out
from plugins.magazine.header import UNPRINTABLE

HIDDEN = "hidden in the letter"


def text_of(contents: Contents) -> tuple[str, bool, list[tuple[str, str]]]:
    """The letter's own words, whether they are Markdown, and what else there was."""
    markdown = any(html for _, html in contents.texts)
    texts = []
    for text, html in contents.texts:
        if html:
            text = _of_html(text, contents)
        texts.append(_clean(text, contents).strip("\n"))
    aside = [(why, _clean(words, contents)) for why, words in contents.aside]
    return "\n\n".join(one for one in texts if one.strip()), markdown, aside


def _of_html(html: str, contents: Contents) -> str:
    from plugins.desk.incoming.rich import markdown_of  # slow to import

    try:
        text, hidden = markdown_of(html)
        contents.aside += [(HIDDEN, words) for words in hidden]
        return text
    except ValueError:
        contents.remark("its HTML stands too deep in itself to be read: only its words are here, without paragraphs")
        return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


def _clean(text: str, contents: Contents) -> str:
    """A text with line ends of one kind and no character that cannot be seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if remark := left_out(len(UNPRINTABLE.findall(text))):
        contents.remark(remark)
    return UNPRINTABLE.sub(" ", text)
