"""Words for a method that an address does not take: a reload, or the way back, asks for the page of a sent form."""

from http import HTTPStatus

from groups.views.pages import failure


def said(get_response):
    """Answer with the page of a failure, or to a program with a problem, where a view refuses a method with nothing."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.streaming or response.content:
            return response
        page = failure(request, HTTPStatus.METHOD_NOT_ALLOWED.value)
        for name, value in response.items():
            page.headers.setdefault(name, value)
        return page

    return middleware
