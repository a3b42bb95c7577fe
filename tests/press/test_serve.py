"""``make serve``: the page in the browser follows what is saved, and what stops the press is told on it."""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import subprocess
import sys
import time
import weakref
from datetime import date
from pathlib import Path

import pytest

from plugins.magazine.load import load
from plugins.magazine.page import Later
from plugins.magazine.problem import Problem
from plugins.magazine.proof import proof
from plugins.magazine.remembered import forget
from plugins.press.preview import News
from tests.press.served import LONG, Events, Served
from tests.printing import ROOT, SMALL, small_copy
from tests.theme.test_pages import CHROMIUM

ROOMS = ("stories", "issues", "playbook", "directory", "standing", "corrections", "feeds", "search")
STORY = "content/stories/2019/four-legs-and-a-lie.md"
PAGE = "/stories/four-legs-and-a-lie/"
TEMPLATE = "theme/templates/story.html"


@pytest.fixture
def serving():
    """Starts ``make serve`` in a folder, and sees to it that it ends."""
    started = []

    def start(root: Path) -> Served:
        started.append(Served(root))
        return started[-1]

    yield start
    for running in started:
        running.process.kill()
        running.process.wait()
        running.process.stdout.close()


@pytest.fixture
def served(tmp_path, serving):
    return serving(tmp_path)


def test_a_page_follows_what_is_saved(served):
    assert served.first == f"The preview is at http://localhost:{served.port} (Ctrl-C ends it)\n"
    events = served.listen()
    kind, first = events.next()
    assert (kind, first["problems"]) == ("printed", [])
    status, headers, page = served.get(PAGE)
    assert status == 200
    assert page.count(f'<script src="/_press/preview.js" data-edition="{first["edition"]}" defer></script>\n</body>') == 1
    assert int(headers["Content-Length"]) == len(page.encode())
    assert headers["Cache-Control"] == "no-store"
    status, bare, nothing = served.get(PAGE, "HEAD")
    assert (status, bare["Content-Length"], nothing) == (200, headers["Content-Length"], "")
    assert served.get("/_press/preview.js")[1]["Content-Type"].startswith("text/javascript")
    status, headers, page = served.get("/nowhere/")
    assert (status, page.count("/_press/preview.js"), int(headers["Content-Length"])) == (404, 1, len(page.encode()))

    served.save(STORY, "\n---\n", "\n---\nThe kettle was mended.\n\n")
    kind, second = events.next()
    assert (kind, second["problems"]) == ("printed", [])
    assert second["edition"] != first["edition"]
    page = served.get(PAGE)[2]
    assert "The kettle was mended." in page
    assert f'data-edition="{second["edition"]}"' in page
    files = [file for file in (served.root / ".press").rglob("*") if file.is_file()]
    assert [file for file in files if b"_press/preview.js" in file.read_bytes()] == []
    assert len(files) > 50

    for number in range(4):  # one after the other, whether the press is at work or not
        served.save(STORY, "The kettle", f"Kettle {number}. The kettle")
        time.sleep(0.04)
    while "Kettle 3." not in served.get(PAGE)[2]:
        assert events.next()[0] in ("printed", "problems")  # a file may be read while it is half written
    status, log = served.end()
    assert (status, "Traceback" in log) == (0, False), log


def test_what_stops_the_press_is_told_over_the_last_good_page(served):
    events = served.listen()
    _, good = events.next()
    page = served.get(PAGE)[2]

    served.save(TEMPLATE, "{% block main %}", "{% block main %}\n{{ view.nothing_of_this_name }}")
    kind, data = events.next()
    ((path, line, message),) = data["problems"]
    wanted = (served.root / TEMPLATE).read_text().split("{{ view.nothing_of_this_name }}")[0].count("\n") + 1
    assert (kind, path, line, data["edition"]) == ("problems", TEMPLATE, wanted, good["edition"])
    assert "nothing_of_this_name" in message
    assert served.get(PAGE)[2] == page
    late = served.listen().next()  # a page that is opened now is told too
    assert late == (kind, data)
    served.save(STORY, "\n---\n", "\n---\nThe kettle was mended.\n\n")
    assert events.next()[0] == "problems"
    assert served.get(PAGE)[2] == page  # and not one that was printed before the last

    served.save(TEMPLATE, "\n{{ view.nothing_of_this_name }}", "")
    kind, data = events.next()
    assert (kind, data["problems"]) == ("printed", [])
    assert "The kettle was mended." in served.get(PAGE)[2]

    (served.root / "content").rename(served.root / "away")
    kind, data = events.next()
    assert (kind, data["problems"][0][:2]) == ("problems", ["content", 0])
    (served.root / "away").rename(served.root / "content")
    assert events.wait_for("printed") == {"edition": data["edition"], "problems": []}
    status, log = served.end()
    assert (status, "Traceback" in log, f"{TEMPLATE}:{wanted}: " in log) == (0, False, True), log


def test_other_settings_bring_another_press_to_the_same_address(served):
    events = served.listen()
    _, first = events.next()
    served.save("pelicanconf.py", "PATH =", "PATH = =")
    kind, data = events.next()
    assert (kind, data["problems"][0][0], data["problems"][0][1] > 0) == ("problems", "pelicanconf.py", True)
    assert "SyntaxError" in data["problems"][0][2]
    served.save("pelicanconf.py", "PATH = =", "PATH = no_such_name or")  # can be read, and fails
    events.wait_for("closed")  # the browser comes back by itself
    events = _back(served)
    kind, data = events.next()
    assert (kind, data["problems"][0][0], data["edition"]) == ("problems", "pelicanconf.py", first["edition"])
    assert "NameError" in data["problems"][0][2]
    served.save("pelicanconf.py", "no_such_name or ", "")
    events.wait_for("closed")
    assert _back(served).next() == ("printed", {"edition": first["edition"], "problems": []})
    assert served.end()[0] == 0


def _back(served: Served) -> Events:
    while served.process.poll() is None:
        try:
            return served.listen()
        except ConnectionError:
            time.sleep(0.05)
    raise AssertionError(served.log.read_text())


def test_a_page_waits_for_the_first_preview(tmp_path, serving):
    small_copy(tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    (tmp_path / "pelicanconf.py").write_text("PATH = (\n")
    served = serving(tmp_path)
    status, _, page = served.get("/")
    assert (status, 'data-edition=""' in page, "There is no preview yet" in page) == (503, True, True)
    kind, data = served.listen().next()
    assert (kind, data["problems"][0][:2], data["edition"]) == ("problems", ["pelicanconf.py", 1], "")
    assert served.end()[0] == 0


def test_plugins_of_others_have_each_preview_printed_by_a_new_press(tmp_path, serving):
    small_copy(tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    settings = (ROOT / "pelicanconf.py").read_text() + 'PLUGINS.append("pelican.plugins.neighbors")\n'
    (tmp_path / "pelicanconf.py").write_text(settings)
    served = serving(tmp_path)
    events = served.listen()
    assert events.next()[0] == "printed"
    served.save(STORY, "\n---\n", "\n---\nThe kettle was mended.\n\n")
    assert events.next()[0] == "printed"
    assert "The kettle was mended." in served.get(PAGE)[2]
    assert served.end()[1].count("each preview is printed by a new press") == 1


def test_a_port_that_is_taken(served):
    command = [sys.executable, "-m", "plugins.press.serve", "--port", str(served.port)]
    done = subprocess.run(
        command, cwd=served.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"port {served.port} cannot be used (Address already in use): make serve PORT=8001\n"


def test_nothing_new_leaves_open_pages_alone():
    news = News("a")
    assert news.after(0, 0.01) == (0, b": still here\n\n")
    news.tell("a")
    number, said = news.after(0, 0.01)
    assert said == b'event: printed\ndata: {"edition": "a", "problems": []}\n\n'
    news.tell("a")
    assert news.after(number, 0.01)[0] == number
    news.tell("a", [Problem("x.md", 3, "rule", "mend it")])
    news.tell("a", [Problem("x.md", 3, "rule", "mend it")])
    assert news.after(number, 0.01) == (number + 2, b'event: problems\ndata: {"edition": "a", "problems": [["x.md", 3, "mend it"]]}\n\n')


def test_no_magazine_is_remembered():
    magazine, day = load(SMALL), date(2019, 5, 1)
    proof(magazine, day)
    for room in ROOMS:
        for page in importlib.import_module(f"plugins.{room}.pages").pages(magazine, day):
            if isinstance(page.view, Later):
                page.view.make()
    del page
    gone = weakref.ref(magazine)
    del magazine
    forget()
    gc.collect()
    assert gone() is None


def test_in_a_browser(served, needs):
    needs("chromium")
    from playwright.sync_api import sync_playwright

    served.listen().next()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(viewport={"width": 900, "height": 300})
        page.set_default_timeout(LONG * 1000)
        page.goto(f"http://127.0.0.1:{served.port}{PAGE}")
        page.evaluate("scrollTo(0, 200)")
        served.save(STORY, "\n---\n", "\n---\nThe kettle was mended.\n\n")
        page.get_by_text("The kettle was mended.").wait_for()
        page.wait_for_function("scrollY === 200")
        panel = page.locator("press-problems section")
        assert not panel.is_visible()
        served.save(TEMPLATE, "{% block main %}", "{% block main %}{{ '<b>' ~ view.nothing }}")
        panel.get_by_text(f"{TEMPLATE}:").wait_for()
        assert panel.locator("b").count() == 0
        panel.get_by_role("button", name="Close").click()
        assert not panel.is_visible()
        served.save(TEMPLATE, "{{ '<b>' ~ view.nothing }}", "{% raise %}")
        panel.wait_for()
        assert page.evaluate("scrollY") == 200  # the page below is the one that stood there
        served.save(TEMPLATE, "{% raise %}", "")
        panel.wait_for(state="hidden")
        browser.close()
