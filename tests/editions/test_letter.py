"""The letter: an issue as a mail that is whole, short enough, and the same bytes every time; and the page that shows it."""

import json
import re
from datetime import date
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.letter.body import KNOWN
from plugins.letter.pages import messages
from tests.editions.test_editions import BODY, COMMANDS, STORY, plain
from tests.helpers import DAY, DEFAULTS, ISSUE, MASTHEAD, article, case, magazine, said
from tests.pictures import picture
from tests.printing import ROOT, press, small_copy
from tests.theme.test_languages import HEBREW, UKRAINIAN

HEAD = f"{MASTHEAD}editions: [web, letter]\nmail: {{publisher: office@plain.example}}\npostal_address: 1 Plain Street\n"
HOSTILE = '<script>alert(1)</script> ]]> --> <![endif]--> "q" \U0001f600 e\u0301 {{ 7 * 7 }} {% raw %}'
MOST = 100_000


def made(folder: Path, files: dict[str, str] | None = None, head: str = "") -> Path:
    """The small magazine with a letter, beside a private folder; a letter is made of it."""
    content = small_copy(folder)
    masthead = content / "masthead.yml"
    masthead.write_text(masthead.read_text(encoding="utf-8") + f"editions: [web, feed, letter]\n{head}", encoding="utf-8")
    for name, text in (files or {}).items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    (folder / "private").mkdir(exist_ok=True)
    return content


def printed(folder: Path, **environment: str):
    """The press on such a magazine."""
    done = press(folder / "content", folder / "output", **environment)
    assert done.returncode == 0, done.stderr
    return done


def parts(raw: bytes):
    """A message, its text and its HTML."""
    message = message_from_bytes(raw, policy=policy.default)
    return message, *(message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))


def sent(folder: Path):
    """What was written, taken apart."""
    return parts((folder / "private/editions/bench-7.eml").read_bytes())


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    """The small magazine with a picture and hostile words."""
    folder = tmp_path_factory.mktemp("letter")
    said = {"title": "Plain words", "summary": "It is said.", "more": "issue: 7\nimage: {src: images/bench.jpg, alt: A bench}\n"}
    files = {"stories/2019/plain.md": STORY.format(**said, body=BODY)}
    said = {"title": f"'{HOSTILE}'", "summary": f"'{HOSTILE}'", "more": "issue: 7\n"}
    files["stories/2019/hostile.md"] = STORY.format(**said, body=COMMANDS)
    content = made(folder, files)
    (content / "images/bench.jpg").write_bytes(picture(800, 500, format="JPEG"))
    printed(folder)
    return folder


def titles(folder: Path) -> list[tuple[str, str]]:
    """The stories of the issue's page: title and address."""
    page = (folder / "output/issues/7/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<h[23][^>]*><a href="(/stories/[^"]*)">(.*?)</a>', page)
    return [(unescape(re.sub(r"<[^>]*>", "", title)), address) for address, title in found]


def test_every_story_is_in_both_forms_with_its_address(letter):
    _, text, html = sent(letter)
    found = titles(letter)
    assert len(found) > 2
    for title, address in found:
        assert plain(title) in plain(text), title
        assert f"https://bench.example{address}" in text
        assert plain(title) in plain(unescape(re.sub(r"<[^>]*>", "", html)))
        assert f'href="https://bench.example{address}"' in html


def test_the_head_of_the_message(letter):
    message, text, _ = sent(letter)
    raw = (letter / "private/editions/bench-7.eml").read_bytes()
    assert message["From"] == "The Bench <office@bench.example>"
    assert message["Subject"].startswith("The Bench #7, Mar/Apr 2019: ")
    assert message["Date"] == "Fri, 01 Mar 2019 07:00:00 +1100"
    assert message["Message-ID"] == "<issue-7@bench.example>"
    assert message["List-Id"] == "The Bench <bench.bench.example>"
    assert message["To"] is None
    assert message["List-Unsubscribe"] is None
    assert message.get_content_type() == "multipart/alternative"
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) < 100
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert "1 Mill Lane, Windsor NSW 2756" in text
    assert "mailto:office@bench.example?subject=unsubscribe" in text


def test_the_plain_text_is_written_for_reading(letter):
    _, text, _ = sent(letter)
    assert not [line for line in text.split("\n") if len(line) > 72 and "http" not in line]
    assert not re.search(r"</?(p|div|a|td|strong|em|figure)\b", text)
    assert "elsewhere <https://bench.example/x?a=1&b=2>" in text
    assert "1. One code\n2. Two" in text
    assert "\n\n\n" not in text


def test_words_are_never_markup(letter):
    _, text, html = sent(letter)
    page = (letter / "output/issues/7/letter/index.html").read_text(encoding="utf-8")
    for form in (html, page):
        assert "<script" not in form
        assert "alert(1) ]]&gt; \u2013&gt;" in form  # what was markup in a headline is gone already
        assert "{{ 7 * 7 }} {% raw %}" in form
    assert "{{ 7 * 7 }} {% raw %}" in text


def test_pictures_are_whole_and_have_their_words_and_sizes(letter):
    _, _, html = sent(letter)
    images = re.findall(r"<img\b[^>]*>", html)
    assert len(images) > 2
    for image in images:
        assert re.search(r' src="https://bench\.example/[^"]+\.(png|jpg)"', image), image
        assert re.search(r' alt="[^"]*"', image), image
        assert re.search(r' width="\d+"', image), image
        assert re.search(r' height="\d+"', image), image
        address = re.search(r'src="https://bench\.example(/[^"]+)"', image)[1]
        assert (letter / "output" / address[1:]).is_file(), address
    assert "A bench" in html


def test_insertions_are_labelled(letter):
    _, text, html = sent(letter)
    booked = re.findall(r'id="(advert-[^"]+)"', (letter / "output/issues/7/index.html").read_text(encoding="utf-8"))
    assert booked
    for place in booked:
        assert re.search(rf'id="{place}".*?Advertisement', html, re.DOTALL)
    assert text.count("[Advertisement]") == len(set(booked))


def test_the_same_issue_is_the_same_bytes_and_costs_nothing(letter):
    file = letter / "private/editions/bench-7.eml"
    raw, stamp = file.read_bytes(), file.stat().st_mtime_ns
    printed(letter)
    assert file.stat().st_mtime_ns == stamp
    file.unlink()
    printed(letter, CLEAN="1")
    assert file.read_bytes() == raw
    assert not list((letter / "output").resolve().rglob("*.eml"))


def test_without_a_private_folder_nothing_is_written(tmp_path):
    made(tmp_path)
    (tmp_path / "private").rmdir()
    assert "bench-7.eml: every story whole" in printed(tmp_path).stderr
    assert not (tmp_path / "private").exists()
    (tmp_path / "private").mkdir()
    printed(tmp_path)
    assert (tmp_path / "private/editions/bench-7.eml").is_file()


def test_an_output_elsewhere_writes_no_letters(tmp_path):
    content = made(tmp_path)
    done = press(content, tmp_path / "elsewhere/output")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "private/editions").exists()
    assert (tmp_path / "elsewhere/output/issues/7/letter/index.html").is_file()


# Letters without a whole build: what the press would write for a small magazine in a folder


def letters(folder: Path, files: dict[str, str | None], day: date = DAY) -> dict[str, tuple[bytes, str]]:
    """Every message of a magazine by its name, and what the build says of it."""
    return {one.name: one.set(one.view.make()) for one in messages(magazine(folder, {"masthead.yml": HEAD, **files}), day)}


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
        (long_issue(3, 40, **{"issues/96.md": f"{ISSUE}{'word ' * 30_000}\n"}), "titles alone, without the editor's letter"),
        (long_issue(1000, 40), "500 titles alone, and where the others are"),
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


def test_a_letter_that_cannot_be_short_enough_stops_the_build(tmp_path):
    content = made(tmp_path)
    advert = content / "adverts/stairs.yml"
    advert.write_text(re.sub(r"(?m)^text: .*", f"text: {'word ' * 25_000}", advert.read_text()), encoding="utf-8")
    done = press(content, tmp_path / "output")
    assert done.returncode == 1
    assert "content/issues/7.md:0: the letter is longer than 100000 bytes" in done.stderr
    assert not (tmp_path / "private/editions").exists()


def test_no_word_gets_beyond_its_line(tmp_path):
    name = '"The \\"Bench\\", \\r\\nBcc: all@bench.example \\u202e"'
    head = HEAD.replace("name: The Plain Dealer", f"name: {name}") + 'number_sign: "No\\r\\n"\n'
    issue = '---\nnumber: 96\ntheme: "Ціна\\r\\nX-Evil: 1 \U0001f600"\ndate: 2019-05-01\n---\nDear.\n'
    raw, _ = letters(tmp_path, {"masthead.yml": head, "issues/96.md": issue})["plain-dealer-96.eml"]
    message, *_ = parts(raw)
    known = {"From", "Subject", "Date", "Message-ID", "List-Id", "Content-Language", "MIME-Version", "Content-Type"}
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
            assert len(message.keys()) == 8
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


def test_the_letter_uses_only_what_mail_programs_know(letter):
    """What each program lacks of it, and what stands then, is told in the manual."""
    told = (ROOT / "docs/editions.md").read_text(encoding="utf-8").partition("## What mail programs lack")[2]
    known = set(re.findall(r"`([a-z][a-z0-9-]*)`", told))
    _, _, html = sent(letter)
    styles = " ".join([*re.findall(r' style="([^"]*)"', html), *re.findall(r"\{([^{}]*)\}", html.partition("</style>")[0])])
    assert set(re.findall(r"(?:^|[;\s])([a-z-]+)\s*:", styles)) <= known
    assert set(re.findall(r"<([a-z][a-z0-9]*)", html)) <= known
    assert not re.search(r"var\(|calc\(|url\(|position|flex|grid|float", styles)
    assert known >= KNOWN
