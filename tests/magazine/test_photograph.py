"""One picture at a time: whatever is in a file, its prints hold what a reader should see, or it has a fault."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.magazine.photograph import CUT_OFF, original, printed
from plugins.magazine.picture import FACE, OWN, PAGE, TALLEST, Original, Recipe, prints, shown, with_choices
from tests.pictures import opened, picture

SAMPLES = [picture(12, 8, kind) for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "AVIF", "JPEG2000", "HEIF")]
SAMPLES += [picture(12, 8, "GIF", "P"), picture(12, 8, "PNG", "RGBA"), picture(12, 8, "JPEG", turn=6)]


def developed(data: bytes, recipe: Recipe = PAGE, name: str = "images/x.jpg") -> tuple[Original, dict[str, Image.Image], str]:
    """What a picture is, its prints by name, opened, and what is wrong with it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(data)
        one = original(path, "mark")
    if one.fault:
        return one, {}, one.fault
    made, fault = printed(data, one, recipe, prints(name, one, recipe))
    return one, {name: opened(print) for name, print in made.items()}, fault


def profile(*colours: tuple[float, float, float]) -> bytes:
    """A colour space whose red, green and blue are these (ICC.1:2001-04, a matrix profile of gamma 1)."""

    def numbers(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    places = [(b"wtpt", (0.9642, 1, 0.8249)), *zip((b"rXYZ", b"gXYZ", b"bXYZ"), colours, strict=True)]
    tags = [(name, b"XYZ \0\0\0\0" + numbers(*place)) for name, place in places]
    tags += [(name, b"curv\0\0\0\0\0\0\0\0") for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, data = struct.pack(">I", len(tags)), b""
    for name, tag in tags:
        table += name + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(data), len(tag))
        data += tag
    size = 128 + len(table) + len(data)
    head = struct.pack(">I4sI4s4s4s", size, b"", 0x02400000, b"mntr", b"RGB ", b"XYZ ") + bytes(12) + b"acsp" + bytes(28)
    return head + numbers(0.9642, 1, 0.8249) + bytes(128 - len(head) - 12) + table + data


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_a_camera_was_held_gives_the_same_picture(turn):
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("red", (0, 0, 30, 20))
    way = Image.Transpose
    back = {2: way.FLIP_LEFT_RIGHT, 3: way.ROTATE_180, 4: way.FLIP_TOP_BOTTOM, 5: way.TRANSPOSE, 6: way.ROTATE_90}
    back |= {7: way.TRANSVERSE, 8: way.ROTATE_270}
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = turn
    (upright.transpose(back[turn]) if turn in back else upright).save(out, "JPEG", exif=exif, quality=95)
    one, made, _ = developed(out.getvalue())
    assert (one.width, one.height) == (60, 40)
    red = made["60x40.jpg"].getpixel((5, 5))
    assert red[0] > 200 > 60 > red[1]
    assert min(made["60x40.jpg"].getpixel((55, 35))) > 200


def test_colours_of_another_space_are_brought_to_that_of_screens():
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    _, made, _ = developed(picture(20, 20, icc_profile=profile(blue, green, red)))
    first = made["20x20.jpg"].getpixel((2, 2))
    assert first[2] > 200 > 60 > first[0]  # what this space calls red is blue
    assert "icc_profile" not in made["20x20.jpg"].info


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "png"), ("LA", "png"), ("P", "png"), ("1", "png"), ("L", "jpg"), ("I;16", "jpg")])
def test_what_can_be_seen_through_or_has_few_colours_stays_sharp(mode, kind):
    out = BytesIO()
    (Image.new("I;16", (20, 20), 40000) if mode == "I;16" else opened(picture(20, 20)).convert(mode)).save(out, "PNG")
    _, made, fault = developed(out.getvalue())
    assert not fault
    assert set(made) == {f"20x20.{kind}", "20.webp"}


def test_a_portrait_is_printed_small_and_at_its_own_address_in_its_own_kind():
    _, made, _ = developed(picture(900, 1200), FACE)
    assert set(made) == {"320x427.jpg", "160.webp", "320.webp"}
    _, own, _ = developed(picture(900, 600), OWN, "images/x.png")
    assert {name: one.format for name, one in own.items()} == {"own.png": "PNG"}
    assert developed(picture(), OWN, "images/x.heic")[1] == {}


def test_of_one_that_is_cut_off_as_much_is_printed_as_there_is():
    _, made, fault = developed(picture(64, 48, "JPEG")[:-100])
    assert fault == CUT_OFF
    assert made["64x48.jpg"].size == (64, 48)


def test_a_thread_is_no_longer_than_a_print_can_be():
    made = developed(picture(2, 50_000, "PNG"))[1]
    assert {one.size for one in made.values()} == {(1, TALLEST)}


@settings(max_examples=150)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=8), st.integers(0, 3000))
def test_whatever_is_in_a_file_it_is_printed_or_has_a_fault(data, changes, end):
    spoilt = bytearray(data)
    for at, byte in changes:
        spoilt[at % len(spoilt)] = byte
    one, made, _ = developed(bytes(spoilt[: max(end, 1)]))
    assert bool(one.fault) != bool(made)
    assert all(image.width == int(name.partition(".")[0].partition("x")[0]) for name, image in made.items())


def test_the_sizes_of_a_page_are_those_that_are_printed():
    one = Original(width=3000, height=2000, mark="x")
    made = prints("images/a b.jpg", one, PAGE)
    page = shown(made[0].address)
    assert page.address.startswith("/images/a%20b-")
    assert (page.width, page.height) == (1600, 1067)
    assert [address for address, _ in page.choice] == [print.address for print in made[1:]]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img alt="a > b" src="{}" />', ' alt="a > b" src="{}" width="800" height="600" loading="lazy" decoding="async">'),
        ('<img src="{}" width="80">', ' src="{}" width="80" loading="lazy" decoding="async">'),
        ('<img src="/images/other.jpg">', ' src="/images/other.jpg">'),
    ],
)
def test_a_picture_in_a_text_keeps_what_its_author_said_of_it(html, expected):
    address = "/images/x-0123456789ab.800x600.jpg"
    html = with_choices(html.format(address), {address})
    assert html.partition("<img")[2].removesuffix("</picture>") == expected.format(address)
    assert html.startswith("<picture>") == (address in html)
    assert with_choices(html, {address}) == html
