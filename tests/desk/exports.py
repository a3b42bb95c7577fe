"""Exports of invented blogs, written the way Blogger, Takeout and WordPress write them."""

from __future__ import annotations

from html import escape

KIND = "http://schemas.google.com/blogger/2008/kind#"


def blogger(*entries: str) -> str:
    return (
        "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href='x' type='text/css'?>\n"
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>"
        f"<id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>Small Repairs</title>{''.join(entries)}</feed>"
    )


def entry(
    number: int, html: str, title: str = "", kind: str = "post", path: str = "", more: str = "", when: str = "2012-08-16T20:30:00.001+10:00"
) -> str:
    link = f"<link rel='alternate' type='text/html' href='http://small-repairs.blogspot.com{path}' title='x'/>" if path else ""
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><published>2012-08-16T20:30:00.001+10:00</published><updated>2013-01-01T00:00:00Z</updated>"
        f"<category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}{kind}'/><title type='text'>{escape(title)}</title>"
        f"<content type='html'>{escape(html)}</content>{link}<author><name>Bo Tan</name><uri>http://www.blogger.com/profile/1</uri>"
        f"<email>noreply@blogger.com</email></author>{more}</entry>"
    )


def takeout(*entries: str) -> str:
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        f"<id>tag:blogger.com,1999:blog-1</id><title>Small Repairs</title>{''.join(entries)}</feed>"
    )


def live(number: int, html: str, title: str = "", kind: str = "POST", status: str = "LIVE", more: str = "") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status>"
        f"<author><name>Bo Tan</name><uri></uri><blogger:type>BLOGGER</blogger:type></author><title>{escape(title)}</title>"
        f"<content type='html'>{escape(html)}</content><blogger:metaDescription/><blogger:created>2012-08-16T10:30:00Z</blogger:created>"
        f"<published>2012-08-16T10:30:00Z</published><updated>2013-01-01T00:00:00Z</updated>{more}<blogger:trashed/></entry>"
    )


def wordpress(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- a remark -->\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Small Repairs</title><link>https://small-repairs.example</link>'
        "<wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login><![CDATA[bo]]></wp:author_login>"
        "<wp:author_email>bo@small-repairs.example</wp:author_email>"
        "<wp:author_display_name><![CDATA[Bo Tan]]></wp:author_display_name></wp:author>"
        f"{''.join(items)}</channel></rss>"
    )


def item(number: int, html: str, title: str = "", kind: str = "post", status: str = "publish", more: str = "", link: str = "") -> str:
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{link or f'https://small-repairs.example/2012/08/post-{number}/'}</link>"
        f"<dc:creator><![CDATA[bo]]></dc:creator><guid isPermaLink='false'>https://small-repairs.example/?p={number}</guid>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>2012-08-16 20:30:00</wp:post_date><wp:post_date_gmt>2012-08-16 10:30:00</wp:post_date_gmt>"
        f"<wp:post_name><![CDATA[{title.lower().replace(' ', '-')}]]></wp:post_name><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def remark(number: int, text: str, name: str = "Cy Poe", approved: str = "1", kind: str = "comment", parent: int = 0, url: str = "") -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author>"
        f"<wp:comment_author_email>cy@reader.example</wp:comment_author_email><wp:comment_author_url>{url}</wp:comment_author_url>"
        f"<wp:comment_author_IP>203.0.113.7</wp:comment_author_IP><wp:comment_date>2012-08-17 09:00:00</wp:comment_date>"
        f"<wp:comment_date_gmt>2012-08-16 23:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )
