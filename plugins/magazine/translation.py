"""What an editor has to know of translations: which texts their originals have left behind, and which words nobody translated."""

from collections.abc import Iterator

from plugins.magazine.catalogue import LABEL, catalogue, has_catalogue, language_name
from plugins.magazine.credits import is_older, last_change, original
from plugins.magazine.problem import WARNING, Problem
from plugins.magazine.run import PRINTED, Run


def rules(run: Run) -> Iterator[Problem]:
    """Translations that are older than their originals, and languages of the day that the pages do not speak, or not wholly."""
    for placed in run.printed if len(run.languages) > 1 else ():
        source = original(run, placed) if placed.state == PRINTED else None
        if source and is_older(run, placed, source):
            day = last_change(run, source)
            message = f"its original ({source.story.path}) was changed on {day}: bring it up to date, and write that day into `modified`"
            line = placed.story.line("modified") or placed.story.line("translator")
            yield Problem(placed.story.path, line, "old-translation", message, WARNING)
    for language in run.languages:
        yield from _spoken(language)


def _spoken(language: str) -> Iterator[Problem]:
    """What is wrong with how the pages speak around texts of a language."""
    known, name = catalogue(language), language_name(language)
    path = f"{LABEL}/{known.language}.po"
    if not has_catalogue(language):
        message = f"the pages speak no {name}: their labels are in another language; `desk words {language} --gather` begins a catalogue"
        yield Problem(f"{LABEL}/{language}.po", 0, "untranslated", message, WARNING)
    for fault in known.faults:
        yield Problem(path, fault.line, "catalogue", fault.message)
    if waiting := known.waiting:
        message = f"{len(waiting)} of {len(known.entries)} words around texts are not in {name}: `desk words {known.language}` lists them"
        yield Problem(path, waiting[0].line, "untranslated", message, WARNING)
