"""Which words a mistyped one may stand for, worked out the slow way: every word of the directory is looked at.

Nothing of `groups.spelling`, `groups.vocabulary` or the database is used.
"""

from collections import Counter
from functools import cache


def vocabulary(rows, offered):
    """Searchable rows by word, for words of 4 to 40 characters that are no number, and 0 for the rest of `offered`.

    What surely is a slip of the keys is missing.
    """
    held = Counter(word for row in rows if row.searchable for word in row.words)
    every = {word: held[word] for word in held.keys() | offered if 4 <= len(word) <= 40 and not word.isdigit()}
    return {word: n for word, n in every.items() if word in offered or not is_surely_a_slip(word, every)}


def is_surely_a_slip(word, every):
    return len(word) >= 7 and any(
        len(other) >= 7 and n >= 100 * every[word] and slips(other, word) == 1 for other, n in every.items()
    )


def near(typed, known):
    """The words that `typed` may stand for; none where it is a word, too short or too long.

    Where words begin so, only what stands in a hundred times as many listings as all of them.
    """
    if not 4 <= len(typed) <= 40 or typed.isdigit() or typed in known:
        return []
    begun = sum(max(n, 1) for word, n in known.items() if word.startswith(typed))
    known = {word: n for word, n in known.items() if n >= 100 * begun}
    found = [word for word in known if slips(typed, word) == 1]
    if not found and len(typed) >= 8:
        found = [word for word in most_alike(typed, known) if slips(typed, word) == 2]
    return sorted(found, key=lambda word: (-known[word], word))[:3]


def most_alike(typed, known):
    """The ten words that share most of their groups of three letters with it, and three in ten at least."""
    scored = sorted((-alikeness(typed, word), -n, word) for word, n in known.items())
    return [word for likeness, _n, word in scored[:10] if likeness <= -0.3]


def alikeness(a, b):
    return len(triples(a) & triples(b)) / len(triples(a) | triples(b))


def triples(word):
    padded = f"  {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def slips(a, b):
    """Slips of the keys between two words; one in the first letter counts as two. More than two are not told apart."""
    return edits(a, b) + (a[0] != b[0]) if abs(len(a) - len(b)) <= 2 else 3


@cache
def edits(a, b):
    """Letters to leave out, put in, change or swap with the next, by the definition of it."""
    if not a or not b:
        return len(a) + len(b)
    if a[-1] == b[-1]:
        return edits(a[:-1], b[:-1])
    ways = [edits(a[:-1], b), edits(a, b[:-1]), edits(a[:-1], b[:-1])]
    if a[-2:] == b[-2:][::-1]:
        ways.append(edits(a[:-2], b[:-2]))
    return 1 + min(ways)
