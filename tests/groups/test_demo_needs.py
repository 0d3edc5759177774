"""The sample directory for planners: counters that are published, one that is not, and figures of the night."""

from django.utils import timezone

from groups import needs
from groups.choices import Facet
from groups.demo import needs as sample
from groups.demo.texts import cities
from groups.models import Term, TownReach, UnmetSearch


def test_two_areas_were_searched_in_vain_in_finished_months(gazetteer, now):
    sample.fill(timezone.now())
    found = {needs.near(city.point) for city in cities()[: sample.AREAS]}
    assert set(UnmetSearch.objects.values_list("area", flat=True)) == found
    assert max(UnmetSearch.objects.values_list("month", flat=True)) < now.date().replace(day=1)
    for area in found:
        assert needs.seen(area, Facet.LANGUAGE, "pa") >= needs.LEAST
    assert TownReach.objects.count() > 60_000


def test_what_was_looked_for_are_words_people_pick(db):
    for facet, slug, _mean in sample.LOOKED_FOR:
        assert Term.objects.active().filter(facet=facet, slug=slug).exists(), slug


def test_sample_without_a_gazetteer_has_no_counters(db, now):
    UnmetSearch._meta.apps.get_model("groups", "Locality").objects.all().delete()
    sample.fill(timezone.now())
    assert not UnmetSearch.objects.exists()
