"""A paragraph is a row of runs, each set in one style; here it becomes lines of Markdown."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from plugins.desk.literal import address, label, line, words


class Style(NamedTuple):
    """How a piece of text is set, and where it leads."""

    strong: bool = False
    em: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


class Run(NamedTuple):
    """A piece of text of one style; a ``made`` one is Markdown already, and a line break where it is ``\\n``."""

    text: str
    style: Style
    made: bool = False


def paragraphs(runs: list[Run]) -> Iterator[str]:
    """The runs between two blocks as paragraphs: where two lines end one after the other, a new one begins."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.made and run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(run)
    for any_words, group in groupby((line(_set(one)) for one in lines), key=bool):
        if any_words:
            yield "  \n".join(group)


def _set(runs: list[Run]) -> str:
    """One line of runs. Two styles that touch without a space between them could be read as one: the second stays plain."""
    merged = [Run("".join(run.text for run in group), *key) for key, group in groupby(runs, key=lambda run: (run.style, run.made))]
    out = ""
    for link, group in groupby(merged, key=lambda run: run.style.link):
        said, together = "", list(group)
        for run in together:
            said += _styled(run, (said or out)[-1:])
        bare = said.strip()
        if not link or not bare:
            out += said
            continue
        before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        if out.endswith("!") and not before:
            out = out[:-1] + r"\!"  # or the link would be taken for a picture
        whole = "".join(run.text for run in together).strip()
        if link == f"mailto:{whole}":  # it says where it leads
            out += said
            continue
        out += before + (f"<{link}>" if whole == link == address(link) else f"[{bare}]({address(link)})") + after
    return re.sub(" {2,}", " ", out).strip()


def _styled(run: Run, before: str) -> str:
    if run.made:
        return run.text
    text, style = run.text.strip(), run.style
    if not text:
        return " "
    lead, trail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    apart = bool(lead) or before not in ("*", "`", "_", ">", "]", ")")
    if style.code and apart and not re.search(r"[`\\|]|&#", text):
        return f"{lead}`{text}`{trail}"
    said = label(text) if style.link else words(text)
    mark = "*" * (2 * style.strong + style.em)
    if mark and apart and re.search(r"\w", text):
        said = f"{mark}{said}{mark}"
    if style.struck:
        said = f"<s>{said}</s>"
    return lead + said + trail
