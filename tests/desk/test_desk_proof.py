"""desk proof: one file that shows a text as it would be printed, asks nobody's server for anything, and keeps what was agreed."""

import email
import re
from email import policy

import pytest
import yaml
from lxml import html

from plugins.desk.submission import find
from tests.pictures import picture

CASE = """---
title: The gate that shut
authors: [Bo Kay]
summary: It shut on a Tuesday.
tags: [listening]
lang: {language}
image: {{src: pictures/gate.jpg, alt: A gate}}
case: {{kind: admission, problem: damage, remedy: replaced, result: resolved}}
in_brief: {{problem: A gate shut., action: We came., outcome: It opens.}}
consent: {{client: named, given: 2019-03-20, scope: [web]}}
issue: 7
---
{text}
"""
FOUND = """address: bo@mail.example
found: {author: Bo Kay, title: The gate that shut, business: Kay Gates}
contact: {telephone: "(02) 5550 0101"}
"""
BOOKING = "advertiser: ladders\nslot: half\nimage: {src: images/bent.jpg, alt: A ladder}\ninsertions: [{issue: 7}]\n"


@pytest.fixture
def drafted(desk):
    desk.put(
        "content/masthead.yml", desk.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\nslots: {half: {}}\n"
    )
    desk.put("private/submissions/K7Q2M/found.yml", FOUND)
    desk.put("private/submissions/K7Q2M/draft.md", CASE.format(language="en", text="It was *our* fault. [Read](https://x.example/)."))
    desk.put("private/submissions/K7Q2M/pictures/gate.jpg", picture(900, 600, "JPEG"))
    desk.put(
        "content/stories/2019/other.md", "---\ntitle: Another\nauthors: [ann-lee]\ncategory: columns\ndate: 2019-04-20\n---\nOther words.\n"
    )
    return desk


def proof(desk, *more):
    return desk("proof", *more, "--day", "2019-04-20")


def page(desk, name):
    return html.fromstring((desk.root / "private/proofs" / name).read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def words(tree) -> str:
    return " ".join(tree.find(".//body").text_content().split())


def fetched(tree) -> list[str]:
    """Whatever a reader's program would get from elsewhere when the page is opened."""
    asked = [one for name in ("src", "srcset", "poster", "data") for one in tree.xpath(f"//@{name}")]
    asked += tree.xpath("//link/@href") + re.findall(r"url\(\s*[\"']?([^)]{0,40})", "".join(tree.xpath("//style/text() | //@style")))
    return [one for one in asked if not one.startswith("data:")]


def test_a_draft_is_shown_as_it_would_be_printed_in_one_file(drafted):
    done = proof(drafted, "K7Q2M")
    assert (done.exit_code, done.stderr) == (0, "")
    tree = page(drafted, "K7Q2M.html")
    text = words(tree)
    assert text.startswith(
        "This is a proof, not published. It shows “The gate that shut” as it would be printed in The Lantern, #7 of 1 May 2019."
    )
    assert "It was our fault." in text
    assert "Bo Kay Kay Gates (02) 5550 0101 Nothing is printed before you have said yes." in text
    assert "PREVIEW" not in text
    assert (fetched(tree), tree.xpath("//script"), tree.xpath("//@onclick")) == ([], [], [])
    assert len(tree.xpath("//img[@alt='A gate'][starts-with(@src, 'data:image/')]")) == 1
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert [one for one in tree.xpath("//a/@href") if not one.startswith(("mailto:", "tel:"))] == ["https://x.example/"]
    assert "mailto:stories@lantern.example?subject=K7Q2M%3A%20yes" in "".join(tree.xpath("//a/@href"))
    assert [one.what for one in find(drafted.root, "K7Q2M").log()] == ["proofed", "wrote"]
    assert list((drafted.root / ".press").iterdir()) == []


def test_the_same_proof_is_the_same_file(drafted):
    proof(drafted, "K7Q2M")
    before = drafted.files()
    proof(drafted, "K7Q2M")
    assert drafted.files() == before


def test_its_author_gets_it_with_a_letter(drafted):
    proof(drafted, "K7Q2M")
    (file,) = (drafted.root / "private/outbox").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=policy.SMTP)
    text, page = message.iter_parts()
    assert str(message["To"]) == "Bo Kay <bo@mail.example>"
    assert 'Here is "The gate that shut" as it would be printed in #7, on 1 May 2019.' in " ".join(text.get_content().split())
    assert page.get_filename() == "K7Q2M.html"
    assert page.get_content().replace("\r\n", "\n") == drafted.read("private/proofs/K7Q2M.html")


def test_a_proof_of_what_was_changed_takes_the_place_of_the_one_that_waits(drafted):
    proof(drafted, "K7Q2M")
    drafted.put("private/submissions/K7Q2M/draft.md", CASE.format(language="en", text="It was mine."))
    proof(drafted, "K7Q2M")
    (file,) = (drafted.root / "private/outbox").iterdir()
    assert "It was mine." in list(email.message_from_bytes(file.read_bytes(), policy=policy.SMTP).iter_parts())[1].get_content()


def test_a_client_is_asked_in_the_language_of_the_story(drafted):
    drafted.put("private/submissions/K7Q2M/draft.md", CASE.format(language="uk", text="Хвіртка."))
    assert proof(drafted, "K7Q2M", "--for", "client").exit_code == 0
    text = words(page(drafted, "K7Q2M-client.html"))
    assert text.startswith("Це пробний відбиток, його не опубліковано.")
    assert "Вас у ній названо." in text


def test_what_somebody_agreed_to_is_kept(drafted):
    proof(drafted, "K7Q2M", "--for", "client")
    agreed = ("--for", "client", "--approved", "Marta K.", "--on", "2019-04-18", "--how", "by telephone", "--scope", "web,letter")
    done = proof(drafted, "K7Q2M", *agreed)
    assert (done.exit_code, done.stdout) == (0, "kept in private/consent/K7Q2M.yml\n")
    proof(drafted, "K7Q2M", *agreed)  # said twice, kept once
    done = proof(drafted, "K7Q2M", "--approved", "Bo Kay")
    assert (done.exit_code, "there is no proof that somebody could have agreed to: desk proof K7Q2M makes one" in done.stderr) == (1, True)
    proof(drafted, "K7Q2M")
    proof(drafted, "K7Q2M", "--approved", "Bo Kay")
    kept = yaml.safe_load(drafted.read("private/consent/K7Q2M.yml"))
    assert [{**one, "given": str(one["given"])} for one in kept] == [
        {"who": "Marta K.", "given": "2019-04-18", "as": "client", "how": "by telephone", "scope": ["web", "letter"]}
    ]
    log = find(drafted.root, "K7Q2M").log()
    assert [one.what for one in log] == ["proofed", "approved", "proofed", "wrote", "approved"]
    assert [log[1].said["approved_by"], log[1].said["proof"], log[4].said["reader"]] == ["Marta K.", log[0].said["proof"], "author"]


def test_a_story_and_an_advertisement_have_proofs_too(drafted):
    drafted.put("content/businesses/ladders.md", "---\nname: Ladders & Co\ntelephone: (02) 5550 0102\n---\n")
    drafted.put("content/images/bent.jpg", picture(900, 600, "JPEG"))
    drafted.put("content/adverts/bent.yml", BOOKING)
    assert proof(drafted, "other").exit_code == 0
    assert "Other words." in words(page(drafted, "other.html"))
    assert proof(drafted, "content/adverts/bent.yml").exit_code == 0
    tree = page(drafted, "advert-bent.html")
    assert fetched(tree) == []
    assert tree.xpath("//main//img/@alt") == ["A ladder"]
    assert "Is it as you ordered it?" in words(tree)
    assert "Ladders & Co (02) 5550 0102" in words(tree)


def test_what_else_an_order_says_is_not_unfinished_in_its_proof(drafted):
    drafted.put("content/businesses/ladders.md", "---\nname: Ladders & Co\ntelephone: (02) 5550 0102\n---\n")
    drafted.put("content/images/bent.jpg", picture(900, 600, "JPEG"))
    more = "make_good_for: {booking: another, issue: 6}\nwaiver: {issue: 6, date: 2019-04-01, by: Bo}\n"
    drafted.put("content/adverts/bent.yml", BOOKING.replace("[{issue: 7}]", "[{issue: 6}, {issue: 7}]") + more)
    done = proof(drafted, "content/adverts/bent.yml")
    assert (done.exit_code, "Unfinished" in done.stdout) == (0, False)
    assert page(drafted, "advert-bent.html").xpath("//main//img/@alt") == ["A ladder"]


def test_a_drawing_whose_name_is_written_large_is_in_the_proof(drafted):
    drafted.put("content/businesses/ladders.md", "---\nname: Ladders & Co\ntelephone: (02) 5550 0102\n---\n")
    drafted.put("content/images/BENT.SVG", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><path d="M0 0h9v6z"/></svg>')
    drafted.put("content/adverts/bent.yml", BOOKING.replace("bent.jpg", "BENT.SVG"))
    assert proof(drafted, "content/adverts/bent.yml").exit_code == 0
    tree = page(drafted, "advert-bent.html")
    assert tree.xpath("//main//img/@alt") == ["A ladder"]
    assert tree.xpath("//main//img/@src")[0].startswith("data:image/svg+xml")


@pytest.mark.parametrize(
    ("name", "more", "status", "said"),
    [
        ("nothing", (), 1, "nothing:0: no submission, story or booking is called so"),
        ("K7Q2M", ("--for", "everybody"), 2, "`everybody` is not known"),
        ("K7Q2M", ("--approved", "Bo", "--on", "tomorrow"), 2, "`tomorrow` is not a day"),
    ],
)
def test_what_cannot_be_shown_is_said(drafted, name, more, status, said):
    done = proof(drafted, name, *more)
    assert (done.exit_code, said in done.stderr) == (status, True)


def test_a_proof_of_an_unfinished_draft_says_so_to_the_editor_alone(drafted):
    assert "Unfinished" not in proof(drafted, "K7Q2M").stdout
    drafted.put("private/submissions/K7Q2M/draft.md", CASE.format(language="en", text="x").replace("summary: It shut on a Tuesday.\n", ""))
    assert "Unfinished in it: 1 (see desk accept K7Q2M)." in proof(drafted, "K7Q2M").stdout
    assert "summary" not in words(page(drafted, "K7Q2M.html"))


def test_a_draft_without_a_headline_has_no_proof_yet(drafted):
    drafted.put("private/submissions/K7Q2M/draft.md", CASE.format(language="en", text="x").replace("title: The gate that shut", "title:"))
    done = proof(drafted, "K7Q2M")
    assert done.exit_code == 1
    assert "private/submissions/K7Q2M/draft.md:2: `title` is missing" in done.stderr
