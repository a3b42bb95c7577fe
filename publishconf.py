"""What differs in production. The masthead's address is absolute in every build for readers, so that is not among it."""

from pelicanconf import *  # noqa: F403 - Pelican reads settings as one flat file

PUBLISH = True  # an anonymised case that nobody has looked through for its client's names stops the press
