"""Names that can be shown to anybody because they say nothing."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without the look-alikes 0 o 1 l i


def public_id():
    """A random name of 11 characters (54 bits) for addresses and feeds: it tells neither order nor content."""
    return "".join(secrets.choice(ALPHABET) for _ in range(11))
