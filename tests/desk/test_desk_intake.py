"""desk intake: a letter becomes a submission; title, author, date and language are found, furniture is set aside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.desk import intake

LETTERS = Path(__file__).parents[3] / "shared" / "letters"  # other people's writing, which stays outside of the repository
LONG = "The tap in the yard had dripped since March, and nobody of us had thought of telling the owner about it."


def words(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


def nothing_lost(text: str, *, markdown: bool = False) -> None:
    reading = intake.read(text, markdown=markdown)
    body = reading.body.replace("&lt;", "<").replace("&amp;", "&")
    assert words(body + " " + " ".join(one.text for one in reading.aside)) == words(text)


PIECES = st.sampled_from(
    [
        "",
        "",
        LONG,
        LONG + " " + LONG,
        "Share",
        "No comments:",
        "Post a Comment",
        "Subscribe to:",
        "Blog Archive",
        "Search This Blog",
        "- An old post",
        "Name:   Email:  ",
        "The Lantern Logo",
        "<image>data:image/png,AA</image>",
        "so<img src='x.png'>it was",
        "by Ann Lee",
        "Ann Lee",
        "Until Friday,",
        "Thursday, 16 August 2012",
        "3/4/2019",
        "1. First",
        "2. Second thing",
        "3)   Third",
        "- dash",
        "\u2022 dot",
        "   set off by hand.",
        "#1 is a number",
        "> quoted",
        "2019. A year",
        "===",
        "---",
        "A < b &copy; c",
        "<b>bold</b>",
        "Tel: (02) 5550 0100",
        "Website: www.x.example",
        "Lantern Magazine #7 - May/Jun 2019",
        "Network Advertising",
        "Title: A tap",
        "Це було вчора, і ми їх чули.",
        "\u00a0\u00a0\u00a0moved in",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=25), st.booleans())
def test_no_word_is_lost_of_a_text_of_pieces(pieces, markdown):
    nothing_lost("\n".join(pieces), markdown=markdown)


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("\n .1-#<>&;"), max_size=300))
def test_no_word_is_lost_of_any_text(text):
    nothing_lost(text)


@pytest.mark.skipif(not LETTERS.is_dir(), reason="the five letters are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "title", "author", "day"),
    [
        ("clients-and-services", "Clients and Services", [], None),
        ("do-you-value-your-customers", "Do you value your customers?", [], "2012-08-16"),
        ("focus-on-the-client", "Focus on the Client...", ["Dmitry Greku"], None),
        ("lost-sight-of-customers", "", ["Velma Trayham"], None),
        ("who-pays-the-salary", "", [], None),
    ],
)
def test_the_five_letters(name, title, author, day):
    text = (LETTERS / f"{name}.txt").read_text(encoding="utf-8")
    nothing_lost(text)
    reading = intake.read(text)
    found = reading.found
    assert (found.title, found.authors, found.day and found.day.isoformat(), found.language) == (title, author, day, "en")
    assert not re.search(r"(?i)comments?:|subscribe|archive|<|&lt;|^logo|network advertising", reading.body)
    numbers = [int(one) for one in re.findall(r"(?m)^(\d+)\. ", reading.body)]
    assert numbers == list(
        range(1, {"clients-and-services": 9, "do-you-value-your-customers": 3, "lost-sight-of-customers": 3}.get(name, 0) + 1)
    )


def test_a_letter_becomes_a_folder_with_the_original_byte_for_byte(desk):
    raw = f"\ufeffA dripping tap\r\n\r\n{LONG}\r\n".encode()
    done = desk("intake", str(desk.put("tap.txt", raw)), "--day", "2019-04-02")
    reference = desk.reference()
    assert done.exit_code == 0
    assert re.fullmatch("[A-HJKMNP-Z2-9]{5}", reference)
    folder = desk.root / "private/submissions" / reference
    assert (folder / "original.txt").read_bytes() == raw
    found = yaml.safe_load((folder / "found.yml").read_text(encoding="utf-8"))
    assert (found["from"], found["set_aside"]) == ("tap.txt", [{"line": 1, "why": "the title", "text": "A dripping tap"}])
    assert "Who wrote it? The letter has no name on it that we could find." in found["questions"]
    (received,) = (folder / "log").iterdir()
    assert re.fullmatch(r"01-received-[0-9a-f]{6}\.yml", received.name)
    assert received.read_text(encoding="utf-8").startswith("day: 2019-04-02\n")
    draft = (folder / "draft.md").read_text(encoding="utf-8")
    assert "title: A dripping tap\n" in draft
    assert draft.endswith(f"---\n{LONG}\n")


def test_the_same_text_twice_is_one_submission(desk):
    desk("intake", str(desk.put("a.txt", f"One\n\n{LONG}\n")), "--day", "2019-04-02")
    before = desk.files()
    file = desk.put("b.txt", f"One\r\n\r\n{LONG}")
    done = desk("intake", str(file), "--day", "2019-04-09")
    assert (done.exit_code, done.stdout) == (0, f"{file}: already here as {desk.reference()}\n")
    assert {**before, "b.txt": file.read_bytes()} == desk.files()


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("empty.txt", b" \n", "the file is empty"),
        ("picture.txt", b"\x89PNG\x00\x01", "no plain text"),
        ("long.txt", b"word " * 20_000, "100,000 bytes long"),
        ("story.xyz", b"text", "this kind of file is not taken in"),
        ("noise.txt", b"\x81\x8d", "neither as UTF-8"),
    ],
)
def test_what_is_no_letter_is_refused_and_the_others_go_on(desk, name, raw, said):
    bad, good = desk.put(name, raw), desk.put("good.txt", LONG)
    done = desk("intake", str(bad), str(good), "--day", "2019-04-02")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{bad}:0: ")
    assert said in done.stderr
    assert len(desk.reference()) == 5


def test_a_name_with_a_slip_in_it_is_told_as_that(desk):
    done = desk("intake", "leter.eml", "--day", "2019-04-02")
    assert done.exit_code == 1
    assert done.stderr == "leter.eml:0: the file cannot be opened (No such file or directory): check its name and its rights\n"


def test_windows_text_is_read_and_said(desk):
    done = desk("intake", str(desk.put("old.txt", "It is \u201cgood\u201d café food.".encode("cp1252"))), "--day", "2019-04-02")
    assert done.exit_code == 0
    assert "cp1252" in done.stderr
    assert "\u201cgood\u201d café" in desk.read(f"private/submissions/{desk.reference()}/draft.md")


def test_a_letter_in_markdown_keeps_its_header_and_its_marks(desk):
    text = f"---\ntitle: 'Late: a tap'\nauthor: Bo Park\nid: tag:evil,2000:x\n---\n## Before\n\n{LONG} It was *ours*.\n"
    done = desk("intake", str(desk.put("tap.md", text)), "--day", "2019-04-02")
    assert "Who wrote it?" not in done.stdout
    assert "What shall the story be called?" not in done.stdout
    assert "found:\n  title: 'Late: a tap'\n  author: Bo Park\n" in desk.read(f"private/submissions/{desk.reference()}/found.yml")
    draft = desk.read(f"private/submissions/{desk.reference()}/draft.md")
    assert "title: 'Late: a tap'\nauthors: [Bo Park]" in draft
    assert "tag:evil" not in draft
    assert draft.endswith(f"---\n## Before\n\n{LONG} It was *ours*.\n")


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (f"A tap\nby Bo Park\n\n{LONG}", ["Bo Park"]),
        (f"A tap\n\nBo Park\nBo Park\n\n{LONG}", ["Bo Park"]),
        (f"{LONG}\n\nUntil Friday,\nBo Park", ["Bo Park"]),
        (f"{LONG}\n\nBy Bo Park and Ann van Lee", ["Bo Park", "Ann van Lee"]),
        (f"{LONG}\n\nShe paid by Friday", []),
    ],
)
def test_the_author_is_found_where_letters_have_one(text, author):
    assert intake.read(text).found.authors == author


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thursday, 16 August 2012", "2012-08-16"),
        ("August 16th, 2012", "2012-08-16"),
        ("Posted on 2012-08-16", "2012-08-16"),
        ("16 серпня 2012 року", "2012-08-16"),
        ("16. August 2012", "2012-08-16"),
        ("16 août 2012", "2012-08-16"),
        ("16/08/2012", "2012-08-16"),
        ("8/6/2012", None),
        ("31 February 2012", None),
    ],
)
def test_a_line_that_is_a_day(line, day):
    found = intake.read(f"{line}\n\nA tap\n\n{LONG}").found
    assert (found.day and found.day.isoformat(), found.title) == (day, "A tap")
    assert bool(found.unclear_day) == (day is None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LONG, "en"),
        ("Учора клієнтка сказала, що її забули.", "uk"),
        ("Вчера мы забыли об этом заказе.", "ru"),
        ("Das war nicht unsere Schuld, und wir haben es auch gesagt, als die Kundin mit uns sprach.", "de"),
        ("Nous avons oublié la commande, et elle est venue pour nous le dire avec le sourire.", "fr"),
        ("Tap tap tap.", ""),
    ],
)
def test_the_language_is_told(text, language):
    assert intake.read(text).found.language == language


def test_lists_quotes_and_broken_lines_are_retyped():
    text = "\n".join(
        [
            "Some rules:",
            "1.      Write it down",
            "The book is on the desk.",
            "2.      Ring back",
            "The telephone is beside it.",
            "",
            "   A promise is a debt.",
            "",
            LONG,
        ]
    )
    assert intake.read(text).body == (
        "Some rules:\n\n1. Write it down\n\n    The book is on the desk.\n\n2. Ring back\n\n    The telephone is beside it.\n\n"
        f"> A promise is a debt.\n\n{LONG}\n"
    )
    by_hand = "\n".join(
        [
            "The tap in the yard had dripped since March, and nobody of",
            "us had thought of telling the owner about it until the day",
            "when he came himself.",
        ]
    )
    assert intake.read(by_hand).body == by_hand.replace("\n", " ") + "\n"


def test_plain_text_is_never_taken_for_markup():
    body = intake.read(f"{LONG}\n\n#7 was late.\n\n2019. A year.\n\n<b>Bold</b> &copy; us.\n\n{LONG}").body
    assert "\\#7 was late." in body
    assert "2019\\. A year." in body
    assert "&lt;b>Bold&lt;/b> &amp;copy; us." in body


def test_words_that_furniture_has_too_stay_in_the_middle_of_a_story():
    body = intake.read(f"{LONG}\n\nShare\n\n{LONG}").body
    assert body == f"{LONG}\n\nShare\n\n{LONG}\n"


def test_an_early_letter_with_two_readings_of_its_day_is_asked_about(desk):
    done = desk("intake", str(desk.put("tap.txt", f"3/4/2019\n\nA tap\n\n{LONG}")), "--day", "2019-04-05")
    assert "Which day is meant by 3/4/2019?" in done.stdout
    assert "\ndate:" not in desk.read(f"private/submissions/{desk.reference()}/draft.md")
