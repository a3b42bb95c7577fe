"""The map of all pages for search engines, the rules for robots and hosts, and a page at every old address."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from plugins.magazine.furniture import Head, Site, head, site
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page

# Pagefind is a program of WebAssembly that fetches its index from the site itself
SEARCH_RULES = ("script-src 'self' 'wasm-unsafe-eval'",)
# What the editors' forms need (https://sveltiacms.app/en/docs/security): their program, the repository, pictures not yet saved
ADMIN_RULES = (
    "default-src 'none'",
    "script-src https://unpkg.com",
    "style-src 'unsafe-inline'",
    "font-src https://cdn.jsdelivr.net",
    "img-src 'self' blob: data: https:",
    "media-src blob:",
    "frame-src blob:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "connect-src 'self' blob: data: https://unpkg.com",
)
ADMIN_HOSTS = {
    "github": "https://api.github.com https://www.githubstatus.com",
    "gitlab": "https://gitlab.com https://status-api.hostedstatus.com",
    "gitea": "https:",
}


class Moved(NamedTuple):
    """A page that stands at an old address."""

    site: Site
    head: Head
    address: str


def index(magazine: Magazine, day: date, pages: tuple[Page, ...]) -> Iterator[Page]:
    """What can only be written when all pages are known."""
    masthead, run = magazine.masthead, magazine.run(day)
    places = {masthead.absolute(page.address): str(page.modified or "") for page in pages if page.listed}
    yield Page("/sitemap.xml", sitemap, tuple(sorted(places.items())))
    yield Page("/robots.txt", robots, (masthead.absolute("/sitemap.xml"), magazine.preview))
    yield Page("/_headers", headers, (_origin(masthead.subscribe.action), masthead.root, masthead.admin.host if masthead.admin else ""))
    furniture = site(magazine, day)
    moved = [(p.story.header.aliases, run.address(p.story), p.story.path) for p in run.printed if p.story.header.aliases]
    moved += [(page.aliases, page.address(masthead.language), page.path) for page in magazine.standing if page.shown]
    moves = sorted((alias, new, source) for aliases, new, source in moved for alias in aliases)
    yield Page("/_redirects", redirects, tuple((masthead.root + old, masthead.root + new) for old, new, _ in moves))
    for old, new, source in moves:
        view = Moved(furniture, head(magazine, day, magazine.says.gettext("This page has moved"), new, listed=False), new)
        yield Page(old if old.endswith(("/", ".html")) else f"{old}/", "moved.html", view, source)


def _origin(url: str) -> str:
    """The part of an address that a policy names: ``https://list.example``."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if url else ""


def sitemap(view: tuple[tuple[str, str], ...]) -> bytes:
    """The sitemap (sitemaps.org, protocol 0.9), of addresses, each with the day it last changed or nothing."""
    rows = "".join(f"<url><loc>{escape(url)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</url>\n" for url, day in view)
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{rows}</urlset>\n".encode()


def robots(view: tuple[str, bool]) -> bytes:
    """Rules for robots (RFC 9309): everything may be read, except a preview."""
    address, preview = view
    return (f"User-agent: *\nDisallow: {'/' if preview else ''}\n" + ("" if preview else f"\nSitemap: {address}\n")).encode()


def headers(view: tuple[str, str, str]) -> bytes:
    """Headers for hosts that read ``_headers``: nothing may run, and nothing is fetched from elsewhere by the theme.

    ``style-src-attr`` and pictures over https are for ordinary articles, which bring their own. The search alone runs a
    program, and on its own page; two policies would both hold there, so the general one is taken off (``!``) before.
    """
    form, root, admin = view
    rules = (
        "default-src 'none'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' https:",
        "font-src 'self'",
        "media-src 'self' https:",
        "frame-src https:",
        "connect-src 'self'",  # whoever looks a site over from within a page asks for its robots.txt
        f"form-action 'self' {form}".rstrip(),
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
    lines = [
        "/*",
        f"  Content-Security-Policy: {'; '.join(rules)}",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  X-Content-Type-Options: nosniff",
        f"{root}/search/*",
        "  ! Content-Security-Policy",
        f"  Content-Security-Policy: {'; '.join((*rules, *SEARCH_RULES))}",
    ]
    if admin:
        policy = f"  Content-Security-Policy: {'; '.join(ADMIN_RULES)} {ADMIN_HOSTS[admin]}"
        lines += [f"{root}/admin/*", "  ! Content-Security-Policy", policy]
    return ("\n".join(lines) + "\n").encode()


def redirects(view: tuple[tuple[str, str], ...]) -> bytes:
    """Old addresses and new ones, for hosts that read ``_redirects``."""
    return "".join(f"{old} {new} 301\n" for old, new in view).encode()
