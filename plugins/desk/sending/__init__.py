"""Sending an issue to its readers: who they are, what each gets, and what became of it."""
