"""An issue is sent from one machine: who begins says so in private/ and at its remote first, and nobody else can begin then."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from pathlib import Path

from plugins.desk.event import editor
from plugins.desk.git import Clash, Repository, alone
from plugins.desk.header import fields
from plugins.desk.house import PRIVATE, Refused, shown, write_whole
from plugins.desk.sending.ledger import Ledger
from plugins.desk.sending.message import Message
from plugins.magazine.manuscript import read_yaml

BEGUN, LEDGER, IGNORE = "begun.yml", "ledger.tsv", ".gitignore"
HERE = "here"  # the key of who began, on their machine alone; git ignores it
SMTP = "smtp"
_TRIES = 3  # to push while others push too


class Claim:
    """The folder of an issue's sending, and its place in the repository of private/."""

    def __init__(self, root: Path, number: int):
        self.root, self.number = root, number
        self.path = f"sent/{number}"
        self.folder = root / PRIVATE / self.path
        known = (root / PRIVATE / ".git").exists()
        self._whole = Repository(root / PRIVATE, ".") if known else None
        self._mine = Repository(root / PRIVATE, self.path)

    @property
    def shared(self) -> bool:
        """Whether other machines hear of it."""
        return bool(self._whole and self._whole.remote)

    @property
    def said(self) -> dict[str, str]:
        """Who began, on which day, by which way; nothing where nobody did."""
        file = self.folder / BEGUN
        manuscript = read_yaml(file, shown(file, self.root))[0] if file.is_file() else None
        return {name: str(value) for name, value in manuscript.data.items()} if manuscript else {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keeps a second desk on this machine away; the system lets go of it however this one ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        opened = os.open(self.folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Refused(shown(self.folder, self.root), f"#{self.number} is being sent here right now: wait until it is") from error
            yield
        finally:
            os.close(opened)

    def hear(self) -> None:
        """Brings in what other editors saved: their readers, and whether one of them has begun."""
        if self.shared:
            with self._saving():
                self._bring()

    def is_free(self, way: str) -> None:
        """Raises Refused where somebody else has begun, or this machine by another way."""
        said = self.said
        if said and said.get("key") != self._key:
            who = said.get("by") or "another editor"
            message = f"{who} began to send it on {said.get('day')} from another machine: it goes on there alone"
            raise Refused(shown(self.folder / BEGUN, self.root), message)
        if said and said.get("way", SMTP) != way:
            raise Refused(shown(self.folder / BEGUN, self.root), f"it was begun by {said.get('way')}, and goes on by it alone")

    def remarks(self, message: Message) -> Iterator[str]:
        """What an editor should know before this machine begins, or goes on."""
        if not self.shared:
            yield f"{PRIVATE}:0: warning: it has no remote: that nobody sends #{self.number} from another machine too is yours to see to"
        if self.said.get("message", message.digest) != message.digest:
            yield f"{message.path}:0: warning: it was printed anew since the first readers got it: the others get it as it is now"

    def begin(self, way: str, day: date, message: Message) -> None:
        """Writes down that this machine sends it, and which message, and has the remote know before anything is sent."""
        if not self.said:
            key = secrets.token_hex(8)  # two machines may have one name, and one editor
            write_whole(self.folder / IGNORE, f"{HERE}\n".encode())
            write_whole(self.folder / HERE, f"{key}\n".encode())
            begun = {"day": day.isoformat(), "by": editor(self.root), "way": way, "message": message.digest, "key": key}
            write_whole(self.folder / BEGUN, ("\n".join(fields(begun)) + "\n").encode())
        with self._saving():
            self._save(f"Begin to send #{self.number}\n")
        self.is_free(way)

    def ledger(self) -> Ledger:
        """The ledger, to be read."""
        return Ledger(self.folder / LEDGER, self.root, to_write=False)

    @contextmanager
    def opened(self, tell: Callable[[str], None]) -> Iterator[Ledger]:
        """The ledger, to be written; it is saved here and at the remote whatever happens, and what keeps it from there is told."""
        ledger = Ledger(self.folder / LEDGER, self.root, to_write=True)
        try:
            yield ledger
        finally:
            ledger.close()
            try:
                with self._saving():
                    self._save(f"What became of #{self.number}\n")
            except Refused as why:
                tell(f"{why} (the ledger is safe here)")

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """While git is at work here: no desk saves meanwhile, and what one that was stopped in the middle left is cleared up."""
        whole, mine = self._whole, self._mine
        with alone(self.root / PRIVATE) if whole else nullcontext(-1) as held:
            self._whole, self._mine = whole and whole._replace(held=held), mine._replace(held=held)
            try:
                yield
            finally:
                self._whole, self._mine = whole, mine

    def _save(self, message: str) -> None:
        """Commits what is in the folder, and has the remote know."""
        if self._whole and self._mine.changes():
            self._mine.commit(message)
        if self.shared:
            self._push()

    @property
    def _key(self) -> str:
        with suppress(FileNotFoundError):
            return (self.folder / HERE).read_text().strip()
        return ""

    def _bring(self) -> None:
        """Merges what others saved; where one of them was quicker to begin, this machine's beginning is taken back before."""
        assert self._whole
        self._whole.git("fetch", "--quiet", self._whole.remote)
        theirs = self._whole.ask("show", f"refs/remotes/{self._whole.remote}/{self._whole.branch}:{self.path}/{BEGUN}")
        quicker = not theirs.returncode and next(fields({"key": self._key})) not in theirs.stdout.splitlines()
        if self._key and quicker and not (self.folder / LEDGER).exists():
            for name in (BEGUN, IGNORE, HERE):
                (self.folder / name).unlink(missing_ok=True)
            if self._mine.changes():
                self._mine.commit(f"Another editor sends #{self.number}\n")
        try:
            self._whole.bring()
        except Clash as clash:
            message = "two editors changed it: desk save says how to merge it"
            raise Refused(f"{PRIVATE}/{clash.files[0]}", message) from clash

    def _push(self) -> None:
        """Pushes, after what others pushed meanwhile is brought in."""
        assert self._whole
        for left in reversed(range(_TRIES)):
            self._bring()
            try:
                self._whole.push()
                return
            except Refused:
                if not left:
                    raise
