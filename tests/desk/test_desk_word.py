"""Word files: everything a writer puts into one comes out as Markdown, aside, or as a remark; traps are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from plugins.desk.house import Refused
from plugins.desk.incoming.arrival import Arrival
from plugins.desk.incoming.arrivals import arrivals
from tests.desk.documents import R, W, p, run, word

LONG = "The tap in the yard had dripped since March, and nobody of us had thought of telling the owner about it."
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060f80f00010401005fe5c34b0000000049454e44ae426082"
)
PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="x" descr="A tap over a bucket"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="p1"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>'
    "</v:shape></w:pict></w:r>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:creator>{author}</dc:creator><dcterms:modified>2019-03-04T05:06:07Z</dcterms:modified></cp:coreProperties>"
)


def of(tmp_path, raw: bytes, name: str = "letter.docx") -> Arrival | Refused:
    file = tmp_path / name
    file.write_bytes(raw)
    (one,) = arrivals(file)
    return one


def test_a_letter_with_everything(tmp_path):
    body = (
        p("The tap", "Title")
        + p(run("It was ") + run("not", "b") + run(" 5 * 3 [sic] a_b."))
        + p("What we did", "heading1")
        + p("one", level=0)
        + p("in it", level=1)
        + p("two", level=0)
        + p("Nobody told us.", "Quote")
        + p('<w:hyperlink r:id="l1"><w:r><w:t>the page</w:t></w:r></w:hyperlink>' + run(" of it"))
        + f"<w:tbl><w:tr><w:tc>{p('Part')}</w:tc><w:tc>{p('Price')}</w:tc></w:tr>"
        + f"<w:tr><w:tc>{p('Washer')}</w:tc><w:tc>{p('$2')}</w:tc></w:tr></w:tbl>"
        + p('<w:r><w:t>A note</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>' + run(" is here."))
        + p(run("In a box") + BOX.format(p("Boxed.")))
        + p(PICTURE)
    )
    parts = {
        "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">{p("As in 2018.")}</w:footnote></w:footnotes>',
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" w:author="Bo Tan">{p("Is this so?")}</w:comment></w:comments>',
        "word/header1.xml": f"<w:hdr {W}>{p('Confidential')}</w:hdr>",
        "word/media/a.png": PNG,
    }
    links = {
        "l1": ("hyperlink", "https://a.example/tap"),
        "f1": ("footnotes", "footnotes.xml"),
        "c1": ("comments", "comments.xml"),
        "p1": ("image", "media/a.png"),
    }
    one = of(tmp_path, word(body, parts, links))
    assert one.text == (
        "# The tap\n\nIt was **not** 5 * 3 [sic] a_b.\n\n# What we did\n\n- one\n    1. in it\n- two\n\n> Nobody told us.\n\n"
        "[the page](https://a.example/tap) of it\n\n| Part | Price |\n| --- | --- |\n| Washer | $2 |\n\nA note[^2] is here.\n\n"
        "In a box\n\nBoxed.\n\n[^2]: As in 2018.\n"
    )
    assert one.aside == (("a comment in the margin, by Bo Tan", "Is this so?"), ("the head of every page", "Confidential"))
    assert [picture.raw for picture in one.pictures] == [PNG]
    assert "A tap over a bucket" in one.remarks[0]


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path):
    changed = f"<w:ins w:author='Bo'>{run('a ')}</w:ins><w:del w:author='Bo'><w:r><w:delText>the old </w:delText></w:r></w:del>"
    body = p(run("It was ") + changed + run("tap."))
    one = of(tmp_path, word(body))
    assert one.text == "It was a tap.\n"
    assert one.remarks == ("changes were tracked in it and are read as accepted (1 put in, 1 struck out); struck out: the old",)


def test_title_and_author_of_the_properties(tmp_path):
    told = {"docProps/core.xml": CORE.format(title="The tap at nine", author="Bo Tan")}
    one = of(tmp_path, word(p(LONG), told))
    assert (one.title, one.author, str(one.day)) == ("The tap at nine", "Bo Tan", "2019-03-04")
    nobody = {"docProps/core.xml": CORE.format(title="Document1", author="Microsoft Office User")}
    one = of(tmp_path, word(p(LONG), nobody))
    assert (one.title, one.author) == ("", "")


def test_it_becomes_a_submission(desk):
    desk.put("in/tap.docx", word(p(run("The tap at nine", "b")) + p(LONG) + p("Ann Lee")))
    said = desk("intake", str(desk.root / "in/tap.docx"), "--day", "2019-05-01")
    assert said.exit_code == 0, said.output
    assert "title: The tap at nine" in desk.read(f"private/submissions/{desk.reference()}/draft.md")


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return made.getvalue()


GOOD = word(p(LONG))
BOMB = f'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document {W}><w:body>{p("&b;")}</w:body></w:document>'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "damaged, or no Word file"),
        (b"PK\x03\x04 broken", "damaged, or no Word file"),
        (GOOD[: len(GOOD) // 2], "damaged, or no Word file"),
        (packed(hello=b"x"), "damaged, or no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word file (.doc): open it, save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (word(p(LONG), {"word/vbaProject.bin": b"x"}), "a program (macros)"),
        (word(p(LONG), {"word/document.xml": BOMB}), "declares entities"),
        (word(p(LONG), {"word/document.xml": BOMB.encode("utf-16")}), "declares entities"),
        (word(p(LONG), {"word/media/a.bin": bytes(120 * 1024 * 1024)}), "far more than a letter"),
        (word(p("a" * 4_000_000)), "ask for a shorter text"),
        (word(p("a word " * 20_000)), "the most is 65,536"),
        (word("<w:p>"), "cannot be read"),
        (word(""), "the file is empty"),
        (word("<w:tbl><w:tr><w:tc>" * 400 + p("x") + "</w:tc></w:tr></w:tbl>" * 400), ""),
    ],
    ids=range(15),
)
def test_what_cannot_be_read_is_refused(tmp_path, raw, reason):
    one = of(tmp_path, raw)
    assert isinstance(one, Refused) or not reason
    assert reason in str(one)


@pytest.mark.parametrize("name", ["old.doc", "a.odt", "a.rtf", "a.pages", "a.pdf", "a.xlsx"])
def test_other_kinds_are_refused_with_the_way_out(tmp_path, name):
    assert "this is a" in str(of(tmp_path, b"x", name)) or "rich text" in str(of(tmp_path, b"x", name))


def cell(text: str, *properties: str) -> str:
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


MERGED = table(
    cell("Part") + cell("Price", '<w:gridSpan w:val="2"/>'),
    cell("Washer", '<w:vMerge w:val="restart"/>') + cell("one") + cell("$2"),
    cell("", "<w:vMerge/>") + cell("two") + cell("$4"),
    cell("All") + cell(p("a", level=0) + p("b", level=0)) + cell(p("$6") + p("with tax")),
)
NEW_BOX = (
    '<w:r><w:drawing xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>{}'
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r>"
)
MATH = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=2</m:t></m:r></m:oMath>'
CHART = (
    '<w:r><w:drawing><a:graphicData xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
)
LINKED = (
    '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="p1"/></w:drawing></w:r>'  # no file
)
STRUCK_ROW = f'<w:tbl><w:tr>{cell("a")}{cell("b")}</w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("x")}{cell("y")}</w:tr>'
STRUCK_ROW += f"<w:tr>{cell('c')}{cell('d')}</w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        (
            MERGED,
            "| Part | Price |  |\n| --- | --- | --- |\n| Washer | one | $2 |\n|  | two | $4 |\n| All | a<br>b | $6<br>with tax |\n",
            "",
        ),
        (STRUCK_ROW, "| a | b |\n| --- | --- |\n| c | d |\n", "struck out: x y"),
        (p(run("In. ") + NEW_BOX.format(p("Boxed."))) + p("Below."), "In.\n\nBoxed.\n\nBelow.\n", ""),
        (p(run("one") + '<w:r><w:br w:type="page"/></w:r>' + run("two")), "one\n\ntwo\n", ""),
        (p('<w:fldSimple w:instr="DATE">' + run("3 April") + "</w:fldSimple>"), "3 April\n", ""),
        (p(run("So ") + MATH + run(" it is.")), "So x=2 it is.\n", "an equation stands in one line now: x=2"),
        (p(run("Seen") + run(" hidden", "vanish")), "Seen\n", "hidden in Word"),
        (p("The tap\t3", "TOC1") + p("Words."), "Words.\n", "the table of contents"),
        (p("Words.") + p(CHART), "Words.\n", "charts, diagrams or tables of other programs did not come along (1)"),
        (p("Words.") + p(LINKED), "Words.\n", "a picture was linked and did not come along"),
        (p("Words.") + '<w:altChunk r:id="h1"/>', "Words.\n", "another document is put into it"),
        (p("Do:") + p("1. First") + p("2. <w:t/>Second".replace("<w:t/>", "")), "Do:\n\n1. First\n2. Second\n", ""),
        (p("\u2022 one") + p("\u2022 two") + p("1984. A year."), "- one\n- two\n\n1984\\. A year.\n", ""),
    ],
    ids=range(13),
)
def test_what_word_draws_is_made_plain_or_told(tmp_path, body, text, told):
    one = of(tmp_path, word(body))
    assert one.text == text
    assert told in f"{one.remarks} {one.aside}"
    assert bool(told) == bool(one.remarks or one.aside)


def test_a_list_that_a_paragraph_interrupts_counts_on(tmp_path):
    numbered = [p(f"item {at}", level=1).replace('w:ilvl w:val="1"', 'w:ilvl w:val="0"') for at in range(3)]
    listing = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    parts = {"word/numbering.xml": f'<w:numbering {W}>{listing}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'}
    one = of(tmp_path, word(numbered[0] + numbered[1] + p("Between.") + numbered[2], parts))
    assert one.text == "1. item 0\n2. item 1\n\nBetween.\n\n3. item 2\n"


def test_a_letter_with_a_letterhead(desk):
    head = ["Dana Marsh", "Marsh Taps", "3 April 2019", "Re: The drip"]
    below = ["Yours sincerely,", "Dana Marsh", "Marsh Taps", "(02) 5550 0123"]
    desk.put("in/tap.docx", word("".join(map(p, [*head, LONG, *below]))))
    assert desk("intake", str(desk.root / "in/tap.docx"), "--day", "2019-05-01").exit_code == 0
    draft = desk.read(f"private/submissions/{desk.reference()}/draft.md")
    assert "title: The drip\nauthors: [Dana Marsh]" in draft
    assert draft.endswith(f"{LONG}\n")
    assert "Dana Marsh\n" not in draft.split("---\n", 2)[2]


def test_the_first_of_the_four_questions_is_no_title(desk):
    desk.put("in/tap.docx", word("".join(map(p, ["What went wrong?", LONG, "What did you do?", LONG]))))
    assert desk("intake", str(desk.root / "in/tap.docx"), "--day", "2019-05-01").exit_code == 0
    assert "\ntitle:\n" in desk.read(f"private/submissions/{desk.reference()}/draft.md")


def test_a_link_or_a_picture_that_leads_to_nothing_is_lost_alone(desk):
    broken = '<w:hyperlink r:id="none"><w:r><w:t>the page</w:t></w:r></w:hyperlink>'
    body = p(run(f"{LONG} See ") + broken + run(".")) + p(PICTURE) + p(PICTURE.replace("p1", "p2")) + p(LONG)
    notes = {"word/footnotes.xml": f'<w:footnotes {W} {R}><w:footnote w:id="2">{p(broken)}</w:footnote></w:footnotes>'}
    raw = word(body, notes, {"p2": ("image", "media/gone.png"), "f1": ("footnotes", "footnotes.xml")})
    done = desk("intake", str(desk.put("tap.docx", raw)), "--day", "2019-04-02")
    assert done.exit_code == 0, done.stderr
    assert desk.read(f"private/submissions/{desk.reference()}/draft.md").endswith(f"---\n{LONG} See the page.\n\n{LONG}\n")
    assert done.stderr.count("a link leads to nothing in the file, and its words stand without it: the page") == 2
    assert done.stderr.count("a picture in it is no longer in the file: ask for it") == 2
