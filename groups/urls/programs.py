"""Addresses that browsers, monitors and other programs ask for by themselves: the same in every language."""

from django.urls import path

from groups.urls import open_data
from groups.views import health, offline, pages

by_themselves = [
    path("favicon.ico", pages.favicon, name="favicon"),
    path("offline-worker.js", offline.worker, name="offline-worker"),
    path("livez", pages.livez, name="livez"),
    path("healthz", health.healthz, name="healthz"),
]

urlpatterns = [*by_themselves, *open_data.for_programs]
