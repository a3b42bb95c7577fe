"""desk intake of mail: whose words they are, what came along, what it answers, and that a message is taken in once."""

import re
from collections import Counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.desk.incoming import mail
from plugins.desk.incoming.arrival import Arrival
from tests.desk.conftest import DRAFT
from tests.desk.documents import p, word
from tests.desk.messages import BELOW, HEADS, LETTER_ID, MORE, SAID, TELLS, THEIRS, attached, multi, part, picture
from tests.desk.messages import mail as message
from tests.desk.test_desk_word import PICTURE
from tests.pictures import SECRET
from tests.pictures import picture as photograph

LETTER = message(f"{TELLS}\n\n{MORE}\n\n{BELOW['signature']}\n", more=f"Message-ID: {LETTER_ID}\n")
THEIR_HEAD = ("From: Bo Park &lt;bo@park.example&gt;", "To: Ann", "Sent: Monday, 1 April 2019 at 09:00:00 am AEDT", "Subject: A tap")
REPLY = f"In-Reply-To: {LETTER_ID}\n"


def taken(desk, *names: str):
    return desk("intake", *(str(desk.root / name) for name in names), "--day", "2019-04-02")


def found(desk, reference: str = "") -> dict:
    return yaml.safe_load(desk.read(f"private/submissions/{reference or desk.reference()}/found.yml"))


def submissions(desk) -> list[str]:
    return sorted(one.name for one in (desk.root / "private/submissions").iterdir())


PIECES = st.sampled_from(
    [
        "",
        "",
        TELLS,
        MORE,
        THEIRS,
        f"> {THEIRS}",
        ">",
        ">> deeper",
        "-- ",
        "--",
        "From here on",
        "To: be or not",
        "Subject: taps",
        "____________________",
    ]
    + [line for text in (*HEADS.values(), *SAID.values(), *BELOW.values()) for line in text.split("\n")]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["A tap", "Re: A tap", "Fwd: A tap"]), st.sampled_from(["", "; format=flowed"]))
def test_no_word_of_a_message_is_lost(pieces, subject, form):
    words = "\n".join(["Begins.", *pieces])
    (one,) = mail.letters(message(words, f"text/plain; charset=utf-8{form}", subject=subject), "a.eml")
    assert isinstance(one, Arrival)
    kept = " ".join([one.text, one.note, *(words for _, words in one.aside)])
    assert sorted(re.findall(r"[^\W_]+", kept)) == sorted(re.findall(r"[^\W_]+", words))
    own, between = (Counter(re.findall(r"[^\W_]+", text)) for text in (one.text, one.between or one.text))
    assert not own - between


def test_a_message_becomes_a_submission_that_says_who_wrote_it(desk):
    desk.put("tap.eml", LETTER)
    done = taken(desk, "tap.eml")
    assert done.exit_code == 0
    said = found(desk)
    assert (
        said | {"kind": "story", "address": "ann@lee.example", "author": "Ann Lee", "message_id": LETTER_ID, "subject": "A dripping tap"}
        == said
    )
    assert (said["contact"], said["found"]["business"], str(said["written"])) == ({"telephone": "(02) 5550 0100"}, "Lee Taps", "2019-04-02")
    assert [one["why"] for one in said["set_aside"]] == ["the signature"]
    folder = desk.root / "private/submissions" / desk.reference()
    (original,) = folder.glob("original.*.eml")
    assert original.read_bytes() == LETTER
    draft = (folder / "draft.md").read_text("utf-8")
    assert "title: A dripping tap\nauthors: [Ann Lee]" in draft
    assert draft.endswith(f"---\n{TELLS}\n\n{MORE}\n")


def test_the_same_message_is_one_submission_by_whatever_way_it_comes(desk, tmp_path_factory):
    by_another_way = b"Received: from x by y;\n Tue, 2 Apr 2019 10:00:01 +1100\nX-Spam: no\n" + LETTER.replace(b"\n", b"\r\n")
    in_a_mailbox = b"From ann@lee.example Tue Apr  2 10:00:00 2019\n" + LETTER + b"\n"
    encoded = message(f"{TELLS}\n\n{MORE}\n\n{BELOW['signature']}", encoding="base64", more=f"Message-ID: {LETTER_ID}\n")
    desk.put("a.eml", LETTER)
    taken(desk, "a.eml")
    before = {name: raw for name, raw in desk.files().items() if name.startswith("private")}
    for name, raw in {"b.eml": by_another_way, "c.mbox": in_a_mailbox, "d.eml": encoded}.items():
        desk.put(name, raw)
        assert f"already here as {desk.reference()}" in taken(desk, name).stdout
    assert {name: raw for name, raw in desk.files().items() if name.startswith("private")} == before
    other = type(desk)(tmp_path_factory.mktemp("other"))
    other.put("b.eml", by_another_way)
    taken(other, "b.eml")
    there = other.files()
    same = [name for name in before if name.endswith(("draft.md", "found.yml"))]
    assert [there[name] for name in same] == [before[name] for name in same]
    differing = {name for name in before if name not in there}
    assert len(differing) == 1  # the original, under a name of its own: git has nothing to merge
    assert ".eml" in differing.pop()


def test_an_answer_joins_its_submission(desk):
    desk.put("1.eml", LETTER)
    desk.put(
        "2.eml",
        multi(part(f"It was in March.\n\n{SAID['en']}\n> When was it?\n"), attached("tap.jpg", picture()), subject="Re: tap", more=REPLY),
    )
    done = taken(desk, "1.eml", "2.eml")
    reference = desk.reference()
    assert f"2.eml: an answer, added to {reference}" in done.stdout
    folder = desk.root / "private/submissions" / reference
    (log,) = folder.glob("log/02-answered-*.yml")
    said = yaml.safe_load(log.read_text("utf-8"))
    assert (folder / said["words"]).read_text("utf-8") == "It was in March.\n"
    assert (folder / said["original"]).read_bytes() == (desk.root / "2.eml").read_bytes()
    assert [name for name in said["pictures"] if (folder / name).is_file()] == said["pictures"] != []
    before = desk.files()
    assert f"already here as {reference}" in taken(desk, "2.eml").stdout
    assert desk.files() == before


@pytest.mark.parametrize("how", ["in-reply-to", "references", "subject"])
def test_an_answer_to_a_letter_of_ours_is_known_by_its_reference(desk, how):
    desk.put("1.eml", LETTER)
    taken(desk, "1.eml")
    reference = desk.reference()
    ours = f"<{reference.lower()}.questions.02@lantern.example>"
    more = {"in-reply-to": f"In-Reply-To: {ours}\n", "references": f"References: <other@x.example>\n {ours}\n", "subject": ""}[how]
    desk.put("2.eml", message("In March.", subject=f"Re: A tap ({reference})" if how == "subject" else "Re: A tap", more=more))
    assert f"an answer, added to {reference}" in taken(desk, "2.eml").stdout


@pytest.mark.parametrize(
    ("subject", "words"), [("About {}", "It was in March."), ("The tap", "Dear editors,\n\nit is about {}: in March.")]
)
@pytest.mark.parametrize("address", ["ann@lee.example", "ann@home.example"])
def test_a_new_letter_that_names_the_reference_joins_it_from_whatever_address(desk, subject, words, address):
    desk.put("1.eml", LETTER)
    taken(desk, "1.eml")
    reference = desk.reference()
    desk.put("2.eml", message(words.format(reference), subject=subject.format(reference), sender=f"Ann <{address}>"))
    done = taken(desk, "2.eml")
    assert f"an answer, added to {reference}" in done.stdout
    warned = f"it came from ann@home.example, and {reference} from ann@lee.example" in done.stderr
    assert (warned, submissions(desk)) == (address == "ann@home.example", [reference])


def test_an_answer_that_asks_to_be_taken_out_is_a_request_of_its_own(desk):
    desk.put("1.eml", LETTER)
    desk.put("2.eml", message("Please take our story down.", subject="Re: A dripping tap", more=REPLY))
    taken(desk, "1.eml")
    about = desk.reference()
    assert "somebody who asks for something to be taken out" in taken(desk, "2.eml").stdout
    (request,) = set(submissions(desk)) - {about}
    assert (found(desk, request)["kind"], found(desk, request)["answers"]) == ("remove", about)


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("please do not print the tap", f"I never said yes to that. {MORE} " * 4),
        (
            "The tap",
            "Grace tells me she sent you what I wrote about the tap. I never said yes to that. Please do not print it, they are clients.",
        ),
        (
            "About Tuesday",
            "You have a text of mine. I never agreed to it. Do not publish it before you have spoken to me on the telephone.",
        ),
        (
            "Кран",
            "Я надсилав вам текст про кран. Прошу вас, не друкуйте його, клієнт проти. Він прочитав і просить цього не робити зовсім.",
        ),
    ],
)
def test_who_asks_in_a_new_letter_not_to_be_printed_is_heard_and_the_issue_waits(desk, subject, words):
    desk.put("1.eml", LETTER)
    taken(desk, "1.eml")
    about = desk.reference()
    desk.put(f"private/submissions/{about}/draft.md", DRAFT)
    assert desk("accept", about, "--issue", "7", "--yes", "--day", "2019-04-05").exit_code == 0
    desk.put("2.eml", message(words, subject=subject, number=2))
    assert "somebody who asks for something to be taken out" in taken(desk, "2.eml").stdout
    (request,) = set(submissions(desk)) - {about}
    refused = desk("close", "7", "--day", "2019-04-06")
    assert (
        refused.exit_code,
        f"bent-ladder.md:0: its writer asks for something to be taken out: read desk show {request}" in refused.stderr,
    ) == (
        1,
        True,
    )
    desk("done", request, "--day", "2019-04-06")
    assert desk("close", "7", "--day", "2019-04-06").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        f"{TELLS} Please do not print the name of the client. {MORE} {TELLS} {MORE}",
        f"{TELLS} {MORE} Please don't publish it before Friday, as she has not been told. {TELLS} {MORE}",
    ],
)
def test_a_story_with_a_wish_is_a_story(desk, words):
    desk.put("1.eml", message(words, subject="A tap"))
    taken(desk, "1.eml")
    assert found(desk, desk.reference())["kind"] == "story"


def test_of_a_letter_that_was_cut_off_its_editor_is_told(desk):
    words = f"{TELLS}\n\n{MORE}"
    several = multi(part(words), part(f"<p>{words}</p>", "text/html; charset=utf-8"), kind="alternative")
    desk.put("1.eml", message(words, encoding="base64", number=1).rstrip(b"\n=")[:-5])
    desk.put("2.eml", several[: several.rindex(b"wall")])
    desk.put("3.eml", message(f"{words} It holds.", encoding="base64", number=3))
    done = taken(desk, "1.eml", "2.eml", "3.eml")
    told = [line.partition(":")[0].rpartition("/")[2] for line in done.output.split("\n") if "its end did not come along" in line]
    assert told == ["1.eml", "2.eml"], done.output


@pytest.mark.parametrize(
    "words",
    [
        "I've changed my mind, please don't print it.",
        "Please don't publish it after all.",
        "Please take my story out.",
        "The client said no. She does not want to be in it.",
    ],
)
def test_a_story_that_is_not_to_be_printed_waits_until_somebody_saw_to_it(desk, words):
    desk.put("1.eml", LETTER)
    desk.put("2.eml", message(words, subject="Re: A dripping tap", more=REPLY))
    taken(desk, "1.eml")
    about = desk.reference()
    desk.put(f"private/submissions/{about}/draft.md", DRAFT)
    assert "1 ready" in desk("inbox", "--day", "2019-04-05").stdout
    taken(desk, "2.eml")
    (request,) = set(submissions(desk)) - {about}
    inbox = desk("inbox", "--day", "2019-04-05").stdout
    assert ("1 request to be left alone" in inbox, "ready" in inbox, words[-20:] in desk("show", about).stdout) == (True, False, True)
    refused = desk("accept", about, "--yes", "--day", "2019-04-05")
    assert (refused.exit_code, f"read desk show {request}" in refused.stderr) == (1, True)
    assert desk("done", request, "--because", "She may stay unnamed.", "--day", "2019-04-05").exit_code == 0
    assert desk("accept", about, "--yes", "--day", "2019-04-05").exit_code == 0


def test_two_people_who_write_the_same_few_words_are_two(desk):
    for name in "ab":
        desk.put(f"{name}.eml", message("Please unsubscribe me.", sender=f"{name}@x.example"))
    taken(desk, "a.eml", "b.eml")
    assert len(submissions(desk)) == 2


def test_pictures_are_cleaned_and_what_is_none_is_kept(desk):
    shot = photograph(300, 200, "JPEG", turn=6)
    files = {
        "IMG 1.JPG": shot,
        "b.heic": photograph(300, 200, "HEIF", turn=1),
        "broken.jpg": b"no",
        "logo.png": photograph(20, 20),
        "c.pdf": b"%PDF",
    }
    desk.put("a.eml", multi(part(TELLS), *[attached(name, raw) for name, raw in files.items()]))
    done = taken(desk, "a.eml")
    said = found(desk)
    folder = desk.root / "private/submissions" / desk.reference()
    assert [re.sub("-[0-9a-f]{8}", "", name) for name in said["pictures"]] == ["pictures/img-1.jpg", "pictures/b.jpg"]
    assert [re.sub("-[0-9a-f]{8}", "", name) for name in said["others"]] == ["others/broken.jpg", "others/logo.png", "others/c.pdf"]
    assert SECRET.encode() in shot
    for name in said["pictures"]:
        assert SECRET.encode() not in (folder / name).read_bytes()
        assert f'# image: {{src: {name}, alt: "what it shows"' in (folder / "draft.md").read_text("utf-8")
    assert "broken.jpg: it cannot be opened as a picture, and is kept in others/ as it came" in done.stderr


def test_a_mailbox_in_a_file_is_parted_into_its_letters(desk):
    quoting = message(f"{MORE}\n\n>From here on all was well.\n\nFrom that day on we ring first.\n", number="second")
    box = b"From z\nX-Nothing: here\n\nFrom a\n" + LETTER + b"\nFrom b@x.example Mon\n" + quoting + b"\n\n\nFrom d\nX-Nothing: here\n\n"
    desk.put("in.mbox", box)
    done = taken(desk, "in.mbox")
    assert "in.mbox, letter 3: taken in as" in done.stdout
    second = next(one for one in submissions(desk) if found(desk, one)["message_id"] == "<second@lee.example>")
    assert "\n\nFrom here on all was well.\n\nFrom that day on we ring first.\n" in desk.read(f"private/submissions/{second}/draft.md")
    assert "in.mbox, letter 4:0: " in done.stderr
    assert "in.mbox, letter 1:0: " in done.stderr
    assert done.exit_code == 1


def test_a_folder_may_be_a_maildir_and_its_files_have_any_name(desk):
    desk.put("mail/cur/1554.M1P2.host:2,S", LETTER)
    desk.put("mail/new/1555.M1P3.host", message(f"{TELLS} new"))
    desk.put("mail/tmp/1556.M1P4.host", message(f"{TELLS} half"))
    desk.put("mail/dovecot.index", b"\0\1")
    apples = message(f"{TELLS} apple")
    desk.put("mail/cur/7.emlx", b"%d\n" % len(apples) + apples + b"<?xml version='1.0'?><plist/>")
    desk.put("mail/new/notes", "Buy taps.\n")
    done = taken(desk, "mail")
    assert len(submissions(desk)) == 3
    assert "new/notes:0: this kind of file is not taken in" in done.stderr
    assert "dovecot" not in done.stderr


HTML = "text/html; charset=utf-8"
OWN = f"<div><div>{TELLS}</div><br><div>It was <b>the tap</b>.</div></div>"
DRAWN = f"{TELLS}\n\nIt was **the tap**.\n"


@pytest.mark.parametrize("mark", ["yahoo_quoted", "ydp77yahoo_quoted"])
@pytest.mark.parametrize("around", ["{}", "<div>{}</div>"])
@pytest.mark.parametrize("subject", ["A tap", "Re: A tap"])
def test_what_yahoo_quotes_is_no_part_of_the_story(desk, mark, around, subject):
    said = SAID["en"].replace("<", "&lt;").replace(">", "&gt;")
    quoted = around.format(f"<div>{said}</div><div><br></div><div><div>{THEIRS}</div><ul><li>and more</li></ul></div>")
    desk.put("1.eml", message(f'{OWN}<div id="{mark}_5" class="{mark}">{quoted}</div>', HTML, subject=subject))
    taken(desk, "1.eml")
    assert desk.read(f"private/submissions/{desk.reference()}/draft.md").endswith(f"---\n{DRAWN}")
    assert [one["why"] for one in found(desk)["set_aside"]] == ["who is quoted", "quoted mail"]


def test_what_yahoo_passes_on_is_its_writers(desk):
    head = "".join(f"<div>{line}</div>" for line in ["----- Forwarded message -----", *THEIR_HEAD])
    desk.put("1.eml", message(f'<div class="yahoo_quoted"><div>{head}{OWN}</div></div>', HTML, subject="Fw: A tap"))
    taken(desk, "1.eml")
    assert (found(desk)["author"], found(desk)["address"]) == ("Bo Park", "bo@park.example")
    assert desk.read(f"private/submissions/{desk.reference()}/draft.md").endswith(f"---\n{DRAWN}")


@pytest.mark.parametrize(
    "hides", ["display:none;max-height:0", "display: none !important", "color:#fff;font-size:0", "font-size:0px", "visibility:hidden"]
)
def test_words_that_a_letter_hides_are_neither_its_title_nor_its_text(desk, hides):
    columns = f'<div style="font-size:0"><div style="font-size: 15px">{OWN}</div></div>'
    desk.put("1.eml", message(f'<div style="{hides}">Open <span>me</span></div>{columns}<p style="{hides}">now</p>', HTML, subject=""))
    taken(desk, "1.eml")
    draft = desk.read(f"private/submissions/{desk.reference()}/draft.md")
    assert draft.endswith(f"---\n{DRAWN}")
    assert "Open" not in draft
    hidden = [one["text"] for one in found(desk)["set_aside"] if one["why"] == "hidden in the letter"]
    assert hidden == ["Open me", "now"]


def test_a_letter_that_is_hidden_as_a_whole_is_read(desk):
    desk.put("1.eml", message(f'<div style="display:none">{OWN}</div>', HTML))
    taken(desk, "1.eml")
    assert desk.read(f"private/submissions/{desk.reference()}/draft.md").endswith(f"---\n{DRAWN}")


def test_a_text_that_was_printed_is_named(desk):
    printed = f"{TELLS} {MORE} " + " ".join(f"word{at} lengthened{at}" for at in range(60))
    desk.put("content/stories/2019/taps.md", f"---\ntitle: Taps\nauthors: [ann-lee]\ndate: 2019-03-01\n---\n{printed}\n")
    desk.put("a.eml", message(f"{TELLS}\n{MORE}\n" + " ".join(f"other{at} different{at}" for at in range(20))))
    desk.put("b.eml", message(" ".join(f"quite{at} another{at} story{at}" for at in range(40))))
    done = taken(desk, "a.eml", "b.eml")
    assert re.search(r"a\.eml:0: warning: much of this was printed as /stories/taps/ \(\d\d%\)\n", done.stderr)
    assert "b.eml" not in done.stderr


def test_the_desk_says_that_nothing_was_named(desk):
    assert desk("intake").exit_code == 2


def test_a_comment_gets_the_draft_of_one(desk):
    desk.put("content/stories/2019/taps.md", f"---\ntitle: Taps\nauthors: [ann-lee]\ndate: 2019-03-01\n---\n{TELLS}\n")
    desk.put("a.eml", message("The same with us.\n\n-- \nBo Park\nhttps://park.example", subject="Re: Taps", sender="bo@park.example"))
    taken(desk, "a.eml")
    draft = desk.read(f"private/submissions/{desk.reference()}/draft.md")
    assert re.search(r"^story: taps   .*\nname: Bo Park   .*\ndate: 2019-04-02\n# website: https://park\.example\n", draft, re.MULTILINE)
    assert draft.endswith("---\nThe same with us.\n")


def test_a_story_attached_as_a_word_file_brings_its_pictures_and_the_mail_is_the_note(desk):
    body = p(f"{TELLS} {MORE}") + p(PICTURE) + p(MORE)
    story = word(body, {"word/media/a.png": photograph(300, 200)}, {"p1": ("image", "media/a.png")})
    desk.put("a.eml", multi(part("Dear desk,\n\nhere it is.\n\nAnn"), attached("My story.docx", story)))
    taken(desk, "a.eml")
    said = found(desk)
    (picture,) = said["pictures"]
    assert said["note"] == "Dear desk,\n\nhere it is.\n\nAnn"
    assert f"# image: {{src: {picture}, " in desk.read(f"private/submissions/{desk.reference()}/draft.md")
    assert (desk.root / "private/submissions" / desk.reference() / picture).is_file()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("I never agreed to be in it. I'd like it gone from the internet please.", "remove"),
        ("Under the Privacy Act I ask you to erase every personal detail of mine.", "remove"),
        ("Please stop.", "unsubscribe"),
        ("remove", "unsubscribe"),
        ("No more of these please, I never signed up.", "unsubscribe"),
        ("My wife died in May and your magazine still comes addressed to her. Please don't.", "unsubscribe"),
        ("Actually no. Take it out, I've changed my mind.", "remove"),
        ("I withdraw my story. Do not publish it.", "remove"),
        ("Kindly delete my submission.", "remove"),
        ("I'd rather not be in your magazine. Could you make that story you took in last week disappear?", "remove"),
        ("My name is on your website and I want it gone by Friday or my solicitor will write.", "remove"),
        ("You printed my surname in May without asking me. I want that corrected or taken down.", "remove"),
        ("You printed what I owe. Please pull the page down.", "remove"),
        ("Please change my name in the story to initials.", "remove"),
        ("The story about the dentist is about me. Everyone here knows it. I have told my lawyer.", "remove"),
        ("Прошу видалити моє ім'я з вашої статті.", "remove"),
        ("Je vous demande de retirer mon nom de votre site.", "remove"),
        ("Could my surname come out? My ex has found it.", "remove"),
        ("Bitte nehmen Sie mich aus dem Verteiler.", "unsubscribe"),
        ("Please take me off your list, both addresses. " + "It was a nice magazine to read. " * 15, "unsubscribe"),
    ],
)
def test_who_wants_to_be_left_alone_is_heard(desk, words, kind):
    desk.put("a.eml", message(words, subject="your magazine"))
    taken(desk, "a.eml")
    assert found(desk)["kind"] == kind


def test_a_letter_gets_its_receipt_once_also_after_a_stop_and_a_machine_gets_none(desk):
    desk.put("content/masthead.yml", desk.read("content/masthead.yml") + "mail: {submissions: stories@lantern.example}\n")
    desk.put("a.eml", message(f"{TELLS} {MORE}"))
    desk.put(
        "b.eml", message(f"I am away until Monday. {TELLS}", sender="Bo Park <bo@park.example>", more="Auto-Submitted: auto-replied\n")
    )
    taken(desk, "a.eml", "b.eml")
    (receipt,) = (desk.root / "private/outbox").glob("*-receipt-*.eml")
    words = receipt.read_bytes()
    receipt.unlink()
    (wrote,) = (desk.root / "private/submissions").glob("*/log/*-wrote-*.yml")
    wrote.unlink()  # as a desk leaves it that is stopped between the two
    taken(desk, "a.eml", "b.eml")
    assert [one.read_bytes() for one in (desk.root / "private/outbox").glob("*.eml")] == [words]


def test_what_is_written_around_a_story_that_is_here_joins_it(desk):
    story = f"{TELLS}\n\n{MORE}\n"
    desk.put("tap.txt", story)
    for name, words in (("a", "Here it is again."), ("b", "The bride says no: do not print her name.")):
        desk.put(f"{name}.eml", multi(part(words), attached("tap.txt", story.encode(), "text/plain")))
    taken(desk, "tap.txt", "a.eml", "b.eml", "b.eml")
    said = [one.read_text(encoding="utf-8") for one in sorted((desk.root / "private/submissions").glob("*/answers/*.txt"))]
    assert sorted(said) == ["Here it is again.\n", "The bride says no: do not print her name.\n"]
    assert len(submissions(desk)) == 1


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("subject", ["Fwd: a story for you", "For the magazine"])
def test_a_letter_that_was_passed_on_is_its_writers(desk, head, subject):
    cover = "Bitte drucken!\n\nMit freundlichen Grüßen\nAnn Lee"
    letter = f"{TELLS}\n\n{MORE}\n\nMit freundlichen Grüßen\n\nBo Park\nPark Hähne\nTel. (02) 5550 0100"
    desk.put("in.eml", message(f"{cover}\n\n{HEADS[head]}\n{letter}\n", subject=subject))
    taken(desk, "in.eml")
    said = found(desk)
    draft = desk.read(f"private/submissions/{desk.reference()}/draft.md")
    assert "title: A tap\nauthors: [Bo Park]" in draft
    assert draft.endswith(f"---\n{TELLS}\n\n{MORE}\n")
    assert (said["note"], said["found"]["business"]) == (cover, "Park Hähne")
