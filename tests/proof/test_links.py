"""The proof of the finished pages: it follows every link as a reader would."""

from datetime import date

import pytest

from plugins.magazine.load import load
from plugins.magazine.page import Page, Printed
from plugins.press.sheets import sheet_of
from plugins.proof.links import check
from tests.printing import SMALL, press, small_copy


@pytest.mark.parametrize(
    ("link", "fine"),
    [
        ("/b/", True),
        ("/b", True),
        ("../b/", True),
        ("/b/#here", True),
        ("#top", True),
        ("?q=1", True),
        ("https://else.example/x", True),
        ("mailto:a@b.example", True),
        ("/c/", False),
        ("/b/#gone", False),
        ("../c/", False),
        ("nowhere.html", False),
        ("/b/pic%20one.png", True),
    ],
)
def test_where_a_link_leads(link, fine):
    pages = {"/a/": f'<p><a href="{link}">x</a></p>', "/b/": '<p id="here">y</p>', "/b/pic one.png": ""}
    sheets = {Page(address, "", None).file: sheet_of(html) for address, html in pages.items()}
    printed = Printed(sheets, [(Page("/a/", "", None), sheets["a/index.html"])], sheets.__getitem__)
    found = list(check(load(SMALL), date(2019, 3, 15), printed))
    assert (found == []) is fine
    assert all(file == "a/index.html" and problem.rule == "dead-link" and link in problem.message for file, problem in found)


def test_a_link_of_a_comment_is_told_where_it_stands(tmp_path):
    content = small_copy(tmp_path)
    comment = content / "comments/four-legs-and-a-lie/2019-03-07-em-plane.md"
    comment.write_text(comment.read_text() + "\nSee [there](/nowhere/).\n")
    said = press(content, tmp_path / "output").stderr
    assert f"{comment}:8: `/nowhere/` leads to no page: mend the link, or take it out" in said
