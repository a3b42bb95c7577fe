"""Letters to contributors: their words, their thread, and that nothing a stranger wrote gets beyond its line."""

import email
import re
from datetime import date
from email import policy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.desk.house import Refused
from plugins.desk.outgoing import envelope, letters
from plugins.desk.submission import Submission, find
from plugins.magazine.load import load
from plugins.magazine.masthead import Masthead

MAIL = "mail: {submissions: stories@lantern.example}\n"
WANTS = ("", "comment", "remove", "unsubscribe")
DAY = date(2019, 4, 2)
FOUND = """reference: K7Q2M
message_id: "<one@mail.example>"
address: oksana@pekarnia.example
subject: "Re: Про хліб"
questions: ["What went wrong?", "Which day is meant by 3/4/2019? We could not tell.", "How long is the queue?"]
found: {title: Про хліб, author: Оксана Бойко, language: uk}
"""


@pytest.fixture
def oksana(desk):
    """A submission that came by mail, in Ukrainian; ``write`` writes a letter about it and reads it."""
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + MAIL)
    return submission(desk, FOUND)


def submission(desk, found: str) -> Submission:
    desk.put("private/submissions/K7Q2M/found.yml", found)
    desk.put("private/submissions/K7Q2M/draft.md", "---\ntitle: Про хліб\n---\nХліб.\n")
    one = find(desk.root, "K7Q2M")
    assert one
    return one


def write(desk, what, **said):
    one = find(desk.root, "K7Q2M")
    file = letters.write(what, one, load(desk.root / "content"), desk.root, said.pop("day", DAY), **said)
    return file and email.message_from_bytes(file.read_bytes(), policy=policy.SMTP)


def words(message) -> str:
    """A letter's words, one space between them."""
    return " ".join(message.get_content().split())


def test_a_receipt_threads_into_the_mail_in_the_language_of_its_writer(desk, oksana):
    desk.put("content/issues/7.md", "---\nnumber: 7\ntheme: Хліб\ndate: 2019-05-01\n---\n")
    message = write(desk, "receipt")
    assert (str(message["From"]), str(message["To"])) == ("The Lantern <stories@lantern.example>", "Оксана Бойко <oksana@pekarnia.example>")
    assert (message["Subject"], message["In-Reply-To"], message["References"]) == (
        "Re: Про хліб",
        "<one@mail.example>",
        "<one@mail.example>",
    )
    assert re.fullmatch(r"<k7q2m\.receipt\.\d{4}@lantern\.example>", message["Message-ID"])
    assert message["Date"] == "Tue, 02 Apr 2019 12:00:00 +1100"
    assert "Наступне число — #7, воно вийде 1 травня 2019; усе, що до нього ввійде, має бути готове до 17 квітня 2019." in words(message)
    (file,) = (desk.root / "private/outbox").iterdir()
    raw = file.read_bytes()
    assert "Вітаємо, Оксана Бойко.".encode() in raw  # as an editor, and git, can read it
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, message.get_content().split("\r\n"))) <= 72
    (wrote,) = oksana.log()
    assert (wrote.what, wrote.said["letter"], wrote.said["message_id"]) == ("wrote", file.name, message["Message-ID"])


def test_the_same_letter_is_the_same_bytes_and_one_event(desk, oksana):
    write(desk, "questions")
    before = desk.files()
    write(desk, "questions")
    assert desk.files() == before
    write(desk, "questions", questions=["Is it still warm?"])  # another letter has another name
    assert len(desk.files()) == len(before) + 2


def test_a_receipt_is_written_once_whatever_the_day(desk, oksana):
    write(desk, "receipt")
    before = desk.files()
    write(desk, "receipt", day=date(2019, 4, 9))
    assert desk.files() == before


def test_questions_of_the_desk_are_asked_in_the_letters_language(desk, oksana):
    text = words(write(desk, "questions"))
    assert "- Що пішло не так? - Який це день — 3/4/2019? Ми не змогли визначити. - How long is the queue?" in text
    assert "- Чи є світлина?" in words(write(desk, "questions", questions=["Чи є світлина?"]))


def test_an_answer_of_theirs_is_what_the_next_letter_answers(desk, oksana):
    oksana.note("answered", DAY, "", message_id="<two@mail.example>")
    message = write(desk, "yes", issue=7)
    assert (message["In-Reply-To"], message["References"]) == ("<two@mail.example>", "<one@mail.example> <two@mail.example>")
    assert "буде в числі #7, «Begin». Воно вийде 1 травня 2019." in words(message)


def test_no_and_moved_say_why_and_when(desk, oksana):
    submission(desk, FOUND.replace("uk", "en"))
    assert "The reason: We had one about bread in March." in words(write(desk, "no", because="We had one about bread in March."))
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Wait\n---\n")
    moved = words(write(desk, "moved", issue=8))
    assert "comes later than we thought: in #8, which is out on 1 July 2019." in moved
    assert "there is time until 17 June 2019" in moved


def test_in_print_gives_address_page_and_picture(desk, oksana):
    desk.put(
        "content/stories/2019/bread.md",
        "---\ntitle: Bread\nauthors: [ann-lee]\ncategory: columns\nissue: 7\nsubmission: {reference: K7Q2M}\n---\nBread.\n",
    )
    submission(desk, FOUND.replace("uk", "de"))  # no letters in it: the magazine's own language
    text = words(write(desk, "in-print", day=date(2019, 5, 1), page=12))
    assert '#7, "Begin", is out, and "Bread" is in it. https://lantern.example/stories/bread/ In the PDF it begins on page 12.' in text
    assert "https://lantern.example/stories/bread/share.png" in text


def test_a_yes_names_the_issue_that_the_story_stands_in(desk, oksana):
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Wait\n---\n")
    story = "---\ntitle: Bread\nauthors: [ann-lee]\ncategory: columns\nissue: 8\nsubmission: {reference: K7Q2M}\n---\nBread.\n"
    desk.put("content/stories/2019/bread.md", story)
    text = words(write(desk, "yes"))
    assert "Історія «Bread» буде в числі #8, «Wait». Воно вийде 1 липня 2019." in text
    before = desk.files()
    desk.put("content/stories/2019/bread.md", story.replace("title: Bread", "title: More bread"))
    write(desk, "yes")  # the step is taken again to finish it, and its letter is there
    assert desk.files().keys() == before.keys()


def test_a_magazine_may_say_it_in_its_own_words(desk, oksana):
    desk.put("private/letters/uk/moved.txt", "Так\n\nТак, {{ name }}.\n% if issue\nУ {{ issue }}.\n% endif\n")
    assert write(desk, "moved", issue=7).get_content() == "Так, Оксана Бойко.\r\nУ #7.\r\n"
    desk.put("private/letters/uk/moved.txt", "Так\n\n{{ nmae }}\n")
    with pytest.raises(Refused, match=r"private/letters/uk/moved.txt:0: 'nmae' is undefined: a letter's text may name address, because,"):
        write(desk, "moved")
    desk.put("private/letters/uk/moved.txt", "Так\n\n% if issue\n")
    with pytest.raises(Refused, match=r"private/letters/uk/moved.txt:\d"):
        write(desk, "moved")


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("kind", WANTS)
@pytest.mark.parametrize(
    "what", [letters.RECEIPT, letters.QUESTIONS, letters.YES, letters.NO, letters.MOVED, letters.IN_PRINT, letters.DONE, letters.PROOF]
)
@pytest.mark.parametrize("known", [True, False])
def test_every_letter_reads_well_whatever_is_known(desk, oksana, what, kind, language, known):
    little = f'address: a@mail.example\nkind: "{kind}"\nfound: {{language: {language}}}\n'
    submission(desk, FOUND.replace("language: uk", f"language: {language}") + f'kind: "{kind}"\n' if known else little)
    message = write(desk, what, because="It is long." if known else "")
    text = message.get_content().replace("\r\n", "\n")
    assert message["Subject"].strip()
    assert not re.search(r"\n{3}|[{}%!]|None| \n|  |\.\.", text.replace("\n  ", "\n")), text
    assert "\n\n" in text


def test_without_an_address_there_is_no_letter_and_the_desk_says_so(desk, oksana):
    one = submission(desk, "found: {title: Bread, author: Ann Lee}\n")
    told = letters.told("receipt", one, load(desk.root / "content"), desk.root, DAY)
    file = "private/submissions/K7Q2M/found.yml"
    assert told == f"No letter: nobody knows the address of Ann Lee; write it as `address:` into {file}"
    assert not (desk.root / "private/outbox").exists()


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\nBcc: all@b.example",
        "a@b.example, c@b.example",
        "<a@b.example>",
        "a@b",
        "@",
        "a b@c.example",
        "оля@b.example",
        "a@[1.2.3.4]",
        "=?utf-8?q?A=0D=0ABcc=3Ac=40d.example?=@b.example",
    ],
)
def test_what_is_no_single_address_is_not_written_to(address):
    assert envelope.mailbox(address) is None


ENCODED = "=?utf-8?q?A=0D=0ABcc:_all@b.example?="  # RFC 2047: words that a mail program decodes, with a line break in them


@example(name=ENCODED, subject="A story", message_id="", text="")
@example(name="", subject="", message_id=f"<{ENCODED}@b.example>", text="")
@example(name="", subject="", message_id=f"<a{ENCODED}@b.example>", text="")
@example(name="Олена", subject=f"Re: {ENCODED} é", message_id="", text="")
@given(name=st.text(max_size=300), subject=st.text(max_size=300), message_id=st.text(max_size=30), text=st.text(max_size=300))
def test_no_word_of_a_stranger_gets_beyond_its_line(name, subject, message_id, text):
    to = envelope.mailbox("a@b.example", name)
    about = envelope.subject(subject, "A letter")
    raw = envelope.sealed(
        Masthead(name="M", mail={"submissions": "m@m.example"}), to, about, text, DAY, "<1@m.example>", envelope.answers_to([message_id])
    )
    message = email.message_from_bytes(raw, policy=policy.SMTP)
    known = ["From", "To", "Subject", "Date", "Message-ID", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    assert sorted(set(message.keys()) - {"In-Reply-To", "References"}) == sorted(known)
    assert [one.addr_spec for one in message["To"].addresses] == ["a@b.example"]
    assert max(map(len, raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 998
