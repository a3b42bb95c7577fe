"""Every kind of change that an editor, a designer or a machine makes to a magazine between two builds.

An edit is ``edit(shop, number)``: it changes the files of a Workshop, or what the press is asked for; the number chooses
the file and the value, so that one edit is played the same way every time. Some make a magazine that must not be printed.
"""

from __future__ import annotations

import re

from tests.press import moves, shots, traces  # noqa: F401 - shots and traces add their kinds to those of moves
from tests.press.moves import BOOKINGS, COMMENTS, FIRMS, HEAD, IMAGES, ISSUES, PAGES, PEOPLE, STORIES, STYLES, TEXTS, WORDS, Edit, chosen
from tests.press.workshop import Workshop

ARTICLES = "content/notes/*"
CASES = "content/stories/*/[fhot]*.md"
KIND = "{{kind: {}, problem: {}, remedy: {}, result: {}}}"
PICTURE = "{{src: images/{}.svg, alt: {}}}"
NAMED = "{client: named, given: 2019-02-03, scope: [web], until: "
CHANGED, LATER = "{date: 2019-03-09, text: It was ash.}", "{date: 2019-03-16, kind: update, text: It is oak now.}"
MINOR, VOW = "[{date: 2019-03-09, minor: true}, {date: 2019-03-11, kind: privacy}]", "text: We ring on Thursdays., due: 2019-03-01"
# Which field of which files takes which values; None takes the field out.
FIELDS: dict[str, tuple[str, str, tuple[str | None, ...]]] = {
    "title": (STORIES, "title", ("Another headline", "'The \"third\" -- leg'", "A word", "Zebra")),
    "title_of_an_article": (ARTICLES, "title", ("First of all", "The second")),
    "summary": (STORIES, "summary", ("In one sentence.", "In two. Sentences.", None)),
    "slug": (STORIES, "slug", ("another-address", "a-word", "zz", None)),
    "slug_of_an_article": (ARTICLES, "slug", ("first", "on-glue", "second-thoughts", None)),
    "date": (STORIES, "date", ("2019-02-01", "2019-03-10", "2018-12-20", "2019-04-01", None)),
    "date_of_an_article": (ARTICLES, "date", ("2019-03-14 23:59", "2017-05-05", "2018-12-24", "2031-01-01")),
    "modified": (STORIES, "modified", ("2019-03-09", "2019-03-12T10:00:00", None)),
    "early": (STORIES, "early", ("true", "false", None)),
    "tags": (STORIES, "tags", ("[listening]", "[plain-dealing]", "[listening, plain-dealing]", "[unheard-of]")),
    "tags_of_an_article": (ARTICLES, "tags", ("listening, plain-dealing", "odd", "[Odd, even]", None)),
    "category": (STORIES, "category", ("columns", "put-right", "elsewhere", None)),
    "category_of_an_article": (ARTICLES, "category", ("Columns", "put-right", "New rooms", None)),
    "author": (STORIES, "authors", ("[ada-quill]", "[bo-lathe]", "[cy-unprinted]", "[bo-lathe, ada-quill]")),
    "unknown_author": (STORIES, "authors", ("[no-such-body]", "[Somebody Else, bo-lathe]")),
    "author_of_an_article": (ARTICLES, "authors", ("Ada Quill", "Nobody Known", "Bo Lathe", None)),
    "issue_of_a_story": (STORIES, "issue", ("6", "7", "8", "9", "77", None)),
    "status": (STORIES, "status", ("draft", "hidden", "published", "skip")),
    "language": (STORIES, "lang", ("uk", "de", None)),
    "translator": (STORIES, "translator", ("bo-lathe", "Some Body", None)),
    "businesses": (STORIES, "businesses", ("[lathe-and-son]", "[high-roofs, bench-press]", None)),
    "aliases": (STORIES, "aliases", ("[/old/]", "[/old/, /stories/older/]", "[/stories/a-word/]", None)),
    "id": (STORIES, "id", ("'tag:bench.example,2019:kept'", None)),
    "first_published": (STORIES, "first_published", ("{where: The Post, date: 2010-01-01, url: 'https://post.example/x'}", None)),
    "withdrawn": (STORIES, "withdrawn", ("{date: 2019-03-01, reason: He asked.}", "{date: 2019-04-30}", "{date: 2019-03-15}", None)),
    "corrections": (STORIES, "corrections", (f"[{CHANGED}]", f"[{CHANGED}, {LATER}]", "[{date: 2019-03-12}]", MINOR, None)),
    "promises": (STORIES, "promises", (f"[{{{VOW}}}]", f"[{{{VOW}, kept: 2019-03-10}}]", f"[{{{VOW}, kept: 2019-03-16}}]", None)),
    "consent": (CASES, "consent", (NAMED + "2019-03-15}", NAMED + "2019-03-14}", NAMED + "2019-05-02}", "anonymised", "composite")),
    "case": (CASES, "case", tuple(KIND.format(*words.split()) for words in ("admission overcharge told-the-truth not-resolved",) * 2)),
    "kind": (CASES, "case", tuple(KIND.format(*words.split()) for words in ("client-problem late-delivery refunded resolved",) * 2)),
    "in_brief": (CASES, "in_brief", ("{problem: P., action: A., outcome: O., lesson: L.}", "{problem: Q., action: A., outcome: O.}")),
    "image_of_a_story": (STORIES, "image", (PICTURE.format("spare", "A spare"), PICTURE.format("leg", "Another alt"), None)),
    "picture_of_a_planned_story": ("content/stories/2019/on-the-roof.md", "image", (PICTURE.format("chair", "Shared"), None)),
    "missing_picture": (STORIES, "image", (PICTURE.format("nowhere", "Nothing"),)),
    "order": (ISSUES, "order", ("[the-invoice-twice, four-legs-and-a-lie]", "[a-word]", "[the-late-stairs, two-lathes]", None)),
    "lead": (ISSUES, "lead", ("a-word", "the-invoice-twice", "the-late-stairs", None)),
    "issue_of_a_year_ago": (STORIES, "issue", ("1", "2")),
    "theme_of_an_issue": (ISSUES, "theme", ("Second thoughts", "Legs, again")),
    "summary_of_an_issue": (ISSUES, "summary", ("Four words of it.", None)),
    "period": (ISSUES, "period", ("Spring 2019", None)),
    "ink": (ISSUES, "ink", ("12", "moss", None)),
    "date_of_an_issue": (ISSUES, "date", ("2019-03-10", "2019-03-15", "2019-03-16", "2019-01-02", None)),
    "deadline": (ISSUES, "deadline", ("2019-02-02", "2019-02-28", None)),
    "collects": (ISSUES, "collects", ("{from: 2018-01-01}", "{tags: [listening]}", "{categories: [columns]}", None)),
    "name_of_a_person": (PEOPLE, "name", ("Ada Quill-Lathe", "Bo Lathe", "Zed")),
    "role": (PEOPLE, "role", ("Turner of things", None)),
    "portrait": (PEOPLE, "portrait", (PICTURE.format("spare", "A face"), PICTURE.format("face", "Another"), None)),
    "business_of_a_person": (PEOPLE, "business", ("lathe-and-son", "high-roofs", "no-such-firm", None)),
    "name_of_a_business": (FIRMS, "name", ("Lathe & Daughters", "Aardvark")),
    "logo_of_a_business": (FIRMS, "logo", (PICTURE.format("mark", "A mark"), None)),
    "telephone": (FIRMS, "telephone", ("1300 000 000", None)),
    "name_of_a_comment": (COMMENTS, "name", ("Another Voice", 'O\'Neil & "Co"')),
    "date_of_a_comment": (COMMENTS, "date", ("2019-03-09", "2019-03-16", "2019-03-12T10:00:00", "2018-01-01", None)),
    "website_of_a_comment": (COMMENTS, "website", ("https://voice.example", None)),
    "answer": (COMMENTS, "in_reply_to", ("2019-03-05-dee-mallet", "2019-03-07-em-plane", "2019-03-10-gus-plumb", None)),
    "standing": (COMMENTS, "standing", ("right-of-reply", "comment", None)),
    "comments": (HEAD, "comments", ("{on: true, days: 14}", "{on: true, days: 1}", "{on: false}", None)),
    "title_of_a_page": (PAGES, "title", ("About us all",)),
    "hidden_page": (PAGES, "status", ("hidden", "draft", None)),
    "slug_of_a_page": (PAGES, "slug", ("who-we-are", "archive", "contact", None)),
    "advertiser": (BOOKINGS, "advertiser", ("bench-press", "high-roofs", "lathe-and-son", "no-such-firm")),
    "slot": (BOOKINGS, "slot", ("banner", "card", "poster")),
    "headline": (BOOKINGS, "headline", ("Another headline", None)),
    "text_of_an_advertisement": (BOOKINGS, "text", ("Other words.", None)),
    "artwork": (BOOKINGS, "image", (PICTURE.format("spare", "A spare"), PICTURE.format("face", "A face"), "{src: images/spare.svg}", None)),
    "address_of_an_advertisement": (BOOKINGS, "url", ("https://other.example", None)),
    "insertions": (
        BOOKINGS,
        "insertions",
        ("[{issue: 6}, {issue: 7}]", "[{issue: 8}]", "[{issue: 7, missed: late}]", None),
    ),
    "make_good": (BOOKINGS, "make_good_for", ("{booking: stairs, issue: 7}", None)),
    "waiver": (BOOKINGS, "waiver", ("{issue: 7, date: 2019-03-02, by: Bo Lathe}", None)),
    "slots": (HEAD, "slots", ("{banner: {}, card: {places: 9}}", "{card: {everywhere: true}, banner: {places: 3}}", "{}")),
    "name": (HEAD, "name", ("The New Bench", "The Bench & Co")),
    "short_name": (HEAD, "short_name", ("new-bench", None)),
    "tagline": (HEAD, "tagline", ("Stories", None)),
    "number_sign": (HEAD, "number_sign", ("No. ", None)),
    "url": (HEAD, "url", ("https://new.example", "https://bench.example/magazine", "https://bench.example")),
    "publisher": (HEAD, "publisher", ("Another Press", None)),
    "mail": (HEAD, "mail", ("{comments: new@bench.example}", None)),
    "inks": (HEAD, "inks", ("{moss: 120}", "{moss: 121}", None)),
    "logo": (HEAD, "logo", ("{svg: images/mark.svg, alt: The mark}", "{svg: images/face.svg, alt: A face}", None)),
    "subscribe": (HEAD, "subscribe", ("{action: 'https://list.example/x', name_field: n, email_field: e}", None)),
    "languages": (HEAD, "languages", ("[en]", "[uk, en]", "[en, uk, de]", "[en, uk]")),
    "time_zone": (HEAD, "time_zone", ("UTC", "America/New_York", None)),
    "frequency": (HEAD, "frequency", ("monthly", "quarterly", "weekly")),
    "sharing_images": (HEAD, "sharing_images", ("false", None)),
    "tag_authority": (HEAD, "tag_authority", ("'new.example,2020'", None)),
}
LINES = {  # what is written at the end of a text
    "body": (TEXTS, ("One more line, {n}.", 'He said "no" -- {n} times.')),
    "pull_quote": ((STORIES,), ("> A short quote, {n}.",)),
    "filename_link": (TEXTS, ("See [a word]({{filename}}/stories/2019/a-word.md).", "See [glue]({{filename}}/stories/2019/on-glue.md).")),
    "link_to_what_may_be_planned": (TEXTS, ("See [up]({{filename}}/stories/2019/on-the-roof.md).",)),
    "static_link": (TEXTS, ("[The prices]({{static}}/files/prices.csv).", "[A spare]({{static}}/images/spare.svg).")),
    "picture_in_a_text": ((STORIES,), ('![A spare](images/spare.svg "Spare")', "![A mark](images/mark.svg)")),
    "link_to_an_address": (TEXTS, ("[A list](/topics/listening/).", "[The help](/help/).", "[Nowhere](/nowhere/).")),
    "markup_in_a_comment": (
        (COMMENTS,),
        ("# Loud\n\n<b onclick='x()'>bold</b> {n}", "![A spare](images/spare.svg)", "<script>{n}</script>"),
    ),
    "markup": ((ARTICLES,), ("<b onclick='x()'>bold</b> {n}", "```\ncode\n```", "A note[^1].\n\n[^1]: Here.")),
}
REPLACED = {  # in which files an expression is replaced, and by what
    "shorter": (TEXTS, r"\n[^\n]+\n*\Z", "\n"),
    "links_taken_out": (TEXTS, r"\[([^\]\n]*)\]\(\{[^)\n]*\)", r"\1"),
    "alt_in_a_text": ((STORIES,), r"!\[[^\]]*\]", "![Another alt, {n}]"),
    "alt": (TEXTS, r"alt: [^,}]+", "alt: Seen from {n} sides"),
    "caption": ((STORIES,), r"caption: [^,}]+", "caption: Number {n}"),
    "label": ((WORDS,), r"\{en: Listening[^}]*\}", "{{en: Listening {n}, uk: Слухати}}"),
    "label_of_a_department": ((WORDS,), r"\{en: Columns[^}]*\}", "{{en: Columns {n}}}"),
    "label_of_a_problem": ((WORDS,), r"\{en: Late[^}]*\}", "{{en: Late again {n}}}"),
    "sentence": ((WORDS,), r"Saying it[^}]*\}", "Saying it {n} times.}}"),
    "also": ((WORDS,), r"also: \[.*?\]", "also: [late, overdue, slow-{n}]"),
    "phrase_of_a_problem": (
        (WORDS,),
        r"(, about: \{[^}]*\}, did: \{[^}]*\})?, also: \[",
        ", about: {{en: late things {n}}}, did: {{en: came {n} times late}}, also: [",
    ),
    "topic_removed": ((WORDS,), r"  plain-dealing: .*\n", ""),
    "topic_added": ((WORDS,), r"topics:\n", "topics:\n  odd: {{label: {{en: Odd {n}}}}}\n"),
    "first_department": ((WORDS,), r"departments:\n", "departments:\n  first-{n}: {{label: {{en: First}}}}\n"),
    "drawing": ((IMAGES,), r"</svg>", '<path d="M{n} 0h1"/></svg>'),
    "unsafe_drawing": ((IMAGES,), r"</svg>", "<script>{n}</script></svg>"),
    "drawing_made_safe": ((IMAGES,), r"<script>.*?</script>", ""),
    "template": (("theme/templates/*.html",), r"<(p|ul|article|section|h1)\b", "<!-- {n} --><\\1"),
    "macros": (("theme/templates/macros.html",), r"\{%-? endmacro", "<!-- {n} -->{{% endmacro"),
    "base_template": (("theme/templates/base.html",), r"</body>", "<!-- {n} --></body>"),
    "template_reads_extras": (("theme/templates/story.html",), "<article", "{{{{ view.extras|join }}}}<article"),
    "broken_template": (("theme/templates/story.html",), r"\A", "{{{{ view.no_such_thing_{n} }}}}"),
    "style": ((STYLES,), r"\Z", ".n{n}{{color:red}}\n"),
    "setting": (("pelicanconf.py",), r"VIEW_EXTRAS.*", 'VIEW_EXTRAS = ["tags", "extra_{n}"]'),
    "comment_in_settings": (("*.py",), r"\Z", "# {n}\n"),
    "markdown_setting": (("pelicanconf.py",), r"\Z", "MARKDOWN = {{'extension_configs': {{'markdown.extensions.nl2br': {{}}}}}}\n"),
    "markdown_option": (("publishconf.py",), r"\Z", "MARKDOWN = {{'extension_configs': {{'smarty': {{'smart_dashes': {n} % 2}}}}}}\n"),
    "plugin_removed": (("pelicanconf.py",), r'    "plugins\.(feeds|proof)",\n', ""),
    "broken_header": (TEXTS, r"\A---\n", "---\ntitle: [\n"),
    "misspelt_field": ((STORIES,), r"\nin_brief:", "\nin_breif:"),
    "broken_settings": (("pelicanconf.py",), r"\Z", "raise ValueError({n})\n"),
    "masthead_that_is_no_yaml": ((HEAD,), r"\A", "name: [\n"),
}
ASKED = {  # what the press is asked for
    "day": ("--day", ("2018-11-02", "2019-02-20", "2019-03-01", "2019-03-15", "2019-03-16", "2019-05-01", "2019-07-01", "2024-02-29")),
    "preview": ("--preview", (None,)),
    "settings": ("--settings", ("publishconf.py",)),
    "format": ("--format", ("json", "github", "plain")),
}


def put(text: str, field: str, value: str | None, name: str) -> str:
    """A text with a header field set or, for None, taken out: in YAML, in Markdown's plain header, or in reStructuredText."""
    if name.endswith(".rst"):
        there, before, line = rf"(?m)^:{field}:.*\n", r"\A[^:]*", f":{field}: {value}\n"
    elif name.endswith(".yml") or text.startswith("---\n"):
        there, before, line = rf"(?m)^{field}:.*\n", r"\A(---\n)?", f"{field}: {value}\n"
    else:
        there, before, line = rf"(?m)^{field.capitalize()}:.*\n", r"\A", f"{field.capitalize()}: {value}\n"
    text = re.sub(there, "", text)
    return text if value is None else re.sub(before, lambda found: found[0] + line, text, count=1)


def _field(pattern: str, field: str, values: tuple[str | None, ...]) -> Edit:
    def edit(shop: Workshop, number: int) -> None:
        name, turn = chosen(shop, number, pattern)
        if name:
            shop.write(name, put(shop.read(name), field, values[turn % len(values)], name))

    return edit


def _line(patterns: tuple[str, ...], lines: tuple[str, ...]) -> Edit:
    def edit(shop: Workshop, number: int) -> None:
        name, turn = chosen(shop, number, *patterns)
        if name:
            shop.write(name, f"{shop.read(name)}\n{lines[turn % len(lines)].format(n=number)}\n")

    return edit


def _replaced(patterns: tuple[str, ...], expression: str, by: str) -> Edit:
    def edit(shop: Workshop, number: int) -> None:
        having = [name for name in shop.files(*patterns) if re.search(expression, shop.read(name))]
        if having:
            name = having[number % len(having)]
            shop.write(name, re.sub(expression, by.format(n=number) if "{n}" in by or "{{" in by else by, shop.read(name), count=1))

    return edit


def _asked(option: str, values: tuple[str | None, ...]) -> Edit:
    def edit(shop: Workshop, number: int) -> None:
        if option in shop.options and option != "--day":
            del shop.options[option]  # preview off, the usual settings and format
        else:
            shop.options[option] = values[number % len(values)]

    return edit


EDITS: dict[str, Edit] = {
    **{name: _field(*row) for name, row in FIELDS.items()},
    **{name: _line(*row) for name, row in LINES.items()},
    **{name: _replaced(*row) for name, row in REPLACED.items()},
    **{name: _asked(*row) for name, row in ASKED.items()},
    **moves.EDITS,
}
