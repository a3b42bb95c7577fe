"""In a web page the article is what most of its words belong to; menus, comments and boxes around it are set aside."""

import re
from typing import TYPE_CHECKING

from plugins.desk import byline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FEWEST = 20  # words of an article; below that a page is taken as it is
MOST = 0.85  # of the words: an element that holds as many holds the article
_BODIES = "post-body entry-content post-content article-body articlebody story-body article-content postbody".split()
_TITLES = "post-title entry-title article-title headline".split()
_HOLDERS = frozenset(["div", "section", "td", "tr", "table", "tbody", "center"])
_SIGNED = re.compile(r"\b(?:byline|author|fn|(?:post|entry)-(?:meta|author))\b")
_BY_TAG = {"nav": "a menu", "footer": "the foot of the page", "aside": "beside the text", "form": "a form"}
_BY_ROLE = {"navigation": "a menu", "contentinfo": "the foot of the page", "complementary": "beside the text", "search": "a form"}
_BY_CLASS = [
    (re.compile(rf"(?:^|[\s_-])(?:{names})s?(?:$|[\s_-])", re.IGNORECASE), why)
    for names, why in (
        ("comment|respond|disqus|reply", "comments"),
        ("share|sharing|share-buttons|social|addthis|sharedaddy", "share and contact"),
        ("subscribe|newsletter|signup|sign-up", "a box to subscribe"),
        ("menu|navbar|nav|breadcrumb|pager|pagination|skip-link", "a menu"),
        ("sidebar|related|recommended|popular|promo|advert|advertisement|cookie|gadget|jp-relatedposts", "beside the text"),
    )
]


def bare(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split())


def said(element: "HtmlElement") -> str:
    """The words of an element on one line."""
    return bare(" ".join(element.itertext()))


def article(root: "HtmlElement") -> tuple["HtmlElement", dict[str, str], list[tuple[str, str]]]:
    """The article of a page, what the page says of it (title, author, day), and all else with its reason.

    The words of both together are the words of the page.
    """
    body = _body(root)
    found = _found(root, body)
    aside = [(_why(one, "around the text"), words) for one, words in _around(root, body)]
    total = len(said(body).split())
    for one in list(body.iter()):
        why = _why(one, "") if one is not body and isinstance(one.tag, str) else ""
        words = said(one) if why else ""
        if words and len(words.split()) * 2 < total and _within(one, body):
            aside.append((why, words))
            one.drop_tree()
    return body, found, aside


def _within(one: "HtmlElement", body: "HtmlElement") -> bool:
    return any(above is body for above in one.iterancestors())


def _body(root: "HtmlElement") -> "HtmlElement":
    """The longest of what calls itself an article, else what holds most of the words."""
    named = [one for one in root.iter("div", "section", "td") if set(_names(one).lower().split()) & set(_BODIES)]
    for candidates in (named, list(root.iter("article")), [*root.iter("main"), *root.xpath(".//*[@role='main']")]):
        candidates = [one for one in candidates if not _in_furniture(one, root)]
        best = max(candidates, key=lambda one: len(said(one).split()), default=None)
        if best is not None and len(said(best).split()) >= FEWEST:
            return best
    return _most_words(root)


def _in_furniture(one: "HtmlElement", root: "HtmlElement") -> bool:
    return any(_why(above, "") in ("comments", "beside the text") for above in one.iterancestors() if above is not root)


def _most_words(root: "HtmlElement") -> "HtmlElement":
    at = root
    while True:
        counts = [(len(said(one).split()), one) for one in at if isinstance(one.tag, str) and not _why(one, "")]
        count, child = max(counts, key=lambda pair: pair[0], default=(0, at))
        words = sum(number for number, _ in counts) + len((at.text or "").split())
        if not count or child.tag not in _HOLDERS or count < MOST * words:
            return at
        at = child


def _names(one: "HtmlElement") -> str:
    return f"{one.get('class') or ''} {one.get('id') or ''}".strip()


def _why(one: "HtmlElement", otherwise: str) -> str:
    if one.tag in _BY_TAG or one.get("role") in _BY_ROLE:
        return _BY_TAG.get(one.tag) or _BY_ROLE[one.get("role")]
    names = _names(one)
    return next((why for pattern, why in _BY_CLASS if names and pattern.search(names)), otherwise)


def _around(root: "HtmlElement", body: "HtmlElement") -> list[tuple["HtmlElement", str]]:
    """What stands before and after the article, in order, each with its words."""
    held = {root, *body.iterancestors()} if body is not root else set()
    pieces: list[tuple[HtmlElement, str]] = []

    def outside(one: "HtmlElement") -> None:
        if bare(one.text or ""):
            pieces.append((one, bare(one.text or "")))
        for child in one:
            if child in held:
                outside(child)
            elif child is not body and isinstance(child.tag, str) and said(child):
                pieces.append((child, said(child)))
            if bare(child.tail or ""):
                pieces.append((one, bare(child.tail or "")))

    if held:
        outside(root)
    return pieces


def _found(root: "HtmlElement", body: "HtmlElement") -> dict[str, str]:
    """Title, author and day, where the page marks them as such."""
    titles = [one for one in root.iter("h1", "h2", "h3") if set(_names(one).lower().split()) & set(_TITLES)]
    heads = titles or list(body.iter("h1")) or list(root.iter("h1"))
    named = [one for one in root.iter("span", "a", "p", "div") if _SIGNED.search(_names(one))]
    authors = root.xpath(".//*[@rel='author']") + named
    days = [one.get("datetime") or "" for one in root.iter("time")]
    lines = [byline.read(said(one)) for one in authors]
    signed = next((one for one in lines if one.names), byline.Byline())
    bare_name = next((said(one) for one in authors if 0 < len(said(one).split()) <= 5), "")
    author = " and ".join(signed.names) or re.sub(r"^(?:posted |written )?by:?\s+", "", bare_name, flags=re.IGNORECASE)
    day = next(iter(days), "") or (signed.day.isoformat() if signed.day else "")
    found = {"title": said(heads[0]) if heads else "", "author": author, "day": day}
    return {name: value for name, value in found.items() if value}
