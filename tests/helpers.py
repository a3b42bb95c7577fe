"""Small magazines for the tests: a masthead, a vocabulary, one writer and one issue, and whatever a test adds to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from plugins.magazine.load import load
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import report
from plugins.magazine.proof import proof

DAY = date(2019, 5, 1)  # issue 96 comes out
MASTHEAD = """\
name: The Plain Dealer
short_name: plain-dealer
url: https://plain.example
publisher: Plain Press
languages: [en, uk]
tag_authority: plain.example,2019
inks: {leaf: 145}
"""
VOCABULARY = """\
departments:
  put-right: {label: {en: Put right, uk: Виправлено}}
  columns: {label: {en: Columns, uk: Колонки}}
topics:
  listening: {label: {en: Listening, uk: Уміння слухати}}
  records: {label: {en: Records, uk: Записи}}
problems:
  late-delivery: {label: {en: Late delivery, uk: Запізніла доставка}}
remedies:
  made-good: {label: {en: Made good, uk: Надолужили}}
"""
ISSUE = "---\nnumber: 96\ntheme: The Year of the Client\ndate: 2019-05-01\n---\nDear readers.\n"
NEXT_ISSUE = "---\nnumber: 97\ntheme: A year on\ndate: 2019-07-01\n---\nDear readers.\n"
DEFAULTS = {
    "masthead.yml": MASTHEAD,
    "vocabulary.yml": VOCABULARY,
    "people/dana-whitlock.md": "---\nname: Dana Whitlock\n---\nDana writes.\n",
    "issues/96.md": ISSUE,
}
CASE = {
    "title": "The ad we forgot",
    "authors": "[dana-whitlock]",
    "summary": "One paid advertisement missed the press.",
    "tags": "[listening]",
    "issue": "96",
    "case": "{kind: admission, problem: late-delivery, remedy: made-good, result: resolved}",
    "in_brief": "{problem: It was late., action: We rang., outcome: It came.}",
    "consent": "none-involved",
}


def case(body: str = "We rang her, and said so.\n", **changes: Any) -> str:
    """A case that is fit to print, with fields changed, added, or (``None``) left out."""
    fields = {name: value for name, value in {**CASE, **changes}.items() if value is not None}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"---\n{body}"


def article(body: str = "Words.\n", **fields: Any) -> str:
    """An ordinary Pelican article."""
    given = {"title": "An ordinary day", "date": "2019-04-01", **fields}
    return "".join(f"{name.capitalize()}: {value}\n" for name, value in given.items() if value is not None) + f"\n{body}"


def issue(number: int, **fields: Any) -> str:
    """An issue."""
    return (
        f"---\nnumber: {number}\ntheme: Theme {number}\n"
        + "".join(f"{name}: {value}\n" for name, value in fields.items())
        + "---\nDear readers.\n"
    )


def site(folder: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Writes a magazine to ``folder/content``: the defaults, with files added, changed, or (``None``) left out."""
    content = folder / "content"
    for name, text in {**DEFAULTS, **files}.items():
        if text is not None:
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return content


def magazine(folder: Path, files: Mapping[str, str | bytes | None], **options: Any) -> Magazine:
    """The magazine of such a site."""
    return load(site(folder, files), **options)


def said(read: Magazine, day: date = DAY) -> list[str]:
    """The lines of ``desk check`` about a magazine on a day."""
    return report(proof(read, day)).splitlines()
