"""Sets a letter: as a page, as the HTML of a mail with its styles in it, and as plain text; and decides how much of it fits."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from plugins.letter.body import body, size
from plugins.letter.plain import WIDTH, plain, wrapped
from plugins.letter.view import COVER, STYLES, LetterView, Parts, Styles
from plugins.magazine.advert import Advert
from plugins.magazine.catalogue import catalogue, part, passage
from plugins.magazine.edition import Article
from plugins.magazine.fits import Fit, fits

MOST = 100_000  # bytes of HTML that stay below this: Gmail cuts a message off at some 102,000
_GAP = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


class Piece(NamedTuple):
    """A story in the letter: ``how`` much of it there is. After some stand advertisements."""

    article: Article
    how: str
    adverts: tuple[Advert, ...] = ()


class Set(NamedTuple):
    """A letter that is set: what the build says of it, and its forms."""

    said: str
    page: str
    mail: str
    fit: Fit


def page(view: LetterView) -> bytes:
    """The page that shows the letter."""
    return letter(view).page.encode()


def styles(view: Styles) -> bytes:
    """The style sheet of that page."""
    return _styles(view).encode()


def text(view: LetterView, fit: Fit) -> str:
    """The letter in plain words."""
    return _GAP.sub("\n\n", _set(view, "letter/letter.txt", fit, view.home)).strip() + "\n"


@lru_cache(maxsize=2)  # its page is printed, and then its message
def letter(view: LetterView) -> Set:
    """The letter with as many words as fit into a mail; raises TemplateRuntimeError where nothing of it would."""
    from jinja2 import TemplateRuntimeError

    for fit in fits(len(view.edition.articles)):
        mail = inlined(_set(view, "letter/letter.html", fit, view.home, _styles(Styles(view.parts, view.colours))))
        if len(mail.encode()) < MOST:
            return Set(fit.said, _set(view, "letter/letter.html", fit, view.root), mail, fit)
    raise TemplateRuntimeError(f"the letter is longer than {MOST} bytes without any story: its advertisements or corrections are too long")


def inlined(html: str) -> str:
    """HTML with its styles in its elements, where all mail programs look; what is for some screens alone stays in the head."""
    import css_inline

    made: str = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, apply_width_attributes=True).inline(html)
    return made


def pieces(view: LetterView, fit: Fit) -> tuple[Piece, ...]:
    """The stories in running order, and among them the larger advertisements, as far from each other as can be."""
    articles, lead = view.edition.articles[: fit.most], view.edition.lead
    wide = _of_shape(view, "wide")
    after: dict[int, list[Advert]] = {}
    for at, one in enumerate(wide):
        after.setdefault(at * len(articles) // len(wide), []).append(one)
    return tuple(Piece(one, fit.lead if one.path == lead else fit.rest, tuple(after.get(at, ()))) for at, one in enumerate(articles))


def _of_shape(view: LetterView, shape: str) -> list[Advert]:
    return [one for one in view.edition.adverts if one.shape == shape]


def _styles(view: Styles) -> str:
    return str(_environment(view.parts, "en").get_template(f"letter/{STYLES}").render(**dict(view.colours), faces=view.faces)).strip()


def _set(view: LetterView, name: str, fit: Fit, base: str, css: str = "") -> str:
    """A template filled in; ``base`` is what all addresses of the magazine begin with. With ``css`` it is for a mail."""
    edition, found = view.edition, pieces(view, fit)
    drawn = {source: file._replace(address=view.root + file.address) for source, file in view.drawn}
    return str(
        _environment(view.parts, view.says)
        .get_template(name)
        .render(
            view=view,
            edition=edition,
            envelope=view.envelope,
            fit=fit,
            pieces=found,
            more=len(edition.articles) - len(found),
            strips=_of_shape(view, "strip"),
            wides=[] if found else _of_shape(view, "wide"),
            smalls=_of_shape(view, "small"),
            letter=edition.letter if fit.letter else None,
            around=edition.language,
            voice=part(view.says, edition.language),
            base=base,
            here=base + view.address,
            cover=base + view.address + COVER,
            sheet=base + view.address + STYLES,
            css=css,
            set_text=lambda one, address: body(one.__html__(), address, drawn),
            shown=lambda file: dict(view.drawn).get(view.root + file.address, file),
        )
    )


@lru_cache(maxsize=8)
def _environment(parts: Parts, says: str) -> Any:
    """The theme's parts of a letter, which speak one language around its texts."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    speech, sources = catalogue(says), dict(parts)
    made: Any = Environment(
        # by its name the place is told where something is wrong in it
        loader=FunctionLoader(lambda name: (sources[name], name, None) if name in sources else None),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(speech.gettext, speech.ngettext, newstyle=True, pgettext=speech.pgettext, npgettext=speech.npgettext)
    made.globals.update(lang=passage, size=size)
    made.filters.update(plain=plain, wrapped=wrapped)
    made.filters["rule"] = lambda words, sign: sign * min(WIDTH, max((len(line) for line in words.split("\n")), default=0))
    return made
