"""The proof of the finished pages: it follows every link as a reader would."""

from datetime import date

import pytest

from plugins.magazine.magazine import load
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
def test_where_a_link_leads(tmp_path, link, fine):
    for name, html in {"a/index.html": f'<p><a href="{link}">x</a></p>', "b/index.html": '<p id="here">y</p>', "b/pic one.png": ""}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(html)
    found = list(check(load(SMALL), date(2019, 3, 15), tmp_path))
    assert (found == []) is fine
    assert all(problem.rule == "dead-link" and link in problem.message for problem in found)
