"""An id follows from the path alone until the desk writes it down; then nothing changes it."""

from __future__ import annotations

import pytest

from tests.helpers import MASTHEAD, article, case, magazine


def id_of(folder, text, name="stories/2019/it.md", **files):
    (one,) = magazine(folder, {name: text, **files}).stories
    return one.id


def test_the_id_is_made_of_the_path_below_stories(tmp_path):
    assert id_of(tmp_path, case()) == "tag:plain.example,2019:2019/it"


def test_an_article_elsewhere_keeps_its_whole_path(tmp_path):
    assert id_of(tmp_path, article(), "pieces/An é.md") == "tag:plain.example,2019:pieces/An%20%C3%A9"


@pytest.mark.parametrize(
    "change", [{"title": "Another"}, {"slug": "another"}, {"date": "2018-01-01"}, {"issue": None}, {"lang": "uk"}, {"summary": "Another."}]
)
def test_no_edit_of_the_header_changes_it(change, tmp_path):
    assert id_of(tmp_path, case(**change)) == id_of(tmp_path, case())


def test_no_other_host_changes_it(tmp_path):
    moved = MASTHEAD.replace("https://plain.example", "https://elsewhere.example/magazine").replace(
        "short_name: plain-dealer", "short_name: other"
    )
    assert id_of(tmp_path, case(), **{"masthead.yml": moved}) == "tag:plain.example,2019:2019/it"


def test_the_id_that_is_written_down_survives_a_new_name(tmp_path):
    text = case(id='"tag:plain.example,2019:2019/it"')
    assert id_of(tmp_path, text, "stories/2021/renamed.md") == "tag:plain.example,2019:2019/it"


def test_a_translation_has_an_id_of_its_own(tmp_path):
    read = magazine(tmp_path, {"stories/2019/it.md": case(), "stories/2019/it.uk.md": case()})
    assert [(one.id.rpartition("/")[2], one.slug, one.lang) for one in read.stories] == [("it", "it", "en"), ("it.uk", "it", "uk")]
