"""The parity gate: what an issue promises is in every edition of it, or nothing is printed."""

import re
import shutil
from datetime import date

import pytest

from plugins.magazine.load import load
from plugins.magazine.page import Page, Printed, Sheet
from plugins.proof import parity
from tests.editions.taken_out import GONE
from tests.pictures import picture
from tests.press.workshop import Workshop
from tests.printing import SMALL

EDITIONS = ["web", "feed", "letter", "pdf", "epub"]
DAY = "2019-05-10"  # both issues are out
CORRECTED = "corrections: [{date: 2019-04-02, text: The price was forty-four dollars and not forty.}]\n"
PROMISED = "promises: [{text: We weigh each leg., kept: 2019-04-03}, {text: We count them too., due: 2019-04-04}]\n"
CREDITED = "translator: Di Over\nfirst_published: {where: The Planed Edge}\n"
LONG = " ".join(f"Sentence number {count} of a long story, which says nothing else." for count in range(60))
STORY = """---
title: {title}
authors: [ada-quill]
summary: It is said.
date: 2019-02-01
category: columns
issue: 7
{more}---
{body}
"""
EVERYTHING = """We begin with a list of what was said.

### What we were told on Friday

```
the scale = said 44 kilograms
```

| What it was called | What it cost us |
|---|---|
| Ash, planed on both sides | $44 a length |

The one who sold it has [a page of his own](https://ash.example/planed), and we end here.
"""
REPLIED = """---
name: The man with the saw
date: 2019-04-05
standing: right-of-reply
---
I sawed what I was told to.

Nobody asked me since.
"""
TOLD = "She asked us what each of the lines on it meant, and we found that we did not know."
WEB_ALONE = (
    "tags: [listening]\n"
    "case: {kind: client-problem, problem: overcharge, remedy: refunded, result: resolved}\n"
    "in_brief: {problem: A bill that nobody could explain., action: We read it aloud., outcome: She laughed.}\n"
    "consent: {client: named, given: 2019-01-20, scope: [web]}\n"
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The small magazine with all editions, once printed: artwork, a correction, a long story, and one for the web alone."""
    shop = Workshop(tmp_path_factory.mktemp("parity"))
    shutil.rmtree(shop.content)
    shutil.copytree(SMALL, shop.content)
    shop.options["--day"] = DAY
    head = shop.read("content/masthead.yml").replace("places: 2", "places: 3")
    shop.write("content/masthead.yml", f"{head}editions: [{', '.join(EDITIONS)}]\n")
    shop.write("content/images/legs.jpg", picture(700, 400, format="JPEG"))
    photograph = "advertiser: lathe-and-son\nslot: card\nimage: {src: images/legs.jpg, alt: Legs}\nurl: https://lathe.example\n"
    shop.write("content/adverts/photograph.yml", photograph + "insertions:\n  - issue: 7\n")
    four_legs = "content/stories/2019/four-legs-and-a-lie.md"
    shop.write("content/comments/four-legs-and-a-lie/2019-04-05-the-man.md", REPLIED)
    shop.write("content/images/bench.jpg", picture(600, 400, format="JPEG"))
    shop.write("content/images/stairs.png", picture(300, 200))
    more, art = (
        "image: {src: images/chair.svg, alt: A chair}\n",
        '![A bench](/images/bench.jpg "As it stood")\n\n![Stairs](/images/stairs.png)',
    )
    shop.write("content/stories/2019/art.md", STORY.format(title="Of pictures", more=more, body=f"It begins.\n\n{art}\n\nIt ends."))
    shop.write(four_legs, shop.read(four_legs).replace("consent: ", CORRECTED + PROMISED + "consent: "))
    shop.write("content/stories/2019/everything.md", STORY.format(title="Everything there is", more="", body=EVERYTHING))
    long = STORY.format(title="A long one", more=CREDITED, body=f"{LONG}\n\nSo it ended with a very last word.")
    shop.write("content/stories/2019/long.md", long)
    shop.write("content/stories/2019/web-alone.md", STORY.format(title="Not on paper", more=WEB_ALONE, body=TOLD))
    done = shop.finish(shop.start(shop.output))
    assert done.status == 0, done.said
    return shop


@pytest.mark.parametrize("what", GONE)
def test_what_is_taken_out_of_an_edition_stops_the_press(what, shop):
    template, words, instead, told = GONE[what]
    state, before = shop.saved(), shop.seen()
    name = f"theme/{template}"
    changed = re.sub(words, instead, shop.read(name))
    assert changed != shop.read(name)
    shop.write(name, changed)
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 1
    assert shop.seen() == before
    where = f" in the {what.partition(':')[0]} edition of #"
    assert any(line.startswith(told) and where in line for line in done.said), done.said


WEEKS = "It went on as it had begun, and nobody said why."
THANKS = "And so we said to each of them: Thank you."
HARDLY = {  # title and body
    "thanks-for-all": ("Thanks for all", f"Nobody had asked us.\n\n{THANKS}"),
    "thanks": ("Thanks", "Thank you."),
    "smile": ("A smile", ":)"),
    "first-of-two": ("First of two", f"{THANKS}\n\nFirst.\n\n{THANKS}"),
    "second-of-two": ("Second of two", f"{THANKS}\n\nSecond.\n\n{THANKS}"),
    "leftward": ("שלום לכולם", f"זה סיפור בעברית עם מילים ומספרים 123.\n\n{'היא אמרה שוב את הדבר. ' * 40}\n\nסוף הסיפור, שָׁלוֹם, כאן."),
    "linked": ("Linked", "See [one](https://one.example/), [two](https://two.example/) and [three](https://three.example/)."),
    "quotes-a-title": ("The invoice, a third time", "After *The invoice, twice* and *Everything there is* we wrote this one, and no more."),
    "crowded": (
        "Crowded",
        f"| [a](https://one.example/) b | {'| '.join('c' * 9)} |\n|{'---|' * 10}\n" + f"| 12 | {'valuable | ' * 9}\n" * 60,
    ),
    "commands": (
        "Commands to be typed",
        "Type `get <https://one.example/x> now` and wait.\n\n```\nif a < b: print(<c>)\n```\n\nIt is done.",
    ),
    "part-1": ("Weeks, part 1", "Monday\n\n" + f"{WEEKS} Monday\n\n" * 90),
    "part-2": ("Weeks, part 2", "Monday\n\n" + f"{WEEKS} Monday\n\n" * 90),
    "rightward": ("The word שלום", "They say שלום לכולם there, and here they do not. " * 3),
}


def test_no_story_is_missed_and_no_insertion_told_of_that_is_there(shop):
    """However short it is, however like another, and whichever way its letters run."""
    state = shop.saved()
    for name, (title, body) in HARDLY.items():
        lang = "lang: he\n" if name == "leftward" else ""
        text = STORY.format(title=title, more=lang, body=body)
        writer = "bo-lathe" if name in ("thanks", "smile", "second-of-two") else "ada-quill"
        shop.write(f"content/stories/2019/{name}.md", text.replace("ada-quill", writer))
    shop.write("content/masthead.yml", shop.read("content/masthead.yml").replace("places: 3", "places: 7"))
    standfirst = "A chair was promised for Friday and came on Tuesday."
    for at, words in enumerate(("Stories from six workshops", standfirst, WEEKS, WEEKS)):  # the tagline, and what a story says
        booked = f"advertiser: lathe-and-son\nslot: card\nheadline: '{words}'\ninsertions: [{{issue: 7}}]\n"
        shop.write(f"content/adverts/again-{at}.yml", booked)
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 0, done.said


def test_a_story_is_nowhere_that_its_client_did_not_agree_to(shop):
    page = (shop.output / "stories/web-alone/index.html").read_text()
    assert "She asked us what each of the lines" in page
    state = shop.saved()
    shop.write("theme/epub/notices.xhtml", shop.read("theme/epub/notices.xhtml").replace("</body>", f"<p>{TOLD}</p></body>"))
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 1
    told = [
        line for line in done.said if line.startswith("content/stories/2019/web-alone.md:11: the story stands in the EPUB edition of #7")
    ]
    assert told, done.said
    assert "its client did not agree to that" in told[0]


def test_an_edition_that_nobody_prints_is_missed(shop):
    state = shop.saved()
    shop.write("pelicanconf.py", shop.read("pelicanconf.py").replace('    "plugins.print",\n', ""))
    done = shop.finish(shop.start(shop.output))
    shop.restore(state)
    assert done.status == 1
    assert any(
        line.startswith("content/issues/7.md:0: the PDF edition of #7 (output/issues/7/bench-7.pdf) is not there") for line in done.said
    )


@pytest.mark.parametrize("kind", ["xml", "atom", "json"])
@pytest.mark.parametrize("words", ["From the ground up.", "A long one", "forty-four dollars"])
def test_a_feed_without_something_is_told_of(kind, words, shop):
    magazine, page = load(shop.content, "content"), Page(f"/feeds/issues.{kind}", "", None)
    feed = (shop.output / page.file).read_bytes()

    def told(feed):
        printed = Printed((), (), lambda file: Sheet(), [page], lambda file: feed)
        return [problem.message for _, problem in parity.check(magazine, date.fromisoformat(DAY), printed)]

    missing = f"missing in the feed edition of #{'8' if words.startswith('forty') else '7'}"
    assert not any(words in message for message in told(feed))
    assert any(missing in message and words in message for message in told(feed.replace(words.encode(), b"")))


def test_an_edition_that_has_not_changed_is_not_read_again(shop, monkeypatch):
    state = shop.saved()
    shop.write("content/adverts/stairs.yml", shop.read("content/adverts/stairs.yml").replace("From the ground up.", "Up, from the ground."))
    done = shop.finish(shop.start(shop.output))
    assert done.status == 0, done.said
    seven = shop.seen()["issues/7/bench-7.pdf"]
    shop.restore(state)
    assert shop.finish(shop.start(shop.output)).status == 0
    assert shop.seen()["issues/7/bench-7.pdf"] != seven
