"""People, businesses, and the cards that a telephone can keep."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.directory.vcard import Contact, vcard
from plugins.magazine.directory import Reach

BO = """\
BEGIN:VCARD
VERSION:4.0
KIND:individual
FN:Bo Lathe
N:Lathe;Bo;;;
ORG:Lathe\\; Son\\, Turners
TITLE:Wood turner
TEL:1300 975 708
EMAIL:bo@lathe.example
SOURCE:https://bench.example/people/bo-lathe/
END:VCARD
"""


def test_the_card_of_a_person(printed):
    assert (printed / "people/bo-lathe/card.vcf").read_bytes().decode() == BO.replace("\n", "\r\n")


def test_the_card_of_a_business_is_an_organisation(printed):
    card = (printed / "businesses/bench-press/card.vcf").read_text()
    assert "KIND:org" in card
    assert "ADR:;;1 Mill Lane\\, Windsor NSW 2756;;;;" in card


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_long_lines_are_folded_and_lose_nothing(words):
    card = vcard(Contact("org", words, "", "", Reach("", "", "", ""), ""))
    assert all(len(line) <= 75 for line in card.split(b"\r\n"))
    unfolded = card.decode().replace("\r\n ", "")
    name = next(line for line in unfolded.split("\r\n") if line.startswith("FN:"))[3:]
    assert name.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\") == words


def test_a_persons_page_has_their_stories_and_their_feed(printed):
    html = (printed / "people/bo-lathe/index.html").read_text()
    assert "four thousand chair legs" in html
    assert "/stories/four-legs-and-a-lie/" in html
    assert 'href="/people/bo-lathe/feed.xml"' in html


def test_a_business_lists_who_writes_from_it_and_stories_about_it(printed):
    html = (printed / "businesses/lathe-and-son/index.html").read_text()
    assert 'Writing from here: <a href="/people/bo-lathe/">Bo Lathe</a>' in html
    assert "Stories it appears in" in html


def test_who_is_in_no_printed_story_has_no_page(printed):
    assert not (printed / "people/cy-unprinted").exists()
    assert not (printed / "businesses/high-roofs").exists()
