"""Mails about a source that cannot be read, or that lost too much."""

from accounts.models import User
from groups import emails


def tell_admins(source, run, *, key):
    """Write to every admin what came of `run`; the same `key` writes once only."""
    words = {"source": source, "run": run, "url": emails.address("source", source.slug)}
    for admin in User.objects.filter(is_superuser=True, is_active=True).order_by("pk"):
        emails.send("source", emails.Reader.of(admin), words, key=f"{key}:{admin.pk}")
