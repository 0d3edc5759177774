"""The sample directory has listings that go well together, and asks nobody by mail."""

from groups.demo import pairs
from groups.models import ImportSource, Pairing
from tests import factories
from tests.groups.pairing.pairs import make_clinic


def test_meetups_of_the_sample_are_linked_with_what_is_suggested_first(source, circle, now, mailoutbox):
    ImportSource.objects.update(is_sample=True)
    for number in range(2):
        clinic = make_clinic(source, f"Clinic {number}")
        factories.add_contact(clinic, "email", "desk@example.org")
    pairs.fill(now)
    link = Pairing.objects.get()
    assert {link.first.name, link.second.name} == {"Tuesday Circle", "Clinic 0"}
    assert link.first_agreed_at
    assert link.second_agreed_at
    assert mailoutbox == []
