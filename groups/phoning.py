"""Calls to listings: what came of each is kept, and one that says it is still on confirms it."""

from django.db import transaction

from groups import freshness, moderation
from groups.choices import Act, PhoneResult

STILL_ON = (PhoneResult.STILL_ON, PhoneResult.CHANGED)


@transaction.atomic
def keep_call(call, *, by):
    """Keep `call` (an unsaved `PhoneCheck` of a listing) as made by `by`; answers it."""
    call.phoned_by = by
    call.save()
    told = ": ".join(filter(None, [str(call.get_result_display()), call.note]))
    moderation.record(call.listing, Act.PHONED, by=by, reason=told)
    if call.result in STILL_ON:
        freshness.renew(call.listing, by)
    return call
