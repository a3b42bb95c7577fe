"""The proof of the finished pages: it follows every link as a reader would."""

from datetime import date

import pytest

from plugins.magazine.load import load
from plugins.magazine.page import Page, Printed
from plugins.press.checked import sheet_of
from plugins.proof.links import check
from tests.printing import SMALL


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
