"""Names that are nearly right: unfinished, or with a slip of the keys in them."""

from django.contrib.postgres.search import TrigramSimilarity

from groups.models.gazetteer import LocalityName

LETTERS = "abcdefghijklmnopqrstuvwxyz "
ALIKE = 0.45  # share of letter groups in common; "zzzzqqq" is like nothing


def begun_or_mistyped(key):
    """Names that go on where the key ends, and names one slip away. Read from the ordinary index alone."""
    if not 4 <= len(key) <= 30:
        return []
    names = LocalityName.objects.select_related("locality")
    return names.filter(key__in=one_slip_away(key)).union(names.beginning(key)[:40])


def one_slip_away(key):
    """The key with two letters swapped, one too many taken out, one changed or one put in (about 54 a letter)."""
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    changed = {a + letter + rest for a, b in cuts for letter in LETTERS for rest in (b, b[1:])}
    return swapped | changed | {a + b[1:] for a, b in cuts}


def alike(key):
    """Long names made of much the same groups of three letters (pg_trgm), however the letters went astray."""
    if not 8 <= len(key) <= 60:
        return []
    names = LocalityName.objects.filter(is_primary=True, key__trigram_similar=key)
    names = names.annotate(likeness=TrigramSimilarity("key", key)).filter(likeness__gte=ALIKE)
    return names.order_by("-likeness", "-weight").select_related("locality")[:40]


def closeness(typed, key):
    """1 for the same name, less for each letter still to come, a fifth for a slip, a ninth for two, then 0."""
    if key.startswith(typed):
        return 1 / (1 + len(key) - len(typed))
    allowed = 1 if len(typed) < 8 else 2
    distance = edits(typed, key) if abs(len(typed) - len(key)) <= allowed else allowed + 1
    return 1 / (1 + 4 * distance) if distance <= allowed else 0


def edits(a, b):
    """Letters to add, drop, change or swap with the next to turn a into b (optimal string alignment)."""
    before, last = [], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
