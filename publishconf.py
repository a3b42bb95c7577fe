"""What differs in production: nothing that is printed, for the masthead's address is absolute already."""

from pelicanconf import *  # noqa: F403 - Pelican reads settings as one flat file

PUBLISH = True
