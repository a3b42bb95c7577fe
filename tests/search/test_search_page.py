"""A member looks for something, in a real browser, under the policy that the host is asked to send."""

import pytest
from playwright.sync_api import expect

from tests.printing import ROOT


def found(page, address, asked):
    """What is found for some words, by title."""
    page.goto(f"{address}/search/?q={asked}")
    expect(page.locator("#count")).not_to_be_empty()
    return page.locator("#found h2").all_inner_texts()


def test_a_member_finds_a_story_by_words_that_do_not_stand_in_it(browser, address):
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    assert found(page, address, "told the truth") == ["Four legs and a “lie”"]
    assert page.locator("#count").inner_text() == "One page has “told the truth”"
    assert "Ada Quill" in found(page, address, "Ada")
    assert said == []


def test_what_was_done_about_a_problem_is_found_in_the_words_people_use_for_it(browser, address):
    page = browser.new_page()
    assert found(page, address, "overdue") == ["Late delivery", "Four legs and a “lie”"]
    assert page.locator("#found li").first.locator(".kicker").inner_text().lower() == "playbook"
    assert found(page, address, "late")[0] == "Late delivery"


def test_both_languages_are_searched_from_one_page(browser, address):
    page = browser.new_page()
    assert found(page, address, "Колонка") == ["Слово"]
    assert page.locator("#found li").first.get_attribute("lang") == "uk"


def test_nothing_found_is_said_and_the_rest_is_offered(browser, address):
    page = browser.new_page()
    assert found(page, address, "zeppelin") == []
    assert page.locator("#count").inner_text().startswith("Nothing found for “zeppelin”.")
    assert page.locator("main a[href='/archive/']").is_visible()


def test_what_is_typed_stands_in_the_address_and_can_be_gone_back_to(browser, address):
    page = browser.new_page()
    page.goto(address + "/about/")
    page.fill("#seek", "chair")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found a")
    assert page.url == f"{address}/search/?q=chair"
    page.fill("#sought", "lathe")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("lathe")
    page.go_back()
    expect(page.locator("#count")).to_contain_text("chair")


def test_without_programs_the_field_leads_to_the_archive(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.fill("#seek", "chair")
    page.keyboard.press("Enter")
    page.click("main a[href='/archive/']")
    assert page.url == f"{address}/archive/"


def test_no_other_page_may_run_a_program(browser, address):
    page = browser.new_page()
    policies = {path: page.goto(address + path).headers["content-security-policy"] for path in ("/", "/about/", "/search/")}
    assert [path for path, policy in policies.items() if "script-src" in policy] == ["/search/"]
    assert all("," not in policy for policy in policies.values())  # two policies would both hold
    assert "<script" not in (ROOT / "theme/templates/base.html").read_text()


def test_an_index_that_is_not_there_is_said(browser, printed):
    from tests.search.conftest import serve

    server = serve(printed)
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/search/?q=chair")
    expect(page.locator("#count")).to_contain_text("There is no index")
    server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(browser, address, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 800}, bypass_csp=True)
    assert found(page, address, "chair")
    page.add_script_tag(content=(ROOT / "node_modules/axe-core/axe.min.js").read_text())
    assert [(one["id"], one["nodes"][0]["html"]) for one in page.evaluate("axe.run()")["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
