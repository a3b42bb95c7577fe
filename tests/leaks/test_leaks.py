"""An anonymised client's name is found wherever it is hidden, however it is written, and other words are not."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.magazine.leak import Seeker, parts
from plugins.magazine.load import load
from plugins.magazine.problem import errors
from plugins.magazine.proof import proof
from plugins.magazine.terms import read_terms
from tests.helpers import CASE, DAY, case, magazine, said, site

TERMS = """terms:
  - Marta Kowalczyk
  - Kowalczyk & Sons
  - Pallas & Daughters
  - 12 Harbour Street
  - (02) 5550 0123
  - marta@kowalczyk.example
  - Оксана Ковальчук
"""
STORY, COMMENT, CARD = "stories/2019/the-ad.md", "comments/the-ad/2019-05-01-jo.md", "businesses/park.md"
IN_BRIEF = "{problem: It was late., action: We rang., outcome: It came.}"
FILES = {
    STORY: case(consent="anonymised"),
    COMMENT: "---\nname: Jo\n---\nWell said.\n",
    CARD: "---\nname: Park Painting\n---\nPaints.\n",
    "pages/about.md": "---\ntitle: About\n---\nWho we are.\n",
}


def photograph(**wrote: str) -> bytes:
    """A picture with words in it that no reader sees."""
    out, image = io.BytesIO(), Image.new("RGB", (40, 30))
    if "text" in wrote:
        info = PngInfo()
        info.add_text("Description", wrote["text"])
        image.save(out, "PNG", pnginfo=info)
    elif "comment" in wrote:
        image.save(out, "JPEG", comment=wrote["comment"].encode())
    elif "xmp" in wrote:
        packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{wrote["xmp"]}</dc:creator></x:xmpmeta>'
        image.save(out, "JPEG", xmp=packet.encode())
    else:
        exif = Image.Exif()
        exif[{"artist": 0x013B, "windows": 0x9C9D}[next(iter(wrote))]] = (
            wrote["artist"] if "artist" in wrote else wrote["windows"].encode("utf-16-le")
        )
        image.save(out, "JPEG", exif=exif)
    return out.getvalue()


HIDDEN = {
    "body": {STORY: case("We rang Marta Kowalczyk.\n", consent="anonymised")},
    "surname": {STORY: case("We rang Mrs Kowalczyk.\n", consent="anonymised")},
    "possessive": {STORY: case("It was Kowalczyk's van.\n", consent="anonymised")},
    "capitals": {STORY: case("MARTA KOWALCZYK rang.\n", consent="anonymised")},
    "over two lines": {STORY: case("We rang Marta\nKowalczyk.\n", consent="anonymised")},
    "Polish case": {STORY: case("Z Martą Kowalczykową.\n", consent="anonymised")},
    "Ukrainian case": {STORY: case("Ми дзвонили Ковальчуком.\n", consent="anonymised")},
    "Ukrainian letters": {STORY: case("Марта Ковальчик.\n", consent="anonymised")},
    "Latin letters": {STORY: case("Oksana Kovalchuk.\n", consent="anonymised")},
    "look-alikes": {STORY: case("Mаrtа Kоwаlсzуk.\n", consent="anonymised")},
    "Greek look-alikes": {STORY: case("Κοwalczyk.\n", consent="anonymised")},
    "Latin in Cyrillic": {STORY: case("Kовaльчук.\n", consent="anonymised")},
    "full width": {STORY: case("Ｋｏｗａｌｃｚｙｋ.\n", consent="anonymised")},
    "mathematical": {STORY: case("𝐊𝐨𝐰𝐚𝐥𝐜𝐳𝐲𝐤.\n", consent="anonymised")},
    "zero width": {STORY: case("Kow\u200balc\u200dzyk.\n", consent="anonymised")},
    "soft hyphen": {STORY: case("Kowal\u00adczyk.\n", consent="anonymised")},
    "combining mark": {STORY: case("Ko\u0301walczyk.\n", consent="anonymised")},
    "hyphens": {STORY: case("K-o-w-a-l-c-z-y-k.\n", consent="anonymised")},
    "spaces": {STORY: case("K o w a l c z y k.\n", consent="anonymised")},
    "emphasis": {STORY: case("Kowal**czyk** rang.\n", consent="anonymised")},
    "markup": {STORY: case("Kowal<b>czyk</b> rang.\n", consent="anonymised")},
    "HTML comment": {STORY: case("Kowal<!-- x -->czyk rang.\n", consent="anonymised")},
    "entity": {STORY: case("&#75;owalczyk rang.\n", consent="anonymised")},
    "address of a link": {STORY: case("[her](https://x.example/%4Barta/marta-%6Bowalczyk).\n", consent="anonymised")},
    "hashtag": {STORY: case("See #MartaKowalczyk.\n", consent="anonymised")},
    "telephone": {STORY: case("Ring +61 2 5550-0123.\n", consent="anonymised")},
    "street": {STORY: case("At 12 Harbour St.\n", consent="anonymised")},
    "e-mail": {STORY: case("Write to marta (at) kowalczyk.example.\n", consent="anonymised")},
    "word of a firm": {STORY: case("The men of Pallas came.\n", consent="anonymised")},
    "word of a firm in an address": {STORY: case("[x](https://pallas.example/)\n", consent="anonymised")},
    "firm": {STORY: case("Kowalczyk and Sons.\n", consent="anonymised")},
    "title": {STORY: case(consent="anonymised", title="What Kowalczyk said")},
    "standfirst": {STORY: case(consent="anonymised", summary="Kowalczyk rang.")},
    "in brief": {STORY: case(consent="anonymised", in_brief=IN_BRIEF.replace("We rang", "Kowalczyk rang"))},
    "slug": {STORY: case(consent="anonymised", slug="marta-kowalczyk")},
    "tag": {STORY: case(consent="anonymised", tags="[listening, kowalczyk]")},
    "alias": {STORY: case(consent="anonymised", aliases="[/kowalczyk/]")},
    "alt text": {STORY: case("![Kowalczyk's van](images/van.png)\n", consent="anonymised"), "images/van.png": photograph(text="")},
    "caption": {STORY: case('![A van](images/van.png "Kowalczyk")\n', consent="anonymised"), "images/van.png": photograph(text="")},
    "correction": {STORY: case(consent="anonymised", corrections="[{date: 2019-05-01, text: Kowalczyk it was.}]")},
    "promise": {STORY: case(consent="anonymised", promises="[{text: We ring Kowalczyk.}]")},
    "remark of an editor": {STORY: case(consent="anonymised   # Kowalczyk")},
    "escape": {STORY: case(consent="anonymised", summary='"\\u004bowalczyk rang."')},
    "name of the file": {STORY: None, "stories/2019/kowalczyk.md": case(consent="anonymised", submission="{reference: the-ad}")},
    "name of a picture": {"images/IMG_MartaKowalczyk2.png": photograph(text="")},
    "PNG text": {"images/van.png": photograph(text="Marta Kowalczyk")},
    "JPEG comment": {"images/van.jpg": photograph(comment="Marta Kowalczyk")},
    "EXIF": {"images/van.jpg": photograph(artist="Marta Kowalczyk")},
    "EXIF of Windows": {"images/van.jpg": photograph(windows="Marta Kowalczyk")},
    "XMP": {"images/van.jpg": photograph(xmp="Marta Kowalczyk")},
    "drawing": {"images/map.svg": "<svg xmlns='http://www.w3.org/2000/svg'><text>Marta <tspan>Kowalczyk</tspan></text></svg>"},
    "attachment": {"files/list.csv": "name\nMarta Kowalczyk\n"},
    "comment": {COMMENT: "---\nname: Jo\n---\nKowalczyk, is that you?\n"},
    "name of a commenter": {COMMENT: "---\nname: M. Kowalczyk\n---\nWell said.\n"},
    "another story": {"stories/2019/other.md": case("Marta Kowalczyk rang.\n")},
    "another story of the issue": {"stories/2019/other.md": case("As Mrs Kowalczyk did.\n")},
    "letter of the editor": {"issues/96.md": "---\nnumber: 96\ntheme: T\ndate: 2019-05-01\n---\nThanks to Mrs Kowalczyk.\n"},
    "advertisement": {
        "adverts/park.yml": "advertiser: park\nslot: half\nheadline: As at Marta Kowalczyk's\ntext: x\ninsertions: [{issue: 96}]\n"
    },
    "business": {CARD: "---\nname: Kowalczyk & Sons\n---\nPaints.\n"},
    "standing page": {"pages/about.md": "---\ntitle: About\n---\n12 Harbour Street.\n"},
    "translation": {"stories/2019/the-ad.uk.md": case("Ковальчик.\n", consent="anonymised", slug="the-ad", lang="uk")},
}


def names(folder, text: str = TERMS, name: str = "the-ad"):
    file = folder / "private/terms" / f"{name}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return read_terms(file.parent)


def found(folder, files, text: str = TERMS):
    read = magazine(folder, {**FILES, **files}, terms=names(folder, text))
    return [problem for problem in errors(proof(read, DAY)) if problem.rule == "leak"]


def test_nothing_is_found_where_nothing_is_hidden(tmp_path):
    assert not found(tmp_path, {})


@pytest.mark.parametrize("place", HIDDEN)
def test_a_name_is_found_in(place, tmp_path):
    problems = found(tmp_path, HIDDEN[place])
    assert problems, place
    changed = [name for name, text in HIDDEN[place].items() if text is not None]
    assert {problem.path.removeprefix("content/") for problem in problems} <= set(changed)


def test_every_place_is_told_with_its_line_and_the_words_around_it(tmp_path):
    problems = found(
        tmp_path, {STORY: case("We rang.\n\nMrs Kowalczyk came.\n\nThen Kowal-\nczyk left.\n\nKovalchyk.\n", consent="anonymised")}
    )
    lines = [problem.line for problem in problems]
    body = 3 + len(CASE)
    assert lines == [body + 2, body + 4, body + 7]
    assert "\u201cMrs Kowalczyk came.\u201d" in problems[0].message
    assert "private/terms/the-ad.yml" in problems[0].message


@pytest.mark.parametrize(
    "words",
    [
        "Marta went to the harbour.",
        "The Kowal brothers, 112 Harbour Street, 13 Harbour Street.",
        "Ring (02) 5550 0124.",
        "Her sons walk in the street.",
        "K. owes a lot to Czyk.",
        "Her partner's daughter's van; the daughters came, and the daughter of a client.",
    ],
)
def test_other_words_are_not(words, tmp_path):
    assert not found(tmp_path, {STORY: case(f"{words}\n", consent="anonymised")})


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Philomena Brandt", "Філомена Брандт, Філомени Брандт, Филомена Брандт, Filomena Brandt, Mrs Brandt"),
        ("Philomena", "Філомена, Філомени, Филомена, Філоменою, Filomena"),
        ("Філомена", "Philomena, Filomena, Филомены"),
        ("Sophia", "Софія, Софії, Софією, София, Sofia"),
    ],
)
def test_a_name_is_found_as_other_languages_spell_it(name, forms, tmp_path):
    for form in forms.split(", "):
        assert found(tmp_path, {STORY: case(f"{form}.\n", consent="anonymised")}, f"terms: [{name}]\n"), form


def test_a_part_of_a_name_counts_in_the_case_and_its_issue_alone(tmp_path):
    elsewhere = {
        "stories/2018/other.md": case("Mrs Kowalczyk rang.\n", issue=95),
        "issues/95.md": "---\nnumber: 95\ntheme: T\ndate: 2019-03-01\n---\n",
    }
    assert not found(tmp_path, elsewhere)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marta Kowalczyk", ["Kowalczyk"]),
        ("Mrs Kowalczyk", ["Kowalczyk"]),
        ("Kowalczyk & Sons Pty Ltd", ["Kowalczyk"]),
        ("The Harbour Bakery", []),
        ("12 Harbour Street", []),
        ("marta@kowalczyk.example", []),
        ("Kowalczyk", []),
    ],
)
def test_the_parts_of_a_name_that_tell_who_is_meant(name, expected):
    assert parts(name) == expected


def test_what_stands_under_whole_is_looked_for_as_it_is(tmp_path):
    smith = {STORY: case("The smith came.\n", consent="anonymised")}
    assert found(tmp_path, smith, "terms: [Ann Smith]\n")
    assert not found(tmp_path, smith, "whole: [Ann Smith]\n")


def test_a_seeker_of_nothing_finds_nothing():
    assert Seeker([]).hits("Marta Kowalczyk", lambda term: True) == []


def test_a_file_that_nobody_can_read_stops_no_look(tmp_path):
    content = site(tmp_path, {**FILES, "files/list.csv": "Marta Kowalczyk\n"})
    read = load(content, terms=names(tmp_path))
    (content / "files/list.csv").unlink()  # as if its rights were gone
    assert not [problem for problem in proof(read, DAY) if problem.rule == "leak"]


def test_words_are_allowed_up_to_the_end_of_a_sentence_and_a_single_place_need_be_no_list(tmp_path):
    one = "allowed: {words: Marta Kowalczyk, where: stories/2019/the-ad.md, because: another}\n"
    assert not found(tmp_path, {STORY: case("We rang Marta Kowalczyk.\n", consent="anonymised")}, f"terms: [Marta Kowalczyk]\n{one}")


def test_said_of_terms_that_cannot_be_read(tmp_path):
    known = names(tmp_path, "term: [Marta]\nallowed: [{words: x}]\n")
    lines = said(magazine(tmp_path, FILES, terms=known))
    assert "private/terms/the-ad.yml:1: `term`: did you mean `terms`?" in "\n".join(lines)
    assert any(line.startswith("private/terms/the-ad.yml:2: `where` is missing") for line in lines)
