"""What is kept of a visit: a coarse line on the person's list of sessions, and nothing in the browser's store."""

from django.conf import settings

from accounts import sessions


def session_list(get_response):
    """Put a session that began in this request, by signing in or by a new password, on the person's list."""

    def middleware(request):
        before = request.session.session_key
        response = get_response(request)
        key = request.session.session_key
        if key and key != before and request.user.is_authenticated:
            sessions.remember(request)
        return response

    return middleware


def keep_nothing(get_response):
    """Tell browsers and proxies to keep no page of who has, or now gets, a session; no query is asked."""

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified:
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware
