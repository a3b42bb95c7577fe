"""Another masthead in the place of the old one: nothing of the old is left; with hardly anything in it, no page stands empty."""

import re
import zlib

from tests.printing import press, small_copy, tree

OTHER = """\
name: The Ropewalk
short_name: rope
tagline: Twelve strands
number_sign: No.
url: https://ropewalk.example
publisher: Tar and Hemp
telephone: 0491 570 006
postal_address: 3 Quay Street
mail: {submissions: tales@ropewalk.example, comments: back@ropewalk.example, publisher: house@ropewalk.example}
languages: [en, uk]
tag_authority: ropewalk.example,2017
logo: {svg: images/knot.svg, alt: A knot}
inks: {leaf: 300}
slots: {card: {label: Label, places: 9}, banner: {label: Strip, everywhere: true}}
comments: {on: true, days: 60}
"""
KNOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
OLD = re.compile(rb"the bench|bench press|bench\.example|1 mill lane|5550.?0101|#[78]\b", re.IGNORECASE)


def unpacked(raw):
    """What a file says, also where it is packed as the index of the search is."""
    return zlib.decompress(raw, 31) if raw.startswith(b"\x1f\x8b") else raw


def test_nothing_of_the_old_one_is_left(tmp_path):
    content = small_copy(tmp_path)
    for file in [*content.rglob("*.md"), *content.rglob("adverts/*.yml")]:  # its texts speak of it too
        file.write_text(re.sub(r"(?i)bench\.example|The Bench|Bench Press|1 Mill Lane|\(02\) 5550 0101", "knot", file.read_text()))
    (content / "masthead.yml").write_text(OTHER)
    (content / "images").mkdir(exist_ok=True)
    (content / "images/knot.svg").write_text(KNOT)
    done = press(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    files = {name: unpacked(raw) for name, raw in tree(tmp_path / "output").items()}
    found = {
        (name, old[0]) for name, raw in files.items() if not name.endswith((".png", ".webp", ".jpg", ".woff2")) for old in OLD.finditer(raw)
    }
    assert sorted(found) == []
    page = files["stories/four-legs-and-a-lie/index.html"].decode()
    assert '<link rel="icon" href="/images/knot.svg">' in page
    assert "No.\u00a07, " in page
    assert '"issueNumber": "7"' in page


def test_the_icon_has_the_ink_of_the_latest_issue(printed):
    (ink,) = re.findall(r"\.ink-7\{--ink:(#\w+);", (printed / "theme/inks.css").read_text())[:1]
    assert f'fill="{ink}"' in (printed / "icon.svg").read_text()
    assert '<link rel="icon" href="/icon.svg">' in (printed / "index.html").read_text()


def test_a_name_and_an_address_are_enough(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    (content / "masthead.yml").write_text("name: The Little Sheet\nurl: https://sheet.example\n")
    (content / "one.md").write_text("Title: One\nDate: 2019-03-02\n\nWords.\n")
    assert press(content, tmp_path / "output").returncode == 0
    for address in ("about", "contact", "privacy", "colophon", "subscribe", "advertise", "issues", "playbook"):
        page = (tmp_path / "output" / address / "index.html").read_text()
        main = page[page.index("<main") : page.index("</main>")]
        assert "<dl" not in main
        assert re.search(r"<p[ >]", main)
        assert not re.search(r"</h2>\s*<h2", main)
        assert "by The Little Sheet" not in main
