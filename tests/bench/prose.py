"""Invents the texts of the benchmark: plain sentences with the markup that writers use, the same on every machine."""

from __future__ import annotations

from random import Random

WORDS = """a about across after again all almost along among and answer apron around ask at autumn away back barrel basket bath be
because before bell bench between bicycle board boiler book both bread bridge bright bring broken brother brush bucket build but button
by call candle careful carry chair change clean clock close cloth coat cold colour come corner count cup customer day desk door down
drawer drive dry early east empty end evening every far fence few find first floor follow for friend from front full garden gate give
glass go good green hammer hand hat hear heavy hill hold home honest hour house how if in inside iron key kitchen know ladder lamp last
late lead leaf leave letter light line list little long look make map market mend milk mirror moment morning move name narrow near neck
needle never new next night north note now of office often oil old on once one open order other our out over paint paper pen people
piece pipe place plain plan plate pocket press price promise proof quick quiet quite rain read red repair ring river road roof room
rope round salt same saw season second send set shelf shirt shop short show side sign small snow some south spring square stair stamp
stand start stone story street string sugar summer table take talk tap tea tell than that the their then there thick thin thing thread
through ticket till time tin to together tool top towel town train tree turn two under until up van very visit wait walk wall warm watch
water week west wheel when where while white who wide window winter with without wood word work write yard year yellow yes yet""".split()

LENGTH = 700  # words of a story's body
PARAGRAPH = 54  # words of a paragraph, on average
SECTION = 230  # words between two headings


def sentence(rng: Random, *, plain: bool = False) -> str:
    """One sentence of six to eighteen words; now and then one of them is emphasised, a link, or code."""
    words = rng.choices(WORDS, k=rng.randint(6, 18))
    if not plain and rng.random() < 0.25:
        at, style = rng.randrange(1, len(words)), rng.randrange(5)
        marked = ("*{}*", "**{}**", "`{}`", "[{0}](https://example.org/{0}/)", "_{}_")[style]
        words[at] = marked.format(words[at])
    return " ".join(words).capitalize() + "." if plain else words[0].capitalize() + " " + " ".join(words[1:]) + "."


def headline(rng: Random) -> str:
    """A few words."""
    return " ".join(rng.choices(WORDS, k=rng.randint(3, 6))).capitalize()


def body(rng: Random, number: int, link: str) -> str:
    """A body of some seven hundred words in Markdown; ``link`` is the address of another story, which it names once."""
    blocks = [" ".join(sentence(rng) for _ in range(4)) + f" It is told [in another place]({link})."]
    written, headings = _words(blocks[0]), 0
    while written < LENGTH - PARAGRAPH / 2:
        if written >= SECTION * (headings + 1):
            headings += 1
            blocks.append(f"## {headline(rng)}")
            blocks.append(_special(rng, number + headings))
            written += _words(blocks[-1])
        blocks.append(" ".join(sentence(rng) for _ in range(rng.randint(3, 6))))
        written += _words(blocks[-1])
    return "\n\n".join(blocks) + "\n"


def _words(text: str) -> int:
    return text.count(" ") + 1


def _special(rng: Random, kind: int) -> str:
    """What breaks up the paragraphs: mostly lists and quotations, sometimes code, sometimes a table."""
    if kind % 12 == 0:
        lines = [f"{rng.choice(WORDS)}_{at} = price({rng.randrange(900)}, '{rng.choice(WORDS)}')" for at in range(6)]
        return "```python\n" + "\n".join(lines) + "\n```"
    if kind % 9 == 0:
        rows = [f"| {rng.choice(WORDS)} | {rng.randrange(900)} |" for _ in range(5)]
        return "\n".join(["| thing | price |", "| --- | ---: |", *rows])
    if kind % 2:
        return "\n".join(f"- {sentence(rng)}" for _ in range(4))
    return f"> {sentence(rng)} {sentence(rng)}"
