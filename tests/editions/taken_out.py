"""What is taken out of which template of an edition, how it is told, and in which edition it is missing then."""

PRINT, EPUB_STORY, EPUB_END, CSS = "print/issue.typ", "epub/story.xhtml", "epub/notices.xhtml", "epub/book.css"
PRINT_STORY, PRINT_TEXT, PRINT_LETTER, PRINT_ADVERT = (f"print/{name}.typ" for name in ("story", "text", "letter", "advert"))
PIECES, TEXT = "letter/pieces.html", "letter/letter.txt"
STAIRS = "content/adverts/stairs.yml:5: the insertion (slot `card`)"
PHOTOGRAPH = "content/adverts/photograph.yml:6: the insertion (slot `card`)"
FOUR_LEGS, LONG_ONE = "content/stories/2019/four-legs-and-a-lie.md", "content/stories/2019/long.md:2: the story is missing"
ON_THE_ROOF = "content/stories/2019/on-the-roof.md:2: the story is missing"
CARD = "content/people/bo-lathe.md:2: the business card of Bo Lathe beside `four-legs-and-a-lie`"
LETTER = "content/issues/7.md:9: the editor's letter is missing"
PROMISE = f"{FOUR_LEGS}:11: the promise is missing"
CORRECTION = f"{FOUR_LEGS}:10: the correction of 2019-04-02"
REPLY = "content/comments/four-legs-and-a-lie/2019-04-05-the-man.md:6: the right of reply beside `four-legs-and-a-lie`"
EVERYTHING_SAID, TWICE = (
    "content/stories/2019/everything.md:2: the story is missing",
    "content/stories/2019/long.md:2: the story stands twice",
)
INVOICE = "content/stories/2019/the-invoice-twice.md:2: the story is missing"
BODIES = "articles[one.line.folio % edition.articles|length].body"
STAIRS_SHOWN = "content/stories/2019/art.md:2: the picture \u201cStairs\u201d beside `art`"
CHAIR_SHOWN = "content/stories/2019/art.md:2: the picture \u201cA chair\u201d beside `art`"
ASIDE = r'<aside class="advert" id="{{ one.anchor }}"'
STAIRS_TWICE = f"{STAIRS} stands twice"
# what is taken out of which template, how it is told, and in which edition
GONE = {
    "PDF: the insertions": (PRINT_ADVERT, r"#let shown-row\(row\) = ", "#let shown-row(row) = none; let nothing(row) = ", STAIRS),
    "PDF: their artwork": (PRINT_ADVERT, r"align\(center, art\(said\.pictures\.at\(one\.image\.address\).*\)", "", PHOTOGRAPH),
    "PDF: where they lead": (
        PRINT_ADVERT,
        r"(?m)^ +address-of\(one\)$",
        "",
        "content/adverts/bench-banner.yml:6: the insertion (slot `banner`)",
    ),
    "PDF: hidden insertions": (PRINT_ADVERT, r"#let shown-row\(row\) = (.*)", r"#let shown-row(row) = hide(\1)", STAIRS),
    "PDF: insertions beside the paper": (
        PRINT_ADVERT,
        r"\.\.row\.shown\.map\(framed\)",
        "..row.shown.map(one => move(dx: 400mm, framed(one)))",
        STAIRS,
    ),
    "PDF: insertions that run off the paper": (
        PRINT_ADVERT,
        r"\.\.row\.shown\.map\(framed\)",
        "..row.shown.map(one => move(dx: 160mm, framed(one)))",
        "content/adverts/bench-banner.yml:6: the insertion (slot `banner`)",
    ),
    "PDF: insertions that stand twice": (PRINT, r"let waiting = rows", "let waiting = rows + rows", STAIRS_TWICE),
    "EPUB: insertions that stand twice": (EPUB_END, r"in edition\.adverts %", "in edition.adverts + edition.adverts %", STAIRS_TWICE),
    "letter: insertions that stand twice": ("letter/letter.html", r"({{ set\.advert\(one\) }})", r"\1\1", STAIRS_TWICE),
    "plain-text e-mail: insertions that stand twice": (TEXT, r"({{ advert\(\w+\) }})", r"\1\1", STAIRS_TWICE),
    "PDF: a story behind its title": (PRINT_STORY, r"  body\(one\.body\)\n|parts\(one\.body\) \+ ", "", LONG_ONE),
    "PDF: the end of a story": (PRINT_STORY, r"(body|parts)\(one\.body\)", r"\1(one.body.slice(0, 1))", LONG_ONE),
    "PDF: the cards": (PRINT_STORY, r"for each in one\.cards \{ card\(each\) \}|\.\.one\.cards\.map\(card\),", "", CARD),
    "PDF: a correction of a story": (PRINT_STORY, r"for each in one\.corrections .*|\.\.one\.corrections\.map.*", "", CORRECTION),
    "PDF: a reply": (PRINT_STORY, r"\.\.replies-of\(one\),", "", REPLY),
    "PDF: corrections": (PRINT_LETTER, r"each in said\.corrections", "each in ()", CORRECTION),
    "PDF: promises that were kept": (PRINT_LETTER, r"each in said\.kept", "each in ()", PROMISE),
    "PDF: promises that are due": (PRINT_LETTER, r"each in said\.due", "each in ()", PROMISE),
    "PDF: who translated a story": (PRINT_STORY, r"one\.credits\.translator\.label\)\),\)", '"")),)', LONG_ONE),
    "PDF: where a story was first published": (PRINT_STORY, r"\[ \]; one\.credits\.first_published;", "", LONG_ONE),
    "PDF: the editor's letter": (PRINT_LETTER, r"(letter-parts = )(parts.said\.letter, mark: false. \+ )", r"\1", LETTER),
    "PDF: pictures in a text": (PRINT_TEXT, r"node\.tag == \"img\" \{ picture\(node\) \}", 'node.tag == "img" { }', STAIRS_SHOWN),
    "PDF: pictures above a text": (PRINT_STORY, r"art\(said\.pictures\.at\(one\.image\.file\.address\).*\)", "", CHAIR_SHOWN),
    "PDF: the title of a story": (PRINT_STORY, r"heading\(level: 1, broken\(story\.title\)\)", 'heading(level: 1, " ")', INVOICE),
    "PDF: the standfirst of a story": (
        PRINT_STORY,
        r"(fill: soft, )broken\(story\.summary\)\)\)\n",
        r'\1"It was.")){}'.format("\n"),
        LONG_ONE,
    ),
    "PDF: the middle of a story": (
        PRINT_STORY,
        r"parts\(one\.body\) \+",
        'parts(one.body.filter(node => type(node) == str or node.tag != "table")) +',
        EVERYTHING_SAID,
    ),
    "PDF: headings in a text": (
        PRINT_TEXT,
        r"heading\(level: 2, outlined: false, runs\(node\)\)",
        'heading(level: 2, outlined: false, " ")',
        EVERYTHING_SAID,
    ),
    "PDF: where a text leads": (PRINT_TEXT, r"(?s)if said == \"\" { words }.*?\n    if said .*?\n", "words\n", EVERYTHING_SAID),
    "PDF: stories under each other's titles": (
        PRINT_STORY,
        r"parts\(one\.body\) \+",
        "parts(said.articles.at(calc.rem(one.line.folio, said.articles.len())).body) +",
        INVOICE,
    ),
    "PDF: the running order": (PRINT, r"for place in places \{", "for place in places.rev() {", LONG_ONE),
    "PDF: stories that stand twice": (PRINT, r"for place in places \{", "for place in places + places {", TWICE),
    "PDF: words in the colour of the paper": (PRINT, r"(size: 9\.6pt, fill: )black", r"\1paper", LONG_ONE),
    "PDF: words too small to read": ("print/columns.typ", r"set text\(size: size\)\n  grid", "set text(size: 1pt)\n  grid", INVOICE),
    "PDF: words that are cut off": (
        PRINT_ADVERT,
        r"\.\.row\.shown\.map\(framed\)",
        "..row.shown.map(one => block(width: 90mm, height: 2mm, clip: true, framed(one)))",
        STAIRS,
    ),
    "PDF: words under a sheet": (
        PRINT_ADVERT,
        r"\.\.row\.shown\.map\(framed\)",
        "..row.shown.map(one => { framed(one); place(top, rect(width: 100%, height: 100%, fill: white)) })",
        STAIRS,
    ),
    "PDF: artwork as small as a point": (
        PRINT_ADVERT,
        r"height: one\.height \* 1mm - 16mm, width: 100%",
        "height: 0.1mm, width: 0.1mm",
        PHOTOGRAPH,
    ),
    "EPUB: the title of a story": (EPUB_STORY, r'<h1 id="title">.*</h1>', '<h1 id="title">A story</h1>', INVOICE),
    "EPUB: stories under each other's titles": (EPUB_STORY, r"{{ body\|safe }}", f"{{{{ edition.{BODIES}|safe }}}}", INVOICE),
    "EPUB: words in the colour of their ground": (CSS, r"\Z", "body { background: white } .body p { color: #fefefe }\n", LONG_ONE),
    "EPUB: words of no size": (CSS, r"\Z", "section .body { font-size: 0 }\n", LONG_ONE),
    "EPUB: words that are cut off": (CSS, r"\Z", ".body { height: 0; overflow: hidden }\n", LONG_ONE),
    "EPUB: insertions beside the screen": (CSS, r"\Z", "body aside.advert { position: absolute; left: -9999px }\n", STAIRS),
    "EPUB: artwork of no size": (CSS, r"\Z", ".advert img { width: 0; height: 0 }\n", PHOTOGRAPH),
    "EPUB: the insertions": (EPUB_END, r"(?s){% for one in edition\.adverts %}.*?{% endfor %}", "", STAIRS),
    "EPUB: their artwork": (EPUB_END, r'<img src="{{ shown.*?/>', "Legs", PHOTOGRAPH),
    "EPUB: hidden insertions": (EPUB_END, ASIDE, f'{ASIDE} hidden="hidden"', STAIRS),
    "EPUB: insertions that a style hides": (CSS, r"\Z", ".advert { display: none; }\n", STAIRS),
    "EPUB: insertions in a comment": (EPUB_END, rf"(?s){ASIDE}(.*?)</aside>", r"<!-- \1 -->", STAIRS),
    "EPUB: a story behind its title": (EPUB_STORY, r"{{ body\|safe }}", "", LONG_ONE),
    "EPUB: the bylines": (EPUB_STORY, r'<p class="byline">.*</p>|<b>{{ card.*?</b>', "", ON_THE_ROOF),
    "EPUB: promises that are due": (EPUB_END, r"edition\.due", "()", PROMISE),
    "EPUB: who translated a story": (EPUB_STORY, r"name=one\.credits\.translator\.label", "name=1", LONG_ONE),
    "EPUB: where a story was first published": (EPUB_STORY, r"{{ one\.credits\.first_published }}", "", LONG_ONE),
    "EPUB: the editor's letter": ("epub/letter.xhtml", r"{{ body\|safe }}", "", LETTER),
    "EPUB: the cards": (EPUB_STORY, r"{% for card in one\.cards %}", "{% for card in () %}", CARD),
    "EPUB: a correction of a story": (EPUB_STORY, r"{% for each in one\.corrections %}", "{% for each in () %}", CORRECTION),
    "EPUB: a reply": (EPUB_STORY, r"{{ words\|safe }}", "", REPLY),
    "EPUB: corrections": (EPUB_END, r"{% for each in edition\.corrections %}", "{% for each in () %}", CORRECTION),
    "EPUB: chapters that nobody comes to": ("epub/package.opf", r"(?s){% for one in chapters %}\n<itemref.*?{% endfor %}", "", LONG_ONE),
    "EPUB: pictures in a text": (EPUB_STORY, r"{{ body\|safe }}", "{{ body|striptags|safe }}", STAIRS_SHOWN),
    "EPUB: pictures above a text": (EPUB_STORY, r"{% if picture %}", "{% if false %}", CHAIR_SHOWN),
    "letter: the insertions": (PIECES, r'(?s)<div class="advert".*?</div>\n{% endmacro', "{% endmacro", STAIRS),
    "letter: their artwork": (PIECES, r"{{ image\(shown\(one\.image\).*?}}", "Legs", PHOTOGRAPH),
    "letter: hidden insertions": (PIECES, r'<div class="advert"', '<div class="advert" style="display: none"', STAIRS),
    "letter: insertions that a style hides": ("letter/letter.css", r"\Z", ".advert { display: none }\n", STAIRS),
    "letter: the end of a story": (PIECES, r"{{ set_text\(one\.body, where\)", "{{ set_text(one.body, where)[:90]", LONG_ONE),
    "letter: a story behind its title": (PIECES, r"{{ set_text\(one\.body, where\)\|safe }}", "", LONG_ONE),
    "e-mail: a story behind its title": (PIECES, r"(set_text\(one\.body, where\)\|safe) }}", r"\1 if not css }}", LONG_ONE),
    "letter: promises that were kept": ("letter/letter.html", r"edition\.kept", "()", PROMISE),
    "letter: who translated a story": (PIECES, r"name=one\.credits\.translator\.label", "name=1", LONG_ONE),
    "letter: the editor's letter": ("letter/letter.html", r"{{ set_text\(letter, .*?}}", "", LETTER),
    "letter: pictures in a text": (PIECES, r"{{ set_text\(one\.body, where\)", "{{ set_text(one.body, where)|striptags", STAIRS_SHOWN),
    "letter: pictures above a text": (PIECES, r"{{ image\(file, one\.image\.alt\) }}", "", CHAIR_SHOWN),
    "letter: the cards": (PIECES, r"{% for card in one\.cards %}", "{% for card in () %}", CARD),
    "letter: a correction of a story": (PIECES, r"{% for each in one\.corrections %}", "{% for each in () %}", CORRECTION),
    "letter: a reply": (PIECES, r"{% for reply in one\.replies %}", "{% for reply in () %}", REPLY),
    "letter: corrections": ("letter/letter.html", r"{% for one in edition\.corrections %}", "{% for one in () %}", CORRECTION),
    "plain-text e-mail: the insertions": (TEXT, r"(?s)({% macro advert.one. %}).*?({% endmacro %})", r"\1\2", STAIRS),
    "plain-text e-mail: a story behind its title": (TEXT, r"{{ set_text\(one\.body, one\.url\)\|plain }}", "", LONG_ONE),
    "plain-text e-mail: the end of a story": (
        TEXT,
        r"{{ set_text\(one\.body, one\.url\)\|plain",
        "{{ (set_text(one.body, one.url)|plain)[:90]",
        LONG_ONE,
    ),
    "plain-text e-mail: the editor's letter": (TEXT, r"{{ set_text\(letter, .*?}}", "", LETTER),
    "plain-text e-mail: the cards": (TEXT, r"{% for card in one\.cards %}", "{% for card in () %}", CARD),
    "plain-text e-mail: a reply": (TEXT, r"{{ set_text\(reply\.body, one\.url\)\|plain }}", "", REPLY),
    "plain-text e-mail: corrections": (TEXT, r"{% for one in edition\.corrections %}", "{% for one in () %}", CORRECTION),
    "letter: the byline": (PIECES, r'<p class="byline">.*</p>', "", ON_THE_ROOF),
    "letter: the standfirst of a story": (PIECES, r'<p class="standfirst".*</p>', "", EVERYTHING_SAID),
    "letter: stories under each other's titles": (PIECES, r"set_text\(one\.body", f"set_text(edition.{BODIES}", INVOICE),
    "letter: words in the colour of their ground": (
        "letter/letter.css",
        r"\Z",
        ".body p { color: #fff; background-color: #ffffff }\n",
        LONG_ONE,
    ),
    "plain-text e-mail: the title of a story": (TEXT, r'{{ heading\(line\.title, "="\) }}', "", INVOICE),
    "plain-text e-mail: when a promise was kept": (TEXT, r'one\.title ~ "\. " ~ one\.stands', "one.title", PROMISE),
    "web: the standfirst of a story": ("templates/story.html", r'<p class="standfirst">.*</p>', "", LONG_ONE),
    "web: the contents": ("templates/issue.html", r"{% for line in view\.lines %}", "{% for line in () %}", LONG_ONE),
    "web: a story behind its title": ("templates/story.html", r"{{ set\.text\(view\.body.*?}}", "", LONG_ONE),
    "web: a story that is hidden": ("templates/story.html", r'<div class="body">', '<div class="body" hidden>', LONG_ONE),
    "web: the editor's letter": ("templates/issue.html", r"{{ view\.letter\|safe }}", "", LETTER),
    "web: promises that were kept": ("templates/issue-afterwards.html", r'"kept", view\.kept', '"kept", ()', PROMISE),
    "web: corrections": ("templates/issue-afterwards.html", r'"corrections", view\.corrections', '"corrections", ()', CORRECTION),
    "web: a reply": ("templates/right-of-reply.html", r"{{ reply\.body\|safe }}", "", REPLY),
    "web: the cards": ("templates/story.html", r"{% for card in view\.cards %}", "{% for card in () %}", CARD),
}
