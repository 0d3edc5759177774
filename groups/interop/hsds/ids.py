"""Identifiers of HSDS objects: a UUID that stays the same for as long as what it names.

What is asked for by its id (a service, its location, an organization) has a UUID of version 8 (RFC 9562) that holds the
short public name itself, so that the row is found by its own index. Everything else has one of version 5.
"""

from uuid import UUID, uuid5

NAMESPACE = UUID("72449231-4f8d-4264-b274-5f161d981ebb")
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Those of public names, in an order that must never change."""

LONGEST = 12
BITS = 5
VERSION = 8
VARIANT = 0b10


def named(entity, name):
    """The id of an `entity` that is no row of ours, such as a taxonomy."""
    return str(uuid5(NAMESPACE, f"{entity}:{name}"))


def of(entity, ref):
    """The id of an `entity` (such as "service") that we or its source call `ref`."""
    number = _number(ref)
    if number is None:
        return named(entity, ref)
    tag = _tag(entity)
    return str(UUID(int=(tag >> 12) << 80 | VERSION << 76 | (tag & 0xFFF) << 64 | VARIANT << 62 | number))


def ref_of(entity, text):
    """The public name that an id of an `entity` holds, or None where it holds none."""
    try:
        known = UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None
    ref = _text(known.int & (1 << 62) - 1)
    return ref if ref and of(entity, ref) == str(known) else None


def part(owner, *names):
    """The id of a part of the object with the id `owner`, by what tells it from its other parts."""
    return str(uuid5(UUID(owner), "/".join(names)))


def _tag(entity):
    """60 bits that tell one sort of object from another."""
    return uuid5(NAMESPACE, entity).int >> 68


def _number(ref):
    """A public name as a number below 2**60, or None for any other text."""
    if not 0 < len(ref) <= LONGEST or not set(ref) <= set(SIGNS):
        return None
    number = 0
    for sign in ref:
        number = number << BITS | SIGNS.index(sign) + 1
    return number


def _text(number):
    signs = []
    while number:
        number, place = divmod(number, 1 << BITS)
        signs.append(SIGNS[place - 1] if place else "")
    return "".join(reversed(signs))
