"""The words to search by, and the places to search around."""

from groups.choices import Facet
from groups.models import Term


def test_every_facet_is_told_with_its_words_in_their_order(client, now, circle):
    facets = {one["facet"]: one for one in client.get("/api/words").json()["facets"]}
    assert set(facets) == set(Facet) - {Facet.SLOT}
    told = [word["word"] for word in facets["topic"]["words"]]
    assert told == [term.slug for term in Term.objects.lexicon().offered("topic")]
    assert (facets["topic"]["label"], facets["topic"]["is_parameter"]) == ("Topic", True)
    assert facets["topic_group"]["is_parameter"] is False


def test_one_facet_is_told_alone_and_its_words_find(client, now, circle):
    (facet,) = client.get("/api/words", {"facet": "cost"}).json()["facets"]
    assert facet["words"][0]["word"] == "free"
    assert client.get("/api/search", {"cost": "free"}).json()["total"] == 1


def test_words_ask_the_database_for_nothing(client, now, circle, django_assert_num_queries):
    client.get("/api/words")
    with django_assert_num_queries(0):
        client.get("/api/words")


def test_places_that_begin_so_are_suggested(client, now, gazetteer):
    (first, *_others) = client.get("/api/places", {"q": "Hackne"}).json()["places"]
    assert first["label"].startswith("Hackney")
    assert (first["country"], first["lat"]) == ("GB", round(first["lat"], 2))
    page = client.get("/places.json", {"q": "Hackne"}).json()["places"]
    assert page[0] == {name: first[name] for name in ("label", "lat", "lon")}


def test_nothing_typed_is_kept_and_nothing_is_suggested_for_it(client, now, gazetteer):
    answer = client.get("/api/places", {"q": ""})
    assert answer.json() == {"places": []}
    assert answer["Cache-Control"] == "no-store, private"
