"""desk proof-of-publication: what an advertiser is shown of what was printed. And what was printed stays as it was."""

import hashlib
import shutil
from email import message_from_bytes, policy

import pytest
from pypdf import PdfReader

from plugins.desk.outgoing import portrait
from tests.desk.conftest import Desk
from tests.pictures import picture
from tests.printing import SMALL, SMALL_DAY, press

DAY = ("--day", SMALL_DAY)


@pytest.fixture
def desk(tmp_path):
    """The small magazine with its editions; #7 is out, #8 is to come."""
    desk = Desk(tmp_path / "made")
    shutil.rmtree(desk.root)
    shutil.copytree(SMALL, desk.root / "content")
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "editions: [web, feed, letter, pdf, epub]\n")
    return desk


def printed(desk, day=SMALL_DAY):
    done = press(desk.root / "content", desk.root / "output", day)
    assert done.returncode == 0, done.stderr


def said(file):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_the_advertiser_is_shown_where_it_stands_in_each_edition(desk, monkeypatch):
    monkeypatch.setattr(portrait.shutil, "which", lambda name: None)
    printed(desk)
    done = desk("proof-of-publication", "stairs", *DAY)
    assert done.exit_code == 0, done.stderr
    assert "private/proofs/stairs-7.pdf: " in done.stdout
    assert "Letter: private/outbox/stairs-7-published.eml (desk post sends it)" in done.stdout
    file = desk.root / "private/proofs/stairs-7.pdf"
    words = said(file)
    for one in (
        "Lathe; Son, Turners",
        "#7",
        "https://bench.example/issues/7/",
        "/feeds/issues.atom",
        "Stairs",
        "no browser",
        "Card, 90 × 55 mm",
    ):
        assert one in words, one
    edition = (desk.root / "output/issues/7/bench-7.pdf").read_bytes()
    assert hashlib.sha256(edition).hexdigest() in words.replace(" ", "")
    letter = message_from_bytes((desk.root / "private/outbox/stairs-7-published.eml").read_bytes(), policy=policy.default)
    assert letter["To"].addresses[0].addr_spec == "bo@lathe.example"
    (attached,) = letter.iter_attachments()
    assert (attached.get_content_type(), attached.get_content()) == ("application/pdf", file.read_bytes())
    before = desk.files()
    assert desk("proof-of-publication", "stairs", *DAY).exit_code == 0
    assert desk.files() == before  # the same bytes


def test_it_is_shown_as_a_browser_shows_it(desk, needs):
    needs("chromium")
    printed(desk)
    assert desk("proof-of-publication", "chairs", *DAY).exit_code == 0
    pages = PdfReader(desk.root / "private/proofs/chairs-7.pdf").pages
    assert sum(len(page.images) for page in pages) >= 2  # of the web and of the EPUB; the page of the PDF is shown as it is
    assert "no browser" not in said(desk.root / "private/proofs/chairs-7.pdf")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("stair",), "content/adverts:0: `stair`: did you mean `stairs`"),
        (("stairs", "--issue", "8"), "content/adverts/stairs.yml:0: no insertion of it is printed in #8"),
        (("stairs",), "output/issues/7/:0: the insertion is not in what was printed here: make publish"),
    ],
)
def test_what_is_not_printed_is_proved_to_nobody(words, told, desk):
    done = desk("proof-of-publication", *words, *DAY)
    assert done.exit_code == 1
    assert told in done.stderr
    assert not (desk.root / "private/outbox").exists()


def test_new_artwork_for_the_next_issue_leaves_the_editions_of_a_closed_one_as_they_are(desk):
    assert desk("close", "7", *DAY).exit_code == 0
    printed(desk)
    editions = [desk.root / f"output/issues/7/bench-7.{kind}" for kind in ("pdf", "epub")]
    before = [file.read_bytes() for file in editions]
    file = desk.put("new.jpg", picture(1440, 880, format="JPEG"))
    assert desk("artwork", "stairs", str(file), "--alt", "Stairs of ash", *DAY).exit_code == 0
    printed(desk, "2019-05-10")
    assert [file.read_bytes() for file in editions] == before
    shown = PdfReader(desk.root / "output/issues/8/bench-8.pdf")
    assert any(page.images for page in shown.pages)
