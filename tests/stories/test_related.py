"""Related stories: at most three that share a problem, a business or a topic, each with the reason."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.magazine.load import load
from plugins.stories.related import related
from tests.helpers import DAY, case, magazine, site
from tests.printing import press, tree

FIRM = "---\nname: Ward Cycles\n---\nBicycles.\n"


def filed(problem="late-delivery", **more):
    return case(case=f"{{kind: admission, problem: {problem}, remedy: made-good, result: resolved}}", **more)


def beside(folder, files, name="a.md", day=DAY):
    read = magazine(
        folder, {"vocabulary.yml": None, "businesses/ward.md": FIRM, **{f"stories/2019/{one}": text for one, text in files.items()}}
    )
    placed = read.run(day).placed[f"content/stories/2019/{name}"]
    return [(about.label, read.run(day).address(other.story)) for about, other in related(read, day, placed)]


def test_a_storys_page_says_why_another_stands_beside_it(printed):
    html = (printed / "stories/the-invoice-twice/index.html").read_text()
    found = html.split('<section class="related"')[1].split("</section>")[0]
    assert re.findall(r'Also about <a href="(.*?)">(.*?)</a>.*?<h3><a href="(.*?)">', found, re.DOTALL) == [
        ("/topics/plain-dealing/", "plain dealing", "/stories/four-legs-and-a-lie/"),
        ("/topics/listening/", "listening", "/stories/a-word/"),
    ]
    assert 'class="related"' not in (printed / "stories/taken-back/index.html").read_text()


def test_first_the_problem_then_a_business_then_a_topic(tmp_path):
    files = {
        "a.md": filed(businesses="[ward]"),
        "b.md": filed("damage"),
        "c.md": filed("damage", tags="[records]", businesses="[ward]"),
        "d.md": filed(tags="[records]"),
        "e.md": filed("damage", tags="[records]"),
    }
    assert beside(tmp_path, files) == [("Late delivery", "/stories/d/"), ("Ward Cycles", "/stories/c/"), ("Listening", "/stories/b/")]


def test_at_most_three_the_next_in_age_and_round(tmp_path):
    files = {f"{name}.md": filed() for name in "abcdef"}
    assert [address for _, address in beside(tmp_path, files, "e.md")] == ["/stories/f/", "/stories/a/", "/stories/b/"]


def test_never_one_that_is_withdrawn_planned_or_the_same_in_another_language(tmp_path):
    files = {
        "a.md": filed(),
        "a.uk.md": filed(lang="uk"),
        "b.md": filed(withdrawn="{date: 2019-05-01}"),
        "c.md": filed(issue=None, date="2019-06-01"),
    }
    assert beside(tmp_path, files) == []


def test_a_translation_names_translations_and_else_the_original(tmp_path):
    files = {"a.md": filed(), "a.uk.md": filed(lang="uk"), "b.md": filed(), "b.uk.md": filed(lang="uk"), "c.md": filed()}
    assert beside(tmp_path, files, "a.uk.md") == [("Late delivery", "/uk/stories/b/"), ("Late delivery", "/stories/c/")]


PROBLEMS, TOPICS = st.sampled_from(["late", "damage"]), st.sampled_from(["[listening]", "[records]", "[listening, records]"])


@settings(max_examples=25)
@given(st.lists(st.tuples(PROBLEMS, TOPICS), min_size=1, max_size=9))
def test_whatever_is_filed_each_has_three_that_share_something_and_never_itself(tmp_path_factory, rows):
    files = {f"stories/2019/s{at}.md": filed(problem, tags=tags) for at, (problem, tags) in enumerate(rows)}
    read = load(site(tmp_path_factory.mktemp("related"), {"vocabulary.yml": None, **files}))
    for placed in read.run(DAY).listed:
        found = related(read, DAY, placed)
        own = {placed.story.header.case.problem, *placed.story.header.tags}
        others = [other.story for _, other in found]
        sharing = [
            one for one in read.run(DAY).listed if one is not placed and own & {one.story.header.case.problem, *one.story.header.tags}
        ]
        assert len(found) == min(3, len(sharing))
        assert len({story.slug for story in others} | {placed.story.slug}) == len(found) + 1
        assert all(own & {story.header.case.problem, *story.header.tags} for story in others)


def test_a_topic_that_is_written_otherwise_is_so_on_every_page_that_names_it(tmp_path):
    def article(number, topic):
        return f"Title: S{number}\nDate: 2019-01-0{number}\nTags: {topic}\n\nWords.\n"

    files = {f"stories/s{number}.md": article(number, "slow post") for number in range(1, 8)}
    content, output = site(tmp_path, {"vocabulary.yml": None, **files}), tmp_path / "output"
    assert press(content, output, DAY.isoformat()).returncode == 0
    (content / "stories/s7.md").write_text(article(7, "Slow Post"))
    assert press(content, output, DAY.isoformat()).returncode == 0
    changed = tree(output)
    assert press(content, output, DAY.isoformat(), CLEAN="1").returncode == 0
    assert tree(output) == changed
