"""Starts the desk: ``python -m plugins.desk``."""

from plugins.desk.cli import app

app(prog_name="desk")
