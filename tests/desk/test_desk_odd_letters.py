"""Stories come in zips, chats and links, passed on from hand to hand, and in files that nobody opens."""

from __future__ import annotations

import io
import itertools
import zipfile

import pytest

from plugins.desk import submission
from plugins.desk.incoming import mail
from tests.desk.conftest import MASTHEAD
from tests.desk.messages import attached, multi, part
from tests.desk.messages import mail as message
from tests.pictures import picture

DAY = ("--day", "2019-04-05")
TOLD = (
    "We painted a sign on the wrong shop, two doors up, under the same awning. The florist came back from lunch and had become a "
    "butcher. I had it off by four, and painted her front in the colour that she had always wanted."
)


@pytest.fixture
def mailed(desk):
    desk.put("content/masthead.yml", MASTHEAD + "mail: {submissions: stories@lantern.example}\n")
    return desk


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


def takes(desk, name: str, raw: bytes):
    """What the intake said of a file, and all submissions with what was found in each."""
    done = desk("intake", str(desk.put(name, raw)), *DAY)
    return done, {one.reference: one.found()[0] for one in submission.every(desk.root)}


def test_a_zip_is_read_as_what_is_in_it_alone_and_attached(mailed):
    inner = message(TOLD, subject="The wrong shop", sender="Joss Farrow <joss@farrow.example>")
    raw = zipped(
        {"a/shop.eml": inner, "photos/sign.jpg": picture(800, 600, format="JPEG"), ".DS_Store": b"x", "__MACOSX/a/._shop.eml": b"x"}
    )
    done, found = takes(mailed, "from-joss.zip", raw)
    ((reference, said),) = found.items()
    assert (done.exit_code, "from-joss.zip/shop.eml: taken in" in done.stdout) == (0, True)
    assert (said["author"], said["address"], len(said["pictures"])) == ("Joss Farrow", "joss@farrow.example", 1)
    assert TOLD.split(".")[0] in mailed.read(f"private/submissions/{reference}/draft.md")
    done, again = takes(mailed, "2.eml", multi(part("Joss zipped it."), attached("from-joss.zip", raw)))
    assert again.keys() == found.keys()
    assert "passed on by Ann Lee" in done.stderr


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\3\4 no", "the zip is damaged"),
        (zipped({"a.zip": zipped({"b.txt": b"Hello."})}), "unpack the zip"),
        (zipped({f"a{number}.txt": b"x" for number in range(300)}), "is it a trap?"),
        (zipped({"1.txt": f"A story\n\n{TOLD}".encode(), "2.txt": f"Another\n\nOnce more. {TOLD}".encode(), "a.odt": b"x"}), "LibreOffice"),
    ],
)
def test_what_is_in_no_letter_of_a_zip_is_told(mailed, raw, said):
    done, found = takes(mailed, "a.zip", raw)
    assert (done.exit_code, said in done.stderr, len(found)) == (1, True, 2 if said == "LibreOffice" else 0)


def test_a_chat_is_the_story_of_who_tells_it(mailed):
    lines = (
        "[29/7/19, 7:41:03 pm] Messages and calls are end-to-end encrypted. No one can read them.",
        "[29/7/19, 7:41:20 pm] Tomek Bikes: hi its Tomek from the van",
        "[29/7/19, 7:43:12 pm] Tomek Bikes: in May I put the wrong pads on a bike, and she rode thirty stops each way with them",
        "and they squealed",
        "\u200e[29/7/19, 7:43:40 pm] Tomek Bikes: \u200e<attached: 00000012-PHOTO.jpg>",
        "[29/7/19, 7:44:02 pm] You: oh no",
        "[29/7/19, 7:47:44 pm] Tomek Bikes: now I ride every bike before I give it back",
    )
    for at, chat in enumerate((lines, [line.replace("[", "").replace("] ", " - ").replace("May", "June") for line in lines])):
        _, found = takes(mailed, f"chat-{at}.txt", "\n".join(chat).encode())
        reference = next(one for one in found if found[one]["from"] == f"chat-{at}.txt")
        said, draft = found[reference], mailed.read(f"private/submissions/{reference}/draft.md")
        assert said["author"] == "Tomek Bikes"
        assert "title" not in said["found"]
        assert "wrong pads" in draft
        assert "squealed" in draft
        assert not any(words in draft for words in ("19, 7:4", "oh no", "PHOTO"))
        assert "You: oh no" in str(said["set_aside"])


@pytest.mark.parametrize(
    ("raw", "asked"),
    [
        (multi(part("My piece is attached."), attached("Frame.pages", b"x"), attached("Frame.odt", b"y")), "(Frame.pages, Frame.odt)"),
        (multi(part("See there."), attached("winmail.dat", b"x")), "(winmail.dat)"),
        (message("https://docs.google.com/document/d/2XyZ/edit\n\nAnn"), "we open no links"),
        (
            message("Here is my story, dear editors, as I wrote it for you: https://docs.google.com/document/d/2XyZ/edit\n\nAnn"),
            "open no links",
        ),
        (multi(part(""), attached("page 1.jpg", picture(format="JPEG"))), "type what it says"),
    ],
)
def test_whose_story_cannot_be_read_is_asked_for_it_and_for_nothing_else(mailed, raw, asked):
    _, found = takes(mailed, "1.eml", raw)
    ((reference, said),) = found.items()
    assert len(said["questions"]) == 1
    assert asked in said["questions"][0]
    assert "website" not in said["contact"]
    mailed("ask", reference, *DAY)
    (letter,) = (mailed.root / "private/outbox").glob("*-questions-*.eml")
    words = " ".join(letter.read_text(encoding="utf-8").split())
    assert asked in words
    assert "What went wrong?" not in words


def test_a_letter_in_two_languages_says_so(mailed):
    ours = "Ми написали вивіску не на тій крамниці, за двоє дверей далі. Я стер її до четвертої й пофарбував їй фасад, як вона хотіла."
    twice = f"{TOLD}\n\n{ours}"
    assert "it is in several languages (en, uk)" in takes(mailed, "1.eml", message(twice, "text/plain; charset=utf-8"))[0].stderr


def test_a_form_with_questions_and_answers_by_one_letter(mailed):
    raw = b'{"answers": [{"q": "Fullname", "a": "Lachlan Voss"}, {"q": "Firm", "a": "Voss Locks"}, {"q": "What happened?", "a": "%s"}]}'
    _, found = takes(mailed, "form.json", raw % TOLD.encode())
    ((_, said),) = found.items()
    assert (said["author"], said["found"]["business"]) == ("Lachlan Voss", "Voss Locks")


def test_a_firm_and_its_telephone_on_one_line_are_two_things(mailed):
    _, found = takes(mailed, "1.eml", message(f"{TOLD}\n\nKind regards,\nAnn Lee\nLee Sewing, (02) 5550 0172"))
    ((_, said),) = found.items()
    assert (said["found"]["business"], said["contact"]["telephone"]) == ("Lee Sewing", "(02) 5550 0172")


def gmail(name: str, address: str, words: str) -> str:
    head = f"From: {name} <{address}>\nDate: Fri, 26 Jul 2019 at 14:02\nSubject: Fwd: sign\nTo: us"
    return f"---------- Forwarded message ---------\n{head}\n\n{words}"


def apple(name: str, address: str, words: str) -> str:
    inner = f"From: {name} <{address}>\nSubject: Fwd: sign\nDate: 25 July 2019 at 9:11:40 am AEST\nTo: us\n\n{words}"
    return "Begin forwarded message:\n\n" + "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def outlook(name: str, address: str, words: str) -> str:
    return f"From: {name} [mailto:{address}]\nSent: Wednesday, 24 July 2019 6:30 PM\nTo: us\nSubject: sign\n\n{words}"


@pytest.mark.parametrize("programs", list(itertools.product((gmail, apple, outlook), repeat=3)))
def test_a_letter_that_was_passed_on_three_times_is_its_writers(programs):
    words = f"{TOLD} {TOLD}\n\nIvo"
    people = (("Ivo Brandt", "ivo@b.example"), ("Grace Sully", "grace@s.example"), ("Noor Haddad", "noor@h.example"))
    for program, (name, address) in zip(programs, people, strict=True):
        words = f"See below.\n\n{program(name, address, words)}"
    (one,) = mail.letters(message(words, subject="Fwd: Fwd: sign", sender="Dana <dana@x.example>"), "x.eml")
    assert (one.author, one.address, one.title) == ("Ivo Brandt", "ivo@b.example", "sign")
    assert one.text.startswith("We painted a sign")
