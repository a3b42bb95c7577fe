"""An issue is handed to a service that sends it: found there, made there, started there, each written down."""

from plugins.desk.house import Refused
from plugins.desk.outgoing.post import SENT
from plugins.desk.sending.ledger import MADE, Ledger
from plugins.desk.sending.message import Message
from plugins.desk.sending.services import DRAFT, Service

HALTED = ("paused", "cancelled", "errored", "deleted", "suppressed")  # by a person there, or by the service


def handed(message: Message, service: Service, ledger: Ledger, found: str) -> str:
    """Has a service send the message, and gives its id there; a desk that was stopped goes on where it was,
    at best with what was ``found`` there.

    Raises Refused where the service refuses, or where somebody halted it there.
    """
    id = next(iter(ledger.entries), "")
    if not id:
        id = found or service.make(message)
        ledger.note(id, MADE, "")
    state = service.state(id)
    if state in HALTED:
        raise Refused(ledger.path, f"{service.name} has it as {id}, and there it is {state}: see to it there")
    if state == DRAFT:
        service.renew(id, message)
        ledger.intend(id)
        service.start(id)
    ledger.note(id, SENT, f"by {service.name}")
    return id
