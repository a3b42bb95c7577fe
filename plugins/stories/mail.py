"""The mails that a story's page begins for its readers: to comment on it, or to have it corrected by those it is about."""

from plugins.magazine.magazine import Magazine
from plugins.magazine.mailbox import letter_to


def comment(magazine: Magazine, title: str, address: str) -> str:
    """A mail to the magazine by somebody who has something to say about a story."""
    say = magazine.says
    about = say.gettext("About %(address)s") % {"address": magazine.masthead.absolute(address)}
    lines = (about, "", say.gettext("Your comment:"), "", "", say.gettext("Your name, as it is to be printed:"))
    body = "\n".join((*lines, say.gettext("Your website, if you like:"))) + "\n"
    return _mail(magazine, say.gettext("Comment on: %(title)s") % {"title": title}, body)


def about_you(magazine: Magazine, title: str, address: str) -> str:
    """A mail to the magazine by somebody who knows themselves in a story."""
    say = magazine.says
    about = say.gettext("It is about this story: %(address)s") % {"address": magazine.masthead.absolute(address)}
    body = "\n\n".join((about, say.gettext("What should be corrected or removed:"))) + "\n"
    return _mail(magazine, say.gettext("Please correct or remove: %(title)s") % {"title": title}, body)


def _mail(magazine: Magazine, subject: str, body: str) -> str:
    mail = magazine.masthead.mail
    return letter_to(mail.comments or mail.publisher, subject, body)
