"""desk new booking, desk artwork: an order is begun, and a picture put into what is still to be printed."""

import pytest
import yaml

from tests.desk.conftest import MASTHEAD, Desk
from tests.pictures import picture

SLOTS = "slots: {half-page: {label: Half page, width: 180, height: 130, places: 2, price: $660}}\n"
DAY = "2019-05-20"
ORDER = """# Rosa rang on Tuesday
advertiser: okafor
slot: half-page
headline: Two trucks   # her own words
insertions: [{issue: 7}, {issue: 8}, {issue: 9}]
"""


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.put("content/masthead.yml", MASTHEAD + SLOTS)
    desk.put("content/businesses/okafor.md", "---\nname: Okafor\nwebsite: https://okafor.example\n---\n")
    desk.put("content/issues/8.md", "---\nnumber: 8\ntheme: Again\n---\n")
    desk.put("content/issues/9.md", "---\nnumber: 9\ntheme: Still\n---\n")
    return desk


def order(desk, name="okafor"):
    return yaml.safe_load(desk.read(f"content/adverts/{name}.yml"))


def booked(desk, advertiser, *words):
    slot = () if "--slot" in words else ("--slot", "half-page")
    return desk("new", "booking", advertiser, *slot, *words, "--day", DAY)


def artwork(desk, *words, size=(1440, 1040)):
    file = desk.put("from-rosa.jpg", picture(*size, format="JPEG"))
    return desk("artwork", "okafor", str(file), "--alt", "Two trucks in a lane", "--day", DAY, *words)


def test_an_order_names_its_advertiser_its_slot_and_its_issues(desk):
    done = booked(desk, "okafor", "--issue", "8", "--issue", "9")
    assert (done.exit_code, done.stdout) == (0, "content/adverts/okafor.yml\n")
    assert "slot: half-page   # 180 by 130 mm, $660\n" in desk.read("content/adverts/okafor.yml")
    assert order(desk)["insertions"] == [{"issue": 8}, {"issue": 9}]
    assert order(desk)["url"] == "https://okafor.example"
    assert "there is no artwork" in desk("check", "--day", "2019-05-20").stderr  # and nothing else is wrong with it
    second = booked(desk, "okafor", "--issue", "8")
    assert second.stdout == "content/adverts/okafor-half-page.yml\n"
    assert "an order of the same advertiser for #8 already (content/adverts/okafor.yml)" in second.stderr


def test_a_new_advertiser_gets_a_file_too(desk):
    done = booked(desk, "Halloran Mowers", "--issue", "8")
    assert done.stdout.split() == ["content/adverts/halloran-mowers.yml", "content/businesses/halloran-mowers.md"]
    assert order(desk, "halloran-mowers")["advertiser"] == "halloran-mowers"
    again = booked(desk, "halloran mowers", "--issue", "9")
    assert again.stdout == "content/adverts/halloran-mowers-half-page.yml\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("okafer", "--issue", "8"), "content/businesses:0: `okafer`: did you mean `okafor`"),
        (("okafor", "--slot", "halfpage", "--issue", "8"), "content/masthead.yml:0: `halfpage`: did you mean `half-page`"),
        (("okafor", "--issue", "40"), "content/issues/40.md:0: there is no issue 40: those here are #7 to #9, and desk new issue THEME"),
        (
            ("okafor", "--issue", "7"),
            "content/issues/7.md:0: #7 is out since 2019-05-01: the first open issue with a free `half-page` is #8",
        ),
    ],
)
def test_an_order_for_what_is_not_there_is_refused(desk, words, said):
    before = desk.files()
    done = booked(desk, *words)
    assert done.exit_code == 1
    assert done.stderr.startswith(said)
    assert desk.files() == before


def test_a_slot_that_is_full_is_not_booked_again_and_the_next_free_issue_is_named(desk):
    assert booked(desk, "One Bakery", "--issue", "8").exit_code == 0
    assert booked(desk, "Two Bakers", "--issue", "8", "--issue", "9").exit_code == 0
    before = desk.files()
    done = booked(desk, "okafor", "--issue", "8")
    assert (done.exit_code, desk.files()) == (1, before)
    assert done.stderr == (
        "content/issues/8.md:0: `half-page` of #8 is booked already, and takes 2: the first open issue with a free `half-page` is #9\n"
    )
    desk.put("content/adverts/okafor.yml", ORDER.replace("{issue: 7}, ", "").replace(", {issue: 9}", ""))
    assert (
        "of #8 is booked already, and takes 2: the first open issue with a free `half-page` is #9 (or" in desk("check", "--day", DAY).stderr
    )


def test_artwork_goes_into_the_issues_to_come_and_what_was_printed_stays(desk):
    desk.put("content/adverts/okafor.yml", ORDER)
    done = artwork(desk)
    assert (done.exit_code, done.stderr) == (0, "")
    name = done.stdout.split("\n")[0].removeprefix("wrote content/")
    shown = {"src": name, "alt": "Two trucks in a lane"}
    assert order(desk)["insertions"] == [{"issue": 7}, {"issue": 8, "image": shown}, {"issue": 9, "image": shown}]
    assert "image" not in order(desk)
    text = desk.read("content/adverts/okafor.yml")
    assert text.startswith("# Rosa rang on Tuesday\n")
    assert "# her own words" in text
    assert (desk.root / "content" / name).read_bytes() == (desk.root / "from-rosa.jpg").read_bytes()
    assert desk("check", "--day", "2019-05-20").exit_code == 0


def test_what_is_doubtful_in_an_order_is_told_with_its_artwork(desk):
    desk.put("content/adverts/okafor.yml", ORDER.replace("{issue: 9}", "{issue: 8}"))  # as a merge may leave it
    done = artwork(desk)
    assert done.exit_code == 0
    assert "content/adverts/okafor.yml:5: #8 stands twice in `insertions`" in done.stderr


def test_artwork_for_one_issue_is_that_issues_alone(desk):
    desk.put("content/adverts/okafor.yml", ORDER)
    artwork(desk, "--issue", "9")
    assert [("image" in one) for one in order(desk)["insertions"]] == [False, False, True]
    assert artwork(desk, "--issue", "7").exit_code == 1  # it is in print


def test_artwork_of_an_order_that_is_all_to_come_is_the_orders_own(desk):
    desk.put("content/adverts/okafor.yml", ORDER.replace("{issue: 7}, ", ""))
    artwork(desk)
    assert order(desk)["image"]["alt"] == "Two trucks in a lane"
    assert order(desk)["insertions"] == [{"issue": 8}, {"issue": 9}]


def test_what_the_advertiser_should_hear_of_the_picture_is_said(desk):
    desk.put("content/adverts/okafor.yml", ORDER)
    said = artwork(desk, size=(400, 800)).stderr
    assert "it has 400 by 800 points; half-page is 180 by 130 mm, and on paper that wants 1440 by 1040" in said
    assert "its shape is another than the slot's" in said


@pytest.mark.parametrize(("name", "raw"), [("plan.pdf", b"%PDF-1.7"), ("a.jpg", b"no picture"), ("empty.png", b"")])
def test_what_is_no_picture_is_refused_and_nothing_changes(desk, name, raw):
    desk.put("content/adverts/okafor.yml", ORDER)
    file = desk.put(name, raw)
    before = desk.files()
    done = desk("artwork", "okafor", str(file), "--alt", "Trucks", "--day", "2019-05-20")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{file}:0: ")
    assert desk.files() == before
