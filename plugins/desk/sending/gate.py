"""The gate names everything that stands between an issue and its readers' mailboxes, before the first of them is written to."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import NO_CONTENT, HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from plugins.desk import submission as submissions
from plugins.desk.check import check
from plugins.desk.house import CONTENT, PRIVATE, Refused
from plugins.desk.progress import OVER, progress
from plugins.desk.save import Unfit
from plugins.desk.sending.address import meant
from plugins.desk.sending.message import Message, in_ascii
from plugins.desk.sending.readers import every, requests
from plugins.desk.trial import Trial
from plugins.magazine import issue as issues
from plugins.magazine.issue_mark import issue_mark
from plugins.magazine.magazine import Magazine
from plugins.magazine.problem import Problem

PATIENCE = 15  # seconds for one picture
AT_ONCE = 8


def against(message: Message, number: int, trial: Trial, root: Path, day: date) -> list[Problem]:
    """Everything that keeps a message from being sent on a day; raises Unfit where the magazine fails the proof."""
    found = [*_of_before(message, trial.magazine, day, number), *_want_no_more(trial, root, day), *_dark(message)]
    proofed = check(root, day, "plain")
    if proofed.status:
        raise Unfit(proofed.err, "it is not sent: mend what is named above")
    return sorted(found)


def ready(number: int, magazine: Magazine, day: date) -> None:
    """Raises Refused where there is no such issue, or where its readers cannot have it yet."""
    issue = next((one for one in magazine.issues if one.number == number), None)
    if not issue:
        known = ", ".join(str(one.number) for one in magazine.issues) or "none"
        raise Refused(f"{CONTENT}/{issues.FOLDER}/{number}.md", f"there is no issue {number}: those here are {known}")
    if not issue.closed:
        raise Refused(issue.path, f"#{number} is not closed: desk close {number}")
    if issue.date > day:
        raise Refused(issue.path, f"#{number} comes out on {issue.date}: send it then, or its links lead nowhere")


def _of_before(message: Message, magazine: Magazine, day: date, number: int) -> list[Problem]:
    """That the issue says something else by now: a story was withdrawn, corrected, or changed since the message was printed."""
    if message.mark == issue_mark(magazine, day, magazine.run(day).all_issues[number]):
        return []
    words = f"#{number} says something else today than this message, which was printed before: print it again (make publish)"
    return [Problem(message.path, 0, "message", words)]


def _want_no_more(trial: Trial, root: Path, day: date) -> Iterator[Problem]:
    """The requests to be taken off the list that nobody has seen to, and those that were done in words alone."""
    asked = requests(root)
    if not asked:
        return
    listed = {one.mark: one for one in every(root)}
    for one in progress(asked, trial, root, day):
        place = f"{PRIVATE}/{submissions.FOLDER}/{one.submission.reference}"
        still = [listed[mark] for mark in meant(one.submission.found()[0]) if mark in listed]
        if one.state not in OVER:
            message = f"{one.author or 'somebody'} wants no more mail: desk readers remove {one.submission.reference}"
            yield Problem(place, 0, "unsubscribe", message)
            continue
        for reader in (each for each in still if each.since <= one.submission.log()[0].day):
            message = f"{reader.email} wanted no more mail, and is still on the list: desk readers remove {reader.email}"
            yield Problem(place, 0, "unsubscribe", message)


def pictures(html: str) -> list[str]:
    """The addresses of all pictures that a message shows."""
    from lxml import html as parser  # heavy, and most commands need no such tree

    if not html.strip():
        return []
    found = set()
    for element, attribute, link, _ in parser.fromstring(html).iterlinks():
        shown = attribute in ("src", "background", "poster") or element.tag == "style" or attribute == "style"
        if shown and not link.startswith(("data:", "cid:")):
            found.add(link)
    return sorted(found)


def _dark(message: Message) -> list[Problem]:
    """The pictures that no reader would see."""
    links = pictures(message.html)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(_answer, links))
    advice = "publish the issue first (make publish), and look at the address"
    return [
        Problem(message.path, 0, "picture", f"{link} does not answer ({answer}): {advice}")
        for link, answer in zip(links, answers, strict=True)
        if answer
    ]


def _answer(link: str) -> str:
    """Why a picture cannot be had; nothing where it can."""
    if not link.startswith(("http://", "https://")):
        return "it is no web address"
    why = ""
    for method in ("HEAD", "GET"):  # some servers answer nobody who only asks whether a file is there
        try:
            asked = Request(in_ascii(link), method=method, headers={"User-Agent": "magazine-press"})
            with urlopen(asked, timeout=PATIENCE) as got:
                if got.headers.get_content_maintype() != "image":
                    return f"it is no picture but {got.headers.get_content_type()}"
                if got.status != NO_CONTENT and got.headers.get("Content-Length") != "0":
                    return ""
                why = "it is empty"
        except HTTPError as error:
            why = str(error.code)
        except (OSError, HTTPException, ValueError) as error:
            return str(getattr(error, "reason", error))
    return why
