"""A file that had none of the names that must not appear is looked into again only when it, or a name, is another."""

from types import SimpleNamespace

from plugins.magazine.galley import NO_TEXT, Galley
from plugins.magazine.load import load
from plugins.magazine.proof import _taken_out
from plugins.magazine.terms import read_terms
from plugins.press import looked, stamps
from plugins.press.ledger import Ledger
from tests.helpers import case, site
from tests.printing import press, small_copy


def test_only_what_changed_is_looked_into_again(tmp_path, monkeypatch):
    content = site(tmp_path, {"stories/2019/one.md": case("Nobody.\n"), "stories/2019/two.md": case("Marta Kowalczyk.\n")})
    names = tmp_path / "private/terms/one.yml"
    names.parent.mkdir(parents=True)
    ledger, asked, is_clean = Ledger(tmp_path / "ledger"), [], looked.is_clean
    monkeypatch.setattr(looked, "is_clean", lambda magazine, source: (asked.append(source), is_clean(magazine, source))[1])

    def look(terms: str) -> tuple[list[str], frozenset[str]]:
        asked.clear()
        names.write_text(f"terms: [{terms}]\n")
        magazine = load(content, terms=read_terms(names.parent))
        found = looked.looked_through(magazine, stamps.take([stamps.Root(str(content))], {}), ledger)
        return sorted(asked), found.terms.clean

    every, clean = look("Marta Kowalczyk")
    assert set(every) - clean == {"stories/2019/two.md"}
    assert look("Marta Kowalczyk")[0] == ["stories/2019/two.md"]
    (content / "stories/2019/one.md").write_text(case("Mrs Kowalczyk.\n"))
    again, clean = look("Marta Kowalczyk")
    assert again == ["stories/2019/one.md", "stories/2019/two.md"]
    assert not clean & {"stories/2019/one.md", "stories/2019/two.md"}
    assert look("Marta Nowak")[0] == every
    ledger.close()


def test_the_press_keeps_none_of_the_names(tmp_path):
    content, output = small_copy(tmp_path), tmp_path / "output"
    names = tmp_path / "private/terms/the-invoice-twice.yml"
    names.parent.mkdir(parents=True)
    names.write_text("terms: [Zebedee Quux]\n")
    for words in ("paid twice.", "paid both.", "paid two times."):  # the whole press, the short way, and what is read ahead for each
        story = content / "stories/2019/the-invoice-twice.md"
        story.write_text(story.read_text().replace("paid twice.", words))
        assert press(content, output).returncode == 0
    names.write_text("terms: [Zebedee Quux, Quux and Sons]\n")
    assert press(content, output).returncode == 0
    kept = [file for file in (tmp_path / ".press").rglob("*") if file.is_file()]
    assert any(file.name == "ledger" for file in kept)
    assert [file for file in kept if b"Quux" in file.read_bytes() or b"Zebedee" in file.read_bytes()] == []


def test_a_proof_opens_no_story_to_see_whether_it_is_marked_up(tmp_path):
    texts = {"one": "We sent the invoice twice.\n", "two": "Two <b>cups</b>.\n", "three": "Cups.\n{: .wide}\n"}
    magazine = load(site(tmp_path, {f"stories/2019/{name}.md": case(text) for name, text in texts.items()}))
    assert sorted(story.slug for story in magazine.stories if story.marked_up) == ["three", "two"]
    opened, stories = [], []
    for story in magazine.stories:
        closed = story.manuscript.closed()
        closed.opens_with(opened.append)
        stories.append(story._replace(manuscript=closed))
    list(_taken_out(SimpleNamespace(stories=stories, found=(), galley=lambda story: Galley(NO_TEXT, 0))))
    assert opened == []
