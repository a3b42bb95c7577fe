"""Pictures that members send: turned, in the sizes a page needs, without what their camera wrote, and never as they came."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.magazine import picture as pictures
from plugins.magazine.picture import MOST_PIXELS
from tests.helpers import article, case, site
from tests.pictures import SECRET, opened, picture
from tests.printing import press, tree

DAY = "2019-05-01"
PAGE = "stories/ad/index.html"
HEADER = '{src: images/van.jpg, alt: A van, caption: The van., credit: "Photograph: Ben"}'
BODY = """\
![The door](images/door.png "The door, mended")

Some words, ![small]({static}/images/door.png) and [a scan](/images/scan.heic).
"""
FILES = {
    "images/van.jpg": picture(2000, 1000, "JPEG", turn=6, comment=SECRET.encode()),
    "images/door.png": picture(700, 500),
    "images/scan.heic": picture(600, 400, "HEIF", turn=1),
    "images/face.webp": picture(300, 400, "WEBP", turn=1),
    "images/secret.jpg": picture(50, 50, "JPEG"),
    "people/dana-whitlock.md": "---\nname: Dana Whitlock\nportrait: {src: images/face.webp, alt: Dana}\n---\nDana writes.\n",
    "stories/2019/ad.md": case(BODY, image=HEADER),
}


def build(folder: Path, files: dict, **environment: str):
    return press(site(folder, files), folder / "output", DAY, **environment)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    told = build(folder, FILES)
    assert told.returncode == 0, told.stderr
    return folder


def shown(folder: Path, name: str = PAGE) -> list[dict[str, str]]:
    """The attributes of every picture of a page; those of the choice that browsers have among them."""
    html = (folder / "output" / name).read_text()
    found = re.findall(r"(?:<picture><source([^>]*)>)?<img([^>]*)>", html)
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', source + image)) for source, image in found]


def test_a_picture_has_its_sizes_its_words_and_its_turn(done):
    face, van, door, small, _ = shown(done)
    assert (van["width"], van["height"], van["alt"], van["decoding"]) == ("1000", "2000", "A van", "async")
    assert [size.split()[1] for size in van["srcset"].split(", ")] == ["480w", "1000w"]
    assert "loading" not in van
    assert "loading" not in face
    assert door["loading"] == small["loading"] == "lazy"
    page = (done / "output" / PAGE).read_text()
    assert "<figcaption>The door, mended</figcaption>" in page
    assert '<figcaption>The van. <span class="credit">Photograph: Ben</span></figcaption>' in page
    turned = opened((done / "output" / van["src"][1:]).read_bytes())
    assert turned.getpixel((990, 10))[2] < 60 < 200 < turned.getpixel((10, 10))[2]  # red is what was at the upper left


def test_every_size_on_a_page_is_printed_and_is_what_it_says(done):
    files = tree(done / "output")
    for one in shown(done):
        for address, width in (size.split() for size in one["srcset"].split(", ")):
            assert opened(files[address[1:]]).format == "WEBP"
            assert opened(files[address[1:]]).width == int(width[:-1])
        assert opened(files[one["src"][1:]]).format == "JPEG"


def test_nothing_of_a_camera_and_no_original_goes_out(done):
    printed = [data for name, data in tree(done / "output").items() if name.startswith("images/")]
    assert len(printed) == 12
    originals = {data for data in FILES.values() if isinstance(data, bytes)}
    for data in printed:
        assert data not in originals
        assert SECRET.encode() not in data
        assert not opened(data).getexif()
        assert opened(data).info.keys() & {"exif", "xmp", "icc_profile", "comment", "dpi"} == set()
    page = (done / "output" / PAGE).read_text()
    assert re.search(r'<a href="/images/scan-[0-9a-f]{12}\.600x400\.jpg">a scan</a>', page)
    assert "secret" not in "".join(tree(done / "output"))


def test_the_first_picture_of_a_text_is_not_lazy_where_none_stands_above_it(tmp_path):
    build(tmp_path, {**FILES, "stories/2019/ad.md": case(BODY)})
    face, door, small, *_ = shown(tmp_path)
    assert "loading" not in door
    assert small["loading"] == "lazy"


def test_what_cannot_be_opened_is_refused_where_it_stands(tmp_path):
    from PIL import Image

    side = int(MOST_PIXELS**0.5) + 1
    Image.new("1", (side, side)).save(tmp_path / "bomb.png")
    bad = {
        "images/bomb.png": (tmp_path / "bomb.png").read_bytes(),
        "images/words.jpg": b"no picture",
        "stories/2019/ad.md": case("One.\n\n![A bomb](images/bomb.png)\n", image="{src: images/words.jpg, alt: Words}"),
        "note.md": article("![Words]({static}/images/words.jpg)\n"),
    }
    told = build(tmp_path, bad)
    assert told.returncode == 1
    lines = [re.sub(r"^.*?/content/", "", line) for line in told.stderr.splitlines() if "images/" in line]
    assert [line.rpartition(": put")[0] for line in lines] == [
        "images/bomb.png:0: warning: it is not printed: it has more than 60,000,000 pixels, the most that are opened",
        "images/words.jpg:0: warning: it is not printed: it cannot be opened as a picture",
        "note.md:4: warning: `{static}/images/words.jpg`: it cannot be opened as a picture",
        "stories/2019/ad.md:10: `images/words.jpg`: it cannot be opened as a picture",
        "stories/2019/ad.md:14: `images/bomb.png`: it has more than 60,000,000 pixels, the most that are opened",
    ]


def test_one_that_is_cut_off_stops_a_case_and_not_an_ordinary_article(tmp_path):
    cut = {"images/cut.jpg": picture(400, 300, "JPEG")[:-900]}
    note = {"note.md": article("![Cut]({static}/images/cut.jpg)\n")}
    for _ in "ab":  # it is told again although it is printed
        told = build(tmp_path, {**cut, **note})
        assert told.returncode == 0, told.stderr
        assert "images/cut.jpg:0: warning: its end is missing" in told.stderr
    assert build(tmp_path, {**cut, **note, "stories/2019/ad.md": case("![Cut](images/cut.jpg)\n")}).returncode == 1


def test_of_one_that_moves_the_first_picture_is_printed_with_a_warning(tmp_path):
    from PIL import Image

    moving = picture(60, 40, "GIF", "P", save_all=True, append_images=[Image.new("P", (60, 40), 3)])
    told = build(tmp_path, {"images/moves.gif": moving, "stories/2019/ad.md": case("![It moves](images/moves.gif)\n")})
    assert told.returncode == 0
    assert "images/moves.gif:0: warning: it moves" in told.stderr
    assert shown(tmp_path)[0]["src"].endswith(".60x40.png")


def test_a_changed_picture_prints_what_shows_it_again_and_all_else_stays(tmp_path):
    build(tmp_path, FILES)
    before = tree(tmp_path / "output")
    build(tmp_path, {**FILES, "images/door.png": picture(800, 500)})
    after = tree(tmp_path / "output")
    pages = {name for name in before if name.endswith((".html", ".xml", ".atom", ".json")) and before[name] != after[name]}
    assert PAGE in pages
    assert "about/index.html" not in pages
    assert not [name for name in after if ".700." in name or ".700x" in name]
    assert before.keys() & after.keys() > {name for name in before if "van-" in name or "face-" in name}
    build(tmp_path / "clean", {**FILES, "images/door.png": picture(800, 500)})
    assert tree(tmp_path / "clean/output") == after


def test_where_no_picture_changed_none_is_opened(tmp_path):
    build(tmp_path, FILES)
    files = {**FILES, "stories/2019/ad.md": case(BODY, image=HEADER, title="Another headline")}
    told = build(tmp_path, files, PYTHONPROFILEIMPORTTIME="1")
    assert told.returncode == 0
    assert "Another headline" in (tmp_path / "output" / PAGE).read_text()
    assert not re.search(r"\| +(PIL|pillow_heif)", told.stderr)


def test_prints_outlive_the_ledger_and_not_the_page_that_asked_for_them(tmp_path):
    build(tmp_path, FILES)
    prints = tmp_path / ".press/output/prints"
    before = {path: path.stat().st_mtime_ns for path in prints.rglob("*")}
    (tmp_path / ".press/output/ledger").unlink()
    build(tmp_path, FILES)
    assert {path: path.stat().st_mtime_ns for path in prints.rglob("*")} == before
    withdrawn = case(BODY, image=HEADER, withdrawn="{date: 2019-05-01, reason: He asked.}")
    told = build(tmp_path, {**FILES, "stories/2019/ad.md": withdrawn})
    assert told.returncode == 0, told.stderr
    assert not [name for name in tree(tmp_path / "output") if name.startswith("images/")]
    assert list(prints.iterdir()) == []


def test_the_same_picture_is_printed_in_the_same_bytes_by_one_hand_or_many(tmp_path):
    many = {f"images/{n}.jpg": picture(300 + n, 200, "JPEG") for n in range(6)}
    story = {"stories/2019/ad.md": case("".join(f"![Number {n}](images/{n}.jpg)\n\n" for n in range(6)))}
    build(tmp_path / "a", {**many, **story})
    build(tmp_path / "b", {**many, **story})
    assert tree(tmp_path / "a/output") == tree(tmp_path / "b/output")


@pytest.mark.parametrize("name", ["a.jpg", "b.PNG", "c.HeIc", "d.svg", "e.pdf"])
def test_which_names_are_those_of_pictures(name):
    assert pictures.is_picture(name) == (name[0] in "abc")


def test_a_feed_has_the_print_with_its_size(done):
    feed = (done / "output/feeds/stories.xml").read_text()
    enclosure = r'<enclosure url="https://plain.example/(images/van-[^"]*)" length="(\d+)" type="image/jpeg"/>'
    address, length = re.search(enclosure, feed).groups()
    assert len((done / "output" / address).read_bytes()) == int(length)


def test_a_feed_has_one_size_of_each_picture_with_its_full_address(done):
    feed = (done / "output/feeds/stories.json").read_text()
    assert "srcset" not in feed
    assert re.search(r'src=\\"https://plain.example/images/door-[0-9a-f]{12}\.700x500\.jpg\\"', feed)


def test_prints_that_somebody_took_or_spoilt_are_made_again(tmp_path):
    build(tmp_path, FILES)
    before = tree(tmp_path / "output")
    prints = sorted((tmp_path / ".press/output/prints").rglob("*.webp"))
    prints[0].unlink()
    prints[1].write_bytes(b"spoilt")
    build(tmp_path, {**FILES, "stories/2019/new.md": case(title="Another")})
    assert prints[0].is_file()
    (tmp_path / "content/stories/2019/new.md").unlink()
    build(tmp_path, FILES, CLEAN="1")
    assert tree(tmp_path / "output") == before
    assert prints[1].read_bytes() != b"spoilt"
