"""Answers of a form, as tables and as what services send: one arrival a person, with every answer in it."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.desk.house import Refused
from plugins.desk.incoming.answers import Answer, NoStory, arrival
from plugins.desk.incoming.arrivals import arrivals

STORY = "The tap in the yard had dripped since March.\n\nNobody of us had thought of telling the owner about it."


def of(tmp_path, raw: bytes | str, name: str):
    file = tmp_path / name
    file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return list(arrivals(file))


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "questions",
    [
        ("Timestamp", "Email Address", "Your name", "Headline", "Tell us your story", "Topic"),
        ("Позначка часу", "Електронна пошта", "Ваше ім’я", "Назва", "Ваша історія", "Тема"),
        ("Zeitstempel", "E-Mail", "Name", "Titel", "Ihre Geschichte", "Thema"),
        ("Horodateur", "Courriel", "Nom", "Titre", "Votre histoire", "Thème"),
    ],
)
def test_a_table_in_any_shape(tmp_path, encoding, sign, questions):
    row = ["2019-03-04 10:11:12", "ann@reader.example", "Ann Lee", "The tap", quoted(STORY), "Listening"]
    table = sign.join(map(quoted, questions)) + "\r\n" + sign.join(row) + "\r\n"
    (one,) = of(tmp_path, table.encode(encoding), "answers.csv")
    assert (one.author, one.address, one.title, str(one.day)) == ("Ann Lee", "ann@reader.example", "The tap", "2019-03-04")
    assert one.text == STORY + "\n"
    assert one.note == f"{questions[5]}: Listening"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "cp1252"])
def test_a_table_in_an_older_encoding_is_read_as_a_letter_is_and_said(desk, encoding):
    story = "Das Tor schließt nicht, und die Kundin hat’s gemerkt: für den Hof war es zu groß."
    if encoding != "cp1252":
        story = "Мы обещали починить насос к среде и забыли об этом, потому что листок лежал под телефоном. Я позвонил и сказал правду."
    table = f'Name;"Story"\r\nIwan;"{story}"\r\n'
    done = desk("intake", str(desk.put("answers.csv", table.encode(encoding))), "--day", "2019-04-02")
    assert f"the file is not UTF-8 and was read as {encoding}" in done.stderr
    assert story in desk.read(f"private/submissions/{desk.reference()}/draft.md")


def test_rows_without_a_story_are_refused_by_their_line(tmp_path):
    table = f"sep=;\nName;Story;Consent\nAnn Lee;{quoted(STORY)};I agree\n;;\nBo Tan;;yes\nCy Poe;{quoted('Short but there.')};\n"
    first, second, third = of(tmp_path, table, "answers.csv")
    assert (first.author, first.note) == ("Ann Lee", "Consent: I agree")
    assert "answers.csv:7: there is no story in this row" in str(second)
    assert (third.author, third.text) == ("Cy Poe", "Short but there.\n")


@pytest.mark.parametrize("after", [",yes", ',"yes"', ' and "so" on,yes'])
def test_a_quotation_mark_that_nothing_closes_makes_no_two_people_one(tmp_path, after):
    rows = [f"Ann Lee,{quoted(STORY)},yes", f'Bo Tan,"{STORY},yes', f"Cy Poe,{STORY.split(chr(10))[0].replace(',', '')}{after}"]
    first, *others = of(tmp_path, "\n".join(["Name,Story,Consent", *rows, ""]), "answers.csv")
    assert (first.author, first.text) == ("Ann Lee", f"{STORY}\n")
    assert "answers.csv:5: a quotation mark that nothing closes joins this row with those below it" in str(others[0])
    assert not any("Cy Poe" in one.text for one in others if not isinstance(one, Refused))


@pytest.mark.parametrize(
    "question",
    [
        "What is your story called?",
        "Как называется Ваша история?",
        "What would you call your story?",
        "Як називається ваша історія?",
        "Wie heißt Ihre Geschichte?",
        "Comment s’appelle votre histoire ?",
        "What should the text be called?",
    ],
)
def test_a_form_may_ask_what_a_story_is_called(tmp_path, question):
    (one,) = of(tmp_path, f"Name,Story,{question},Як називається ваша фірма?\nAnn Lee,{quoted(STORY)},The tap,Lee Taps\n", "answers.csv")
    assert (one.title, one.text, one.author) == ("The tap", f"{STORY}\n", "Ann Lee")
    assert "Lee Taps" in one.note


def test_questions_that_only_look_like_others(tmp_path):
    asked = [
        "Business name",
        "The client's name",
        "May we print your name?",
        "Name",
        "Title of your story",
        "Your story",
        "Your story's date",
    ]
    given = ["Tan & Co", "Mrs Poe", "Yes", "Bo Tan", "The gate", f"<p>{STORY}</p><ul><li>one</li></ul>", "last spring"]
    (one,) = of(tmp_path, ",".join(map(quoted, asked)) + "\n" + ",".join(map(quoted, given)), "answers.csv")
    assert (one.author, one.title, one.markdown) == ("Bo Tan", "The gate", True)
    assert one.text.endswith("- one\n")
    for said in ("Business name: Tan & Co", "The client's name: Mrs Poe", "May we print your name?: Yes", "last spring"):
        assert said in one.note


def test_a_story_that_is_asked_for_in_pieces(tmp_path):
    long = STORY.replace("\n\n", " ") + " " + STORY.replace("\n\n", " ")
    (one,) = of(tmp_path, f"What went wrong?,What did you do?,Name\n{long},{long},Ann Lee\n", "answers.csv")
    assert one.text == f"{long}\n\n{long}\n"
    assert one.note == ""


WORD = st.sampled_from("Ann Lee tap ann@reader.example yes 2019-03-04 wrong, <b>so</b> \u0406\u0432\u0430\u043d".split())
WORDS = st.lists(WORD, max_size=40).map(" ".join)
ASKED = st.sampled_from("Name|First name|Last name|E-mail|Title|Story|Date|What happened?|Topic||I agree|Company".split("|"))


@given(st.lists(st.tuples(ASKED, WORDS), min_size=1, max_size=8))
@example([("Story", "Ann Ann"), ("Date", "Ann 2019-03-04")])
@settings(max_examples=200, deadline=None)
def test_no_answer_is_lost(asked):
    answers = [Answer(question, text) for question, text in asked]
    try:
        one = arrival(answers, "x", b"", ".csv")
    except (NoStory, Refused):
        return
    kept = Counter(re.findall(r"\w+", " ".join([one.text, one.title, one.author, one.address, one.note, str(one.day)])))
    given = Counter(re.findall(r"\w+", re.sub(r"</?b>", "", " ".join(text for _, text in asked))))
    assert not given - kept


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the table is empty"),
        (b"\x89PNG\r\n\x00\x00", "this is no table"),
        (b'a,b\n"' + b"x" * 2_000_000, "cannot be read"),
        (b"Story\n" + b"word " * 20_000, "the most is 65,536"),
    ],
)
def test_what_is_no_table(tmp_path, raw, reason):
    (one,) = of(tmp_path, raw, "answers.csv")
    assert isinstance(one, Refused)
    assert reason in str(one)


TYPEFORM = {
    "event_id": "e1",
    "event_type": "form_response",
    "form_response": {
        "form_id": "f1",
        "token": "t1",
        "submitted_at": "2019-03-04T10:11:12Z",
        "definition": {
            "id": "f1",
            "title": "Stories",
            "fields": [
                {"id": "a", "title": "What happened?", "type": "long_text", "ref": "r1"},
                {"id": "b", "title": "What is your name?", "type": "short_text", "ref": "r2"},
                {"id": "c", "title": "Where do we reach you?", "type": "email", "ref": "r3"},
                {"id": "d", "title": "Which topics?", "type": "multiple_choice", "ref": "r4"},
            ],
        },
        "answers": [
            {"type": "text", "text": STORY, "field": {"id": "a", "type": "long_text", "ref": "r1"}},
            {"type": "text", "text": "Ann Lee", "field": {"id": "b", "type": "short_text", "ref": "r2"}},
            {"type": "email", "email": "ann@reader.example", "field": {"id": "c", "type": "email", "ref": "r3"}},
            {"type": "choices", "choices": {"labels": ["Listening", "Work"]}, "field": {"id": "d", "type": "multiple_choice"}},
        ],
    },
}
TALLY = {
    "eventId": "e1",
    "eventType": "FORM_RESPONSE",
    "createdAt": "2019-03-04T10:11:12.000Z",
    "data": {
        "responseId": "t1",
        "formName": "Stories",
        "createdAt": "2019-03-04T10:11:12.000Z",
        "fields": [
            {"key": "q1", "label": "Your name", "type": "INPUT_TEXT", "value": "Ann Lee"},
            {"key": "q2", "label": "Your e-mail", "type": "INPUT_EMAIL", "value": "ann@reader.example"},
            {"key": "q3", "label": "Your story", "type": "TEXTAREA", "value": STORY},
            {
                "key": "q4",
                "label": "Which topics?",
                "type": "CHECKBOXES",
                "value": ["o1", "o2"],
                "options": [{"id": "o1", "text": "Listening"}, {"id": "o2", "text": "Work"}, {"id": "o3", "text": "Other"}],
            },
        ],
    },
}
NETLIFY = {
    "number": 6,
    "title": "Ann Lee",
    "email": "ann@reader.example",
    "name": "Ann Lee",
    "summary": "The tap ...",
    "body": STORY,
    "data": {"name": "Ann Lee", "email": "ann@reader.example", "story": STORY, "which-topics": "Listening, Work", "ip": "203.0.113.7"},
    "created_at": "2019-03-04T10:11:12.088Z",
    "ordered_human_fields": [
        {"title": "Name", "name": "name", "value": "Ann Lee"},
        {"title": "Email", "name": "email", "value": "ann@reader.example"},
        {"title": "Story", "name": "story", "value": STORY},
        {"title": "Which topics?", "name": "which-topics", "value": "Listening, Work"},
    ],
}
FORMSPREE = {
    "form": "xyz",
    "submission": {
        "_date": "2019-03-04T10:11:12.000Z",
        "name": "Ann Lee",
        "email": "ann@reader.example",
        "message": STORY,
        "Which topics?": ["Listening", "Work"],
    },
}
GOOGLE = {
    "namedValues": {
        "Timestamp": ["2019-03-04 10:11:12"],
        "Email Address": ["ann@reader.example"],
        "Name": ["Ann Lee"],
        "Your story": [STORY],
        "Which topics?": ["Listening, Work"],
    },
    "range": {"columnStart": 1},
}
PLAIN = {
    "Name": "Ann Lee",
    "e-mail": "ann@reader.example",
    "story": STORY,
    "date": "2019-03-04",
    "Which topics?": ["Listening", "Work"],
}


@pytest.mark.parametrize(
    "sent", [TYPEFORM, TALLY, NETLIFY, FORMSPREE, GOOGLE, PLAIN], ids="typeform tally netlify formspree google plain".split()
)
def test_what_services_send(tmp_path, sent):
    (one,) = of(tmp_path, json.dumps(sent), "answer.json")
    assert (one.author, one.address, str(one.day)) == ("Ann Lee", "ann@reader.example", "2019-03-04")
    assert one.text == STORY + "\n"
    assert one.note == "Which topics?: Listening, Work"


def test_a_list_of_answers(tmp_path):
    first, second = of(tmp_path, json.dumps([PLAIN, {"Name": "Bo Tan"}]), "answers.json")
    assert first.author == "Ann Lee"
    assert "answers.json:2:0: there is no story among these answers" in str(second)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"3", b'{"a": ' * 5000, b"\xff\xfe\x00"], ids=range(6))
def test_what_is_no_answer(tmp_path, raw):
    (one,) = of(tmp_path, raw, "answer.json")
    assert isinstance(one, Refused)


def test_a_table_becomes_submissions(desk):
    other = "The gate had been painted twice, and both times it was the wrong green, which nobody could say out loud to the painter."
    desk.put("in/answers.csv", f"Name,Story\nAnn Lee,{quoted(STORY)}\nBo Tan,{quoted(other)}\n")
    said = desk("intake", str(desk.root / "in/answers.csv"), "--day", "2019-05-01")
    assert said.exit_code == 0, said.output
    assert len(list((desk.root / "private/submissions").iterdir())) == 2


FORM = {
    "Name": "Bo Tan",
    "Job title": "Owner",
    "Business name": "Tan & Co",
    "Business website": "www.tan.example",
    "Phone": "(02) 5550 0123",
    "Postal address": "Unit 4, 12 Foundry Road",
    "Title": "The gate",
    "Your story": " ".join([STORY.replace("\n\n", " ")] * 2),
    "What went wrong?": "A tap dripped.",
    "How did it end?": "It stands: still.",
    "Client's name": "Mrs Poe",
    "Phone number of the client": "(02) 5550 0199",
    "May we name the client?": "No, hide who she is",
}


def drafted(desk, table: str) -> tuple[str, str]:
    file = desk.put("in/answers.csv", table)
    done = desk("intake", str(file), "--day", "2019-04-02")
    assert done.exit_code == 0, done.output
    return desk.reference(), desk.read(f"private/submissions/{desk.reference()}/draft.md")


def test_the_card_the_brief_and_the_consent_of_a_form_are_carried_on(desk):
    reference, draft = drafted(desk, ",".join(map(quoted, FORM)) + "\n" + ",".join(map(quoted, FORM.values())))
    assert "title: The gate\nauthors: [Bo Tan]" in draft
    assert "  problem: A tap dripped.  # What went wrong?\n" in draft
    assert "  outcome: 'It stands: still.'  # How did it end?\n" in draft
    assert "# asked in the form: May we name the client?: No, hide who she is\nconsent:" in draft
    filled = (
        re.sub(r"(?m)^(summary|tags|consent):.*", "", draft)
        .replace("  kind: ", "  kind: admission ")
        .replace("\n  problem:\n", "\n  problem: damage\n")
    )
    filled = (
        filled.replace("  remedy:\n", "  remedy: replaced\n")
        .replace("  result: ", "  result: resolved ")
        .replace("  action: ", "  action: We came. ")
    )
    desk.put(
        f"private/submissions/{reference}/draft.md",
        filled.replace("---\n", "---\nsummary: A gate.\ntags: [listening]\nconsent: none-involved\n", 1),
    )
    done = desk("accept", reference, "--day", "2019-04-02")
    assert done.exit_code == 0, done.output
    assert desk.read("content/people/bo-tan.md") == "---\nname: Bo Tan\nrole: Owner\nbusiness: tan-co\n---\n"
    firm = "name: Tan & Co\ntelephone: (02) 5550 0123\nwebsite: https://www.tan.example\npostal_address: Unit 4, 12 Foundry Road\n"
    assert desk.read("content/businesses/tan-co.md") == f"---\n{firm}---\n"


def test_four_short_answers_are_a_story(desk):
    questions = ["Name", "What went wrong?", "What did you do?", "How did it end?", "What would you tell a friend in your trade?"]
    given = ["Bo Tan", "The tap dripped.", "We mended it.", "It stands.", "Look at taps."]
    _, draft = drafted(desk, ",".join(map(quoted, questions)) + "\n" + ",".join(map(quoted, given)))
    assert "  lesson: Look at taps.  # " in draft
    assert draft.endswith("---\nThe tap dripped.\n\nWe mended it.\n\nIt stands.\n\nLook at taps.\n")


def test_what_a_service_sends_is_carried_on_too(tmp_path):
    sent = {"name": "Cy Poe", "business": "Poe & Co", "phone": "0491 570 006", "story": STORY, "client_consent": "anonymous, please"}
    (one,) = of(tmp_path, json.dumps({"data": sent}), "hook.json")
    assert dict(one.card) == {"business": "Poe & Co", "telephone": "0491 570 006"}
    assert one.agreed == ("client consent: anonymous, please",)
