"""What a story may hold besides paragraphs is set as a reader of the web sees it: tables, lists in lists, terms, quotations."""

import pytest
from pypdf import PdfReader

from plugins.letter.plain import plain
from tests.printing import press, small_copy

STORY = (
    "---\ntitle: {title}\nauthors: [ada-quill]\nsummary: It is said.\ndate: 2019-02-01\ncategory: columns\nissue: 7\n{more}---\n{body}\n"
)
SPANS = """<table><caption>What it cost</caption><thead>
<tr><th rowspan="2">Wood</th><th colspan="2">Price</th></tr><tr><th>Small</th><th>Large</th></tr></thead><tbody>
<tr><td>Ash</td><td>Eleven</td><td>Twelve</td></tr><tr><td colspan="2">Oaken</td><td rowspan="99">Thirteen</td></tr>
<tr><td rowspan="x">Elm</td><td colspan="999999">Fourteen</td></tr><tr><td colspan="0">Pine</td></tr></tbody></table>

<table><tr><td>Outer</td><td><table><tr><td>Inner</td><td>Inmost</td></tr></table></td><td><ul><li>Beech</li><li>Birch</li></ul></td></tr></table>
"""
MIXED = """- Polish the `knees` of *every* stool
    - and then of the tables

<dl><dt>Mortise</dt><dd>A hole <em>cut</em> for a tenon</dd></dl>
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """The PDF of an issue with such stories, which stopped no edition."""
    folder = tmp_path_factory.mktemp("raw")
    content = small_copy(folder)
    head = content / "masthead.yml"
    head.write_text(head.read_text(encoding="utf-8") + "editions: [web, letter, pdf, epub]\n", encoding="utf-8")
    leftward = "lang: he\n", "זה סיפור בעברית."
    for title, more, body in (("Spans", "", SPANS), ("Mixed", "", MIXED), ("שלום לכולם", *leftward)):
        text = STORY.format(title=title, more=more, body=body)
        (content / f"stories/2019/raw-{len(body)}.md").write_text(text, encoding="utf-8")
    issue = content / "issues/7.md"  # advertisements stand beside the first stories
    issue.write_text(issue.read_text(encoding="utf-8").replace("order: [", f"order: [raw-{len(leftward[1])}, "), encoding="utf-8")
    done = press(content, folder / "output", "2019-03-15")
    assert done.returncode == 0, done.stderr
    return PdfReader(folder / "output/issues/7/bench-7.pdf")


def places(reader, words):
    """Where each of some words begins (x, y), on the page that has the first of them."""
    found = {}
    page = next(page for page in reader.pages if words[0] in page.extract_text())

    def seen(text, at, line, *_):
        for word in words:
            if word in text:
                found.setdefault(word, (line[4] * at[0] + at[4], line[5] * at[3] + at[5]))

    page.extract_text(visitor_text=seen)
    return found


def test_cells_reach_over_columns_and_rows(paper):
    at = places(
        paper,
        ["What it cost", "Wood", "Price", "Small", "Large", "Ash", "Eleven", "Twelve", "Oaken", "Thirteen", "Elm", "Fourteen", "Pine"],
    )
    columns = [("Wood", "Ash", "Oaken", "Elm", "Pine"), ("Price", "Small", "Eleven", "Fourteen"), ("Large", "Twelve", "Thirteen")]
    assert [len({round(at[word][0]) for word in words}) for words in columns] == [1, 1, 1]
    assert at["Wood"][0] < at["Small"][0] < at["Large"][0]
    assert at["What it cost"][1] > at["Price"][1] > at["Small"][1] > at["Ash"][1] > at["Oaken"][1] > at["Elm"][1] > at["Pine"][1]


def test_a_cell_holds_a_table_and_a_list(paper):
    at = places(paper, ["Outer", "Inner", "Inmost", "Beech", "Birch"])
    assert at["Outer"][0] < at["Inner"][0] < at["Inmost"][0] < at["Beech"][0] == at["Birch"][0]
    assert at["Beech"][1] > at["Birch"][1]


def test_words_of_an_item_stay_on_one_line_above_its_list(paper):
    at = places(paper, ["Polish the", "knees", "every", "stool", "and then of", "Mortise", "A hole", "cut", "for a tenon"])
    assert len({round(at[word][1]) for word in ("Polish the", "knees", "every", "stool")}) == 1
    assert len({round(at[word][1]) for word in ("A hole", "cut", "for a tenon")}) == 1
    assert at["and then of"][0] > at["Polish the"][0]
    assert at["A hole"][0] > at["Mortise"][0]


def test_cards_and_advertisements_begin_at_the_left_beside_a_text_that_begins_at_the_right(paper):
    card, advertisement = places(paper, ["Editor", "ada@bench"]), places(paper, ["We print", "And nothing"])
    for at in (card, advertisement):
        assert len(at) == 2
        assert len({round(x) for x, _ in at.values()}) == 1


def test_a_table_in_plain_words_says_each_cell_once():
    caption, *rows = plain(SPANS).split("\n\n")
    assert caption == "What it cost"
    assert rows[1] == "Outer | Inner | Inmost | - Beech - Birch"
