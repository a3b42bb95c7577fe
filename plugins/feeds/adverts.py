"""The advertisements of an issue, at the end of its entry in the feeds."""

from html import escape

from plugins.magazine.advert import Advert, adverts
from plugins.magazine.issue import Issue
from plugins.magazine.magazine import Magazine
from plugins.magazine.run import Run


def advertisements(magazine: Magazine, run: Run, issue: Issue) -> str:
    """All of them as one list, labelled; nothing where there is none."""
    standing = adverts(magazine, run.day)
    root = magazine.masthead.root
    items = [f"<li>{_said(one, root)}</li>" for one in (*standing.banners(issue), *standing.notices(issue))]
    title = magazine.says.gettext("Advertisements")
    return f"<p><strong>{title}</strong></p>\n<ul>\n" + "\n".join(items) + "\n</ul>" if items else ""


def _said(one: Advert, root: str) -> str:
    words = [f"<strong>{escape(one.headline, quote=False)}</strong>" if one.headline else "", escape(one.text, quote=False)]
    if one.image:
        words = [f'<img src="{escape(root + one.image.address)}" alt="{escape(one.alt)}">']
    name = escape(one.business.label, quote=False)
    firm = f'<a href="{escape(one.url)}" rel="sponsored">{name}</a>' if one.url else name
    return "<br>".join(part for part in (*words, f"{firm}, {one.telephone}" if one.telephone else firm, one.conflict) if part)
