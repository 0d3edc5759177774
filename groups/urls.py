"""Addresses of the directory, as short lists by who they are for."""

from django.urls import path

from groups.views import home, listings, pages, search

finding = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search.geojson", search.search_geojson, name="search-geojson"),
    path("search/points.geojson", search.points_geojson, name="search-points"),
    path("places.json", search.places_json, name="places"),
]

reading = [
    path("listings/<slug:public_id>/", listings.listing_detail, name="listing-detail"),
    path("listings/<slug:public_id>/print/", listings.listing_print, name="listing-print"),
    path("listings/<slug:public_id>.ics", listings.listing_calendar, name="listing-calendar"),
]

always = [
    path("help-now/", pages.help_now, name="help-now"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("terms/", pages.terms, name="terms"),
    path("policy/", pages.policy, name="policy"),
    path("exit/", pages.leave, name="exit"),
    path("livez", pages.livez, name="livez"),
]

urlpatterns = [*finding, *reading, *always]
