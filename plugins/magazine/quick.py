"""Most of a story is plain words: text in which nothing is marked passes by what looks for marks, and is set the same.

Python-Markdown tries some fifteen patterns on every piece of text and as many processors on every block. Which text none
of them can match is told from the text at hand. Where an extension brings a pattern or a processor of which nothing is
known here, Python-Markdown goes its own way, as it does in all text that is not plain.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

import markdown
from markdown import inlinepatterns
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString

# What every match of a pattern of Python-Markdown's (3.11) begins with. Any other pattern is unknown.
_SIGNS = {
    re.compile(expression, re.DOTALL): signs
    for expression, signs in {
        inlinepatterns.BACKTICK_RE: ("`", "\\"),
        inlinepatterns.ESCAPE_RE: ("\\",),
        inlinepatterns.LINK_RE: ("[",),
        inlinepatterns.IMAGE_LINK_RE: ("![",),
        inlinepatterns.AUTOLINK_RE: ("<",),
        inlinepatterns.AUTOMAIL_RE: ("<",),
        inlinepatterns.HTML_RE: ("<",),
        inlinepatterns.ENTITY_RE: ("&",),
        inlinepatterns.LINE_BREAK_RE: ("  \n",),
        r"\*|_": ("*", "_"),  # emphasis
        r"\[\^([^\]]*)\]": ("[^",),  # footnotes
    }.items()
}
# The modules whose block processors leave a block alone in which the next expression finds nothing
_BLOCKS = {f"markdown.extensions.{name}" for name in ("abbr", "def_list", "footnotes", "md_in_html", "sane_lists", "tables")}
_BLOCKS.add(BlockProcessor.__module__)
# A line that begins like a heading, list, quote, rule, term or reference
_MARKED = re.compile(r"\n *(?:[#>*+=_:\[-]|\d)")


class Quick(Extension):
    """The extension that does so. Name it before all others: what they put in the same place then counts."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Takes the place of Python-Markdown's own inline processor, and stands before its block processors."""
        md.treeprocessors.register(_QuickInline(md), "inline", 20)  # Python-Markdown's own name and priority
        self.paragraphs = _PlainParagraph(md.parser)
        md.parser.blockprocessors.register(self.paragraphs, "plain-paragraph", 1000)
        md.registerExtension(self)

    def reset(self) -> None:
        """Before each text: sees which block processors there are now."""
        self.paragraphs.look_around()


class _PlainParagraph(BlockProcessor):
    """Hands a block without any marks straight to the processor that comes last."""

    def __init__(self, parser: BlockParser):
        super().__init__(parser)
        self.knows_all = False

    def look_around(self) -> None:
        """Sees whether all processors are known."""
        others = (one for one in self.parser.blockprocessors if one is not self)
        self.knows_all = all(type(one).__module__ in _BLOCKS for one in others) and "paragraph" in self.parser.blockprocessors

    def test(self, parent: etree.Element, block: str) -> bool:
        if not self.knows_all or block[:1] in ("", " ", "\n") or "|" in block or STX in block:  # a table's or a stash's sign
            return False
        return not _MARKED.search(f"\n{block}")

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        return self.parser.blockprocessors["paragraph"].run(parent, blocks)


class _QuickInline(InlineProcessor):
    """Tries on each text of a tree only those patterns that may match in it."""

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        """Sets the inline marks of a tree, as Python-Markdown's own does."""
        registry: Any = self.inlinePatterns
        patterns = list(registry)
        signs = [_SIGNS.get(pattern.getCompiledRegExp(), ()) for pattern in patterns]
        plain: list[etree.Element] = []
        if all(signs):
            patterns = self._of_use(patterns, signs, "".join(tree.itertext()))
            marked = re.compile("|".join(re.escape(sign) for sign in sorted({sign for own in signs for sign in own})))
            plain = [element for element in tree.iter() if type(element.text) is str and not marked.search(element.text)]
        for element in plain:  # what is atomic is finished
            element.text = AtomicString(element.text)
        self.inlinePatterns: Any = patterns  # a list is read like the registry, and answers quicker
        self.signs = [_SIGNS.get(pattern.getCompiledRegExp(), ("",)) for pattern in patterns]
        try:
            return super().run(tree, ancestors)
        finally:
            self.inlinePatterns = registry
            for element in plain:  # the processors after this one may change it
                element.text = str(element.text)

    def _InlineProcessor__applyPattern(  # the name that Python gives to what Python-Markdown keeps to itself
        self, pattern: inlinepatterns.Pattern, data: str, index: int, start: int = 0
    ) -> tuple[str, bool, int]:
        """Looks for a pattern from the first of its signs on."""
        places = [place for sign in self.signs[index] if (place := data.find(sign, start)) >= 0]
        if not places:
            return data, False, 0
        # private there, and its only place where a pattern is looked for
        found: tuple[str, bool, int] = super()._InlineProcessor__applyPattern(pattern, data, index, min(places))  # type: ignore[misc]
        return found

    def _of_use(self, patterns: list[inlinepatterns.Pattern], signs: list[tuple[str, ...]], text: str) -> list[inlinepatterns.Pattern]:
        """The patterns that may change something in a text."""
        used = [pattern for pattern, own in zip(patterns, signs, strict=True) if any(sign in text for sign in own)]
        if any(type(pattern).__module__ != inlinepatterns.__name__ for pattern in used):
            return patterns  # an extension's, which may write what others then find
        if not self.md.references:
            used = [pattern for pattern in used if not isinstance(pattern, inlinepatterns.ReferenceInlineProcessor)]
        return used
