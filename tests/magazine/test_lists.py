"""The lists of a day, and names that are printed without a link where their page is not there."""

from datetime import date

from plugins.magazine.line import story_line
from plugins.magazine.listing import lists, shown_cards
from plugins.magazine.masthead import Masthead
from plugins.magazine.proof import proof
from tests.helpers import DAY, article, case, magazine, said
from tests.pictures import picture

TRANSLATION = "---\ntitle: Слово\nauthors: [olha]\nsummary: Слово.\ntags: [records]\ncategory: columns\nlang: uk\nissue: 96\n---\nТекст.\n"
COLUMN = "---\ntitle: A word\nauthors: [dana-whitlock]\nsummary: A word.\ntags: [listening]\ncategory: columns\nissue: 96\n---\nText.\n"
OLHA = "---\nname: Olha\n---\nOlha.\n"


def test_a_planned_story_of_the_same_name_takes_nothing_off_the_site(tmp_path):
    late = case(slug="the-ad", issue=None, date="2019-06-01")
    read = magazine(
        tmp_path, {"stories/2019/the-ad.md": case(), "stories/2019/a-new.md": late, "issues/97.md": "---\ntheme: Next\n---\nSoon.\n"}
    )
    assert read.run(DAY).placed["content/stories/2019/the-ad.md"].state == "printed"
    assert read.run(DAY).placed["content/stories/2019/a-new.md"].state == "planned"
    assert [line.split(":")[0] for line in said(read, date(2019, 7, 1))] == ["content/stories/2019/a-new.md"]


def test_what_only_a_translation_has_is_a_name_without_a_page(tmp_path):
    read = magazine(tmp_path, {"stories/2019/a-word.md": COLUMN, "stories/2019/a-word.uk.md": TRANSLATION, "people/olha.md": OLHA})
    assert [group.ref.address for group in lists(read, DAY).people] == ["/people/dana-whitlock/"]
    placed = read.run(DAY).placed["content/stories/2019/a-word.uk.md"]
    assert [(ref.label, ref.address) for ref in story_line(read, DAY, placed).byline] == [("Olha", "")]
    assert shown_cards(read, DAY) == {"content/people/dana-whitlock.md", "content/people/olha.md"}


def test_two_spellings_of_one_name_are_one_list(tmp_path):
    files = {"a.md": article(authors="Jane Doe", tags="Cake, cake"), "b.md": article(authors="Jane doe", date="2019-03-01")}
    people = lists(magazine(tmp_path, files), DAY).people
    assert [(group.ref.address, len(group.stories)) for group in people] == [("/people/jane-doe/", 2)]


def test_moments_of_all_zones_are_told_in_the_magazines_own(tmp_path):
    files = {"a.md": article(date="2019-01-01T00:30:00+00:00"), "b.md": article(date="2018-12-31T22:00:00-08:00"), "masthead.yml": None}
    files["masthead.yml"] = "name: A\nurl: https://a.example\ntag_authority: a.example,2019\ntime_zone: Australia/Sydney\n"
    read = magazine(tmp_path, files)
    assert {placed.published.year for placed in read.run(DAY).printed} == {2019}


def test_a_translation_goes_with_its_withdrawn_original(tmp_path):
    files = {
        "stories/2019/a.md": case(withdrawn="{date: 2019-05-01}"),
        "stories/2019/a.uk.md": COLUMN.replace("---\nT", "lang: uk\n---\nT"),
    }
    run = magazine(tmp_path, files).run(DAY)
    assert {placed.state for placed in run.placed.values()} == {"withdrawn"}


def test_an_unknown_author_of_a_case_is_named_also_in_an_empty_directory(tmp_path):
    read = magazine(tmp_path, {"people/dana-whitlock.md": None, "stories/2019/a.md": case()})
    assert [problem.rule for problem in proof(read, DAY)] == ["unknown-person"]


def test_months_are_the_magazines_own_words():
    head = Masthead(name="A")
    assert head.period(date(2019, 5, 1)) == "May/Jun 2019"
    assert head.period(date(2019, 12, 1)) == "Dec 2019/Jan 2020"


def test_a_translation_does_not_come_out_before_its_held_original(tmp_path):
    original = case(issue=97, early="true", date="2019-04-20", status="draft")
    translation = case(lang="uk", issue=97)
    files = {"stories/2019/a.md": original, "stories/2019/a.uk.md": translation, "issues/97.md": "---\ntheme: Next\n---\nSoon.\n"}
    run = magazine(tmp_path, files).run(DAY)
    assert {placed.state for placed in run.placed.values()} == {"held"}


def test_a_translation_may_belong_to_a_later_issue(tmp_path):
    files = {
        "stories/2019/a.md": case(),
        "stories/2019/a.uk.md": case(lang="uk", issue=97),
        "issues/97.md": "---\ntheme: Next\n---\nSoon.\n",
    }
    run = magazine(tmp_path, files).run(DAY)
    assert [placed.state for _, placed in sorted(run.placed.items())] == ["printed", "planned"]


def test_a_language_is_one_in_any_case(tmp_path):
    files = {"a.md": article(lang="fr"), "b.md": article(lang="FR", title="B"), "c.md": article(lang="EN", title="C")}
    run = magazine(tmp_path, files).run(DAY)
    assert sorted(placed.story.lang for placed in run.placed.values()) == ["en", "fr", "fr"]


def test_a_withdrawal_takes_effect_on_its_day_and_its_text_stops_nothing(tmp_path):
    files = {"stories/2019/a.md": case("Hi <script>x()</script>\n", withdrawn="{date: 2019-05-03, reason: Asked.}")}
    read = magazine(tmp_path, files)
    assert read.run(DAY).placed["content/stories/2019/a.md"].state == "printed"
    assert {problem.severity for problem in proof(read, DAY)} == {"error"}
    assert read.run(date(2019, 5, 3)).placed["content/stories/2019/a.md"].state == "withdrawn"
    assert {problem.severity for problem in proof(read, date(2019, 5, 3))} == {"warning"}


def test_encoded_addresses_mean_the_files_of_their_names(tmp_path):
    body = "[x]({static}/files/a%20b.pdf) [y](b%20c.png) [z]({filename}d%20e.md)\n"
    files = {"stories/2019/a.md": case(body.replace("{filename}", "{filename}/")), "files/a b.pdf": b"pdf", "b c.png": picture()}
    files["d e.md"] = article()
    read = magazine(tmp_path, files)
    assert said(read) == []
    html = read.galley(read.sources["stories/2019/a.md"]).html
    assert 'href="/files/a%20b.pdf"' in html
    assert 'href="/b%20c.png"' in html
    assert 'href="/stories/an-ordinary-day/"' in html


def test_plain_fields_that_are_ours_elsewhere_refuse_no_ordinary_article(tmp_path):
    files = {"a.md": article(status="wip"), "b.md": article(title="B", consent="yes", withdrawn="no"), "pages/p.md": "Title: P\n\nP.\n"}
    files["pages/sub/p.md"] = "Title: P\n\nQ.\n"
    read = magazine(tmp_path, files)
    assert {problem.severity for problem in proof(read, DAY)} == {"warning"}
    assert sorted(page.slug for page in read.standing) == ["p", "p-2"]
