"""/admin/: the editors' forms, off unless the masthead asks, made of the models, and started under a policy of their own."""

import base64
import hashlib
import json
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import jsonschema
import pytest
import yaml

from plugins.admin.pages import INTEGRITY, PROGRAM
from tests.printing import ROOT, press, small_copy, tree

CMS = ROOT / "node_modules/@sveltia/cms"
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """The small magazine with forms."""
    folder = tmp_path_factory.mktemp("admin")
    content = small_copy(folder)
    head = content / "masthead.yml"
    head.write_text(head.read_text(encoding="utf-8") + "admin: {repository: plain-press/magazine}\n", encoding="utf-8")
    done = press(content, folder / "output")
    assert done.returncode == 0, done.stderr
    return folder / "output"


def policy(output):
    """What ``_headers`` asks for below /admin/."""
    said = (output / "_headers").read_text(encoding="utf-8").partition("/admin/*\n  ! Content-Security-Policy\n")[2]
    return said.split("\n")[0].strip().removeprefix("Content-Security-Policy: ")


def test_nobody_gets_forms_who_did_not_ask_for_them(printed):
    assert not [name for name in tree(printed) if name.startswith("admin")]
    assert "unpkg" not in (printed / "_headers").read_text(encoding="utf-8")


def test_the_forms_have_the_fields_of_the_models_and_the_words_of_the_vocabulary(output):
    said = yaml.safe_load((output / "admin/config.yml").read_text(encoding="utf-8"))
    assert said["backend"] == {"name": "github", "repo": "plain-press/magazine", "branch": "main"}
    forms = {one["name"]: {field["name"]: field for field in one["fields"]} for one in said["collections"]}
    assert list(forms) == ["stories", "issues", "people", "businesses", "adverts", "pages"]
    kinds = {field["name"]: field for field in forms["stories"]["case"]["fields"]}
    words = yaml.safe_load((ROOT / "tests/sites/small/content/vocabulary.yml").read_text(encoding="utf-8"))
    assert kinds["problem"]["options"] == list(words["problems"])
    assert kinds["result"]["options"] == ["resolved", "partly-resolved", "not-resolved"]
    assert forms["stories"]["title"]["required"] is True
    assert forms["stories"]["corrections"]["widget"] == "hidden"  # the desk's own, kept as it is
    assert "body" not in forms["adverts"]


def test_the_forms_are_no_page_for_readers(output):
    files = tree(output)
    assert b"/admin" not in files["sitemap.xml"]
    assert b'<meta name="robots" content="noindex">' in files["admin/index.html"]
    assert not [name for name, raw in files.items() if name.endswith(".html") and not name.startswith("admin") and b"/admin" in raw]


def test_a_repository_that_cannot_be_one_is_named(tmp_path):
    content = small_copy(tmp_path)
    with (content / "masthead.yml").open("a", encoding="utf-8") as head:
        head.write("admin: {repository: 'https://host.example/x y'}\n")
    done = press(content, tmp_path / "output")
    assert "is no repository: write its owner and its name" in done.stderr


def test_the_program_is_the_one_whose_hash_is_written_down_and_takes_the_configuration(needs, output):
    needs("@sveltia/cms")
    raw = (CMS / "dist/sveltia-cms.js").read_bytes()
    assert f"sha384-{base64.b64encode(hashlib.sha384(raw).digest()).decode()}" == INTEGRITY
    assert f"@{json.loads((CMS / 'package.json').read_text())['version']}/" in PROGRAM
    rules = json.loads((CMS / "schema/sveltia-cms.json").read_text(encoding="utf-8"))
    form = jsonschema.Draft7Validator({**rules, "$ref": "#/definitions/EntryCollection"})
    said = yaml.safe_load((output / "admin/config.yml").read_text(encoding="utf-8"))
    assert [(one["name"], error.message[:200]) for one in said["collections"] for error in form.iter_errors(one)] == []


def test_the_forms_start_in_a_browser_under_their_policy(needs, output):
    needs("chromium", "@sveltia/cms")
    from playwright.sync_api import sync_playwright

    class Site(SimpleHTTPRequestHandler):
        def __init__(self, *words):
            super().__init__(*words, directory=str(output.resolve()))

        def end_headers(self):
            self.send_header("Content-Security-Policy", policy(output))
            super().end_headers()

        def log_message(self, *words):
            pass

    # the forms of a repository that only a test has: nobody has to sign in
    ours = (output / "admin/config.yml").read_text(encoding="utf-8")
    ours = "backend: {name: test-repo}\n" + ours[ours.index("site_url:") :]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    blocked = []

    def give(route):
        file = CMS / route.request.url.partition("/cms@")[2].partition("/")[2]
        route.fulfill(path=file, headers={"access-control-allow-origin": "*", "content-type": "text/javascript"})

    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM).new_page()
        page.on("console", lambda said: blocked.append(said.text) if "Security Policy" in said.text else None)
        page.route("https://**", lambda route: route.abort())
        page.route(f"{PROGRAM.rpartition('/')[0]}/**", give)
        page.route(re.compile("config[.]yml"), lambda route: route.fulfill(body=ours, content_type="text/yaml"))
        page.goto(f"http://127.0.0.1:{server.server_port}/admin/")
        page.get_by_role("button", name=re.compile("Test Repository")).click()
        for form in ("Stories", "Issues", "People", "Businesses", "Bookings", "Pages"):
            page.get_by_text(form, exact=True).first.wait_for()
    server.shutdown()
    assert blocked == []
