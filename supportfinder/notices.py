"""Where a sentence for the next page waits."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NoticeCookie(CookieStorage):
    """In a cookie that is named as all of the site's are."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class NoticeStorage(FallbackStorage):
    """As Django's own: in a cookie, and what is too long for one in the session."""

    storage_classes = (NoticeCookie, SessionStorage)
