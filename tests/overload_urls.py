"""The addresses of the site, and one that takes half a second."""

import time

from django.http import HttpResponse
from django.urls import path

from supportfinder.urls import (  # noqa: F401 - read by Django
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)


def slow(request):
    time.sleep(0.5)
    return HttpResponse("done")


urlpatterns = [path("slow/", slow), *urlpatterns]
