"""The entry point of a web server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from supportfinder import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supportfinder.settings")
os.environ.setdefault("DATABASE_WAIT_SECONDS", "0.7")  # while it is away, people read within a second whom to call


def headers_alone(site):
    """`site`, a WSGI application, answering HEAD as it answers GET but for the body.

    Django leaves the body to the server, and gunicorn writes a warning for each that it drops.
    """

    def answered(environ, start_response):
        body = site(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        body.close()  # ends the request
        return []

    return answered


logs.threads_too()
application = headers_alone(get_wsgi_application())
import_module(settings.ROOT_URLCONF)  # reads all views now: it takes a second, which the first visitor would wait
gc.freeze()  # what is here now stays: looking through it for garbage held up a visitor for 50 ms now and then
