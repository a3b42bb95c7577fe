"""The letter: an issue as a mail that is whole, short enough, and the same bytes every time; and the page that shows it."""

import re
import shutil
from datetime import date
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

import pytest

from plugins.desk.trial import Trial
from plugins.magazine.issue_mark import FIELD, issue_mark
from tests.editions.test_editions import BODY, COMMANDS, STORY, plain
from tests.pictures import picture
from tests.printing import ROOT, SMALL_DAY, press, small_copy

HOSTILE = '<script>alert(1)</script> ]]> --> <![endif]--> "q" \U0001f600 e\u0301 {{ 7 * 7 }} {% raw %}'


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


def printed(folder: Path, day: str = SMALL_DAY, **environment: str):
    """The press on such a magazine."""
    done = press(folder / "content", folder / "output", day, **environment)
    assert done.returncode == 0, done.stderr
    return done


def parts(raw: bytes):
    """A message, its text and its HTML."""
    message = message_from_bytes(raw, policy=policy.default)
    return message, *(message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))


def sent(folder: Path, name: str = "bench-7.eml"):
    """What was written, taken apart."""
    return parts((folder / "private/editions" / name).read_bytes())


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


def test_the_message_says_of_which_day_it_is_as_every_machine_reads_it(letter):
    magazine, day = Trial(letter, skimmed=True).magazine, date.fromisoformat(SMALL_DAY)
    before = sent(letter)[0][FIELD]
    assert before == issue_mark(magazine, day, magazine.run(day).all_issues[7])
    text = (letter / "content/stories/2019/plain.md").read_text(encoding="utf-8") + "\nMore.\n"
    changed = Trial(letter, skimmed=True).tried({"stories/2019/plain.md": text})
    assert before != issue_mark(changed, day, changed.run(day).all_issues[7])


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
    assert "mailto:stories@bench.example?subject=unsubscribe" in text


def test_no_word_of_the_masthead_or_of_an_issue_is_decoded_in_the_head_of_a_mail(tmp_path):
    """RFC 2047: what looks encoded may have a line break in it, and a field of its own after it."""
    content = made(tmp_path)
    encoded = "=?utf-8?q?A=0D=0AReply-To:_all@b.example?="
    for file, field in ((content / "masthead.yml", "name"), (content / "issues/7.md", "theme")):
        text, count = re.subn(rf"(?m)^{field}: .*$", f"{field}: '{encoded}'", file.read_text(encoding="utf-8"))
        assert count == 1
        file.write_text(text, encoding="utf-8")
    printed(tmp_path)
    (file,) = (tmp_path / "private/editions").glob("*-7.eml")
    message = message_from_bytes(file.read_bytes(), policy=policy.SMTP)
    assert message["Reply-To"] is None
    assert message["Subject"].startswith("utf-8?q?A=0D=0AReply-To:_all@b.example #7")


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


def test_a_letter_that_cannot_be_short_enough_stops_the_build(tmp_path):
    content = made(tmp_path)
    advert = content / "adverts/stairs.yml"
    advert.write_text(re.sub(r"(?m)^text: .*", f"text: {'word ' * 25_000}", advert.read_text()), encoding="utf-8")
    done = press(content, tmp_path / "output")
    assert done.returncode == 1
    assert "content/issues/7.md:0: the letter is longer than 100000 bytes" in done.stderr
    assert not (tmp_path / "private/editions").exists()


def test_words_that_change_are_in_the_letter_too(tmp_path):
    """Where only words have changed, the press does as little as it can: but not less."""
    content = made(tmp_path)
    printed(tmp_path)
    story = content / "stories/2019/the-invoice-twice.md"
    story.write_text(story.read_text(encoding="utf-8").replace("paid twice.", "paid thrice."), encoding="utf-8")
    printed(tmp_path)
    _, text, html = sent(tmp_path)
    assert "paid thrice." in text
    assert "paid thrice." in html
    raw = (tmp_path / "private/editions/bench-7.eml").read_bytes()
    printed(tmp_path, CLEAN="1")
    assert (tmp_path / "private/editions/bench-7.eml").read_bytes() == raw


def test_a_fault_in_a_template_is_told_with_its_line(tmp_path):
    """What is wrong with the words is told like what is wrong with a page, and then no letter is written."""
    content = made(tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    words = tmp_path / "theme/letter/letter.txt"
    words.write_text(words.read_text(encoding="utf-8") + "{{ nobody }}\n", encoding="utf-8")
    settings = tmp_path / "settings.py"
    settings.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nTHEME = {str(tmp_path / 'theme')!r}\n")
    done = press(content, tmp_path / "output", "2019-03-15", "--settings", str(settings))
    lines = len(words.read_text(encoding="utf-8").splitlines())
    assert done.returncode == 1
    assert f"theme/letter/letter.txt:{lines}: 'nobody' is undefined" in done.stderr
    assert not (tmp_path / "private/editions").exists()


def test_a_promise_that_is_kept_is_told_in_the_letter(tmp_path):
    """Of one that is made in an earlier issue, the letter of the next tells; and again when more is known of it."""
    case = (ROOT / "tests/sites/small/content/stories/2019/the-invoice-twice.md").read_text(encoding="utf-8")
    early = case.replace("---\n", "---\npromises: [{text: We count twice., due: 2019-03-10}]\n", 1)
    content = made(tmp_path, {"stories/2019/the-invoice-twice.md": early})
    printed(tmp_path, "2019-05-02")
    _, text, html = sent(tmp_path, "bench-8.eml")
    assert "We count twice." in text
    assert "Promised, and due by now" in html
    story = content / "stories/2019/the-invoice-twice.md"
    story.write_text(early.replace("due: 2019-03-10", "due: 2019-03-10, kept: 2019-03-12"), encoding="utf-8")
    printed(tmp_path, "2019-05-02")
    _, text, html = sent(tmp_path, "bench-8.eml")
    assert "Promised, and kept" in html
    assert "Promised, and kept" in text
