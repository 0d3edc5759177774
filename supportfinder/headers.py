"""Headers that go with every answer to a request, whatever becomes of that answer."""

MAY_ASK = "geolocation=(self)"
MAY_NOT = ("browsing-topics", "camera", "display-capture", "microphone", "midi", "payment", "serial", "usb")
PERMISSIONS = ", ".join([MAY_ASK, *(f"{feature}=()" for feature in MAY_NOT)])
"""What a page of ours may ask of a device: where it is, and nothing else."""
OPEN = "Access-Control-Allow-Origin"


def for_own_pages(get_response):
    """Keep answers from being loaded into other sites' pages, but those that are open to all; say what pages may ask.

    A 304 is left as it is: a browser keeps what it was told with the answer that it has.
    """

    def middleware(request):
        response = get_response(request)
        if response.status_code != 304:
            reach = "cross-origin" if OPEN in response else "same-origin"
            response.headers.setdefault("Cross-Origin-Resource-Policy", reach)
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


def sent_along(get_response):
    """Write what a view left in `request.headers_along` (a dict) into the answer, also into a 304.

    Django makes a 304 anew and keeps only what a cache needs of the headers: a browser that asked from another site
    would then not let the page there see even that.
    """

    def middleware(request):
        response = get_response(request)
        for name, value in getattr(request, "headers_along", {}).items():
            response[name] = value
        return response

    return middleware
