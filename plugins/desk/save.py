"""To save is to check, commit and push both repositories: the magazine's content, and the editors' own in private/."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, tzinfo
from pathlib import Path

from plugins.desk import submission
from plugins.desk.check import Result, check
from plugins.desk.git import Change, Clash, Repository, alone
from plugins.desk.house import CONTENT, PRIVATE, Refused, write_whole
from plugins.magazine.numbers import in_figures

LONGEST = 72  # letters of a commit's first line
ATTRIBUTES = ".gitattributes"
# Two machines that took in one letter have no draft in common (gitattributes(5), "Defining a custom merge driver"): the
# intake's own stands in for it
DRIVER = f'base=%O; [ -s "$base" ] || base="$(dirname %P)/{submission.MADE}"; git merge-file %A "$base" %B'
_EVENT = re.compile(r"submissions/([^/]+)/log/\d\d-([a-z]+)-[^/]+")


class Unfit(Refused):
    """Raised where several things stand against it, as the errors that the check found; ``said`` are they, as they are printed."""

    def __init__(self, said: str, message: str, path: str = CONTENT):
        super().__init__(path, message)
        self.said = said


class Warned(str):
    """A line that tells of something to look at, as the check prints it."""


def save(root: Path, day: date | None, *, anyway: bool = False) -> Iterator[str]:
    """Saves both, and says line by line what was done; raises Refused where something stands against it.

    ``anyway`` saves private/ alone where the check finds errors in the content. What others saved may make wrong what was right
    before, names that must not appear among it: it is checked with the letters that were brought in, and before it is pushed.
    """
    yield from _begun(root)
    with alone(root / PRIVATE) as held:
        private, content = Repository(root / PRIVATE, ".", held), Repository(root, CONTENT, held)
        here = content.is_there()
        _fit_to_save([private, content] if here else [private])
        seen = [check(root, day, "plain")]
        if seen[0].status and not anyway:
            raise Unfit(seen[0].err, "it is not saved: mend what is named above, or save the letters alone with --anyway")
        yield from _saved(private, lambda: seen.append(_fit(root, day, anyway=anyway)), pushes_first=True)
        if seen[-1].status:
            yield f"{CONTENT}/ is not saved: it has errors (desk check)."
        elif not here:
            yield f"{CONTENT}/ is not saved: this folder is no git repository (git init begins one)."
        else:
            yield from _saved(content, lambda: seen.append(_fit(root, day)))
        yield from _warned(seen[0].err, seen[-1].err)


def _fit(root: Path, day: date | None, *, anyway: bool = False) -> Result:
    """What the check finds once others' work is in; raises Unfit where there are errors."""
    found = check(root, day, "plain")
    if found.status and not anyway:
        raise Unfit(found.err, "others' work and yours together have these errors: mend them, then save again")
    return found


def _warned(before: str, now: str) -> Iterator[str]:
    """The warnings that came with others' work, and how many there are in all."""
    known, lines = {_unplaced(line) for line in before.splitlines()}, now.splitlines()
    yield from (Warned(line) for line in lines if _unplaced(line) not in known)
    if lines:
        yield f"{CONTENT}/: {in_figures(len(lines), 'warning')} in all (desk check)."


def _unplaced(line: str) -> str:
    """A problem without its line, which moves with whatever is written above it."""
    return re.sub(r":\d+:", ":", line, count=1)


def age(root: Path, zone: tzinfo, day: date) -> str:
    """How old the last save is, in words."""
    private, content = Repository(root / PRIVATE, "."), Repository(root, CONTENT)
    if not (root / PRIVATE / ".git").exists():
        return "Never saved: desk save."
    moment = private.ask("log", "-1", "--format=%ct").stdout.strip()
    if not moment:
        return "Never saved: desk save."
    days = max(0, (day - datetime.fromtimestamp(int(moment), zone).date()).days)
    when = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    since = sum(len(one.changes()) for one in (private, content) if one.is_there())
    return f"Last saved {when}" + (f"; {in_figures(since, 'file')} to save." if since else ", and nothing to save.")


def message_of(changes: list[Change]) -> str:
    """What a commit says: what happened to which submission, else which files are new or changed; then all files."""
    events: dict[str, list[str]] = {}
    for how, name in changes:
        if how == "A" and (event := _EVENT.fullmatch(name)):
            events.setdefault(event[2], []).append(event[1])
    happened = [f"{what} {', '.join(sorted(set(of)))}" for what, of in sorted(events.items())]
    kinds = {"A": "new", "M": "changed", "D": "taken away"}
    named = {word: [_short(name) for how, name in changes if how == letter] for letter, word in kinds.items()}
    long = [f"{word} {', '.join(names)}" for word, names in named.items() if names]
    counted = [f"{len(of)} {what}" for what, of in sorted(events.items())] or [f"{len(n)} {word}" for word, n in named.items() if n]
    first = next((text for text in ("; ".join(happened or long), "; ".join(counted)) if len(text) <= LONGEST), f"{len(changes)} files")
    return (
        "\n".join([first[0].upper() + first[1:], "", *(f"{how} {name}" for how, name in sorted(changes, key=lambda one: one.name))]) + "\n"
    )


def _short(name: str) -> str:
    return name.removeprefix(f"{CONTENT}/").rpartition(".")[0] or name


def _begun(root: Path) -> Iterator[str]:
    """Makes private/ a repository of its own, where it is none."""
    folder = root / PRIVATE
    folder.mkdir(exist_ok=True)
    private = Repository(folder, ".")
    if not (folder / ".git").exists():
        private.git("init", "--quiet", "--initial-branch=main")
        yield f"{PRIVATE}/ is a git repository of its own now."
    if not (folder / ATTRIBUTES).exists():
        write_whole(folder / ATTRIBUTES, f"{submission.FOLDER}/*/{submission.DRAFT} merge=draft\n".encode())
    private.git("config", "merge.draft.driver", DRIVER)


def _fit_to_save(both: list[Repository]) -> None:
    """Raises Refused where a person has to see to git first, or where letters would become public."""
    for one in both:
        if half := one.half_done():
            raise Refused(one.name, f"a {half} is open there: finish it ({one.typed('status')} says how), then save again")
        if not one.branch:
            raise Refused(one.name, f"it is on no branch: {one.typed('branch')} lists them, {one.typed('switch NAME')}, then save again")
    if len(both) < 2:
        return
    private, content = both
    if content.git("ls-files", "--", PRIVATE).strip():
        message = f"letters are in the magazine's own repository, where others read them: git rm -r --cached {PRIVATE}"
        raise Refused(PRIVATE, message)
    if private.remote and _address(private) == _address(content):
        own = private.typed(f"remote set-url {private.remote} ADDRESS")
        raise Refused(PRIVATE, f"its remote is that of the magazine, where others read it: give it one of its own ({own})")
    if content.ask("check-ignore", "--quiet", f"{PRIVATE}/x").returncode:
        raise Refused(".gitignore", f"the magazine's own repository does not ignore the letters: write a line `/{PRIVATE}/` into it")


def _address(one: Repository) -> str:
    return one.ask("remote", "get-url", one.remote).stdout.strip() if one.remote else ""


def _saved(one: Repository, look: Callable[[], object], *, pushes_first: bool = False) -> Iterator[str]:
    """Commits one repository, merges what others saved, takes a ``look`` at both together, and pushes: letters in any case."""
    changes = one.changes()
    if changes:
        message = message_of(changes)
        one.commit(message)
        said, files = message.splitlines()[0], in_figures(len(changes), "file")
        yield f"{one.name}/: {said if said == files else f'{said} ({files})'}."
    else:
        yield f"{one.name}/: nothing new."
    if not one.remote:
        readers = ", which editors alone may read" if one.path == "." else ""
        yield f"{one.name}/ has no remote, and is on this machine alone: {one.typed('remote add origin ADDRESS')}{readers}."
        return
    if one.ask("rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return  # nothing was ever committed
    theirs = _brought(one)
    if theirs:
        yield f"{one.name}/: {in_figures(theirs, 'save')} of others brought in."
    if theirs and not pushes_first:
        look()
    yield f"{one.name}/: {'pushed to' if one.push() else 'the same at'} {one.remote}."
    if theirs and pushes_first:
        look()


def _brought(one: Repository) -> int:
    """Brings in what others saved; where a person has to choose, says of which files, and what to type."""
    try:
        return one.bring()
    except Clash as clash:
        said = "".join(f"{name}:0: two editors changed it in different ways\n" for name in clash.files)
        pull, *rest = clash.by_hand
        lines = [pull, "(choose in each file what is to stay)", *rest, "desk save"]
        raise Unfit(said, "\n  ".join(["it is committed here and not merged; do that by hand:", *lines]), one.name) from clash
