"""Bold, italic and struck out, where a program wrote them as a style and not as what they are."""

import re
from typing import TYPE_CHECKING

from plugins.desk.runs import Style

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PROPERTIES = {"font-weight", "font-style", "text-decoration", "text-decoration-line"}
SHEET = re.compile(r"<style\b[^>]*>(.{0,200000}?)</style\s*>", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"(?:^|(?<=[}\s;]))(?:span)?\.([\w-]{1,60})\s*\{([^{}]{1,2000})\}")
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:(bold|bolder|[6-9]00)|(normal|[1-5]00))", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(?:(italic|oblique)|(normal))", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)


def styled(element: "HtmlElement", style: Style, strong: bool = True) -> Style:
    """The style of what stands in an element; ``strong`` is False where all is bold as it is."""
    said = element.get("style")
    if not said:
        return style
    weight, slant = _WEIGHT.search(said), _SLANT.search(said)
    return style._replace(
        strong=(bool(weight[1]) and strong) if weight else style.strong,
        em=bool(slant[1]) if slant else style.em,
        struck=style.struck or bool(_STRUCK.search(said)),
    )


def write_out(root: "HtmlElement", html: str) -> None:
    """Writes into each element what a page's style sheet says of its class, as far as it is one of these (Google Docs, Pages)."""
    told: dict[str, str] = {}
    for sheet in SHEET.finditer(html):
        for name, rules in _RULE.findall(sheet[1]):
            said = [rule.strip() for rule in rules.split(";") if rule.partition(":")[0].strip().lower() in PROPERTIES]
            if said:
                told[name] = ";".join(filter(None, (told.get(name), *said)))
    for one in root.iter("span") if told else ():
        said = [told[name] for name in (one.get("class") or "").split() if name in told]
        if said:
            one.set("style", ";".join([*said, one.get("style") or ""]))
