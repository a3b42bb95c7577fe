"""A mark is a short digest of what something says: two things with one mark read the same, so one of them need not be printed."""

from __future__ import annotations

from hashlib import blake2b

LENGTH = 16  # bytes: two of a billion things share one by chance once in 10^20 magazines


def mark(*parts: object) -> str:
    """The mark of plain values: texts, numbers, days, tuples, lists and mappings of them, models, named tuples.

    A set has no order and so no mark of its own: sort it before.
    """
    return mark_of_bytes(repr(parts).encode("utf-8", "surrogatepass"))


def mark_of_bytes(raw: bytes) -> str:
    """The mark of the bytes of a file."""
    return blake2b(raw, digest_size=LENGTH).hexdigest()
