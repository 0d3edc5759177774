"""What a first visit to a sample listing is like, answered in varied ways and never against its other facts."""

from groups.choices import Answer, Facet
from groups.demo.texts import dice, read, spelled
from groups.models import FirstVisit

ANSWERED_SHARE = 0.86
SILENT_SHARE = 0.12  # of the questions, where somebody did answer
YES, NO, UP = Answer.YES, Answer.NO, Answer.UP_TO_YOU

USUAL = {  # by group of kinds: answers that are drawn from
    "peer": {
        "must_speak": [NO, NO, UP],
        "give_name": [NO, UP, UP],
        "must_commit": [NO],
        "show_id": [NO],
        "bring_someone": [YES, YES, NO, UP],
        "arrive_late": [YES, YES, YES, NO],
        "leave_early": [YES, YES, UP],
    },
    "company": {
        "must_speak": [NO],
        "give_name": [UP, UP, NO],
        "must_commit": [NO],
        "show_id": [NO],
        "bring_someone": [YES],
        "arrive_late": [YES],
        "leave_early": [YES],
    },
    "formal": {
        "must_speak": [YES, UP],
        "give_name": [YES, YES, UP],
        "must_commit": [NO, NO, YES],
        "show_id": [YES, NO, NO],
        "bring_someone": [YES, YES, UP],
        "arrive_late": [NO, NO, YES],
        "leave_early": [UP, YES],
    },
    "practical": {
        "must_speak": [UP],
        "give_name": [YES, UP, NO],
        "must_commit": [NO],
        "show_id": [NO, NO, YES],
        "bring_someone": [YES],
        "arrive_late": [YES, NO],
        "leave_early": [YES],
    },
    "online": {
        "must_speak": [NO, UP],
        "give_name": [UP],
        "must_commit": [NO],
        "show_id": [NO],
        "bring_someone": [UP, NO],
        "arrive_late": [YES],
        "leave_early": [YES],
    },
    "line": {"must_speak": [UP], "give_name": [NO], "must_commit": [NO], "show_id": [NO], "leave_early": [YES]},
}
FORCED = {  # a fact that settles a question
    (Facet.ACCESS, "no-id"): ("show_id", NO),
    (Facet.ACCESS, "bring-companion"): ("bring_someone", YES),
    (Facet.AUDIENCE, "family-carers"): ("bring_someone", YES),
}
GREETERS = {"company": "peer", "practical": "formal"}


def first_visit(plan, listing, words, group):
    """The unsaved first visit of a listing, or None where nobody has said anything about it."""
    rng = dice("first visit", plan.ref)
    if rng.random() > ANSWERED_SHARE:
        return None
    answers = {
        question: "" if rng.random() < SILENT_SHARE else rng.choice(among) for question, among in USUAL[group].items()
    }
    answers |= {
        FORCED[facet, slug][0]: FORCED[facet, slug][1] for facet, slug, _, _ in words if (facet, slug) in FORCED
    }
    texts = read("texts")
    greeters = texts["greeter"][GREETERS.get(group, group)]
    return FirstVisit(
        listing=listing,
        greeter=rng.choice(greeters) if rng.random() < 0.6 else "",
        what_to_expect=spelled(rng.choice(texts["what_to_expect"][group]), plan.city) if rng.random() < 0.65 else "",
        **answers,
    )
