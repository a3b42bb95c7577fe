"""The page that starts the editors' forms, and the configuration that they are made of."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from plugins.admin.forms import collections
from plugins.magazine.magazine import Magazine
from plugins.magazine.page import Page

# Pinned: another version is not run before somebody has tried it and written its hash down (Subresource Integrity, W3C)
PROGRAM = "https://unpkg.com/@sveltia/cms@0.221.1/dist/sveltia-cms.js"
INTEGRITY = "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6"


# It is no page of the magazine, and so none of its theme: readers never see it
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>The desk \u2013 {name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link href="config.yml" type="text/yaml" rel="cms-config-url">
<script src="{program}" integrity="{integrity}" crossorigin="anonymous" defer></script>
</head>
<body>
<noscript>These forms need a program. Without one, write the files and commit them: the README says how.</noscript>
</body>
</html>
"""


def pages(magazine: Magazine, day: date) -> Iterator[Page]:
    """``/admin/`` and its configuration, where the masthead names a repository."""
    if magazine.masthead.admin:
        yield Page("/admin/", start, magazine.masthead.name)
        yield Page("/admin/config.yml", config, settings(magazine))


def settings(magazine: Magazine) -> dict[str, Any]:
    """The configuration (https://sveltiacms.app/en/docs/config-basics), made of the models of all headers."""
    head = magazine.masthead
    assert head.admin, "the masthead names no repository"
    return {
        "backend": {"name": head.admin.host, "repo": head.admin.repository, "branch": head.admin.branch},
        "site_url": head.url,
        "media_folder": f"{magazine.content.name}/images",
        "public_folder": "images",
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": collections(magazine),
    }


def start(view: str) -> bytes:
    """The page that starts the forms of a magazine of this name."""
    return PAGE.format(name=escape(view), program=PROGRAM, integrity=INTEGRITY).encode()


def config(view: dict[str, Any]) -> bytes:
    """The configuration as a file."""
    import yaml  # of most builds nothing here is printed

    said: str = yaml.safe_dump(view, sort_keys=False, allow_unicode=True, width=10**9)
    return said.encode()
