"""desk import: a blog moves in whole; every entry is written or named, and a second run writes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.conftest import Desk
from tests.desk.exports import blogger, entry, item, live, remark, takeout, wordpress

DAY = ("--day", "2019-05-01")


def move_in(desk, export: str | bytes, name: str = "blog.xml", *more: str):
    return desk("import", str(desk.put(f"in/{name}", export)), *DAY, *more)


def header_and_body(desk, name: str) -> tuple[str, str]:
    _, header, body = desk.read(name).split("---\n", 2)
    return header, body


def test_a_blog_of_blogger_moves_in(desk):
    label = "<category scheme='http://www.blogger.com/atom/ns#' term='{}'/>".format
    said = "<thr:in-reply-to href='x' ref='tag:blogger.com,1999:blog-1.post-2' type='text/html'/>"
    answered = said + "<link rel='related' href='http://www.blogger.com/feeds/1/2/comments/default/5'/>"
    export = blogger(
        entry(90, "x", "Template", "template"),
        entry(91, "x", "Setting", "settings"),
        entry(
            1,
            '<div class="separator"><a href="http://1.bp.example/s1600/tap.jpg"><img src="http://1.bp.example/s320/tap.jpg" '
            'alt="A tap"/></a></div>One.<br /><br />See <a href="http://small-repairs.blogspot.com.au/2012/08/gate.html?m=1">the gate</a>.',
            "The tap & the <i>bucket</i>",
            path="/2012/08/tap.html",
            more=label("Listening") + label("Water"),
        ),
        entry(2, "The gate.", "The gate", path="/2012/08/gate.html"),
        entry(3, "Not yet.", "A draft", more="<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"),
        entry(4, "About us.", "About", "page", path="/p/about.html"),
        entry(5, "I know that gate. Mail me: cy@reader.example", kind="comment", more=said),
        entry(6, "<b>So</b> do I.", kind="comment", more=answered),
        entry(7, "Of nothing.", kind="comment", more=said.replace("post-2", "post-77")),
    )
    done = move_in(desk, export)
    assert done.exit_code == 0, done.output
    assert "9 read = 3 stories + 1 pages + 2 comments + 0 here already + 3 left out" in done.output
    header, body = header_and_body(desk, "content/stories/2012/tap.md")
    assert header == (
        "title: The tap & the bucket\nauthors: [bo-tan]\ntags: [listening, Water]\ndate: 2012-08-16 20:30\n"
        "id: tag:blogger.com,1999:blog-1.post-1\naliases: [/2012/08/tap.html]\n"
    )
    assert body == "![A tap](http://1.bp.example/s1600/tap.jpg)\n\nOne.\n\nSee [the gate]({filename}/stories/2012/gate.md).\n"
    assert "status: draft" in desk.read("content/stories/2012/a-draft.md")
    assert desk.read("content/people/bo-tan.md") == "---\nname: Bo Tan\n---\n"
    assert desk.read("content/comments/gate/2012-08-16-bo-tan.md").endswith("I know that gate. Mail me: (address left out)\n")
    assert "in_reply_to: 2012-08-16-bo-tan\n" in desk.read("content/comments/gate/2012-08-16-bo-tan-2.md")
    for line in (
        "a comment by Bo Tan is left out: what it is about is not in the export",
        "a picture still lies at http://1.bp.example/s1600/tap.jpg",
    ):
        assert line in done.output
    before = desk.files()
    again = move_in(desk, export)
    assert "9 read = 0 stories + 0 pages + 0 comments + 6 here already + 3 left out" in again.output
    assert desk.files() == before
    assert desk("check", *DAY).exit_code == 0


def test_a_blog_out_of_takeout_moves_in(desk):
    export = takeout(
        live(
            1,
            "<p>One.</p>",
            "The tap",
            more="<category scheme='tag:blogger.com,1999:blog-1' term='Water'/><blogger:filename>/2012/08/tap.html</blogger:filename>",
        ),
        live(2, "Later.", "A draft", status="DRAFT"),
        live(3, "Gone.", "Gone", status="SOFT_TRASHED"),
        live(4, "Yes.", kind="COMMENT", more="<blogger:parent>tag:blogger.com,1999:blog-1.post-1</blogger:parent><blogger:inReplyTo/>"),
        live(5, "Buy.", kind="COMMENT", status="SPAM", more="<blogger:parent>tag:blogger.com,1999:blog-1.post-1</blogger:parent>"),
        live(6, "<p>It <a href='/2012/08/tap.html'>was</a> so.</p>", ""),
    )
    done = move_in(desk, export, "feed.atom")
    assert "6 read = 3 stories + 0 pages + 1 comments + 0 here already + 2 left out" in done.output
    assert "Gone is left out: it lies in the blog's bin" in done.output
    assert "a comment by Bo Tan is left out: its status is spam" in done.output
    assert "aliases: [/2012/08/tap.html]" in desk.read("content/stories/2012/tap.md")
    assert header_and_body(desk, "content/stories/2012/post-2012-08-16.md")[0].startswith("title: It was so.\n")
    assert desk("check", *DAY).exit_code == 0


PLAIN = """First line
and on.

[caption id="a" align="left" width="300"]<a href="https://small-repairs.example/wp-content/uploads/2012/08/tap.jpg"><img \
src="https://small-repairs.example/wp-content/uploads/2012/08/tap-300x200.jpg" alt="A tap" /></a> The tap "itself"[/caption]

Then [sic] it was [highlight color="red"]mended[/highlight].<!--more-->
<ul>
  <li>one</li>
  <li>two</li>
</ul>
[gallery ids="31"]

[youtube https://video.example/watch?v=1]

<a href="https://www.small-repairs.example/?p=12">The gate</a>, <a href="/2012/08/post-12/">again</a>."""
BLOCKS = """<!-- wp:paragraph -->
<p>In blocks.</p>
<!-- /wp:paragraph -->

<!-- wp:heading {"level":3} -->
<h3>A heading</h3>
<!-- /wp:heading -->

<!-- wp:image {"id":31} -->
<figure class="wp-block-image"><img src="https://small-repairs.example/wp-content/uploads/2012/08/tap.jpg" \
alt="A tap"/><figcaption>Mended</figcaption></figure>
<!-- /wp:image -->"""
ATTACHED = (
    "<wp:attachment_url>https://small-repairs.example/wp-content/uploads/2012/08/tap.jpg</wp:attachment_url>"
    "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>The same tap</wp:meta_value></wp:postmeta>"
)


def test_a_blog_of_wordpress_moves_in(desk):
    from PIL import Image

    picture = desk.root / "in/uploads/2012/08/tap.jpg"
    picture.parent.mkdir(parents=True)
    Image.new("RGB", (40, 30)).save(picture)
    terms = '<category domain="category" nicename="columns">Columns</category><category domain="post_tag" nicename="water">Water</category>'
    talk = (
        remark(1, "First.\n\nSecond.", url="https://reader.example/")
        + remark(2, "Yes.", name="Dee Roy", parent=1)
        + remark(3, "Buy", approved="spam")
        + remark(4, "Hm", approved="0")
        + remark(5, "ping", kind="pingback")
        + remark(6, "[...] <script>x</script>", name="Eli")
    )
    export = wordpress(
        item(11, PLAIN, "The tap", more=terms + talk),
        item(12, BLOCKS, "The gate"),
        item(13, "Secret", "Private", status="private"),
        item(14, "Locked", "Locked", more="<wp:post_password>x</wp:post_password>"),
        item(19, "Soon", "Soon", status="future"),
        re.sub(r"(<wp:post_date(?:_gmt)?>)[^<]*", r"\g<1>0000-00-00 00:00:00", item(20, "Some day", "Someday")),
        item(15, "About.", "About", kind="page"),
        item(16, "", "Menu", kind="nav_menu_item"),
        item(17, "Bin", "Bin", status="trash"),
        item(18, "A product", "Product", kind="product"),
        item(31, "", "tap", kind="attachment", status="inherit", more=ATTACHED),
    )
    done = move_in(desk, export, "wordpress.xml", "--pictures", str(desk.root / "in/uploads"))
    assert done.exit_code == 0, done.output
    assert "16 read = 4 stories + 1 pages + 3 comments + 0 here already + 8 left out" in done.output
    header, body = header_and_body(desk, "content/stories/2012/the-tap.md")
    assert header == (
        "title: The tap\nauthors: [bo-tan]\ntags: [Water]\ncategory: columns\ndate: 2012-08-16 20:30\n"
        "id: https://small-repairs.example/?p=11\naliases: [/2012/08/post-11/]\n"
    )
    assert body == (
        'First line  \nand on.\n\n![A tap](images/blog/2012/08/tap.jpg "The tap &quot;itself&quot;")\n\nThen [sic] it was mended.\n\n'
        "- one\n- two\n\n![The same tap](images/blog/2012/08/tap.jpg)\n\n<https://video.example/watch?v=1>\n\n"
        "[The gate]({filename}/stories/2012/the-gate.md), [again]({filename}/stories/2012/the-gate.md).\n"
    )
    assert header_and_body(desk, "content/stories/2012/the-gate.md")[1] == (
        'In blocks.\n\n## A heading\n\n![A tap](images/blog/2012/08/tap.jpg "Mended")\n'
    )
    assert (desk.root / "content/images/blog/2012/08/tap.jpg").read_bytes() == picture.read_bytes()
    comment = desk.read("content/comments/the-tap/2012-08-16-cy-poe.md")
    assert comment == "---\nname: Cy Poe\ndate: 2012-08-17 09:00\nwebsite: https://reader.example/\n---\nFirst.\n\nSecond.\n"
    assert "in_reply_to: 2012-08-16-cy-poe\n" in desk.read("content/comments/the-tap/2012-08-16-dee-roy.md")
    assert "reader.example" not in desk.read("content/comments/the-tap/2012-08-16-dee-roy.md")
    for what in (
        "it was marked as spam",
        "nobody had approved it",
        "it is a pingback",
        "it lies in the blog's bin",
        "(product)",
        "1 left out",
    ):
        assert what in done.output
    assert "Private is left out: it was private, " in done.output
    assert "Locked is left out: it had a password, and everybody can read what is written here" in done.output
    assert "status: draft" in desk.read("content/stories/2012/soon.md")
    assert "stories/someday.md: it has no date, and is written as a draft" in done.output
    assert header_and_body(desk, "content/stories/someday.md")[0] == (
        "title: Someday\nauthors: [bo-tan]\nstatus: draft\nid: https://small-repairs.example/?p=20\n"
    )
    before = desk.files()
    again = move_in(desk, export, "wordpress.xml", "--pictures", str(desk.root / "in/uploads"))
    assert "0 stories + 0 pages + 0 comments + 8 here already" in again.output
    assert desk.files() == before
    checked = desk("check", *DAY)
    assert checked.exit_code == 0, checked.output


def test_nothing_is_written_over(desk):
    desk.put("content/stories/2018/the-tap.md", "---\ntitle: Ours\ndate: 2018-01-01\n---\nOurs.\n")
    desk.put("content/pages/about.md", "---\ntitle: About\n---\nOurs.\n")
    before = desk.files()
    done = move_in(desk, wordpress(item(1, "Theirs.", "The tap"), item(2, "Theirs", "About", kind="page")))
    assert "About is left out: content/pages/about.md is there already, with another text" in done.output
    assert "title: The tap" in desk.read("content/stories/2012/the-tap-2.md")
    assert before.items() <= desk.files().items()


def test_a_desk_that_was_stopped_goes_on(desk):
    posts = [item(number, f"Text {number}.", "The same", more=remark(1, "Yes.") + remark(2, "No.")) for number in range(1, 5)]
    whole = move_in(desk, wordpress(*posts))
    assert "12 read = 4 stories + 0 pages + 8 comments" in whole.output
    every = desk.files()
    for name in ("stories/2012/the-same-3.md", "comments/the-same/2012-08-16-cy-poe.md", "people/bo-tan.md"):
        (desk.root / "content" / name).unlink()
    move_in(desk, wordpress(*posts))
    assert desk.files() == every


PIECES = """words|<p>
|</p>|<b>|</b>|<a href="http://[x">|</a>|<img src="x" alt="](">|[caption]|[/caption]|[x y=z]|{static}../x|<!--|-->|&#0;|<h1>
|</h1>|\n\n|<table><tr><td>|mailto:a@b.example|<iframe src="//v.example">|<script>x</script>|[[gallery]]|[gallery]|](x)|&lt;b&gt;|</ul>|<li>
|\u202e|<img src="https://a.example/x.jpg">|<a href="{filename}/../../x">|:|---|[^1]|[^1]: x""".replace("\n|", "|")
HTML = st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map(" ".join)


@given(st.lists(st.tuples(HTML, HTML, st.sampled_from(["publish", "draft", "future"]), HTML), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_any_text_is_counted_and_passes_the_check(tmp_path_factory, posts):
    desk = Desk(tmp_path_factory.mktemp("desk"))
    items = [
        item(number, html, title.replace("]]", ""), status=status, more=remark(1, said or "x"))
        for number, (html, title, status, said) in enumerate(posts, 1)
    ]
    done = move_in(desk, wordpress(*items))
    numbers = [int(one) for one in re.findall(r"\d+", done.stdout.split("read =")[1].split("\n")[0])]
    assert sum(numbers) == len(posts) * 2, done.output
    checked = desk("check", *DAY)
    named = [line for line in checked.stderr.split("\n") if line and ": warning: " not in line]
    assert set(named) <= set(done.stderr.split("\n")), (done.output, checked.output)


BOMB = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("export", "reason"),
    [
        (b"", "broken here"),
        (b"hello", "broken here"),
        (b"<html><body/></html>", "no export of a blog (it begins with `html`)"),
        (BOMB, "declares entities"),
        (blogger(entry(1, "x", "y")).encode()[:-30], "broken here"),
        (b'<!DOCTYPE rss SYSTEM "file:///etc/hostname"><rss><channel/></rss>', "declares entities"),
    ],
    ids=range(6),
)
def test_what_is_no_export_is_refused(desk, export, reason):
    before = set(desk.files())
    done = move_in(desk, export)
    assert done.exit_code == 1
    assert reason in done.output
    assert set(desk.files()) == {*before, "in/blog.xml"}


def test_signs_that_xml_forbids_do_not_stop_it(desk):
    done = move_in(desk, wordpress(item(1, "One\x0b two.", "The tap")))
    assert "1 read = 1 stories" in done.output


def test_a_long_blog_takes_little_memory(tmp_path):
    import tracemalloc

    from plugins.desk.blog.entry import Post
    from plugins.desk.blog.export import entries

    file = tmp_path / "blog.xml"
    text = "A word of it. " * 700
    file.write_text(wordpress(*(item(number, text, f"Post {number}") for number in range(2000))))
    tracemalloc.start()
    count = sum(isinstance(one, Post) for one in entries(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < 5_000_000 < file.stat().st_size


EXCERPT = '<excerpt:encoded xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><![CDATA[{}]]></excerpt:encoded>'.format
TERMS = (
    "<category domain='category' nicename='smith-sons'><![CDATA[Smith &amp; Sons]]></category>"
    "<category domain='post_tag' nicename='obrien'><![CDATA[O&#039;Brien]]></category>"
)


def test_what_wordpress_knows_of_a_post_comes_along(desk):
    post = item(1, "One.<!--nextpage-->Two.", "It&#8217;s O&#039;Brien", more=EXCERPT("A tap &amp; a <b>bucket</b>,\nand why.") + TERMS)
    page = item(2, "Us.", "About", "page", link="https://small-repairs.example/who/about-us/")
    export = wordpress(post, page).replace("Bo Tan", "Bo O&#039;Tan &amp; Sons")
    done = move_in(desk, export)
    assert done.exit_code == 0, done.output
    header, body = header_and_body(desk, "content/stories/2012/its-obrien.md")
    assert header.startswith(
        "title: It\u2019s O'Brien\nauthors: [bo-otan-sons]\nsummary: A tap & a bucket, and why.\ntags: [O'Brien]\ncategory: Smith & Sons\n"
    )
    assert body == "One.\n\nTwo.\n"
    assert "name: Bo O'Tan & Sons\n" in desk.read("content/people/bo-otan-sons.md")
    assert desk.read("content/pages/about.md") == "---\ntitle: About\naliases: [/who/about-us/]\n---\nUs.\n"


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ('[code language="php"]\n<?php\n  echo "[gallery]";\n?>\n[/code]', '```\n<?php\n  echo "[gallery]";\n?>\n```\n'),
        ("[sourcecode]a &lt; b[/sourcecode]", "```\na < b\n```\n"),
        ('<pre class="wp-block-code"><code>if x:\n    y(`[gallery]`)</code></pre>', "```\nif x:\n    y(`[gallery]`)\n```\n"),
        ("<pre>Roses\nare</pre>", "Roses  \nare\n"),
        ('<span style="font-weight:bold">It</span> <b style="font-weight: normal">was</b>.', "**It** was.\n"),
        ('<span style="font-style: italic; color: red">It</span> <i>was</i>.', "*It* *was*.\n"),
        ("<div>One.</div><div><br /></div><div>Two.</div><br /><br />Three.<br />Four.", "One.\n\nTwo.\n\nThree.  \nFour.\n"),
        ('One.<img src="https://count.example/1" width="1" height="1"/>', "One.\n"),
    ],
)
def test_what_blogs_write_in_their_own_ways(desk, html, body):
    assert move_in(desk, wordpress(item(1, html, "A post"))).exit_code == 0
    assert header_and_body(desk, "content/stories/2012/a-post.md")[1] == body
