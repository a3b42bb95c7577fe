"""What differs in production. So far nothing does: the masthead's address is absolute in every build for readers."""

from pelicanconf import *  # noqa: F403 - Pelican reads settings as one flat file
