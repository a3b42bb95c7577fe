"""A letter tells a contributor what became of what they sent."""


def told(what, submission, magazine, root, day, **said) -> str:  # type: ignore[no-untyped-def]
    """Writes a letter and gives the line that tells an editor of it."""
    return ""
