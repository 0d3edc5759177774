"""What is kept of who linked two listings is given out, and leaves without the link."""

from accounts import privacy
from groups import pairing
from groups.models import Pairing


def test_export_tells_what_one_person_did(circle, care, ana, ben):
    pair = pairing.propose(circle, care, by=ana)
    pairing.end(pair, care, by=ben)
    (kept,) = privacy.export(ana)["pairs"]
    assert set(kept) == {"first", "second", "sort", "first_agreed_at"}
    (kept,) = privacy.export(ben)["pairs"]
    assert "ended_at" in kept
    assert "first_agreed_at" not in kept


def test_link_stays_when_an_account_is_erased(circle, care, ana, ben):
    care_id = care.pk
    pairing.propose(circle, care, by=ben)
    privacy.erase(ben)
    link = Pairing.objects.get(second=care_id)
    assert link.first_agreed_by is None
    assert link.first_agreed_at
