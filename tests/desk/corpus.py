"""Letters as people and machines send them: each with what must become of it."""

# ruff: noqa: E501 - a message a line can be looked over
import base64
from collections.abc import Iterator
from typing import NamedTuple

from tests.desk.documents import p, word
from tests.desk.messages import (
    BELOW,
    DATE,
    HEADS,
    LETTER_ID,
    MORE,
    SAID,
    TELLS,
    THEIRS,
    attached,
    mail,
    multi,
    part,
    parts,
    picture,
)

STORY, COMMENT, UNSUBSCRIBE, REMOVE, LETTER, NOTICE = "story", "comment", "unsubscribe", "remove", "letter", "notice"
ANSWER, RETURNED, NOTED, REFUSED = "answered", "returned", "noted", "refused"


class Sample(NamedTuple):
    """A message, what it becomes, and words that then stand in its draft (or in its refusal), or do not."""

    name: str
    raw: bytes
    becomes: str = STORY
    says: str = ""
    never: str = ""

    @property
    def group(self) -> str:
        return self.name.partition(":")[0]


SCRIPTS = {
    "uk": (
        "Учора клієнтка сказала, що ми її забули. Це була наша помилка, і ми її виправили того самого дня.",
        "utf-8 koi8-u windows-1251",
    ),
    "ru": (
        "Вчера клиентка сказала, что мы о ней забыли. Это была наша ошибка, и мы исправили её в тот же день.",
        "koi8-r iso-8859-5 ibm866 x-mac-cyrillic",
    ),
    "de": (
        "Die Kundin stand vor der Tür und wir hatten vergessen, den Kühlschrank zu öffnen, was wir später für sie taten.",
        "iso-8859-1 windows-1252 iso-8859-15",
    ),
    "pl": (
        "Klientka przyszła o świcie, a my zapomnieliśmy jej powiedzieć, że żółw jest już zdrów i wraca do domu.",
        "iso-8859-2 windows-1250",
    ),
    "el": (
        "Η πελάτισσα ήρθε το πρωί και εμείς είχαμε ξεχάσει να της πούμε ότι η βρύση είχε χαλάσει από τον Μάρτιο.",
        "iso-8859-7 windows-1253",
    ),
    "he": ("הלקוחה באה בבוקר ואנחנו שכחנו לומר לה שהברז בחצר מטפטף מאז חודש מרץ ואיש לא תיקן אותו עד היום", "iso-8859-8-i windows-1255"),
    "ar": (
        "جاءت الزبونة في الصباح وكنا قد نسينا أن نقول لها إن الصنبور في الساحة يقطر منذ شهر مارس ولم يصلحه أحد",
        "iso-8859-6 windows-1256",
    ),
    "ja": (
        "お客様は朝早く来られましたが、私たちは 庭の蛇口が 三月から漏れていることを 伝えるのを 忘れていました。",
        "iso-2022-jp shift_jis euc-jp",
    ),
    "zh": ("客户 早上 来了 我们 却 忘了 告诉 她 院子 里 的 水龙头 从 三月 起 就 在 漏水", "gb2312 gbk gb18030 utf-16"),
    "tw": ("客戶 早上 來了 我們 卻 忘了 告訴 她 院子 裡 的 水龍頭 從 三月 起 就 在 漏水", "big5"),
    "ko": (
        "고객이 아침에 오셨는데 우리는 마당의 수도꼭지가 삼월부터 샌다는 것을 말씀드리는 것을 잊고 말았습니다 그날 바로 고쳤습니다",
        "euc-kr ks_c_5601-1987",
    ),
    "th": ("ลูกค้า มา ตอนเช้า แต่ เรา ลืม บอก ว่า ก๊อกน้ำ รั่ว ตั้งแต่ เดือน มีนาคม และ ไม่มี ใคร ซ่อม", "tis-620"),
    "tr": (
        "Müşteri sabah geldi ve biz ona bahçedeki musluğun marttan beri damladığını söylemeyi unutmuştuk, aynı gün onardık.",
        "iso-8859-9 windows-1254",
    ),
}
_PYTHONS = {"x-mac-cyrillic": "mac_cyrillic", "iso-8859-8-i": "iso8859-8", "ks_c_5601-1987": "cp949", "utf-16": "utf-16"}


def charsets() -> Iterator[Sample]:
    """Every encoding, in each of the three ways in which mail carries it."""
    for text, names in SCRIPTS.values():
        for name in names.split():
            for encoding in ("base64", "quoted-printable", "8bit"):
                if name == "utf-16" and encoding == "8bit":
                    continue
                words = f"{text} {name} {encoding}"
                raw = words.encode(_PYTHONS.get(name, name))
                yield Sample(f"charset: {name}, {encoding}", mail(raw, f"text/plain; charset={name}", encoding=encoding), STORY, text)


def wrong_charsets() -> Iterator[Sample]:
    uk, de = SCRIPTS["uk"][0], SCRIPTS["de"][0]
    for at, (text, real, said) in enumerate(
        [
            (uk, "windows-1251", "koi8-u"),
            (uk, "koi8-u", "windows-1251"),
            (uk, "utf-8", "windows-1251"),
            (uk, "utf-8", "iso-8859-1"),
            (uk, "windows-1251", "iso-8859-1"),
            (uk, "koi8-u", "us-ascii"),
            (uk, "windows-1251", "x-user-defined"),
            (uk, "utf-8", "utf-7"),
            (uk, "windows-1251", ""),
            (uk, "utf-8", ""),
            (uk, "utf-8", "base64"),
            (uk, "utf-8", "'utf-8'"),
            (uk, "utf-8", "unicode_escape"),
            (de, "utf-8", "us-ascii"),
            (de, "windows-1252", "utf-8"),
            (de, "windows-1252", "us-ascii"),
            (de, "iso-8859-1", "hz-gb-2312"),
            (de, "windows-1252", "\x00\xff"),
            (de, "utf-8", "a" * 5000),
            (de, "utf-8", "undefined"),
            (de, "windows-1252", "gb2312 "),
        ]
    ):
        kind = f"text/plain; charset={said}" if said else "text/plain"
        yield Sample(f"wrong charset: {real} as {said[:20]!r}", mail(f"{text} ({at})".encode(real), kind), STORY, text if at != 20 else "")
    utf7 = mail("+ADw-script+AD4- " + TELLS + " utf7", "text/plain; charset=utf-7")
    yield Sample("wrong charset: utf-7 that hides a script", utf7, STORY, TELLS, never="<script>")


def html(body: str) -> str:
    return f"<!DOCTYPE html><html><head><style>p {{ color: red }}</style></head><body>{body}</body></html>"


def structures() -> Iterator[Sample]:
    plain, rich = part(f"{TELLS} plain\n"), part(html(f"<p>{TELLS} <b>rich</b></p>"), "text/html; charset=utf-8")
    yield Sample("structure: alternative", multi(plain, rich, kind="alternative"), STORY, "plain", never="color")
    stub = part("Your mail program cannot show this.\n")
    yield Sample(
        "structure: alternative, stub",
        multi(stub, part(html(f"<p>{TELLS} {MORE} stub</p>"), "text/html"), kind="alternative"),
        STORY,
        MORE,
        "cannot show",
    )
    yield Sample("structure: HTML only", mail(html(f"<p>{TELLS} only</p>"), "text/html; charset=utf-8"), STORY, TELLS, never="<p>")
    told = f"<p>{SCRIPTS['uk'][0]} meta</p>"
    yield Sample(
        "structure: HTML, charset in a meta",
        mail(f'<meta charset="windows-1251">{told}'.encode("cp1251"), "text/html"),
        STORY,
        SCRIPTS["uk"][0],
    )
    yield Sample(
        "structure: HTML with a script", mail(html(f"<p>{TELLS} s</p><script>alert(1)</script>"), "text/html"), STORY, TELLS, "alert"
    )
    yield Sample("structure: HTML that is broken", mail(f"<div><p>{TELLS} broken<b>bold<table><tr><td>{MORE}", "text/html"), STORY, MORE)
    yield Sample("structure: HTML that nests 3,000 deep", mail("<div>" * 3000 + TELLS + " nest" + "</div>" * 3000, "text/html"), "")
    yield Sample("structure: HTML without words", mail(html('<img src="cid:1">'), "text/html", subject=""), REFUSED, "no words")
    seen = part(html(f'<p>{TELLS} related</p><img src="cid:p1">'), "text/html")
    inline = part(picture(), 'image/jpeg; name="tap.jpg"', encoding="base64", more="Content-ID: <p1>\nContent-Disposition: inline\n")
    yield Sample("structure: related", multi(seen, inline, kind="related"), STORY, TELLS)
    nested = multi(part(parts(plain, rich, boundary="in"), 'multipart/alternative; boundary="in"'), attached("tap.jpg", picture()))
    yield Sample("structure: mixed with an alternative", nested.replace(b" plain\n", b" mixed\n"), STORY, "mixed")
    two = multi(part(TELLS + " first"), attached("a.jpg", picture()), part(MORE + " second"))
    yield Sample("structure: words around a picture", two, STORY, "second")
    flowed = TELLS[:60] + " \n" + TELLS[60:].lstrip() + " flowed"
    yield Sample("structure: format=flowed", mail(flowed, "text/plain; charset=utf-8; format=flowed"), STORY, TELLS.split()[-1])
    yield Sample("structure: text/enriched", mail(TELLS + " enriched", "text/enriched"), STORY, TELLS)
    yield Sample("structure: content type unknown", mail(TELLS + " unknown", "nonsense"), STORY, TELLS)
    yield Sample("structure: no headers of MIME", f"From: a@b.example\nSubject: x\n\n{TELLS} bare\n".encode(), STORY, TELLS)


def broken() -> Iterator[Sample]:
    yield Sample("broken: 0 bytes", b"", REFUSED, "empty")
    yield Sample("broken: blanks", b" \n\r\n\t\n", REFUSED, "empty")
    yield Sample("broken: NULs alone", b"\0" * 5000, REFUSED, "empty")
    yield Sample("broken: NULs in the words", mail(f"{TELLS}\0 nul \0"), STORY, "owner")
    yield Sample("broken: NULs in a header", mail(f"{TELLS} header nul", subject="A\0tap"), STORY, TELLS)
    yield Sample("broken: no mail at all", b"Dear desk,\nhow are you?\n", REFUSED, "no mail message")
    yield Sample("broken: a picture with this suffix", picture(), REFUSED, "no mail message")
    yield Sample("broken: headers alone", mail("", subject="").partition(b"\n\n")[0] + b"\n", REFUSED, "no words")
    yield Sample("broken: no words", mail("\n \n", subject="Re: "), REFUSED, "no words")
    yield Sample("broken: no words but a subject", mail("", subject="Can you ring me"), LETTER, "Can you ring me")
    yield Sample("broken: bare CR", mail(f"{TELLS} cr").replace(b"\n", b"\r"), STORY, TELLS)
    yield Sample("broken: CRLF", mail(f"{TELLS} crlf").replace(b"\n", b"\r\n"), STORY, TELLS)
    yield Sample("broken: CRCRLF", mail(f"{TELLS} crcrlf").replace(b"\n", b"\r\r\n"), "")
    yield Sample("broken: a byte order mark", b"\xef\xbb\xbf" + mail(f"{TELLS} bom"), STORY, TELLS)
    yield Sample("broken: From_ line first", b"From ann Tue Apr  2 10:00:00 2019\n" + mail(f"{TELLS} from"), STORY, TELLS)
    yield Sample("broken: no boundary named", mail(parts(part(f"{TELLS} unnamed")), "multipart/mixed"), "")
    yield Sample("broken: boundary never closed", multi(part(f"{TELLS} unclosed")).replace(b"--=-b--\n", b""), STORY, TELLS)
    yield Sample("broken: boundary never opened", mail(f"{TELLS} unopened", 'multipart/mixed; boundary="zz"'), STORY, TELLS)
    yield Sample("broken: boundary empty", mail(f"{TELLS} empty", 'multipart/mixed; boundary=""'), STORY, TELLS)
    yield Sample(
        "broken: base64 cut off",
        mail(base64.b64encode(f"{TELLS} cut".encode())[:-3], encoding="7bit").replace(b"7bit", b"base64"),
        STORY,
        "dripped",
    )
    noise = base64.encodebytes(f"{TELLS} noise".encode()).replace(b"\n", b"!*\n")
    yield Sample("broken: base64 with noise in it", mail(noise, encoding="7bit").replace(b"7bit", b"base64"), STORY, "dripped")
    yield Sample("broken: no base64", mail(f"{TELLS} plain64", encoding="7bit").replace(b"7bit", b"base64"), "")
    yield Sample(
        "broken: quoted-printable", mail(f"{TELLS} =ZZ =3 =\n qp=", encoding="7bit").replace(b"7bit", b"quoted-printable"), STORY, TELLS
    )
    yield Sample("broken: transfer encoding unknown", mail(f"{TELLS} cte", encoding="x-zip"), STORY, TELLS)
    yield Sample("broken: content type twice", mail(f"{TELLS} twice", more="Content-Type: text/html\n"), STORY, "dripped")
    yield Sample("broken: date that is none", mail(f"{TELLS} date").replace(DATE.encode(), b"Yesterday, at 25:61"), STORY, TELLS)
    yield Sample("broken: date in the year 9999999", mail(f"{TELLS} year").replace(b"2019", b"9999999"), STORY, TELLS)
    yield Sample("broken: no sender", mail(f"{TELLS} nobody").replace(b"From: Ann Lee <ann@lee.example>\n", b""), STORY, TELLS)
    yield Sample("broken: sender of 10,000 brackets", mail(f"{TELLS} brackets", sender="<" * 10_000 + "(" * 10_000), STORY, TELLS)
    yield Sample("broken: a subject of 1 MB", mail(f"{TELLS} subject", subject="=?utf-8?q?" + "a" * 1_000_000 + "?="), STORY, TELLS)
    yield Sample("broken: 20,000 headers", mail(f"{TELLS} headers", more="".join(f"X-{n}: {n}\n" for n in range(20_000))), STORY, TELLS)
    yield Sample("broken: a header folded 20,000 times", mail(f"{TELLS} folded", more="X-A: a\n" + " b\n" * 20_000), STORY, TELLS)
    yield Sample("broken: a line of 300,000 letters", mail("a" * 300_000), REFUSED, "bytes long")
    yield Sample("broken: 100 KB of words", mail("word " * 20_000), REFUSED, "bytes long")
    yield Sample("broken: 2 MB of words", mail("word " * 400_000), "")
    yield Sample("broken: 8-bit headers", mail(f"{TELLS} eight", subject="Кран", sender="Анна Лі <anna@li.example>"), STORY, TELLS)
    yield Sample("broken: encoded word of no encoding", mail(f"{TELLS} word", subject="=?x-none?b?!!!?= =?utf-8?z?a?= =?"), STORY, TELLS)
    yield Sample("broken: 60,000 marks of a quotation", mail(">" * 60_000 + "\n" + TELLS + " marks"), "")
    yield Sample("broken: 60 KB of brackets", mail("<image" * 10_000), "")
    yield Sample("broken: 60 KB of pictures", mail("![" * 30_000), "")
    yield Sample("broken: 30,000 attributions", mail("On 1 Ann wrote\n" * 4_000, subject="Re: x"), "")


def deep() -> Iterator[Sample]:
    def nested(depth: int) -> bytes:
        inner = part(f"{TELLS} {depth} deep")
        for at in range(depth):
            inner = part(parts(inner, boundary=f"b{at}"), f'multipart/mixed; boundary="b{at}"')
        return b"From: a@b.example\nSubject: Deep\n" + inner

    yield Sample("deep: 20 parts inside each other", nested(20), STORY, "20 deep")
    yield Sample("deep: 200 parts inside each other", nested(200), STORY, "Deep")
    inner = mail(f"{TELLS} within")
    for _ in range(200):
        inner = b"From: a@b.example\nSubject: Fwd\nContent-Type: message/rfc822\n\n" + inner
    yield Sample("deep: 200 letters inside each other", inner, "")
    yield Sample("deep: 2,000 parts", multi(*[part(f"{TELLS} many")] * 2000), "")
    yield Sample("deep: 20 MB attached", multi(part(f"{TELLS} heavy"), attached("film.mp4", b"\0\1" * 7_000_000)), STORY, "heavy")
    yield Sample("deep: 30 MB", multi(part(TELLS), attached("film.mp4", b"\0\1" * 11_000_000)), REFUSED, "the most is")


def in_word(text: str) -> bytes:
    return word("".join(map(p, text.split("\n\n"))))


def files() -> Iterator[Sample]:
    long = f"{TELLS} {MORE}\n\n{MORE} {TELLS}"
    for name, raw in {
        "story.txt": f"{long} txt".encode(),
        "story.md": f"## Before\n\n{long} md".encode(),
        "story.docx": in_word(f"{long} docx"),
    }.items():
        yield Sample(
            f"files: {name}", multi(part("Please print this."), attached(name, raw)), STORY, name.partition(".")[2], "Please print"
        )
    named = "filename*=utf-8''%D0%BA%D1%80%D0%B0%D0%BD.txt"
    raw = part(f"{long} rfc2231", "application/octet-stream", encoding="base64", more=f"Content-Disposition: attachment; {named}\n")
    yield Sample("files: a name in Ukrainian", multi(part("Hello."), raw), STORY, "rfc2231")
    yield Sample(
        "files: a .txt in koi8-u",
        multi(part("Тут."), attached("a.txt", (SCRIPTS["uk"][0] * 3 + " у файлі").encode("koi8-u"), "text/plain; charset=koi8-u")),
        STORY,
        "файлі",
    )
    yield Sample("files: no words, one picture", multi(part(""), attached("tap.jpg", picture())), STORY)
    yield Sample(
        "files: no words, one document",
        mail(in_word(f"{long} lone"), 'application/msword; name="a.docx"', encoding="base64"),
        STORY,
        "lone",
    )
    yield Sample("files: a spoilt document", multi(part(f"{TELLS} spoilt"), attached("a.docx", b"PK\3\4 no")), STORY, "spoilt")
    yield Sample(
        "files: a short text beside the story",
        multi(part(f"{TELLS} beside"), attached("ATT00001.txt", b"A list's footer")),
        STORY,
        "beside",
        "footer",
    )
    for at, (name, raw) in enumerate(
        {
            "a.jpg": picture(),
            "a.heic": picture("HEIF"),
            "a.png": picture("PNG"),
            "dot.gif": picture("GIF", (1, 1)),
            "broken.jpg": b"\xff\xd8\xff nothing",
            "cut.jpg": picture("JPEG", (2000, 1500))[:9000],
            "bomb.png": picture("PNG", (9000, 9000), "1"),
            "program.exe": b"MZ",
            "../../etc/passwd": b"root",
            "song.mp3": b"ID3",
            "a.zip": b"PK\5\6" + b"\0" * 18,
            "card.vcf": b"BEGIN:VCARD\nEND:VCARD\n",
            "long" * 100 + ".bin": b"1",
            "": b"no name",
        }.items()
    ):
        yield Sample(f"files: {name[:20] or 'without a name'}", multi(part(f"{TELLS} file {at}"), attached(name, raw)), STORY, f"file {at}")
    yield Sample(
        "files: winmail.dat",
        multi(part(f"{TELLS} tnef"), attached("winmail.dat", b"\x78\x9f\x3e\x22", "application/ms-tnef")),
        STORY,
        "tnef",
    )
    meeting = part("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "text/calendar; method=REQUEST")
    yield Sample("files: an invitation", multi(part(f"{TELLS} invited"), meeting, kind="alternative"), LETTER, "invited", "VCALENDAR")
    yield Sample("files: an invitation alone", mail("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "text/calendar"), LETTER, never="VCALENDAR")
    yield Sample("files: 60 pictures", multi(part(f"{TELLS} sixty"), *[attached("a.jpg", picture())] * 60), STORY, "sixty")


def sealed() -> Iterator[Sample]:
    signature = part("-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n", "application/pgp-signature; name=signature.asc")
    yield Sample("sealed: PGP/MIME signed", multi(part(f"{TELLS} signed"), signature, kind="signed"), STORY, "signed", "SIGNATURE")
    smime = attached("smime.p7s", b"\x30\x80", "application/pkcs7-signature")
    yield Sample("sealed: S/MIME signed", multi(part(f"{TELLS} smime"), smime, kind="signed"), STORY, "smime")
    yield Sample(
        "sealed: S/MIME opaque",
        mail(b"\x30\x80", "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", encoding="base64"),
        REFUSED,
        "sealed",
    )
    yield Sample(
        "sealed: S/MIME encrypted",
        mail(b"\x30\x80", "application/pkcs7-mime; smime-type=enveloped-data", encoding="base64"),
        REFUSED,
        "sealed",
    )
    locked = multi(
        part("Version: 1", "application/pgp-encrypted"), part("-----BEGIN PGP MESSAGE-----", "application/octet-stream"), kind="encrypted"
    )
    yield Sample("sealed: PGP/MIME encrypted", locked, REFUSED, "sealed")
    yield Sample("sealed: PGP inline", mail("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n"), REFUSED, "sealed")
    clear = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{TELLS} cleartext\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    yield Sample("sealed: PGP inline signed", mail(clear), STORY, "cleartext", "SHA256")


def quoting() -> Iterator[Sample]:
    for at, (name, head) in enumerate(HEADS.items()):
        yield Sample(f"forwarded: {name}", mail(f"See below.\n\n{head}\n{TELLS} f{at}", subject="Fwd: A tap"), STORY, f"f{at}", "See below")
    inner = mail(f"{TELLS} inside", sender="Bo Park <bo@park.example>", subject="The tap")
    yield Sample(
        "forwarded: as an attachment", multi(part("Look."), part(inner, "message/rfc822"), subject="Fwd: The tap"), STORY, "inside", "Look"
    )
    saved = attached("The tap.eml", mail(f"{TELLS} saved", sender="Bo Park <bo@park.example>"))
    yield Sample("forwarded: as a file", multi(part("See there."), saved), STORY, "authors: [Bo Park]", "See there")
    again = f"{HEADS['en, Gmail']}\n{HEADS['en, Apple']}\n{TELLS} passed on twice"
    yield Sample("forwarded: twice", mail(again, subject="Fwd: Fwd: A tap"), STORY, "passed on twice", "Forwarded")
    quoted = "\n".join(f"> {line}" for line in f"{TELLS} apple".split("\n"))
    yield Sample(
        "forwarded: quoted, as Apple does", mail(f"Hi,\n\n{HEADS['en, Apple']}\n{quoted}", subject="Fwd: A tap"), STORY, "apple", "&gt;"
    )
    digest = [part(mail(f"{TELLS} {name}", sender=f"{name} <{name}@x.example>"), "message/rfc822") for name in ("Ada", "Bea")]
    yield Sample("forwarded: a digest", multi(*digest, kind="digest"), STORY, "Ada")
    for at, (name, said) in enumerate(SAID.items()):
        theirs = f"{said}\n> {THEIRS}\n> {THEIRS}"
        yield Sample(
            f"reply: above, {name}", mail(f"{TELLS} top {at}\n\n{theirs}", subject="Re: taps"), STORY, f"top {at}", "something else"
        )
        yield Sample(
            f"reply: below, {name}", mail(f"{theirs}\n\n{TELLS} end {at}", subject="Re: taps"), STORY, f"end {at}", "something else"
        )
    between = f"{SAID['en']}\n> What was it?\n\n{TELLS} between\n\n> And then?\n\n{MORE}\n"
    yield Sample("reply: between", mail(between, subject="Re: taps"), STORY, MORE, "And then")
    for name in ("en, Outlook", "en, bare"):
        yield Sample(
            f"reply: above, {name}", mail(f"{TELLS} {name}\n\n{HEADS[name]}\n{THEIRS}", subject="Re: taps"), STORY, TELLS, "something else"
        )
    long = "\n".join(f"> {THEIRS} {at}" for at in range(4000))
    yield Sample(
        "reply: 400 KB of quotation", mail(f"{TELLS} much\n\n{SAID['en']}\n{long}", subject="Re: taps"), STORY, "much", "something else"
    )
    chain = "\n".join(f"{'>' * depth} {THEIRS}" for depth in range(1, 40))
    yield Sample(
        "reply: a chain of forty",
        mail(f"{TELLS} chain\n\n{SAID['en']}\n{chain}", subject="Re: Re: Re: taps"),
        STORY,
        "chain",
        "something else",
    )
    yield Sample(
        "reply: nothing but quotation", mail("\n".join(f"> {one}" for one in (TELLS, "alone")), subject="Re: taps"), STORY, "alone"
    )
    for at, (name, below) in enumerate(BELOW.items()):
        yield Sample(f"below: {name}", mail(f"{TELLS} below {at}\n\n{below}\n"), STORY, f"below {at}", below.split("\n")[-1][:40])
    banner = "CAUTION: This email originated from outside of the organization. Do not click links."
    yield Sample("below: a banner above", mail(f"{banner}\n\n{TELLS} banner"), STORY, "banner", "organization")


def programs() -> Iterator[Sample]:
    """Letters as certain mail programs, and mailing lists, put them together."""
    by = "From: Bo Park <bo@park.example>"
    heads = {
        "Thunderbird": f"-------- Forwarded Message --------\nSubject: \tA gate\nDate: \tMon, 1 Apr 2019 09:00:00 +1100\n{by}\nTo: \tAnn <ann@lee.example>\n\n",
        "Yahoo": f"----- Forwarded Message -----\n{by}\nTo: Ann <ann@lee.example>\nSent: Monday, 1 April 2019 at 09:00:00 am AEDT\nSubject: A gate\n",
        "Outlook, of Gmail's": f"-----Original Message-----\nFrom: Cy Dow <cy@dow.example>\nSent: Tuesday, 2 April 2019 09:00\nTo: Ann Lee\nSubject: FW: A gate\n\nFirst.\n\n{HEADS['en, Gmail']}",
    }
    for name, head in heads.items():
        passed = mail(f"Look at it.\n\n{head}\n{TELLS} {name}", subject="Fwd: A gate")
        yield Sample(f"program: {name} passes on", passed, STORY, "authors: [Bo Park]", "Look at it")
    said = {
        "K-9": f"-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n\n-------- Original Message --------\n{by}\nSent: 1 April 2019 09:00:00 GMT+11:00\nTo: ann@lee.example\nSubject: Taps\n\n{THEIRS}",
        "Proton": f"Sent with [Proton Mail](https://proton.example/) secure email.\n\n------- Original Message -------\nOn Monday, April 1st, 2019 at 9:00 AM, Bo <bo@park.example> wrote:\n\n> {THEIRS}",
    }
    for name, below in said.items():
        yield Sample(f"program: {name} answers", mail(f"{TELLS} {name}\n\n{below}", subject="Re: taps"), STORY, name, "something else")
    hidden = part(f"Subject: A gate\n\n{TELLS} hidden", 'text/plain; charset=utf-8; protected-headers="v1"')
    signature = part("abc", "application/pgp-signature")
    yield Sample("program: PGP hides the subject", multi(hidden, signature, kind="signed", subject="..."), STORY, "title: A gate")
    sealed_inside = part(
        parts(part(f"{TELLS} wrapped"), attached("smime.p7s", b"0\x80", "application/pkcs7-signature"), boundary="s"),
        'multipart/signed; boundary="s"',
    )
    listed = "List-Id: <taps.lists.example>\nList-Post: <mailto:taps@lists.example>\nPrecedence: list\n"
    yield Sample(
        "program: Mailman around S/MIME",
        multi(sealed_inside, part(BELOW["a list"]), subject="[Taps] A gate", more=listed),
        STORY,
        "title: A gate",
        "listinfo",
    )
    shot = part(picture(), 'image/jpeg; name="IMG_1.jpg"', encoding="base64", more='Content-Disposition: inline; filename="IMG_1.jpg"\n')
    yield Sample("program: a telephone", multi(part(f"{TELLS} shot"), shot, part("\n\nSent from my iPhone")), STORY, "shot", "iPhone")
    yield Sample("program: Outlook takes back", mail('Ann Lee would like to recall the message, "A tap".', subject="Recall: A tap"), REMOVE)
    yield Sample("program: an emoji", mail("Ann Lee reacted to your message:\n\n\U0001f44d", subject="Re: #7"), NOTICE)
    yield Sample(
        "program: DMARC", multi(part(""), attached("r.zip", b"PK"), sender="noreply-dmarc@g.example", subject="Report Domain"), NOTICE
    )
    whole = f"<a@b.example>:\nmailbox full\n\n--- Below this line is a copy of the message.\n\n{'QUJD' * 60_000}"
    yield Sample("program: qmail sends all back", mail(whole, sender="MAILER-DAEMON@x.example", subject="failure notice"), NOTICE, "full")
    between = "> When?\n\nThen.\n\n" * 2_000
    yield Sample("program: 2,000 answers", mail(between, subject="Re: taps"), STORY, "Then.", "When?")
    hollow = ">\n" * 20_000 + f"> x\n{TELLS} hollow"
    yield Sample("program: 20,000 empty lines of quotation", mail(hollow, subject="Re: taps"), STORY, TELLS)


def wishes() -> Iterator[Sample]:
    asked = {
        UNSUBSCRIBE: [
            "Please unsubscribe me.",
            "Take me off your list, please.",
            "STOP SENDING EMAILS",
            "Remove me from this mailing list.",
            "Відпишіть мене, будь ласка.",
            "Прошу більше не надсилати мені листи. Відписатися.",
        ],
        REMOVE: [
            "Please remove my name from the story.",
            "Please take our story down, we changed our mind.",
            "I want you to delete my photo.",
            "Приберіть, будь ласка, моє ім'я.",
            "Прошу: видаліть нашу історію з сайту.",
            "I withdraw my consent.",
            "Under the GDPR I ask for erasure.",
            "I did not agree to be named in your magazine.",
        ],
    }
    for kind, texts in asked.items():
        for at, text in enumerate(texts):
            yield Sample(
                f"{kind}: {text[:24]}",
                mail(text, subject="Hello" if at % 2 else "Please", sender=f"Person {at} <p{at}@x.example>"),
                kind,
                text[:12],
            )
    yield Sample("unsubscribe: by its subject", mail(" ", subject="Unsubscribe", sender="u@x.example"), UNSUBSCRIBE)
    yield Sample("unsubscribe: by its address", mail("x", subject="x", to="stories-unsubscribe@lantern.example"), UNSUBSCRIBE)
    yield Sample(
        "unsubscribe: under a newsletter", mail(f"unsubscribe\n\n{SAID['en']}\n> {THEIRS}", subject="Re: The Lantern #7"), UNSUBSCRIBE
    )
    again = mail("Please unsubscribe me.", subject="Please", sender="Person 0 <p0@x.example>").replace(b"02 Apr", b"09 Apr")
    yield Sample("unsubscribe: a week later again", again, UNSUBSCRIBE)
    long = f"{TELLS} {MORE} " * 8 + "They asked us to remove their name from the invoice."
    yield Sample(
        "story: short, of what others took down",
        mail(f"{TELLS} They asked us to remove their name, and he took it down the stairs."),
        STORY,
        "stairs",
    )
    yield Sample(
        "remove: said otherwise", mail("I would like our story taken down, thank you.", sender="q@x.example"), REMOVE, "taken down"
    )
    yield Sample("story: that tells of a removal", mail(long), STORY, "remove their name")
    yield Sample("comment: to its address", mail("Well said, and thank you for it.", to="letters@lantern.example"), COMMENT, "Well said")
    yield Sample(
        "comment: re its title", mail("It was the same with us.", subject="Re: The pallet that never came"), COMMENT, "story: the-pallet"
    )
    yield Sample(
        "comment: with its address",
        mail("On https://lantern.example/stories/the-pallet/ I would like to say: well done.", subject="Yours"),
        COMMENT,
        "story: the-pallet",
    )
    yield Sample(
        "comment: quoting its address", mail(f"So true.\n\n{SAID['en']}\n> /stories/the-pallet/", subject="Re: #7"), COMMENT, "So true"
    )
    yield Sample("story: that names another", mail(f"{TELLS} {MORE} " * 8 + "See /stories/the-pallet/ too."), STORY, "See")
    reply = f"In-Reply-To: {LETTER_ID}\nReferences: {LETTER_ID}\n"
    yield Sample(
        "answer: to a letter of theirs",
        mail("It was in March, and the owner is Mr Pike.", subject="Re: A dripping tap", more=reply),
        ANSWER,
        "Mr Pike",
    )
    yield Sample(
        "answer: with a picture",
        multi(part("Here is the tap."), attached("tap.jpg", picture()), subject="Re: tap", more=reply),
        ANSWER,
        "Here is",
    )
    gone = f"{reply}Auto-Submitted: auto-replied\n"
    yield Sample("answer: a notice of absence", mail("I am away until Monday.", subject="Out of office", more=gone), NOTED, "away")
    yield Sample("remove: in an answer", mail("Please remove our story.", subject="Re: A dripping tap", more=reply), REMOVE, "remove")
    report = part("Action: failed\nStatus: 5.1.1\n", "message/delivery-status")
    yield Sample(
        "answer: none of ours",
        multi(part(f"Undeliverable. {TELLS}"), report, kind="report", subject="Undelivered"),
        NOTICE,
        "Undeliverable",
    )
    ours = part(mail("Thank you for your story.", more=f"Message-ID: {LETTER_ID}\n"), "message/rfc822")
    yield Sample(
        "answer: a report of our letter",
        multi(part("It could not be delivered."), report, ours, kind="report", subject="Failure"),
        RETURNED,
        "could not",
    )
    evil = "=?utf-8?q?Ann=0D=0ABcc:_all@x.example?="
    yield Sample("story: a name with a header in it", mail(f"{TELLS} evil", sender=f"{evil} <ann@lee.example>"), STORY, "evil", "\nBcc")
    yield Sample("story: a title with YAML in it", mail(f"{TELLS} yaml", subject="--- {a: [b, #c]} !!python/object: 'x"), STORY, "yaml")


def samples() -> list[Sample]:
    """All of them; the first is the letter that others answer."""
    first = Sample("story: the first", mail(f"{TELLS} {MORE}", more=f"Message-ID: {LETTER_ID}\n"), STORY, MORE)
    made = [charsets(), wrong_charsets(), structures(), broken(), deep(), files(), sealed(), quoting(), programs(), wishes()]
    return [first, *(one for each in made for one in each)]
