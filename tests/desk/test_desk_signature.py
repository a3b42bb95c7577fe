"""desk intake of letters with a signature: what is certainly one is taken off and read, and of all else the editor is told."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.messages import BELOW, MORE, TELLS
from tests.desk.messages import mail as message
from tests.desk.test_desk_intake import nothing_lost

DELIA = "Delia Marsh <delia@marsh-taps.example>"
CARD = {"telephone": "(02) 5550 0123"}
CERTAIN = {
    "Outlook": (
        "Kind regards,\n\nDelia Marsh\nOperations Manager\nMarsh & Daughters Pty Ltd\nT: (02) 5550 0123 | M: 0491 570 006\n"
        "E: delia@marsh-taps.example | W: www.marsh-taps.example\nUnit 4, 12 Foundry Road, Seven Hills NSW 2147",
        "Marsh & Daughters Pty Ltd",
        CARD
        | {"role": "Operations Manager", "email": "delia@marsh-taps.example", "website": "www.marsh-taps.example"}
        | {"postal_address": "Unit 4, 12 Foundry Road, Seven Hills NSW 2147"},
    ),
    "Outlook, above a disclaimer": (
        f"Regards\nDelia Marsh\nDirector\nMarsh Taps\n(02) 5550 0123\n{BELOW['disclaimer']}",
        "Marsh Taps",
        CARD,
    ),
    "a telephone": ("Cheers,\nDelia\n0491 570 006\n\nSent from my iPhone", "", {"telephone": "0491 570 006"}),
    "a name alone": ("Delia\n\nSent from my iPhone", "", {}),
    "a card alone": ("Delia Marsh\nMarsh Taps\n1300 975 707", "Marsh Taps", {"telephone": "1300 975 707"}),
    "below a line": ("________________\nDelia Marsh | Director | Marsh Taps\nPh (02) 5550 0123", "Marsh Taps", CARD | {"role": "Director"}),
    "signs": ("Best,\nDelia\n\u260e (02) 5550 0123  \u2709 delia@marsh-taps.example", "", CARD | {"email": "delia@marsh-taps.example"}),
    "a greeting of one's own": ("Until Friday,\nDelia Marsh", "", {}),
    "a team": ("Regards,\nThe team at Marsh Taps\n(02) 5550 0123", "Marsh Taps", CARD),
    "two people": ("Kind regards,\nDelia and Bo Marsh\nMarsh Taps\n(02) 5550 0123", "Marsh Taps", CARD),
    "a motto, opening hours": (
        'Kind regards,\nDelia Marsh\n"A stitch in time saves nine."\nMarsh Taps - (02) 5550 0123\nMon-Fri 9am - 5pm\n\n'
        "Marsh Taps acknowledges the Traditional Custodians of the land, and pays its respects to Elders past and present.",
        "Marsh Taps",
        CARD,
    ),
    "capitals, no signs between": (
        "Regards\n\nDELIA MARSH\nDIRECTOR\nMARSH TAPS PTY LTD\nP (02) 5550 0123 M 0491 570 006 E delia@marsh-taps.example",
        "MARSH TAPS PTY LTD",
        CARD | {"role": "DIRECTOR", "email": "delia@marsh-taps.example"},
    ),
    "links of Outlook": (
        "Kind regards\nDelia Marsh<mailto:delia@marsh-taps.example>\nMarsh Taps<https://marsh-taps.example/>\nT: (02) 5550 0123<tel:+612>",
        "Marsh Taps",
        CARD | {"email": "delia@marsh-taps.example", "website": "https://marsh-taps.example/"},
    ),
    "thanks to many": ("Thanks to everybody at the magazine.\nDelia Marsh", "", {}),
    "German": ("Mit freundlichen Grüßen\n\nDelia Marsh\nInhaberin\nMarsh Hähne GmbH\nTelefon: (02) 5550 0123", "Marsh Hähne GmbH", CARD),
    "French": ("Cordialement,\nDelia Marsh\nGérante\nRobinets Marsh\nTél. : (02) 5550 0123", "Robinets Marsh", CARD),
    "Dutch": ("Met vriendelijke groet,\n\nDelia Marsh\nMarsh Kranen B.V.\nTel. (02) 5550 0123", "Marsh Kranen B.V.", CARD),
    "Ukrainian": ("З повагою,\nОлена Марш\nМайстерня Марш\nтел.: (02) 5550 0123", "Майстерня Марш", CARD),
    "with its pictures": (
        "Kind regards,\nDelia Marsh\n[Logo  Description automatically generated]\nMarsh Taps<http://www.marsh-taps.example/>\n"
        "[cid:image001.png@01D5E3A2.1B2C3D40]\nTel (02) 5550 0123",
        "Marsh Taps",
        CARD,
    ),
}


def taken(desk, words: str, kind: str = "text/plain; charset=utf-8") -> tuple[str, dict]:
    desk.put("tap.eml", message(words, kind, sender=DELIA))
    done = desk("intake", str(desk.root / "tap.eml"), "--day", "2019-04-02")
    assert done.exit_code == 0, done.output
    folder = f"private/submissions/{desk.reference()}"
    return desk.read(f"{folder}/draft.md").split("---\n", 2)[2], yaml.safe_load(desk.read(f"{folder}/found.yml"))


@pytest.mark.parametrize("name", CERTAIN)
def test_a_signature_is_taken_off_and_read(desk, name):
    signature, business, contact = CERTAIN[name]
    body, found = taken(desk, f"{TELLS}\n\n{MORE}\n\n{signature}\n")
    assert body == f"{TELLS}\n\n{MORE}\n"
    assert found["found"].get("business", "") == business
    assert contact.items() <= (found["contact"] or {}).items()
    assert "remarks" not in found or found["remarks"] == []
    assert found["found"]["author"] in ("Delia Marsh", "Олена Марш")


def test_a_signature_in_html(desk):
    page = (
        f"<p class=MsoNormal>{TELLS}</p><p>{MORE}</p><p>Kind regards,</p><p><b>Delia Marsh</b></p><p><i>Operations Manager</i></p>"
        '<table><tr><td><img src="cid:image001.png@01"></td><td><b>Marsh Taps</b><br>T <a href="tel:+61255500123">(02) 5550 0123</a> | '
        '<a href="mailto:delia@marsh-taps.example">delia@marsh-taps.example</a><br>12 Foundry Road, Seven Hills NSW 2147</td></tr></table>'
        f"<p>{BELOW['disclaimer']}</p>"
    )
    body, found = taken(desk, page, "text/html; charset=utf-8")
    assert body == f"{TELLS}\n\n{MORE}\n"
    assert (found["found"]["business"], found["contact"]["role"], found["contact"]["telephone"]) == (
        "Marsh Taps",
        "Operations Manager",
        "(02) 5550 0123",
    )


@pytest.mark.parametrize(
    "below",
    [
        '"Thanks, Bo," she said, and that was all of it.',
        "Thanks, Bo.",
        "Best of all, the tap does not drip.",
        "So there we are.",
        "Kind regards,\nDelia Marsh wrote on the card, and the neighbours laughed about it for a week, as they do.",
        "- a washer\n- a spanner\n- Bo Park",
        "The end",
    ],
)
def test_what_may_be_the_story_stays(desk, below):
    body, _ = taken(desk, f"{TELLS}\n\n{MORE}\n\n{below}\n")
    assert body.split() == f"{TELLS} {MORE} {below}".split()


@pytest.mark.parametrize("last", ["Thanks to her I now own a last.", "Thank you to him who rang!", "Love in a cold shop keeps."])
@pytest.mark.parametrize("signature", ["Delia Marsh\nMarsh Taps\n(02) 5550 0123", "Kind regards,\nDelia", "Delia"])
def test_the_last_sentence_of_a_story_stays_though_it_begins_as_thanks(desk, last, signature):
    body, _ = taken(desk, f"{TELLS}\n\n{MORE}\n\n{last}\n\n{signature}\n")
    assert body == f"{TELLS}\n\n{MORE}\n\n{last}\n"


@pytest.mark.parametrize("rule", ["-- ", "--"])
@pytest.mark.parametrize("last", ["She laughed, asked for ten per cent off, and got fifteen.", f"{TELLS[:60]}\n{TELLS[60:]}\n\n{MORE}"])
def test_a_story_goes_on_below_a_break(desk, rule, last):
    body, found = taken(
        desk, f"{TELLS}\n\n{rule}\n\n{MORE}\n\n{rule}\n{last}\n\n-- \nDelia Marsh\nMarsh Taps, which mend all that drips.\n"
    )
    assert body.replace("\\", "").split() == f"{TELLS} -- {MORE} -- {last}".split()
    assert found["found"]["business"].startswith("Marsh Taps")


@pytest.mark.parametrize(
    "signature",
    ["Sent from my Android device with K-9 Mail. Please excuse my brevity.", "Delia Marsh, director, at delia@marsh-taps.example."],
)
def test_a_signature_below_a_break_may_be_a_sentence(desk, signature):
    body, _ = taken(desk, f"{TELLS}\n\n{MORE}\n\n-- \n{signature}\n")
    assert body == f"{TELLS}\n\n{MORE}\n"


def test_a_card_above_a_postscript_is_read(desk):
    after = "PS: The tap is still there, and it does not drip, whatever the neighbours say about it when they come."
    body, found = taken(desk, f"{TELLS}\n\n{MORE}\n\nKind regards,\nDelia Marsh\nMarsh Taps\n(02) 5550 0123\n\n{after}\n")
    assert body == f"{TELLS}\n\n{MORE}\n\n{after}\n"
    assert found["found"]["business"] == "Marsh Taps"


def test_a_byline_above_and_a_card_below(desk):
    card = (
        "Delia Marsh\nMarsh Taps\nTelephone: (02) 5550 0123\nwww.marsh-taps.example\nAddress: Unit 6, 33 Harrow Lane, Castle Hill NSW 2154"
    )
    desk.put("tap.txt", f"For the drip\nBy Delia Marsh\n\n{TELLS}\n\n{MORE}\n\n{card}\n")
    desk("intake", str(desk.root / "tap.txt"), "--day", "2019-04-02")
    assert desk.read(f"private/submissions/{desk.reference()}/draft.md").endswith(f"---\n{TELLS}\n\n{MORE}\n")


def test_the_card_becomes_the_page_of_a_person_and_a_business(desk):
    taken(desk, f"{TELLS}\n\n{MORE}\n\n{CERTAIN['Outlook'][0]}\n")
    reference = desk.reference()
    case = "case: {kind: admission, problem: damage, remedy: replaced, result: resolved}\nconsent: none-involved\n"
    told = "title: The tap\nauthors: [Delia Marsh]\nsummary: A tap.\ntags: [listening]\nin_brief: {problem: a, action: b, outcome: c}\n"
    ring = "Ring the council on (02) 5550 0177, or us on (02) 5550 0123, or write to tap@council.example."
    desk.put(f"private/submissions/{reference}/draft.md", f"---\n{told}{case}---\n{TELLS}\n\n{ring}\n")
    done = desk("accept", reference, "--day", "2019-04-02")
    assert done.exit_code == 0, done.output
    for words in ("an e-mail address stands in the text (tap@council.example)", "a telephone number stands in the text ((02) 5550 0177)"):
        assert f"private/submissions/{reference}/draft.md:12: warning: {words}: take it out" in done.stderr
    assert "5550 0123" not in done.stderr  # it is on a page that readers see
    assert desk.read("content/people/delia-marsh.md").startswith(
        "---\nname: Delia Marsh\nrole: Operations Manager\nbusiness: marsh-daughters-pty-ltd\n"
    )
    assert "telephone: (02) 5550 0123\n" in desk.read("content/businesses/marsh-daughters-pty-ltd.md")
    assert "the-tap.md:" in desk("check", "--day", "2019-05-01").stderr


def test_a_number_in_an_ordinary_article_is_nobodys_business(desk):
    desk.put("content/stories/2019/tap.md", f"Title: A tap\nDate: 2019-03-01\n\n{TELLS} Ring (02) 5550 0177.\n")
    assert "stands in the text" not in desk("check", "--day", "2019-05-01").output


LINES = st.sampled_from(
    [line for words, *_ in CERTAIN.values() for line in words.split("\n") if "_" not in line]
    + ["", "", TELLS, "So it was.", "Thanks, Bo", "PS: a"]
)


@settings(max_examples=200)
@given(st.lists(LINES, max_size=20), st.booleans())
def test_no_word_of_a_signature_is_lost(lines, markdown):
    nothing_lost("\n".join(lines), markdown=markdown)
