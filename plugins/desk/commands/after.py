"""After the last page is read, and after print: close, correct, withdraw, reply, rename."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plugins.desk import closing, correcting, recarding, renaming, reopening, replying, withdrawing
from plugins.desk.commands.marking import marked_anew
from plugins.desk.house import CONTENT
from plugins.desk.options import Day, magazine_of, or_refused
from plugins.desk.printed import in_all_languages, story_of
from plugins.desk.telling import fold
from plugins.magazine.numbers import in_figures
from plugins.magazine.problem import ERROR, errors, report

Language = Annotated[str, typer.Option("--lang", help="Which of its languages, where there are several.")]
Story = Annotated[str, typer.Argument(metavar="SLUG", help="The story: its slug, its file or its address.")]


def _kind(text: str) -> str:
    if text not in correcting.KINDS:
        raise typer.BadParameter(f"`{text}` is not known: use {', '.join(correcting.KINDS)}")
    return text


def close(
    context: typer.Context,
    number: Annotated[int, typer.Argument(min=1, metavar="N", help="The number of the issue.")],
    again: Annotated[bool, typer.Option("--again", help="Write down how a closed issue reads since it was corrected.")] = False,
    day: Day = None,
) -> None:
    """Read an issue for the last time, and lock it."""
    root, magazine, day = magazine_of(context, day, publish=True)
    closed = or_refused(lambda: closing.close(number, magazine, root, day, again=again))
    if errors(closed.problems):
        typer.echo(report(one for one in closed.problems if one.severity == ERROR), err=True, nl=False)
        typer.echo(f"#{number} is as it was: mend these first.")
        raise typer.Exit(1)
    for path in closed.written:
        typer.echo(f"wrote {path}")
    typer.echo(report(closed.problems), err=True, nl=False)
    if again:
        left = f", {closed.gone} went out" if closed.gone else ""
        fold(f"#{number} stays closed; {in_figures(closed.added, 'entry', 'entries')} came into its lock{left}.")
        for line in closed.letters:
            typer.echo(line)
        return
    parts = [in_figures(closed.stories, "story", "stories")]
    parts += [in_figures(closed.translations, "translation")] if closed.translations else []
    parts += [in_figures(closed.insertions, "advertisement")] if closed.insertions else []
    fold(f"#{number} is closed: {', '.join(parts)}.")
    issue = next(one for one in magazine.issues if one.number == number)
    if day < issue.deadline:
        fold(f"Its deadline is only on {issue.deadline}: what comes until then goes into a later issue.")
    for line in closed.letters:
        typer.echo(line)
    fold("Next: desk save, and on the day of the issue make publish and desk post.")


def reopen(
    context: typer.Context,
    number: Annotated[int, typer.Argument(min=1, metavar="N", help="The number of the issue.")],
    day: Day = None,
) -> None:
    """Open a closed issue again, before its day."""
    root, magazine, day = magazine_of(context, day)
    done = or_refused(lambda: reopening.reopen(number, magazine, root, day))
    for path in (*done.letters, done.lock):
        typer.echo(f"took away {path}")
    typer.echo(f"#{number} is open again; its stories keep their ids.")
    typer.echo(f"Next: desk save, and in the end desk close {number}.")


def correct(
    context: typer.Context,
    words: Story,
    text: Annotated[str, typer.Option("--text", help="What was wrong, and what is right.")] = "",
    kind: Annotated[str, typer.Option("--kind", parser=_kind, metavar="|".join(correcting.KINDS))] = "correction",
    minor: Annotated[bool, typer.Option("--minor", help="Keep it, and do not print it.")] = False,
    language: Language = "",
    day: Day = None,
) -> None:
    """Say what was corrected in a printed story."""
    root, magazine, day = magazine_of(context, day)
    story = or_refused(lambda: story_of(words, magazine, language))
    text = " ".join(text.split())
    done = or_refused(lambda: correcting.correct(story, magazine, root, day, kind, text, minor=minor))
    for path in done.written:
        typer.echo(f"wrote {path}")
    fit = marked_anew([story.path], root, day)
    if done.already:
        typer.echo("This correction stood there already.")
    if done.as_before:
        fold(f"The text is as it was printed: mend it in {story.path}, then desk check.")
    for one in in_all_languages(story, magazine):
        if one.path != story.path:
            fold(f"It is printed in another language too: desk correct {story.slug} --lang {one.lang}")
    raise typer.Exit(not fit)


def withdraw(
    context: typer.Context,
    words: Story,
    because: Annotated[str, typer.Option("--because", help="Why, in words that readers may have.")],
    neutral: Annotated[bool, typer.Option("--neutral", help="Its address names somebody: give it another, and empty the file.")] = False,
    day: Day = None,
) -> None:
    """Take a story back, and say what cannot be recalled."""
    root, magazine, day = magazine_of(context, day)
    story = or_refused(lambda: story_of(words, magazine))
    done = or_refused(lambda: withdrawing.withdraw(story, magazine, root, day, " ".join(because.split()), neutral=neutral))
    for path in done.written:
        typer.echo(f"wrote {path}")
    for path in done.gone:
        typer.echo(f"took away {path}")
    fit = marked_anew(done.written, root, day)
    typer.echo("\nWhat is left, and yours to do:")
    for line in done.left:
        fold(line, "- ")
    raise typer.Exit(not fit)


def reply(
    context: typer.Context,
    words: Story,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="The reply, as it came.")],
    name: Annotated[str, typer.Option("--name", help="Whose reply it is, as it is to be printed.")],
    website: Annotated[str, typer.Option("--website", help="With https://.")] = "",
    language: Language = "",
    day: Day = None,
) -> None:
    """Print the answer of somebody a story is about, beside it."""
    root, magazine, day = magazine_of(context, day)
    story = or_refused(lambda: story_of(words, magazine, language))
    path, problems = or_refused(lambda: replying.reply(story, name, file, magazine, root, day, website))
    typer.echo(report(problems), err=True, nl=False)
    if errors(problems):
        raise typer.Exit(1)
    fit = marked_anew([path], root, day)
    fold(f"The reply stands in {path}.")
    raise typer.Exit(not fit)


def rename(
    context: typer.Context,
    words: Annotated[str, typer.Argument(metavar="SLUG", help="A story, or people/ann-lee, or businesses/paint-and-co.")],
    slug: Annotated[str, typer.Argument(metavar="NEW-SLUG", help="What it is to be called.")],
    title: Annotated[str, typer.Option("--title", help="Another headline or name too; of a headline readers are told.")] = "",
    language: Language = "",
    day: Day = None,
) -> None:
    """Give a story another address, to which the old one leads."""
    root, magazine, day = magazine_of(context, day)
    title = " ".join(title.split())
    kind, _, card = words.removeprefix(f"{CONTENT}/").removesuffix(".md").partition("/")
    if kind in recarding.FIELDS:
        written = or_refused(lambda: recarding.rename_card(kind, card, slug, title, magazine, root, day))
    else:
        story = or_refused(lambda: story_of(words, magazine, language))
        written = or_refused(lambda: renaming.rename(story, slug, magazine, root, day, title))
    for path in written:
        typer.echo(f"wrote {path}")
    if kind in recarding.FIELDS and card != slug:
        fold(f"Its page is /{kind}/{slug}/ now, and /{kind}/{card}/ leads nowhere.")
    raise typer.Exit(not marked_anew(written, root, day))


COMMANDS = (close, reopen, correct, withdraw, reply, rename)
