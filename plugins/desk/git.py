"""One of the two repositories, as the desk works on it: git is asked in words, and nothing is ever forced."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from plugins.desk.house import CONTENT, PRIVATE, Refused

FILES = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")  # git's, while something is half done
MARK = "desk-saving"  # a file in private/.git while the desk saves
LEFT_OVER = ":(exclude,glob)**/.*.new~"  # of a desk that was stopped
_WITHOUT = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX")  # set by git itself where the desk runs in a hook


class Clash(Exception):
    """Raised where two editors changed the same ``files`` in different ways; ``by_hand`` are the commands with which they are merged."""

    def __init__(self, files: list[str], by_hand: list[str]):
        super().__init__(", ".join(files))
        self.files, self.by_hand = files, by_hand


class Change(NamedTuple):
    """One file that differs from the last commit: ``A``, ``M`` or ``D``, and its name below the repository's folder."""

    how: str
    name: str


class Repository(NamedTuple):
    """A repository by its ``folder``; ``path`` is the part of it that is saved. ``held`` is kept open by every git at work."""

    folder: Path
    path: str
    held: int = -1

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.folder.name if self.path == "." else self.path

    def typed(self, words: str) -> str:
        """A command as an editor types it, in the magazine's folder."""
        return f"git -C {self.name} {words}" if self.path == "." else f"git {words}"

    def git(self, *words: str) -> str:
        """What git answers; raises Refused with its own words where it refuses."""
        asked = self.ask(*words)
        if asked.returncode:
            raise Refused(self.name, f"git {words[0]} does not work: {_reason(asked.stderr or asked.stdout)}")
        return asked.stdout

    def ask(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """The same, where it may refuse."""
        environment = {name: value for name, value in os.environ.items() if name not in _WITHOUT} | {"LC_ALL": "C.UTF-8"}
        fds = (self.held,) if self.held >= 0 else ()
        try:
            return subprocess.run(
                ["git", *words], cwd=self.folder, env=environment, capture_output=True, encoding="utf-8", errors="replace", pass_fds=fds
            )
        except FileNotFoundError as error:
            raise Refused(self.name, "git is not installed here: install it, then save again") from error

    def is_there(self) -> bool:
        """Whether its folder is in a repository."""
        return self.ask("rev-parse", "--git-dir").returncode == 0

    @property
    def folders(self) -> list[Path]:
        """Where git keeps what it knows."""
        said = self.git("rev-parse", "--absolute-git-dir", "--git-common-dir").splitlines()
        return sorted({(self.folder / one).resolve() for one in said})

    def half_done(self) -> str:
        """What git was begun with and not finished; nothing where nothing was."""
        found = [name for name in FILES if any((folder / name).exists() for folder in self.folders)]
        return found[0].partition("_HEAD")[0].lower().replace("_", "-") if found else ""

    def changes(self) -> list[Change]:
        """What differs from the last commit."""
        lines = self.git("status", "--porcelain", "--untracked-files=all", "--no-renames", "-z", "--", self.path, LEFT_OVER).split("\0")
        return [Change("D" if "D" in line[:2] else "A" if line[:2] in ("??", "A ", "AM") else "M", line[3:]) for line in lines if line]

    def commit(self, message: str) -> None:
        """Commits what is below its path, and nothing else that may be staged."""
        self.git("add", "--all", "--", self.path, LEFT_OVER)
        asked = self.ask("commit", "--quiet", "--message", message, "--", self.path)
        if asked.returncode and ("tell me who you are" in asked.stderr or "user.name" in asked.stderr):
            message = (
                "git does not know who you are: git config --global user.name 'Your Name', git config --global user.email you@mail.example"
            )
            raise Refused(self.name, message)
        if asked.returncode:
            raise Refused(self.name, f"it cannot be committed: {_reason(asked.stderr or asked.stdout)}")

    @property
    def branch(self) -> str:
        """The branch it is on; nothing where it is on none."""
        return self.ask("symbolic-ref", "--short", "--quiet", "HEAD").stdout.strip()

    @property
    def remote(self) -> str:
        """The remote that its branch belongs to, else origin or the only one; nothing where there is none."""
        own = self.ask("config", f"branch.{self.branch}.remote").stdout.strip()
        known = self.git("remote").split()
        return own or ("origin" if "origin" in known else known[0] if len(known) == 1 else "")

    def bring(self) -> int:
        """Merges what other editors saved, and gives the number of their commits; raises Clash where that needs a person, and undoes it."""
        asked = self.ask("fetch", "--quiet", self.remote)
        if asked.returncode:
            advice = f"check the network and the address ({self.typed('remote -v')}), then desk save again; here all is committed"
            raise Refused(self.name, f"git fetch does not work ({_reason(asked.stderr)}): {advice}")
        if self.path == ".":
            self._follow()
        theirs = self._theirs
        if not self._knows(theirs):
            return 0
        behind = int(self.git("rev-list", "--count", f"HEAD..{theirs}"))
        if not behind:
            return 0
        # two machines may each have begun a repository of letters; what they hold is named by its content
        apart = ["--allow-unrelated-histories"] if self.path == "." and self.ask("merge-base", "HEAD", theirs).returncode else []
        merged = self.ask("merge", "--quiet", "--no-edit", *apart, theirs)
        if merged.returncode:
            both = [name for name in self.git("diff", "--name-only", "--diff-filter=U", "-z").split("\0") if name]
            self.ask("merge", "--abort")
            if not both:
                why = _reason(merged.stderr or merged.stdout)
                raise Refused(
                    self.name, f"what others saved cannot be merged ({why}): see to it ({self.typed('status')}), then desk save again"
                )
            pull = " ".join(["pull --no-rebase", *apart, self.remote, self.branch])
            by_hand = [self.typed(pull), self.typed(f"add {self.path}"), self.typed("commit --no-edit")]
            raise Clash([name if self.path != "." else f"{self.name}/{name}" for name in both], by_hand)
        return behind

    @property
    def _theirs(self) -> str:
        """Its branch, as the remote was last seen to have it."""
        return f"refs/remotes/{self.remote}/{self.branch}"

    def _knows(self, name: str) -> bool:
        return self.ask("rev-parse", "--verify", "--quiet", name).returncode == 0

    def _follow(self) -> None:
        """Calls its branch as the remote does: who clones that gets the branch of its HEAD, and not every git begins with ``main``."""
        format = "--format=%(refname:lstrip=3)%(if)%(symref)%(then)/%(end)"
        there = [name for name in self.git("for-each-ref", format, f"refs/remotes/{self.remote}").split() if not name.endswith("/")]
        if self.branch in there:
            return
        if len(there) > 1:
            named = f"{self.remote} has {', '.join(there)}, and no {self.branch}"
            raise Refused(self.name, f"{named}: say which is meant, as in {self.typed(f'branch --move {there[0]}')}, then desk save again")
        if (name := there[0] if there else self._awaited()) not in ("", self.branch):
            self.git("branch", "--move", name)

    def _awaited(self) -> str:
        """The branch that an empty remote means to have (its HEAD): git tells it to nobody but who clones it."""
        with TemporaryDirectory() as folder:
            address = self.git("remote", "get-url", self.remote).strip()
            cloned = self.ask("clone", "--quiet", "--bare", address, folder)
            return "" if cloned.returncode else self.ask("-C", folder, "symbolic-ref", "--short", "--quiet", "HEAD").stdout.strip()

    def push(self) -> bool:
        """Pushes what the remote does not have yet; whether there was something."""
        if self._knows(self._theirs) and not int(self.git("rev-list", "--count", f"{self._theirs}..HEAD")):
            return False
        asked = self.ask("push", "--quiet", "--set-upstream", self.remote, f"HEAD:refs/heads/{self.branch}")
        if asked.returncode:
            first = "fetch first" in asked.stderr or "non-fast-forward" in asked.stderr
            why = "another editor saved at this moment" if first else f"{_reason(asked.stderr)}; see to it"
            raise Refused(self.name, f"it is committed here and not yet at {self.remote}: {why}, then desk save again")
        return True


@contextmanager
def alone(private: Path) -> Iterator[int]:
    """Keeps a second desk from saving at the same time, and clears up after one that was stopped in the middle.

    The lock is held by the git at work too, and let go by the system when both have ended. Raises Refused where it is taken.
    """
    mark = Path(Repository(private, ".").git("rev-parse", "--absolute-git-dir").strip()) / MARK
    stopped = mark.exists()
    with mark.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(PRIVATE, "another desk save is at work here: wait until it is done") from error
        if stopped:
            for one in (Repository(private, "."), Repository(private.parent, CONTENT)):
                _cleared_up(one)
        try:
            yield file.fileno()
        finally:
            mark.unlink(missing_ok=True)


def _cleared_up(one: Repository) -> None:
    if not one.is_there():
        return
    for folder in one.folders:
        for lock in (*folder.glob("*.lock"), *(folder / "refs").rglob("*.lock")):
            lock.unlink(missing_ok=True)
    if one.half_done() == "merge":
        one.ask("merge", "--abort")


def _reason(said: str) -> str:
    """The line of git's answer that says most."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "! ["))]
    files = [line.strip() for line in said.splitlines() if line.startswith("\t")]
    reason = (telling or lines or ["it does not say why"])[0].removeprefix("fatal: ").removeprefix("error: ").rstrip(".:")
    return f"{reason}: {', '.join(files)}" if files else reason
