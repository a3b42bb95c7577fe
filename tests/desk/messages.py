"""Messages as mail programs write them, made here, whole or broken."""

# ruff: noqa: E501 - what machines write has no line ends where we would want them
import base64
import quopri
import zlib
from functools import cache
from io import BytesIO

TELLS = "The tap in the yard had dripped since March, and nobody of us had thought of telling the owner about it until he came."
MORE = "We said so, mended it on the same day, sent no bill, and put a card with every tap of the street on the wall."
THEIRS = "Whoever reads this had written something else to us before, and it is none of the story that follows here."
DATE = "Tue, 02 Apr 2019 10:00:00 +1100"
LETTER_ID = "<lantern-1@lee.example>"  # of the first letter, which becomes a submission


def mail(
    body: bytes | str = "",
    kind: str = "text/plain; charset=utf-8",
    *,
    encoding: str = "8bit",
    subject: str = "A dripping tap",
    sender: str = "Ann Lee <ann@lee.example>",
    to: str = "stories@lantern.example",
    more: str = "",
    number: int | str = "",
) -> bytes:
    """A whole message; ``more`` are lines of other headers."""
    raw = body.encode() if isinstance(body, str) else body
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: {DATE}\nMIME-Version: 1.0\n"
    head += (
        f"Message-ID: <{number or zlib.crc32(raw + subject.encode() + sender.encode())}@lee.example>\n" if "Message-ID" not in more else ""
    )
    return f"{head}{more}Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + encoded(raw, encoding)


def encoded(raw: bytes, encoding: str) -> bytes:
    return {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(raw)


def part(body: bytes | str, kind: str = "text/plain; charset=utf-8", *, encoding: str = "8bit", more: str = "") -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{more}\n".encode() + encoded(raw, encoding)


def attached(name: str, raw: bytes, kind: str = "application/octet-stream") -> bytes:
    return part(raw, f'{kind}; name="{name}"', encoding="base64", more=f'Content-Disposition: attachment; filename="{name}"\n')


def parts(*each: bytes, boundary: str = "=-b") -> bytes:
    return b"".join(b"--%s\n%s\n" % (boundary.encode(), one) for one in each) + b"--%s--\n" % boundary.encode()


def multi(*each: bytes, kind: str = "mixed", **others: str) -> bytes:
    return mail(parts(*each), f'multipart/{kind}; boundary="=-b"', **others)  # type: ignore[arg-type]


@cache
def picture(format: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    """A picture that says where it was taken."""
    from PIL import Image

    image = Image.new(mode, size, "white")
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ann"
    exif.get_ifd(0x8825)[1] = "S"
    out = BytesIO()
    if format == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    image.save(out, format, exif=exif)
    return out.getvalue()


HEADS = {
    "en, Gmail": "---------- Forwarded message ---------\nFrom: Bo Park <bo@park.example>\nDate: Mon, 1 Apr 2019 at 09:00\nSubject: A tap\nTo: Ann <ann@lee.example>\n",
    "en, Outlook": "-----Original Message-----\nFrom: Bo Park <bo@park.example>\nSent: Monday, 1 April 2019 09:00\nTo: Ann Lee\nSubject: A tap\n",
    "en, Apple": "Begin forwarded message:\n\nFrom: Bo Park <bo@park.example>\nSubject: A tap\nDate: 1 April 2019 at 9:00:00 am AEDT\nTo: Ann Lee <ann@lee.example>\n",
    "en, bare": "________________________________\nFrom: Bo Park <bo@park.example>\nSent: Monday, April 1, 2019 9:00 AM\nTo: Ann Lee\nSubject: A tap\n",
    "de": "---------- Weitergeleitete Nachricht ---------\nVon: Bo Park <bo@park.example>\nDatum: 1. April 2019\nBetreff: A tap\nAn: Ann <ann@lee.example>\n",
    "fr": "---------- Message transféré ---------\nDe : Bo Park <bo@park.example>\nDate : 1 avril 2019\nObjet : A tap\nÀ : Ann <ann@lee.example>\n",
    "uk": "---------- Переслане повідомлення ---------\nВід: Bo Park <bo@park.example>\nДата: 1 квітня 2019 р.\nТема: A tap\nКому: Ann <ann@lee.example>\n",
    "de, Outlook": "Von: Bo Park [mailto:bo@park.example]\nGesendet: Montag, 1. April 2019 09:00\nAn: Ann Lee\nCc: Cy Poe\nBetreff: A tap\nAnlagen: tap.jpg\nWichtigkeit: Hoch\n",
    "de, web.de": 'Gesendet: Montag, 01. April 2019 um 09:00 Uhr\nVon: "Bo Park" <bo@park.example>\nAn: ann@lee.example\nBetreff: A tap\n',
    "nl": "Van: Bo Park <bo@park.example>\nVerzonden: maandag 1 april 2019 09:00\nAan: Ann Lee\nOnderwerp: A tap\n",
    "es": "De: Bo Park <bo@park.example>\nEnviado: lunes, 1 de abril de 2019 9:00\nPara: Ann Lee\nAsunto: A tap\n",
    "it": "Da: Bo Park <bo@park.example>\nInviato: lunedì 1 aprile 2019 09:00\nA: Ann Lee\nOggetto: A tap\n",
    "pl": "Od: Bo Park <bo@park.example>\nWysłano: poniedziałek, 1 kwietnia 2019 09:00\nDo: Ann Lee\nTemat: A tap\n",
    "pt": "De: Bo Park <bo@park.example>\nEnviada em: segunda-feira, 1 de abril de 2019 09:00\nPara: Ann Lee\nAssunto: A tap\n",
    "sv": "Från: Bo Park <bo@park.example>\nSkickat: den 1 april 2019 09:00\nTill: Ann Lee\nÄmne: A tap\n",
    "uk, ukr.net": '--- Оригінальне повідомлення ---\nВід кого: "Bo Park" <bo@park.example>\nДата: 1 квітня 2019, 09:00:00\nТема: A tap\nКому: ann@lee.example\n',
}
SAID = {
    "en": "On Mon, 1 Apr 2019 at 09:00, The Lantern <stories@lantern.example> wrote:",
    "en, two lines": "On Mon, 1 Apr 2019 at 09:00, The Lantern <stories@lantern.example>\nwrote:",
    "de": "Am Mo., 1. Apr. 2019 um 09:00 Uhr schrieb The Lantern <stories@lantern.example>:",
    "fr": "Le lun. 1 avr. 2019 à 09:00, The Lantern <stories@lantern.example> a écrit :",
    "nl": "Op ma 1 apr. 2019 om 09:00 schreef The Lantern <stories@lantern.example>:",
    "pl": "W dniu 1.04.2019 o 09:00 The Lantern <stories@lantern.example> napisał(a):",
    "uk": "пн, 1 квіт. 2019 р. о 09:00 The Lantern <stories@lantern.example> пише:",
    "uk, wrote": "1 квітня 2019 р. о 9:00 The Lantern написав(ла):",
}
BELOW = {
    "signature": "-- \nAnn Lee\nLee Taps\nTel: (02) 5550 0100",
    "signature, no blank": "--\nAnn Lee, Lee Taps",
    "an iPhone": "Sent from my iPhone",
    "Outlook for iOS": "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "an iPhone in Ukrainian": "Надіслано з iPhone",
    "an iPhone in German": "Von meinem iPhone gesendet",
    "Yahoo": "Sent from Yahoo Mail on Android",
    "disclaimer": "This e-mail and its attachments are confidential and intended only for the named addressee. If you have received it in error, please notify the sender and delete it.",
    "disclaimer in German": "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie diese Nachricht irrtümlich erhalten haben, notify the sender.",
    "paper": "Please consider the environment before printing this e-mail.",
    "a list": "_______________________________________________\nTaps mailing list\nTaps@lists.example\nhttps://lists.example/listinfo/taps",
    "Google Groups": '-- \nYou received this message because you are subscribed to the Google Groups "taps" group.\nTo unsubscribe, send an email.',
}
