"""A sign that means something to Markdown gets a backslash where it would be taken for more than itself, and nowhere else."""

import re
from html import unescape
from urllib.parse import parse_qs

# what Python-Markdown knows no backslash for
_BY_NUMBER = {"=": "&#61;", "~": "&#126;", ":": "&#58;", "|": "&#124;"}

_AROUND = re.compile(
    r"https?://(?:www\.google\.[a-z.]{2,6}/url|[\w.-]+\.safelinks\.protection\.outlook\.com/[^?]*|lm?\.facebook\.com/l\.php|"
    r"www\.linkedin\.com/redir/redirect)\?(.*)",
    re.IGNORECASE,
)


def words(text: str) -> str:
    """Words in the middle of a line, as Markdown that reads as them."""
    text = re.sub(r"\\(?![^\W_]|\s)", r"\\\\", text)
    text = re.sub(r"&(?:#|\w{1,32};?)", _sign, text)
    text = re.sub(r"<(?=[A-Za-z/!?]|$)", "&lt;", text)
    text = re.sub(r"(?<=\s)([*_])(?=\s)|(?<=\w)_(?=\w)|([*_`{])", lambda found: "\\" * bool(found[2]) + found[0], text)
    # brackets: a note, and what could become a link
    return re.sub(r"\[(?=\^|[^\[\]]*(?:\[|$|\](?:$|[(:\[])))", r"\\[", text)


def label(text: str) -> str:
    """Words between the brackets of a link or a picture."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\\?([\[\]])", r"\1\\\2", words(text))


def _sign(found: re.Match[str]) -> str:
    """An ampersand that is one, and no beginning of an entity."""
    return found[0] if unescape(found[0]) == found[0] != "&#" else f"&amp;{found[0][1:]}"


def line(text: str) -> str:
    """A line that Markdown takes for nothing but a part of a paragraph."""
    if re.match(r"\d+[.)](\s|$)", text):
        return re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    if re.match(r"#|>|[-+](\s|$)|\*(\s)|-[-|:\s]*$", text):
        return "\\" + text
    if re.match(r"=+$|~~~|:(\s|$)|[:|][-|:\s]*$", text):
        return _BY_NUMBER[text[0]] + text[1:]
    return text


def address(target: str) -> str:
    """An address as it may stand between brackets; the house's own ``{filename}`` stays."""
    ours, sign, rest = target.partition("}") if target.startswith("{") else ("", "", target)
    quoted = re.sub(r"""[\s()<>"\\`\[\]{}|^]""", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), rest)
    return ours + sign + quoted


def led_to(target: str) -> str:
    """Where a link leads that a program led around by itself: Google Docs, Outlook's "safe links", a network's own page."""
    found = _AROUND.match(target)
    inside = parse_qs(found[1]) if found else {}
    return next((inside[name][0] for name in ("q", "url", "u", "target") if inside.get(name, [""])[0].startswith("http")), target)


def fenced(code: str) -> str:
    """Code as it stands, between lines that do not stand in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return f"{fence}\n{code.strip(chr(10))}\n{fence}" if code.strip() else ""
