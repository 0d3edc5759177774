"""Figures for a watching program such as Prometheus: how many requests, how long they took, by page pattern and status.

Off unless METRICS_PORT is set. They are served on a port of their own, never with the site, and no label holds
anything of a visitor: the name of an address, not the address.
"""

import time

from django.core.exceptions import ImproperlyConfigured

try:
    from prometheus_client import CollectorRegistry, Histogram, multiprocess, start_http_server
except ImportError as error:
    raise ImproperlyConfigured(
        "METRICS_PORT is set, but the package prometheus-client is not installed. Install what a server needs: "
        "pip install --require-hashes -r requirements-server.txt"
    ) from error

METHODS = {"GET", "HEAD", "POST"}
NOWHERE = "none"
seconds = Histogram(
    "supportfinder_request_seconds",
    "Time from the first step of a request to its answer",
    ["view", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


def counted(get_response):
    """Note each request: the name of its address, its method, its status and how long it took."""

    def middleware(request):
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        view = match.view_name if match else NOWHERE
        method = request.method if request.method in METHODS else "other"
        seconds.labels(view, method, response.status_code).observe(time.perf_counter() - began)
        return response

    return middleware


def serve(port: int, host: str):
    """Answer at `/metrics` of that port for all processes of the web server, from a thread of its own."""
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return start_http_server(port, host, registry)
