"""Guards taken away, one function each. A test that holds with its guard must not hold without it."""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import delivery, outbox
from accounts.models import Mail
from groups import booking, posting
from groups.booking import coming, holding
from groups.importing.run import Run
from supportfinder.pooling.base import DatabaseWrapper
from supportfinder.shared_cache import SharedCache


def silent_cache():
    """A value that the cache could not keep is no error."""
    settings.CACHES["default"]["BACKEND"] = "django.core.cache.backends.db.DatabaseCache"


def half_written():
    """A posting is stored piece by piece."""
    posting.begin = posting.begin.__wrapped__


def bookings_in_pieces():
    """A booking is stored piece by piece: only what is held needs a transaction."""

    def in_pieces(date, *, by, nickname, **wishes):
        with transaction.atomic():
            thing = holding.hold_date(date.slot, date.original_on)
        return coming._book(thing, by=by, nickname=nickname, **wishes)

    booking.book = in_pieces


def noted_before_sent():
    """A mail is noted as sent before it is."""

    def deliver(mail_id):
        mail = Mail.objects.get(pk=mail_id)
        mail.sent_at = timezone.now()
        mail.save()
        delivery._send(mail)

    delivery.deliver = deliver


def fresh_message_ids():
    """Each attempt has a Message-ID of its own."""
    delivery.message_id = lambda mail: f"<{uuid.uuid4()}@localhost>"


def mails_without_keys():
    """Nobody knows whether a mail was written before."""
    outbox._key = lambda key, recipient: None


def batches_in_pieces():
    """A batch of an import is stored piece by piece."""
    Run.store = Run.store.__wrapped__


def pool_left_to_itself():
    """The pool looks at its connections one by one, as it comes."""
    del DatabaseWrapper.get_new_connection
    settings.DATABASES["default"]["CONN_HEALTH_CHECKS"] = True


def counting_without_a_lock():
    """A count is read, and then written, as Django's own cache does."""
    del SharedCache.incr
