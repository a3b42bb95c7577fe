"""A web page as Markdown."""

import nh3


def markdown_of(html: str) -> str:
    """The words of some HTML."""
    import re

    html = re.sub(r"(?i)<br\s*/?>|</(?:p|div|h\d|li|tr)>", "\n\n", html)
    return nh3.clean(html, tags=set()).replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
