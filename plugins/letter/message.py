"""Puts a letter into its envelope: one message (RFC 5322) with the letter in plain words and as HTML, the same bytes every time."""

from plugins.letter.setting import letter, text
from plugins.letter.view import LetterView
from plugins.magazine.issue_mark import FIELD
from plugins.magazine.mark import mark


def message(view: LetterView) -> tuple[bytes, str]:
    """The message, complete but for its reader: whoever sends it adds To and List-Unsubscribe; and how much of the issue it holds."""
    from email import policy  # most builds set no letter
    from email.headerregistry import Address
    from email.message import EmailMessage

    # every server passes on what is ASCII and short of line, whatever it knows (RFC 2045, section 6.2)
    anywhere = policy.SMTP.clone(cte_type="7bit")
    envelope, whole = view.envelope, letter(view)
    words = text(view, whole.fit)
    made = EmailMessage(policy=anywhere)
    made["From"] = Address(envelope.name, envelope.sender.local, envelope.sender.domain)
    made["Subject"] = envelope.subject
    made["Date"] = envelope.date
    made["Message-ID"] = envelope.id
    made["List-Id"] = f"{envelope.list_name} <{envelope.list_id}>"
    made[FIELD] = envelope.mark
    made.set_content(words, charset="utf-8")
    made.add_alternative(whole.mail, subtype="html", charset="utf-8")
    made["Content-Language"] = view.edition.language  # RFC 3282
    made.set_boundary(f"=_{mark(words, whole.mail)}")  # which no line of it can begin with
    return made.as_bytes(), whole.said
