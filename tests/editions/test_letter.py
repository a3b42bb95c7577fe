"""The letter: an issue as a mail that is whole, short enough, and the same bytes every time; and the page that shows it."""

import re
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

import pytest

from tests.editions.test_editions import BODY, COMMANDS, STORY, plain
from tests.pictures import picture
from tests.printing import press, small_copy

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


def sent(folder: Path, name: str = "bench-7.eml"):
    """The message, its text and its HTML."""
    message = message_from_bytes((folder / "private/editions" / name).read_bytes(), policy=policy.default)
    text, html = (message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    return message, text, html


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
