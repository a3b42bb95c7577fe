"""WordPress' export (WXR): RSS whose items are posts, pages, attachments and much else, with the comments inside them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from plugins.desk.blog.entry import PAGE, POST, Author, Entry, Left, Picture, Post, Said, text, title_of

if TYPE_CHECKING:
    from lxml.etree import _Element

WP = "http://wordpress.org/export/"  # and a version, 1.0 to 1.2
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT = re.compile(r"\{http://wordpress\.org/export/[\d.]+/excerpt/\}encoded")
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
UNSORTED = ("uncategorized", "uncategorised", "ohne-kategorie", "non-classe", "без-категорії", "без-рубрики")
_FURNITURE = "nav_menu_item wp_navigation wp_template wp_template_part wp_global_styles custom_css customize_changeset revision".split()


def is_author(element: "_Element") -> bool:
    """Whether an element names somebody who writes."""
    return isinstance(element.tag, str) and element.tag.startswith("{" + WP) and element.tag.endswith("}author")


def read(item: "_Element") -> Iterator[Entry]:
    """What an item is, and the comments on it."""
    fields = _fields(item)
    if is_author(item):
        login = fields.get("author_login", "")
        yield Author(login, title_of(fields.get("author_display_name", "")) or login)
        return
    line, title, key = item.sourceline or 0, text(item, "title"), fields.get("post_id") or text(item, "guid") or f"line {item.sourceline}"
    kind, status = fields.get("post_type", POST), fields.get("status", "publish")
    if kind == "attachment":
        address, alt = fields.get("attachment_url", "") or text(item, "guid"), _meta(item).get("_wp_attachment_image_alt", "")
        yield Picture(key, line, address, alt, fields.get("post_parent", ""))
        return
    if kind in _FURNITURE:
        yield Left(line, "", "the blog's menus and settings")
        return
    if kind not in (POST, PAGE):
        yield Left(line, title or "an item", f"it is neither a post nor a page ({kind})")
        return
    if status in ("trash", "auto-draft"):
        yield Left(line, title or "a post", "it lies in the blog's bin" if status == "trash" else "it was never begun")
        return
    if status == "private" or fields.get("post_password"):
        why = "it was private" if status == "private" else "it had a password"
        yield Left(line, title or "a post", f"{why}, and everybody can read what is written here")
        return
    terms = [(one.get("domain"), one.get("nicename") or "", title_of(one.text or "")) for one in item.iter("category")]
    html = item.findtext(CONTENT) or ""
    yield Post(
        kind=kind,
        key=key,
        id=text(item, "guid"),
        line=line,
        title=title,
        address=text(item, "link"),
        html=html,
        moment=_moment(fields.get("post_date_gmt", "")) or _moment(fields.get("post_date", ""), local=True),
        author=text(item, CREATOR),
        category=tuple(name for domain, slug, name in terms if domain == "category" and unquote(slug).lower() not in UNSORTED),
        tags=tuple(name for domain, _, name in terms if domain in ("post_tag", "tag")),
        draft=status != "publish",
        name=unescape(unquote(fields.get("post_name", ""))),
        plain="<!-- wp:" not in html,
        summary=next((title_of(one.text or "") for one in item if _EXCERPT.fullmatch(str(one.tag))), ""),
        remark="it was to be published later, and is written as a draft" if status == "future" else "",
    )
    for one in item:
        if isinstance(one.tag, str) and one.tag.startswith("{" + WP) and one.tag.endswith("}comment"):
            yield _comment(_fields(one), key, one.sourceline or line)


def _comment(fields: dict[str, str], post: str, line: int) -> Said | Left:
    name = title_of(fields.get("comment_author", "")) or "Anonymous"
    kind, approved = fields.get("comment_type", ""), fields.get("comment_approved", "1")
    what = f"a comment by {name}"
    if kind not in ("", "comment"):
        return Left(line, what, f"it is a {kind}, which nobody wrote")
    if approved != "1":
        said = {"0": "nobody had approved it", "spam": "it was marked as spam", "trash": "it lay in the bin"}
        return Left(line, what, said.get(approved, f"its status is {approved}"))
    moment = _moment(fields.get("comment_date_gmt", "")) or _moment(fields.get("comment_date", ""), local=True)
    parent = fields.get("comment_parent", "0")
    return Said(
        key=f"{post}/{fields.get('comment_id', '')}",
        post=post,
        line=line,
        name=name,
        website=fields.get("comment_author_url", ""),
        moment=moment,
        html=fields.get("comment_content", ""),
        parent=f"{post}/{parent}" if parent not in ("", "0") else "",
        plain=True,
    )


def _fields(element: "_Element") -> dict[str, str]:
    """The fields that WordPress adds to RSS, by their names without name space and version."""
    return {str(one.tag).partition("}")[2]: (one.text or "").strip() for one in element if str(one.tag).startswith("{" + WP)}


def _meta(item: "_Element") -> dict[str, str]:
    found = (_fields(one) for one in item if str(one.tag).endswith("}postmeta"))
    return {one.get("meta_key", ""): one.get("meta_value", "") for one in found}


def _moment(words: str, local: bool = False) -> datetime | None:
    """``2019-03-04 10:11:12``, in UTC or in the blog's own time; None where it is the year nought, as of drafts."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    if not 1 < found.year < 9999:  # in another zone it may lie outside of the calendar
        return None
    return found if local else found.replace(tzinfo=UTC)
