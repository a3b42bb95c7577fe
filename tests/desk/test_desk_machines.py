"""desk intake of what no person wrote, or what is no story: each is kept, told apart, and answered by nobody by itself."""

# ruff: noqa: E501 - what machines write has no line ends where we would want them
import re

import pytest
import yaml

from tests.desk.messages import MORE, SAID, TELLS, multi, part, parts
from tests.desk.messages import mail as message

DANA = "Dana Roe <dana@roe.example>"
SERVER = "Mail Delivery System <MAILER-DAEMON@mx.example>"
BROKEN = "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; dana@roe.example\nAction: {}\nStatus: {}\nDiagnostic-Code: smtp; {}\n"
LIST = (
    "List-Id: <taps.lists.example>\nList-Post: <mailto:taps@lists.example>\nList-Unsubscribe: <mailto:x@lists.example>\nPrecedence: list\n"
)


@pytest.fixture
def asked(desk):
    """Dana's submission, to which a receipt was written; gives its reference and the receipt's id."""
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\n")
    takes(desk, message(f"{TELLS} {MORE}", sender=DANA, subject="The tap"))
    (receipt,) = (desk.root / "private/outbox").glob("*.eml")
    found = re.search(r"Message-ID: (<\S+>)", receipt.read_text("utf-8"))
    assert found
    assert desk("ask", desk.reference(), "When was it?", "--day", "2019-04-03").exit_code == 0
    return desk.reference(), found[1]


def takes(desk, raw: bytes, *words: str) -> str:
    """What the intake says of a message."""
    desk.put("in.eml", raw)
    done = desk("intake", str(desk.root / "in.eml"), "--day", "2019-04-05", *words)
    assert done.exit_code == 0, done.output
    return done.stdout.replace(f"{desk.root}/", "")


def shown(desk, reference: str) -> str:
    return desk("show", reference, "--day", "2019-04-06").stdout


def inbox(desk) -> str:
    return desk("inbox", "--day", "2019-04-06").stdout


def found(desk, said: str) -> dict:
    """What stands in found.yml of the submission that the intake told of."""
    reference = re.search(r"taken in as (\w{5})", said)
    assert reference, said
    return yaml.safe_load(desk.read(f"private/submissions/{reference[1]}/found.yml"))


def bounce(block: str, ours: bytes, **others: str) -> bytes:
    back = {"sender": SERVER, "subject": "Undelivered Mail Returned to Sender", "more": "Auto-Submitted: auto-replied\n", **others}
    each = (part("This is the mail system. I am sorry."), part(block, "message/delivery-status"), ours)
    return multi(*each, kind="report; report-type=delivery-status", **back)


def sent_back(message_id: str) -> bytes:
    return message("Your story has arrived.", to="dana@roe.example", subject="Re: The tap", more=f"Message-ID: {message_id}\n")


QMAIL = "Hi. This is the qmail-send program.\n\n<dana@roe.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n"
EXCHANGE = "Your message did not reach some or all of the intended recipients.\n\n  Subject:\tRe: The tap\n\n  dana@roe.example on 2/04/2019 10:01 AM\n    The e-mail account does not exist at the organization this message was sent to.\n"


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("whole", "mailbox full"),
        ("headers", "its mail server refuses our letters"),
        ("qmail", "there is no such mailbox"),
        ("exchange", "there is no such mailbox"),
        ("passed on", "there is no such mailbox"),
    ],
)
def test_a_letter_that_came_back_is_told_with_its_address_and_reason_and_is_no_answer(desk, asked, form, why):
    reference, ours = asked
    copy = sent_back(ours)
    report = {
        "whole": bounce(BROKEN.format("failed", "5.2.2", "552 5.2.2 over quota"), part(copy, "message/rfc822")),
        "headers": bounce(BROKEN.format("failed", "5.0.0", "554 looks like spam"), part(copy.partition(b"\n\n")[0], "text/rfc822-headers")),
        "qmail": message(QMAIL + copy.decode(), sender="MAILER-DAEMON@mx.example", subject="failure notice"),
        "exchange": message(EXCHANGE, sender="System Administrator <postmaster@roe.example>", subject="Undeliverable: Re: The tap"),
        "passed on": message(
            "FYI\n\n---------- Forwarded message ---------\nFrom: Mail Delivery Subsystem <mailer-daemon@mx.example>\n"
            "Date: Mon, 1 Apr 2019 at 09:00\nSubject: Delivery Status Notification (Failure)\nTo: <stories@lantern.example>\n\n"
            "Your message wasn't delivered to dana@roe.example because the address couldn't be found.",
            subject="Fwd: Delivery Status Notification (Failure)",
        ),
    }[form]
    told = f"ur letter did not reach dana@roe.example ({why})."
    assert f"a report, kept with {reference}: o{told[:-1]}\n" in takes(desk, report)
    assert f"O{told}" in " ".join(shown(desk, reference).split())
    said = inbox(desk)
    assert f"{reference}: o{told}" in " ".join(said.split())
    assert re.search(rf"{reference}  The tap +Dana Roe +waits +3 Apr +an answer", said)
    assert "1 letter of ours came back" in " ".join(said.split())
    assert f"already here as {reference}" in takes(desk, report)
    assert desk("done", reference, "--because", "rang her", "--day", "2019-04-06").exit_code == 0
    assert "did not reach" not in inbox(desk)
    assert "waits" in inbox(desk)


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0")])
def test_a_letter_that_is_late_or_arrived_did_not_come_back(desk, asked, action, status):
    reference, ours = asked
    assert f"kept with {reference}" in takes(desk, bounce(BROKEN.format(action, status, ""), part(sent_back(ours), "message/rfc822")))
    assert "did not reach" not in shown(desk, reference) + inbox(desk)


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("Out of office Re: The tap", "Auto-Submitted: auto-replied\nIn-Reply-To: {}\n"),
        ("Automatic reply: The tap", "X-Auto-Response-Suppress: All\n"),
        ("Автоматична відповідь: The tap", ""),
    ],
)
def test_a_notice_of_absence_is_a_note_and_no_answer(desk, asked, subject, more):
    reference, ours = asked
    away = message("I am away until Monday. Please take me off your list.", sender=DANA, subject=subject, more=more.format(ours))
    assert f"written by a machine, and kept with {reference}" in takes(desk, away)
    assert "  Written by a machine, 5 April 2019, Dana Roe:\n    I am away until Monday." in shown(desk, reference)
    assert re.search(rf"{reference} .* waits ", inbox(desk))


NEWS = "List-Unsubscribe: <https://taps.example/u>\nPrecedence: bulk\n"


@pytest.mark.parametrize(
    "raw",
    [
        message("<zed@z.example>:\nSorry, no such user.", sender="MAILER-DAEMON@mx.example", subject="failure notice"),
        message("Ich bin bis 3. Mai nicht im Haus.", sender="Kai <kai@k.example>", subject="Abwesenheitsnotiz: The Lantern #7"),
        message(f"{TELLS} Save 20% this week.", sender="Tap World <news@taps.example>", subject="The big tap sale", more=NEWS),
        message("It arrives on Thursday.", sender="orders@shop.example", subject="Your order #5512 is on its way"),
        message("Your password was changed.", sender="noreply@bank.example", subject="Security"),
        message("Bo Park reacted to your message:\n\n\U0001f44d", sender="Bo <bo@park.example>", subject="Re: #7"),
    ],
)
def test_what_a_machine_wrote_of_nothing_of_ours_is_kept_and_waits_for_nobody(desk, asked, raw):
    said = takes(desk, raw)
    assert found(desk, said)["kind"] == "notice"
    assert "Letter:" not in said
    assert "1 new" not in inbox(desk)
    assert "Over: 1 done" in inbox(desk)
    again = re.search(r"desk intake --as story (\S+)", said)
    assert again
    assert found(desk, takes(desk, (desk.root / again[1]).read_bytes(), "--as", "story"))["kind"] == "story"


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Out of office, and the key in the door", TELLS),
        ("Out of office", f"I am out of the office from Monday, said my automatic reply, for three weeks after I came back. {TELLS}"),
        ("The delivery that was ours to mend", f"{TELLS} Your order, she said."),
        ("A poem", "It was read on the radio, and nobody of us had known that she could sing."),
    ],
)
def test_a_story_that_sounds_like_a_machine_is_a_story(desk, subject, words):
    raw = message(words, subject=subject, sender="Bo Park <orders@park.example>")
    assert found(desk, takes(desk, raw))["kind"] == "story"


def test_a_form_on_a_page_is_no_machine(desk, asked):
    form = message(
        TELLS, sender="Web <wordpress@lantern.example>", more="Reply-To: Hal Fox <hal@fox.example>\nAuto-Submitted: auto-generated\n"
    )
    said = takes(desk, form)
    assert (found(desk, said)["kind"], found(desk, said)["address"], "Letter:" in said) == ("story", "hal@fox.example", True)


@pytest.mark.parametrize(
    ("sender", "more"),
    [
        ("Cy Dow via Taps <taps@lists.example>", "Reply-To: Cy Dow <cy@dow.example>\n"),
        ("Cy Dow <cy@dow.example>", "Reply-To: taps@lists.example\n"),
        ("'Cy Dow' via Taps <taps@lists.example>", "X-Original-From: Cy Dow <cy@dow.example>\n"),
    ],
)
def test_a_story_that_came_by_way_of_a_list_is_its_writers(desk, sender, more):
    said = found(desk, takes(desk, message(f"{TELLS} {MORE}", sender=sender, subject="[Taps] A wet yard", more=LIST + more)))
    assert (said["kind"], said["author"], said["address"]) == ("story", "Cy Dow", "cy@dow.example")
    assert "title: A wet yard\n" in desk.read(f"private/submissions/{desk.reference()}/draft.md")


def test_no_letter_goes_to_a_list(desk, asked):
    said = takes(desk, message(f"{MORE} {TELLS}", sender="taps@lists.example", to="taps@lists.example", more=LIST))
    assert "address" not in found(desk, said)
    assert "No letter: nobody knows the address of the writer" in said


def test_each_letter_of_a_digest_is_a_submission(desk):
    around = "Send Taps mailing list submissions to taps@lists.example, and see https://lists.example/listinfo/taps. " * 12
    each = [part(message(f"{TELLS} {MORE} {name}", sender=f"{name} Roe <{name}@x.example>"), "message/rfc822") for name in ("Ada", "Bea")]
    inner = part(parts(*each, boundary="dg"), 'multipart/digest; boundary="dg"')
    assert takes(desk, multi(part(around), inner, subject="Taps Digest, Vol 3", more=LIST)).count("taken in as") == 2
    across = f"\n\n{'-' * 30}\n\n"
    plain = around + f"\n\n{'-' * 70}\n\n" + across.join(
        f"Message: {at}\nDate: Tue, 2 Apr 2019 10:00:00 +1100\nFrom: {name} Roe <{name}@x.example>\nSubject: [Taps] {name}\n\n{MORE} {name} {TELLS}"
        for at, name in enumerate(("Dee", "Eve"), 1)
    )  # fmt: skip
    plain += f"{across}Subject: Digest Footer\n\n____________________\nTaps mailing list\n\n\n{'-' * 30}\n\nEnd of Taps Digest, Vol 3\n"
    said = takes(desk, message(plain, subject="Taps Digest, Vol 3", more=LIST))
    assert ("title: Dee\n" in said, "author: Eve Roe\n" in said, said.count("taken in as")) == (True, True, 2)


INVITATION = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Taps\\, and tea\nDTSTART;TZID=Australia/Sydney:20190420T100000\nLOCATION:The yard\nEND:VEVENT\n"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (message(INVITATION, "text/calendar; method=REQUEST", subject="Taps"), "Taps, and tea\n\n20 April 2019, 10:00\n\nThe yard"),
        (message("What does a quarter page cost? And by when?", subject="Advertising"), "quarter page"),
        (message("Lovely issue, thank you!", subject="Re: The Lantern #6"), "Lovely issue"),
        (message("Guten Tag,\n\nwas kostet eine Anzeige bei Ihnen?", subject="Anzeige"), "Anzeige"),
        (message("Добрий день! Скільки коштує реклама на чверть сторінки?", subject="Реклама"), "реклама"),
    ],
)
def test_who_asks_us_something_gets_an_answer_and_no_thanks_for_a_story(desk, asked, raw, words):
    said = takes(desk, raw)
    reference = found(desk, said)["reference"]
    assert found(desk, said)["kind"] == "letter"
    assert words in desk.read(f"private/submissions/{reference}/draft.md")
    (receipt,) = (desk.root / "private/outbox").glob(f"{reference}-receipt-*.eml")
    assert "story has arrived" not in receipt.read_text("utf-8")
    assert "1 letter to answer" in " ".join(inbox(desk).split())
    assert desk("accept", reference, "--day", "2019-04-06").exit_code == 1
    assert desk("done", reference, "--because", "It costs $198.", "--day", "2019-04-06").exit_code == 0
    (answer,) = (desk.root / "private/outbox").glob(f"{reference}-done-*.eml")
    assert "It costs $198." in answer.read_text("utf-8")
    assert "letter to answer" not in inbox(desk)


@pytest.mark.parametrize(
    "words",
    [
        "Could you forward your media kit and rates",
        "Rates please",
        "Hi, how much for the back cover?",
        "We'd like to sponsor an issue. Whom do we speak to?",
        "Please find attached invoice 4471 for printing, due in 14 days.",
        "Is the magazine free? Where can I pick one up?",
        "We've moved! Our new address is 4 Pitt Lane, Windsor. Please update the directory.",
        "Thanks Dana, lovely to see you",
    ],
)
def test_a_few_words_to_the_house_are_no_story(desk, words):
    assert found(desk, takes(desk, message(words, subject="Hello")))["kind"] == "letter"


@pytest.mark.parametrize(
    "words",
    [
        "\u201cWhat does an ad cost?\u201d he asked, and I told him the truth: for his shop it was money thrown away. He never booked one.",
        "Please remove my name, a client said to us when we painted it on her gate. We did, the same day, and painted the gate again.",
        "She wrote again: please remove me from your mailing list. I had left her address in the accounting program, and took it out.",
        "A woman asked whether we could mend her gate by Friday. We could not. She rang another, who promised it. What would you have done?",
        "Here is my story for you. A client came back, and I gave her the money.",
    ],
)
def test_what_others_asked_is_told(desk, words):
    assert found(desk, takes(desk, message(words, subject="A tale")))["kind"] == "story"


def test_a_story_about_an_advertisement_is_a_story(desk):
    told = f"A woman rang and asked what a quarter page costs. I told her, and forgot to book it. {TELLS}"
    assert found(desk, takes(desk, message(told, subject="The page that was not")))["kind"] == "story"
    asks = f"When is the deadline? I have something for you. {TELLS} {MORE}"
    assert found(desk, takes(desk, message(asks, subject="A gate")))["kind"] == "story"


def test_a_text_that_is_offered_by_way_of_a_newsletter_is_a_story(desk):
    offered = message(f"Here is a guest article for your readers. {TELLS} {MORE}", more="List-Unsubscribe: <https://taps.example/u>\n")
    assert found(desk, takes(desk, offered))["kind"] == "story"


def test_files_that_a_service_carries_for_somebody_are_seen(desk, asked):
    carried = message("bo@park.example sent you 3 files.\n\nhttps://we.example/abc", sender="WeSend <noreply@we.example>", subject="Files")
    said = takes(desk, carried)
    assert (found(desk, said)["kind"], "address" in found(desk, said), "Letter:" in said) == ("story", False, False)


PRINTED = "---\ntitle: The pallet that never came\nauthors: [ann-lee]\ndate: 2019-03-01\n---\nIt never came.\n"


@pytest.mark.parametrize(
    "subject",
    [
        "The pallet that never came",
        "AW: The pallet that never came",
        "Antw: The pallet that never came",
        "Fwd: The pallet that never came",
        "Re[2]: «The pallet that never came»",
        "Відп: The pallet that never came",
        "回复：The pallet that never came",
        "[EXT] RE: The Pallet That Never Came!",
        "The pallet that never came - The Lantern",
    ],
)
def test_a_letter_under_the_title_of_a_printed_story_is_a_comment_if_it_is_short(desk, subject):
    desk.put("content/stories/2019/the-pallet.md", PRINTED)
    said = takes(desk, message("The same with us.", subject=subject))
    assert (found(desk, said)["kind"], found(desk, said)["story"]) == ("comment", "the-pallet")
    assert found(desk, takes(desk, message(f"{TELLS} {MORE} " * 13, subject=subject)))["kind"] == "story"


def test_one_word_that_is_a_title_too_makes_no_comment(desk):
    desk.put("content/stories/2019/taps.md", PRINTED.replace("The pallet that never came", "Taps"))
    assert found(desk, takes(desk, message(TELLS, subject="Taps")))["kind"] == "story"
    assert found(desk, takes(desk, message("So true.", subject="Re: Taps")))["kind"] == "comment"


def test_answers_between_our_questions_keep_them(desk, asked):
    reference, ours = asked
    between = f"{SAID['en']}\n> Dear Dana,\n>\n> - What did Kiran pay?\n\nNothing.\n\n> - May we name her, in print\n>   too?\n\nYes. In March.\n\n> The editors\n\n-- \nDana\n"
    takes(desk, message(between, sender=DANA, subject="Re: The tap", more=f"In-Reply-To: {ours}\n"))
    said = shown(desk, reference)
    answer = "    > - What did Kiran pay?\n\n    Nothing.\n\n    > - May we name her, in print\n    >   too?\n\n    Yes. In March.\n"
    assert f"  Answer, 5 April 2019, Dana Roe:\n{answer}" in said
    assert not re.search(r"answered.*[0-9a-f]{12}", said)
    assert "> The editors" not in said


def test_answers_in_a_letter_that_is_quoted_without_marks_are_kept(desk, asked):
    reference, ours = asked
    below = "-----Original Message-----\nFrom: The Lantern <stories@lantern.example>\nSent: Monday, 1 April 2019 09:00\nTo: Dana\nSubject: The tap\n\n- What did Kiran pay?\nEighty dollars.\n"
    takes(desk, message(f"My answers are below in red.\n\n{below}", sender=DANA, subject="RE: The tap", more=f"In-Reply-To: {ours}\n"))
    assert "    > - What did Kiran pay?\n    > Eighty dollars.\n" in shown(desk, reference)


def test_an_answer_of_a_program_that_forgets_what_it_answers_joins_what_waits_for_it(desk, asked):
    assert f"added to {asked[0]}" in takes(desk, message("In March.", sender=DANA, subject="RE: the tap"))
    assert "taken in as" in takes(desk, message(f"Another one. {MORE}", sender=DANA, subject="RE: the tap"))


@pytest.mark.parametrize(
    "greeting",
    [
        "Добрий день",
        "Dzień dobry!",
        "こんにちは",
        "مرحبا",
        "שלום",
        "您好！",
        "안녕하세요",
        "Γεια σας",
        "नमस्ते",
        "Hola a todos",
        "З повагою",
        "よろしくお願いします",
    ],
)
def test_a_greeting_is_no_title(desk, greeting):
    for raw in (message(f"{greeting}\n\n{TELLS} {MORE}", subject="(no subject)"), message(f"{MORE} {TELLS}", subject=greeting)):
        assert "title: " not in takes(desk, raw)
    assert "title: Hello from the yard" in takes(desk, message(f"{TELLS} {TELLS}", subject="Hello from the yard"))
