"""The pages as a reader's browser and the checkers see them: accessible, valid, self-contained, at every width."""

from __future__ import annotations

import functools
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.printing import ROOT

PAGES = (
    "/",
    "/issues/",
    "/issues/7/",
    "/stories/four-legs-and-a-lie/",
    "/stories/the-invoice-twice/",
    "/uk/stories/a-word/",
    "/stories/taken-back/",
    "/departments/put-right/",
    "/topics/listening/",
    "/people/",
    "/people/ada-quill/",
    "/businesses/",
    "/businesses/lathe-and-son/",
    "/archive/",
    "/archive/2019/",
    "/playbook/",
    "/playbook/late-delivery/",
    "/subscribe/",
    "/share-your-story/",
    "/contact/",
    "/advertise/",
    "/about/",
    "/privacy/",
    "/colophon/",
    "/corrections/",
    "/404.html",
)
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(printed):
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(printed.resolve())))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def browser(needs):
    needs("chromium", "axe-core")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, address, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1100, "height": 900})
    axe = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
    found = []
    for path in PAGES:
        page.goto(address + path)
        page.add_script_tag(content=axe)
        found += [(path, one["id"], one["nodes"][0]["html"]) for one in page.evaluate("axe.run()")["violations"]]
    assert found == []


@pytest.mark.parametrize("width", [320, 1600])
def test_nothing_sticks_out(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    wide = []
    for path in PAGES:
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


def test_no_page_asks_another_host_or_runs_a_program(browser, address):
    page = browser.new_page()
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.url, request.resource_type)))
    for path in PAGES:
        page.goto(address + path)
    assert len(asked) > len(PAGES)
    assert [one for one in asked if not one[0].startswith(address) or one[1] == "script"] == []


def test_the_keyboard_gets_past_the_masthead_and_sees_where_it_is(browser, address):
    page = browser.new_page()
    page.goto(address + "/stories/four-legs-and-a-lie/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_the_nu_checker_finds_no_error(printed, needs):
    needs("java", "vnu-jar")
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--skip-non-html", "--errors-only", "--format", "text", str(printed.resolve())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip().splitlines()[-1:]) == (0, ["Document checking completed. No errors found."]), done.stderr


def test_the_nu_checker_finds_no_error_in_the_styles(printed, needs):
    needs("java", "vnu-jar")
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [
        "java",
        "-jar",
        str(jar),
        "--css",
        "--errors-only",
        str(printed.resolve() / "theme/magazine.css"),
        str(printed.resolve() / "theme/inks.css"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
