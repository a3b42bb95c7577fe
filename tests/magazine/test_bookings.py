"""What a booking promises, and what is owed for one that an issue missed."""

from __future__ import annotations

import pytest

from plugins.magazine.problem import errors
from plugins.magazine.proof import proof
from tests.helpers import DAY, MASTHEAD, NEXT_ISSUE, magazine, said

SLOTS = "slots: {card: {label: Card, width: 90, height: 55}, banner: {everywhere: true, places: 2}}\n"
FILES = {"masthead.yml": MASTHEAD + SLOTS, "businesses/roofs.md": "---\nname: High Roofs\n---\nRoofs.\n", "issues/97.md": NEXT_ISSUE}
WORDS = "advertiser: roofs\nslot: card\ntext: Dry.\n"
MISSED = "insertions: [{issue: 96, missed: The page was full.}]\n"
OWED = "a make-good is owed to High Roofs for #96, which missed the advertisement (The page was full): "


def told(folder, bookings, day=DAY):
    files = FILES | {f"adverts/{slug}.yml": text for slug, text in bookings.items()}
    return [line.partition("content/adverts/")[2] for line in said(magazine(folder, files), day)]


def test_a_booking_that_is_whole_says_nothing(tmp_path):
    assert told(tmp_path, {"dry": WORDS + "insertions: [{issue: 96}, {issue: 97, text: Drier.}]\n"}) == []


def test_an_insertion_inherits_what_it_does_not_say(tmp_path):
    booking = WORDS + "url: https://roofs.example\ninsertions: [{issue: 96}, {issue: 97, text: Drier., slot: banner}]\n"
    read = magazine(tmp_path, FILES | {"adverts/dry.yml": booking})
    first, second = read.bookings[0].insertions
    assert (first.slot, first.text, first.url) == ("card", "Dry.", "https://roofs.example")
    assert (second.slot, second.text, second.url) == ("banner", "Drier.", "https://roofs.example")


def test_a_slot_takes_what_the_masthead_says(tmp_path):
    full = WORDS + "insertions: [{issue: 96}]\n"
    assert told(tmp_path / "one", {"a": full, "b": full}) == [
        "b.yml:4: `card` of #96 is booked already, and takes 1: the first open issue with a free `card` is #97 "
        "(or choose another slot, or add to its `places` in content/masthead.yml)"
    ]
    assert told(tmp_path / "two", {slug: full.replace("card", "banner") for slug in "ab"}) == []


@pytest.mark.parametrize("slip", ["slot: poster", "advertiser: rofs", "image: {src: images/gone.svg, alt: Gone}", "text:"])
def test_what_is_wrong_with_a_booking_to_come_is_a_warning_until_its_issue_is_out(slip, tmp_path):
    field = slip.partition(":")[0]
    text = "".join(f"{line}\n" for line in WORDS.splitlines() if not line.startswith(field)) + f"{slip}\ninsertions: [{{issue: 97}}]\n"
    read = magazine(tmp_path, FILES | {"adverts/a.yml": text})
    assert proof(read, DAY)
    assert not errors(proof(read, DAY))
    assert [problem.path for problem in errors(proof(read, DAY.replace(month=7)))] == ["content/adverts/a.yml"]


def test_a_booking_may_wait_for_an_issue_that_is_not_written_yet(tmp_path):
    read = magazine(tmp_path, FILES | {"adverts/a.yml": WORDS + "insertions: [{issue: 98}]\n"})
    assert [(problem.rule, problem.severity) for problem in proof(read, DAY)] == [("unknown-issue", "warning")]


@pytest.mark.parametrize(
    ("more", "others", "owed"),
    [
        ("", {}, "write a booking with `make_good_for: {booking: dry, issue: 96}`, or a `waiver` that says who agreed to it, and when"),
        ("waiver: {issue: 96, date: 2019-04-30, by: Cy Roof, reason: He forgave us.}\n", {}, ""),
        ("waiver: {issue: 96, date: 2019-05-02, by: Cy Roof}\n", {}, "write a booking with"),  # to come, on the day of the build
        ("", {"good": "make_good_for: {booking: dry, issue: 96}\ninsertions: [{issue: 97}]\n"}, "it is booked for 1 July 2019"),
        ("", {"good": "make_good_for: {booking: dry, issue: 96}\ninsertions: [{issue: 96}]\n"}, ""),
    ],
)
def test_a_make_good_is_owed_until_it_is_in_print_or_waived(more, others, owed, tmp_path):
    lines = told(tmp_path, {"dry": WORDS + MISSED + more} | {slug: WORDS + text for slug, text in others.items()})
    assert [line for line in lines if line.startswith(f"dry.yml:4: warning: {OWED}{owed}")] == (lines if owed else [])
    assert bool(lines) == bool(owed)


def test_what_is_owed_is_owed_no_more_when_the_make_good_is_out(tmp_path):
    good = WORDS + "make_good_for: {booking: dry, issue: 96}\ninsertions: [{issue: 97}]\n"
    assert told(tmp_path, {"dry": WORDS + MISSED, "good": good}, DAY.replace(month=7)) == []


def test_an_insertion_that_was_missed_before_its_issue_is_out_is_not_owed_yet(tmp_path):
    assert told(tmp_path, {"dry": WORDS + MISSED.replace("96", "97")}) == []


def test_a_text_in_the_folder_that_is_no_booking_is_named(tmp_path):
    read = magazine(tmp_path, FILES | {"adverts/note.md": "A note.\n", "adverts/art.svg": "<svg/>"})
    assert said(read) == [
        "content/adverts/note.md:0: warning: a booking is a file that ends in `.yml`: nothing of this one reaches a reader; rename it"
    ]
