"""The import writes what was planned: every post once, nothing over anything, and each thing that was left out is named."""

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from plugins.desk.blog import plan as plans
from plugins.desk.blog.album import Album
from plugins.desk.blog.body import Place, markdown
from plugins.desk.blog.entry import PAGE, Left, Post, Said, title_of
from plugins.desk.blog.export import entries
from plugins.desk.blog.leads import Leads
from plugins.desk.header import manuscript
from plugins.desk.house import CONTENT, shown, write_new
from plugins.desk.language import language
from plugins.desk.tree import TooDeep
from plugins.magazine import comment
from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.manuscript import LARGEST
from plugins.magazine.model import old_address, strange_year, web_address
from plugins.magazine.ordinary import slugify
from plugins.magazine.problem import ERROR, Problem
from plugins.magazine.proof import proof


class Imported(NamedTuple):
    """What became of an export: read = stories + pages + comments + here + left out."""

    read: int
    stories: list[str]
    pages: list[str]
    comments: list[str]
    people: list[str]
    pictures: list[str]
    here: int
    left: list[Left]
    remarks: list[tuple[int, str]]  # by the line of the export
    problems: list[Problem]  # of what was written, as the check names them


def import_blog(export: Path, magazine: Magazine, root: Path, day: date, pictures: Path | None = None) -> Imported:
    """Writes a whole blog into the magazine; raises Refused where the export cannot be read. A second run adds nothing."""
    plan = plans.planned(entries(export), magazine)
    return _Move(plan, magazine, root, day, Album(pictures)).run(export)


class _Move:
    def __init__(self, plan: plans.Plan, magazine: Magazine, root: Path, day: date, album: Album):
        self.plan, self.magazine, self.root, self.day = plan, magazine, root, day
        self.leads = Leads(plan, album, root)
        self.done = Imported(plan.read, [], [], [], [], [], 0, list(plan.left), [], [])
        self.here = 0
        self.twice: set[tuple[str, str]] = set()

    def run(self, export: Path) -> Imported:
        for one in entries(export):
            if isinstance(one, Post):
                self.post(one)
            elif isinstance(one, Said):
                self.said(one)
        written = {*self.done.stories, *self.done.pages, *self.done.comments, *self.done.people}
        loaded = load(self.root / CONTENT) if written else self.magazine
        problems = [one for one in proof(loaded, self.day) if one.path in written and one.severity == ERROR] if written else []
        return self.done._replace(here=self.here, pictures=self.leads.taken, problems=problems)

    def post(self, one: Post) -> None:
        page = one.kind == PAGE
        source = (self.plan.pages if page else self.plan.stories).get(one.key)
        if not source or (one.kind, one.key) in self.twice:
            return
        self.twice.add((one.kind, one.key))
        if one.key in self.plan.here:
            self.here += 1
            return
        notes: list[str] = [one.remark] if one.remark else []
        try:
            body = markdown(one.html, one.plain, self.leads.place(one.key, notes))
        except TooDeep:
            self.leave(one.line, one.title or "a post", "it has too many tags, or too deep in each other")
            return
        title = title_of(one.title) or _opening(body) or "Untitled"
        if not one.title:
            notes.append(f"it had no title, and is called `{title}`")
        data = self.page_header(one, title, notes) if page else self.header(one, title, body, notes)
        if self.write(source, manuscript(data, body), one.line, one.title or title, self.done.pages if page else self.done.stories):
            self.people(one)
            self.done.remarks.extend((one.line, f"{source}: {note}") for note in dict.fromkeys(notes))

    def header(self, one: Post, title: str, body: str, notes: list[str]) -> dict[str, Any]:
        name = self.plan.names.get(one.author, one.author)
        author = self.plan.people.get(name, "")
        if name and not author:
            notes.append(f"its author `{name}` has no letters to make a file name of: write `authors`")
        moment = plans.local(one.moment, self.magazine) if one.moment else None
        if moment and strange_year(moment):
            notes.append(f"its date {moment:%Y-%m-%d} cannot be right, and it is written as a draft")
            one, moment = one._replace(draft=True), None
        elif not moment:
            notes.append("it has no date, and is written as a draft: write `date`")
            one = one._replace(draft=True)
        spoken = language(body)
        departments = self.magazine.vocabulary.departments
        known = [slugify(each) for each in one.category if slugify(each) in departments]
        category = next(iter(known), next(iter(one.category), ""))
        labels = [each for each in one.category if each != category and slugify(each) != category]
        return {
            "title": title,
            **({"authors": [author]} if author else {}),
            **({"summary": one.summary} if one.summary else {}),
            **({"tags": list(dict.fromkeys(map(self.topic, (*one.tags, *labels))))} if one.tags or labels else {}),
            **({"category": category} if category else {}),
            **({"date": f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00")} if moment else {}),
            **({"lang": spoken} if spoken in self.magazine.masthead.languages[1:] else {}),
            **({"status": "draft"} if one.draft else {}),
            **({"id": one.id} if one.id else {}),
            **self.aliases(one, notes),
        }

    def topic(self, label: str) -> str:
        """A label as the vocabulary's topic of that name, where there is one."""
        slug = slugify(label)
        return slug if slug in self.magazine.vocabulary.topics else label

    def aliases(self, one: Post, notes: list[str]) -> dict[str, list[str]]:
        if one.draft:
            return {}
        path = unquote(plans.split(one.address).path)
        try:
            if path.strip("/"):
                return {"aliases": [old_address(path)]}
        except ValueError:
            pass
        notes.append(f"its old address {one.address or '(none)'} cannot be kept: lead it on at your host")
        return {}

    def page_header(self, one: Post, title: str, notes: list[str]) -> dict[str, Any]:
        summary = {"summary": one.summary} if one.summary else {}
        return {"title": title, **summary, **({"status": "draft"} if one.draft else {}), **self.aliases(one, notes)}

    def said(self, one: Said) -> None:
        source = self.plan.comments.get(one.key)
        if not source or ("comment", one.key) in self.twice or not one.moment:
            return
        self.twice.add(("comment", one.key))
        what, notes = f"a comment by {one.name}", list[str]()
        place = Place(partial(self.leads.link, notes), partial(_unseen, notes), notes=notes)
        try:
            body = markdown(one.html, one.plain, place)
        except TooDeep:
            self.leave(one.line, what, "it has too many tags, or too deep in each other")
            return
        if comment.MAIL.search(body):
            body = comment.MAIL.sub("(address left out)", re.sub(rf"<(?:mailto:)?({comment.MAIL.pattern})>", r"\1", body))
            notes.append("an e-mail address was left out of it")
        if not body.strip() or len(body.encode()) > comment.LONGEST:
            self.leave(one.line, what, "there are no words in it" if not body.strip() else "it is longer than a comment may be")
            return
        parent = self.plan.comments.get(one.parent, "")
        same = parent.rpartition("/")[0] == source.rpartition("/")[0]
        data = {
            "name": title_of(one.name) or "Anonymous",
            "date": f"{plans.local(one.moment, self.magazine):%Y-%m-%d %H:%M:%S}".removesuffix(":00"),
            **_website(one.website),
            **({"in_reply_to": plans.story_stem(parent)} if parent and same and parent != source else {}),
        }
        if self.write(source, manuscript(data, body), one.line, what, self.done.comments):
            self.done.remarks.extend((one.line, f"{source}: {note}") for note in dict.fromkeys(notes))

    def people(self, one: Post) -> None:
        name = self.plan.names.get(one.author, one.author)
        path = plans.card(self.plan, name, self.magazine)
        if one.kind != PAGE and path and not (self.root / path).exists():
            write_new({self.root / path: manuscript({"name": title_of(name)}, "")}, self.root)
            self.done.people.append(path)

    def write(self, source: str, text: str, line: int, what: str, to: list[str]) -> bool:
        """Writes a file, unless it is here; one with another text stays as it is, and this one is named."""
        file = self.root / CONTENT / source
        if len(text.encode()) > LARGEST:
            self.leave(line, what, f"it is {len(text.encode()):,} bytes long, the most is {LARGEST:,}")
        elif file.exists() and source.startswith("pages/") and file.read_text(encoding="utf-8", errors="replace") != text:
            self.leave(line, what, f"{shown(file, self.root)} is there already, with another text")
        elif file.exists():
            self.here += 1
        else:
            write_new({file: text}, self.root)
            to.append(shown(file, self.root))
            return True
        return False

    def leave(self, line: int, what: str, why: str) -> None:
        self.done.left.append(Left(line, what, why))


def _unseen(notes: list[str], target: str) -> str:
    """A comment shows no pictures."""
    notes.append(f"it showed a picture: {target}")
    return ""


def _opening(body: str) -> str:
    """The first words of a text, where it has no title."""
    said = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*#>\\]", r"\1", body).split()
    return " ".join(said[:8]) + ("\u2026" if len(said) > 8 else "")


def _website(address: str) -> dict[str, str]:
    """A reader's own page; a profile at the blog's service is none."""
    try:
        own = address and not re.search(r"//(?:www\.|draft\.)?blogger\.com/profile", address)
        return {"website": web_address(address)} if own else {}
    except ValueError:
        return {}
