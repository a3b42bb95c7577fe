"""The letter as it is seen: in a browser as the page that shows it, and in mail programs, none of which knows everything."""

import re
import subprocess
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest

from plugins.letter.body import KNOWN
from tests.editions.test_letter import letter, sent  # noqa: F401 - a fixture
from tests.printing import ROOT
from tests.theme.test_pages import Quiet, browser  # noqa: F401 - a fixture


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 640])
def test_the_page_of_the_letter_is_as_good_as_any(browser, letter, scheme, width):  # noqa: F811 - a fixture
    """Axe finds nothing, nothing sticks out, no other host is asked and no style is refused by the site's policy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str((letter / "output").resolve())))
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/issues/7/letter/")
    page.add_script_tag(content=(ROOT / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("axe.run()")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    server.shutdown()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert not wide
    assert [one for one in asked if not one.startswith(address)] == []
    html = (letter / "output/issues/7/letter/index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style| style=|<script", html)


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_sticks_out_of_the_mail(browser, letter, tmp_path, width):  # noqa: F811 - a fixture
    _, _, html = sent(letter)
    (tmp_path / "mail.html").write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"file://{tmp_path}/mail.html")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_nu_checker_finds_no_error(letter, needs):  # noqa: F811 - a fixture
    needs("java", "vnu-jar")
    jar, folder = str(ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"), (letter / "output/issues/7/letter").resolve()
    for more in (["--skip-non-html", str(folder / "index.html")], ["--css", str(folder / "letter.css")]):
        done = subprocess.run(["java", "-jar", jar, "--errors-only", *more], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_letter_uses_only_what_mail_programs_know(letter):  # noqa: F811 - a fixture
    """What each program lacks of it, and what stands then, is told in the manual."""
    told = (ROOT / "docs/editions.md").read_text(encoding="utf-8").partition("## What mail programs lack")[2]
    known = set(re.findall(r"`([a-z][a-z0-9-]*)`", told))
    _, _, html = sent(letter)
    styles = " ".join([*re.findall(r' style="([^"]*)"', html), *re.findall(r"\{([^{}]*)\}", html.partition("</style>")[0])])
    assert set(re.findall(r"(?:^|[;\s])([a-z-]+)\s*:", styles)) <= known
    assert set(re.findall(r"<([a-z][a-z0-9]*)", html)) <= known
    assert not re.search(r"var\(|calc\(|url\(|position|flex|grid|float", styles)
    assert known >= KNOWN
