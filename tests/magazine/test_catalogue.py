"""Catalogues: what the magazine says around its texts, in every language that somebody translated it into."""

import io
from datetime import date

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from plugins.magazine.catalogue import FOLDER, Catalogue, catalogue, direction, part, passage, read, spoken
from plugins.magazine.dates import long_day, month_name, month_of_year, span
from plugins.playbook.words import ended, happened, in_words

CATALOGUES = sorted(FOLDER.glob("*.po"))
HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"\n\n'


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_catalogue_is_whole_and_is_read_as_babel_reads_it(file):
    known = catalogue(file.stem)
    assert (known.faults, known.waiting) == ((), ())
    for message in read_po(io.BytesIO(file.read_bytes()), locale=file.stem):
        assert not list(message.check())
        one, many = message.id if message.pluralizable else (message.id, "")
        if one and many:
            forms = {known.npgettext(message.context or "", one, many, number) for number in range(200)}
            assert forms == set(message.string)
        elif one:
            assert known.pgettext(message.context or "", one) == message.string


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1), st.text(min_size=1))
def test_any_words_come_back_as_they_were_written(english, said):
    if "%" in english + said:
        return
    quoted = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    lines = ["".join(quoted.get(letter, letter) for letter in words) for words in (english, said)]
    known = Catalogue("uk", *read(f'{HEAD}msgid ""\n"{lines[0]}"\nmsgstr "{lines[1]}"\n'.encode("utf-8", "ignore")))
    if "\u0000" not in said:
        assert known.gettext(english) == said.encode("utf-8", "ignore").decode()
    assert known.gettext("Something else") == "Something else"


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ('msgid "One"\nmsgstr "Один"\nodd\n', 7, "this is no line of a catalogue"),
        ('msgid "By %(name)s"\nmsgstr "Текст: %(nmae)s"\n', 5, "write %(name)s"),
        ('msgid "All"\nmsgstr "100 %"\n', 5, "%%"),
        ('msgid "%(num)s story"\nmsgid_plural "%(num)s stories"\nmsgstr[0] "%(num)s історія"\n', 5, "write 3"),
    ],
)
def test_what_cannot_be_printed_is_told_with_its_line_and_said_in_english(text, line, advice):
    known = Catalogue("uk", *read(f"{HEAD}{text}".encode()))
    (fault,) = known.faults
    assert fault.line == line
    assert advice in fault.message
    assert known.gettext("By %(name)s") == "By %(name)s"


def test_a_guess_is_not_printed():
    known = Catalogue("uk", *read(f'{HEAD}#, fuzzy\nmsgid "One"\nmsgstr "Два"\n'.encode()))
    assert known.gettext("One") == "One"
    assert [entry.message for entry in known.waiting] == ["One"]


def test_counts_in_ukrainian():
    say = catalogue("uk")
    counts = [say.ngettext("%(num)s story", "%(num)s stories", number) % {"num": number} for number in (1, 2, 5, 11, 21, 22, 112)]
    assert counts == ["1 історія", "2 історії", "5 історій", "11 історій", "21 історія", "22 історії", "112 історій"]


def test_days_in_ukrainian():
    may, december = date(2019, 5, 1), date(2019, 12, 1)
    assert month_name(may, "uk") == "Травень"
    assert long_day(may, "uk") == "1\u00a0травня 2019"
    assert month_of_year(may, "uk") == "травень 2019"
    assert span(may, date(2019, 6, 1), "uk") == "травень–червень 2019"
    assert span(december, date(2020, 1, 1), "uk") == "грудень 2019\u00a0– січень 2020"
    assert span(december, date(2020, 1, 1)) == "Dec 2019/Jan 2020"
    days = [date(2019, month, 1) for month in range(1, 13)]
    for words in (month_name, long_day, month_of_year):
        assert len({words(day, "uk") for day in days}) == 12


def test_numbers_and_ends_in_ukrainian_words():
    say = catalogue("uk")
    assert [in_words(number, say) for number in (1, 12, 20, 42, 1200)] == ["один", "дванадцять", "двадцять", "сорок два", "1\u00a0200"]
    assert len({in_words(number, say) for number in range(100)}) == 100
    right, in_part, still_open = "resolved", "partly-resolved", "not-resolved"
    assert ended([right] * 5 + [in_part] + [still_open] * 2, say) == "П’ять випадків залагоджено, один — частково, два — ні."
    assert ended([right] * 3, say) == "Усі три випадки залагоджено."
    assert happened(2, 2, 1, "", say) == "Про це розповіли два учасники. Ще один випадок — про проблему самого клієнта."


def test_a_language_without_a_catalogue_speaks_that_of_the_magazine():
    assert [spoken(language, "uk") for language in ("uk", "en", "uk-UA", "de")] == ["uk", "en", "uk-UA", "uk"]
    assert catalogue("uk-UA").gettext("Archive") == "Архів"
    assert catalogue("xx").gettext("Archive") == "Archive"
    assert catalogue("../uk").language == "en"


def test_a_passage_says_its_language_and_the_way_it_runs():
    assert passage("uk", "uk") == ""
    assert passage("uk", "en") == ' lang="uk"'
    assert passage("he", "en") == ' lang="he" dir="rtl"'
    assert passage("en", "fa") == ' lang="en" dir="ltr"'
    assert passage("ar", "he") == ' lang="ar"'
    assert part("en", "he") == ' lang="en"'
    assert [direction(language) for language in ("az-Arab", "ar-Latn", "ku", "ckb-IQ", "ur_PK")] == ["rtl", "ltr", "ltr", "rtl", "rtl"]
