"""What is taken of a change at a source, fact by fact.

What was put right here stays. Where two sources differ, the more trusted one is believed, and of two that are trusted
alike the one that changed its word last; what says nothing never empties what another says. A place that somebody
concealed here stays so whoever says what; one that the source itself calls a home or confidential follows the source.
"""

from dataclasses import dataclass, field

from groups.provenance import ASKED_FOR, digest_of, holders_of, is_concealed, is_silent


@dataclass(slots=True)
class Weighed:
    """Names of facts: `taken` as the source says; `kept` as they are here, of which `told` should be told to somebody,
    because the source has changed its word since."""

    taken: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def weigh(entry, theirs, ours, *, trust, others, edited=(), has_private_address=False):
    """Compare what a source says (`theirs`) with what is here (`ours`, both facts by name) and with what it said last
    (`entry`). `others` are the entries of other sources for the same listing, `edited` the facts that people wrote
    here before what the source says was kept; a private address is known only from people here. Answers `Weighed`."""
    weighed = Weighed()
    for name in sorted({*theirs, *ours}):
        their, our = theirs.get(name, []), ours.get(name, [])
        if digest_of(their) == digest_of(our):
            if name == "place":
                weighed.kept.append(name)  # its row stays too: an address that only we know hangs on it, and closures
            continue
        is_news = not entry.said or entry.said.get(name, "") != digest_of(their)
        is_kept_from_before = not entry.said and name in edited
        is_hidden_here = name == "place" and is_concealed(our) and (has_private_address or _is_ours(name, entry, our))
        is_kept = is_kept_from_before or is_hidden_here
        if is_news and not is_kept and _wins(name, entry, their, our, trust, others):
            weighed.taken.append(name)
        else:
            weighed.kept.append(name)
            weighed.told += [name] if is_news and not is_silent(their) else []
    return weighed


def _is_ours(name, entry, our):
    """Whether a fact is not as the source said it last."""
    return entry.said.get(name, "") != digest_of(our)


def _wins(name, entry, their, our, trust, others):
    if entry.said.get(name) == ASKED_FOR:
        return not is_silent(their)
    if not entry.said and not others:
        return True  # nobody knows what was put right here: it was brought in before that was kept
    if is_silent(our):
        return not entry.said or not entry.said.get(name)
    holders = holders_of(name, others)
    if is_silent(their) and (holders or not entry.said):
        return False
    best = max((holder.source.trust for holder in holders), default=0)
    if not entry.said:
        return bool(holders) and trust > best
    return trust >= best if holders else not _is_ours(name, entry, our)
