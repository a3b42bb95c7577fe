"""What the letter of any magazine holds: it is never cut off, speaks its language, and nobody's words get out of their place."""

import json
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.letter.pages import messages, pages
from plugins.letter.setting import page
from plugins.magazine.page import Printed, Sheet
from plugins.proof.letters import check as letters_proof
from plugins.proof.parity import check as parity
from tests.editions.test_letter import parts
from tests.helpers import DAY, DEFAULTS, ISSUE, MASTHEAD, article, case, magazine, said
from tests.theme.test_languages import HEBREW, UKRAINIAN

HEAD = f"{MASTHEAD}editions: [web, letter]\nmail: {{publisher: office@plain.example}}\npostal_address: 1 Plain Street\n"
MOST = 100_000


def letters(folder: Path, files: dict[str, str | None], day: date = DAY) -> dict[str, tuple[bytes, str]]:
    """Every message of a magazine by its name, and what the build says of it; the proof finds all of that in it and on its page."""
    made = magazine(folder, {"masthead.yml": HEAD, **files})
    shown = {one.file: one for one in pages(made, day) if one.template is page}
    printed = Printed(shown, [(one, Sheet()) for one in shown.values()], lambda file: Sheet(), (), lambda file: page(shown[file].made.view))
    found = {}
    for one in messages(made, day):
        found[one.name] = raw, said = one.set(one.view.make())
        assert not list(letters_proof(made, day, one, raw, said, printed))
    assert not [problem for file, problem in parity(made, day, printed) if file in shown]
    return found


def long_issue(count: int, words: int, summary: int = 20, **more: str) -> dict[str, str | None]:
    """An issue of many stories, each of so many words."""
    text = "".join(f"{'Somebody said so again. ' * 10}\n\n" for _ in range(max(1, words // 40)))
    told = " ".join(["short"] * summary)
    return {f"stories/2019/s-{at:04}.md": case(text, title=f"Story number {at}", summary=f"It is {told}.") for at in range(count)} | more


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (long_issue(3, 200), "every story whole"),
        (long_issue(40, 1500), "the lead whole, the rest in summaries"),
        (long_issue(40, 40, 20, **{"stories/2019/s-0000.md": case("word " * 30_000, title="Story number 0")}), "summaries alone"),
        (long_issue(100, 40, 900), "titles alone"),
        (long_issue(3, 40, **{"issues/96.md": f"{ISSUE}{'word ' * 30_000}\n"}), "every story whole; the editor's letter stands on the web"),
        (long_issue(1000, 40), "500 titles alone; the others, and the editor's letter, stand on the web"),
    ],
    ids=["few", "forty", "a long lead", "long summaries", "a long letter", "hundreds"],
)
def test_no_letter_is_cut_off(tmp_path, files, said):
    raw, told = letters(tmp_path, files)["plain-dealer-96.eml"]
    _, text, html = parts(raw)
    assert told == said
    assert len(html.encode()) < MOST
    named = [at for at in range(len(files)) if f"Story number {at}\n" in text and f">Story number {at}</a>" in html]
    assert named == list(range(len(named)))
    assert len(named) >= 300 or len(named) == sum(name.startswith("stories/") for name in files)
    if said.startswith("the lead"):
        assert html.count("Somebody said so again") > 300  # and no other story has a text
        assert "more stories in the issue" not in text


def test_no_word_gets_beyond_its_line(tmp_path):
    name = '"The \\"Bench\\", \\r\\nBcc: all@bench.example \\u202e"'
    head = HEAD.replace("name: The Plain Dealer", f"name: {name}") + 'number_sign: "No\\r\\n"\n'
    issue = '---\nnumber: 96\ntheme: "Ціна\\r\\nX-Evil: 1 \U0001f600"\ndate: 2019-05-01\n---\nDear.\n'
    raw, _ = letters(tmp_path, {"masthead.yml": head, "issues/96.md": issue})["plain-dealer-96.eml"]
    message, *_ = parts(raw)
    known = {"From", "Subject", "Date", "Message-ID", "List-Id", "X-Issue-Mark", "Content-Language", "MIME-Version", "Content-Type"}
    assert set(message.keys()) == known
    assert raw.isascii()
    assert message["From"].addresses[0].addr_spec == "office@plain.example"
    assert "Ціна" in message["Subject"]
    assert message["List-Id"].endswith("<plain-dealer.plain.example>")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words_make_a_message_that_reads_back(title, summary):
    """Whatever a title and a summary hold, each stands in the message as it would on a page, and nothing else does."""
    with TemporaryDirectory() as folder:
        said = {"title": json.dumps(f"T {title}", ensure_ascii=False), "summary": json.dumps(f"S {summary}", ensure_ascii=False)}
        found = letters(Path(folder), {"stories/2019/one.md": article(**said)})
        for raw, _ in found.values():
            message, _, html = parts(raw)
            assert raw.isascii()
            assert len(message.keys()) == 9
            assert "<script" not in html.lower()


def test_a_ukrainian_letter_is_ukrainian(tmp_path):
    files = dict.fromkeys(DEFAULTS) | UKRAINIAN
    files["masthead.yml"] += "editions: [web, letter]\n"
    found = {one.name: one.set(one.view.make())[0] for one in messages(magazine(tmp_path, files), date(2019, 4, 1))}
    message, text, html = parts(found["verstak-7.eml"])
    assert message["Subject"] == "Верстак № 7, березень–квітень 2019: Слово"
    assert message["Content-Language"] == "uk"
    assert '<html lang="uk">' in html
    assert all(word in text and word in html for word in ("Пізно", "Відписатися", "У цьому випуску", "вул. Млинова, 1"))
    assert not re.search(r"[A-Za-z]{3,}", re.sub(r"\S*[@/]\S*|\S+\.example", "", text))
    assert message.get_body(("plain",)).get_content_charset() == "utf-8"


def test_a_hebrew_letter_runs_leftward(tmp_path):
    files = dict.fromkeys(DEFAULTS) | HEBREW
    files["masthead.yml"] += "editions: [web, letter]\nmail: {publisher: a@shchuna.example}\n"
    found = {one.name: one.set(one.view.make())[0] for one in messages(magazine(tmp_path, files), date(2019, 4, 1))}
    (raw,) = found.values()
    _, _, html = parts(raw)
    assert '<html lang="he" dir="rtl">' in html
    assert re.search(r'<div (?=[^>]* lang="he")(?=[^>]* dir="rtl")[^>]*class="sheet"', html)
    assert re.search(r'<h2 (?=[^>]* ?lang="en")(?=[^>]* ?dir="ltr")[^>]*class="headline', html)


def test_who_did_not_agree_to_the_letter_is_not_in_it(tmp_path):
    consent = "{client: named, given: 2019-03-20, scope: [web]}"
    files = {"stories/2019/one.md": case("Told to nobody.\n", title="For the web", consent=consent), "stories/2019/two.md": case()}
    _, text, html = parts(letters(tmp_path, files)["plain-dealer-96.eml"][0])
    for form in (text, html):
        assert "The ad we forgot" in form
        assert "For the web" not in form
        assert "Told to nobody" not in form


def test_the_masthead_says_where_a_reader_takes_leave(tmp_path):
    files = {"masthead.yml": HEAD + "unsubscribe_url: https://lists.plain.example/leave\n", "stories/2019/one.md": case()}
    _, text, html = parts(letters(tmp_path, files)["plain-dealer-96.eml"][0])
    assert "https://lists.plain.example/leave" in text
    assert 'href="https://lists.plain.example/leave"' in html


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("mail: {publisher: the office}", "a letter comes from somebody"),
        ("unsubscribe_url: http://plain.example/", "begins with https://"),
        ("", "`postal_address` is missing"),
    ],
)
def test_a_masthead_that_cannot_send_is_told(tmp_path, line, message):
    head = "".join(one for one in HEAD.splitlines(keepends=True) if not one.startswith((line.partition(":")[0] or "postal") + ":"))
    head = "".join(one for one in head.splitlines(keepends=True) if line or not one.startswith("postal_address"))
    assert message in "\n".join(said(magazine(tmp_path, {"masthead.yml": f"{head}{line}\n"})))
