"""An editor looks at an issue as a reader gets it, before any reader does."""

from datetime import date
from pathlib import Path

import typer

from plugins.desk import settings
from plugins.desk.house import CONTENT, Refused
from plugins.desk.outgoing.post import SENT
from plugins.desk.sending import address
from plugins.desk.sending.line import Line
from plugins.desk.sending.message import Message
from plugins.desk.sending.readers import Reader
from plugins.magazine import masthead


def proof(root: Path, number: int, to: str, day: date, missing: str) -> bool:
    """Sends the message to an editor; it counts as sent to nobody. Raises Refused, where no server is named with what is ``missing``."""
    try:
        name, email = address.read(to)
        me = Reader(email=email, name=name, since=day, consent="")
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--to") from error
    message = Message(root, masthead.load(root / CONTENT, CONTENT)[0], number)
    server = settings.read(root).smtp
    if not server:
        raise Refused(settings.FILE, missing)
    line = Line(server)
    outcome = line.hand_over(message.sender, email, message.proof(me))
    line.close()
    if outcome.state != SENT:
        raise Refused(message.path, f"it did not reach {email} ({outcome.answer})")
    typer.echo(f"Sent to {email}, to look at; no reader has it yet.")
    return True
