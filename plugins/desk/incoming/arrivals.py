"""Arrivals are what a file or a folder of files brings: each kind of file has its reader, which is loaded when one comes."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from plugins.desk.house import Refused, unopened
from plugins.desk.incoming.arrival import ASK_AGAIN, MAILBOX, READERS, Arrival
from plugins.desk.incoming.within import within
from plugins.magazine.picture import is_picture


def arrivals(path: Path) -> Iterator[Arrival | Refused]:
    """Everything that a file or a folder of files brings, in the order of its names; a Refused says what cannot be read, and why."""
    if path.is_dir():
        maildir = (path / "cur").is_dir() and (path / "new").is_dir()
        for file in sorted(path.iterdir()):
            # in a Maildir what is still being delivered is not all there yet, and files in its own folder are no letters
            if not file.name.startswith(".") and not (maildir and file.name not in ("cur", "new")):
                yield from arrivals(file)
        return
    try:
        path.open("rb").close()  # so that a name with a slip in it is not told as a letter that nobody can read
        yield from _of_file(path)
    except Refused as why:
        yield why
    except OSError as error:
        yield unopened(path, error)


def _of_file(path: Path) -> Iterator[Arrival | Refused]:
    suffix = path.suffix.lower()
    reader = READERS.get(suffix) or ("" if suffix in ASK_AGAIN else _mail_by_its_looks(path))
    if suffix == MAILBOX or reader == MAILBOX:
        from plugins.desk.incoming import mbox

        yield from mbox.read(path)
    elif reader:
        yield from within(_read, reader, path, name=path)
    elif suffix in ASK_AGAIN:
        yield Refused(path, f"this is {ASK_AGAIN[suffix]}")
    elif is_picture(path.name):
        message = "this is a picture, and no desk reads handwriting: type what it says into a .txt file, and put both into one .zip"
        yield Refused(path, message)
    else:
        yield Refused(path, f"this kind of file is not taken in: {', '.join(sorted([*READERS, MAILBOX]))} are")


def _mail_by_its_looks(path: Path) -> str:
    """The reader of a file whose name does not tell what it is, as in a Maildir, where it begins as mail does."""
    from plugins.desk.incoming.mail import looks_like_mail

    with path.open("rb") as file:
        begins = file.read(20000)
    return MAILBOX if begins.startswith(b"From ") and looks_like_mail(begins) else "mail" if looks_like_mail(begins) else ""


def _read(reader: str, path: Path) -> list[Arrival | Refused]:
    return list(import_module(f"plugins.desk.incoming.{reader}").read(path))
