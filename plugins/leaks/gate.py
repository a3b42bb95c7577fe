"""Looks for names that must not appear in the finished files, as somebody would who knows one: whatever brought them there.

What stands in the content the proof has found already, with its line; here are names that templates or addresses put together.
"""

import marshal
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.magazine.finished import is_bound
from plugins.magazine.hidden import seeker, whole
from plugins.magazine.problem import Problem
from plugins.magazine.terms import Terms

TEXTS = (".html", ".xml", ".atom", ".json", ".txt", ".vcf", ".svg", ".css", ".js", "_headers", "_redirects")
KEPT = "looked"  # beside the trees: which files have passed, and what was looked for


def looked_through(
    folder: Path, pages: Mapping[str, str], terms: Terms, said: Callable[[str], str] | None = None, **_: object
) -> list[Problem]:
    """Every name found in a finished file of a tree; ``pages`` gives its files with their marks, none where nobody knows.

    ``said`` gives what can be read in a PDF or an EPUB, its metadata too. A file that passed before is not read again as long as
    the same names are looked for.
    """
    if not terms.known:
        return []
    kept = folder.parent / KEPT
    before = {} if os.environ.get("CLEAN") else _passed(kept, terms)
    looking, problems, passed = seeker(terms), [], {}
    for file in sorted(pages):
        bound = said is not None and is_bound(file)
        if not bound and not file.endswith(TEXTS):
            continue
        if pages[file] and before.get(file) == pages[file]:
            passed[file] = pages[file]
            continue
        text = said(file) if said and bound else (folder / file).read_text("utf-8", "replace")
        found = looking.hits(file, whole, name=True) + looking.hits(text, whole)
        for hit in found:
            message = f"`{hit.term.written}` must not appear and is in the finished file: \u201c{hit.words}\u201d; "
            message += "take it out of what this is printed from, or allow these words under `allowed` with a reason"
            problems.append(Problem(f"output/{file}", 0, "leak", message))
        if not found:
            passed[file] = pages[file]
    if passed != before:
        fresh = kept.with_name(f"{KEPT}.new")
        fresh.write_bytes(marshal.dumps((terms.mark, passed)))
        os.replace(fresh, kept)
    return problems


def _passed(kept: Path, terms: Terms) -> dict[str, str]:
    try:
        mark, passed = marshal.loads(kept.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):  # none, or one that was cut off
        return {}
    return passed if mark == terms.mark else {}
