"""Standing matter: every way to read the magazine and to write for it."""

import re
from html import unescape
from urllib.parse import unquote

from tests.printing import press, small_copy


def read(printed, address):
    return (printed / address / "index.html").read_text()


def test_subscribe_offers_every_feed_of_the_magazine(printed):
    offered = set(re.findall(r'<a href="(/[^"]*feeds/[^"]*)" type', read(printed, "subscribe")))
    stories = {f"{language}/feeds/stories.{suffix}" for language in ("", "/uk") for suffix in ("xml", "atom", "json")}
    issues = {f"/feeds/issues.{suffix}" for suffix in ("xml", "atom", "json")}
    assert offered == stories | issues | {"/feeds/corrections.xml", "/feeds/comments.atom"}
    assert all((printed / address[1:]).is_file() for address in offered)


def test_without_a_form_a_mail_is_offered_and_with_one_the_form(printed, tmp_path):
    assert 'href="mailto:office@bench.example?subject=' in read(printed, "subscribe")
    content = small_copy(tmp_path)
    masthead = content / "masthead.yml"
    form = "subscribe: {action: 'https://list.example/join', name_field: who, email_field: where}\n"
    masthead.write_text(masthead.read_text() + form)
    assert press(content, tmp_path / "output").returncode == 0
    html = read(tmp_path / "output", "subscribe")
    assert '<form class="subscribe" action="https://list.example/join" method="post">' in html
    assert 'name="who"' in html
    assert 'name="where"' in html
    assert "form-action 'self' https://list.example" in (tmp_path / "output/_headers").read_text()


def test_share_your_story_asks_four_questions_and_begins_the_mail(printed):
    html = read(printed, "share-your-story")
    questions = re.findall("<li>(.*?\\?)</li>", html)
    assert len(questions) == 4
    mail = unquote(unescape(re.search('href="(mailto:stories@bench.example.*?)"', html)[1]))
    assert all(question in mail for question in questions)


def test_contact_has_every_address_of_the_masthead(printed):
    html = read(printed, "contact")
    for address in ("stories@bench.example", "letters@bench.example", "office@bench.example", "(02) 5550 0101", "1 Mill Lane"):
        assert address in html


def test_a_written_page_replaces_the_bare_one(printed):
    assert 'Six workshops, <a href="/">one magazine</a>.' in read(printed, "about")
    assert "The Bench is published by Bench Press." in read(printed, "privacy")


def test_the_page_for_a_wrong_address_leads_on(printed):
    html = (printed / "404.html").read_text()
    assert 'href="/archive/"' in html
    assert "canonical" not in html


def test_another_name_leaves_none_of_the_old_one(tmp_path):
    content = small_copy(tmp_path)
    masthead = content / "masthead.yml"
    masthead.write_text(masthead.read_text().replace("The Bench", "The Anvil").replace("bench", "anvil").replace("Bench", "Anvil"))
    for page in (content / "pages/about.md", content / "businesses/bench-press.md"):
        page.write_text(page.read_text().replace("The Bench", "The Anvil").replace("Bench Press", "Anvil Press"))
    assert press(content, tmp_path / "output").returncode == 0
    text = [p.read_text() for p in (tmp_path / "output").resolve().rglob("*") if p.suffix in (".html", ".xml", ".atom", ".json", ".svg")]
    assert len(text) > 40
    assert not [page for page in text if "The Bench" in page or "BiziNet" in page]


def test_the_colophon_counts_what_was_read(printed):
    html = (printed / "colophon/index.html").read_text()
    assert '<p class="count">6 read, 4 printed, 1 planned, 1 withdrawn. No promise broken.</p>' in html
