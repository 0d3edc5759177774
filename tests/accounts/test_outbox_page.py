"""The page of mails, for one's own machine alone."""

import pytest

from accounts.models import Mail
from tests.accounts.mailing import compose

pytestmark = pytest.mark.usefixtures("db", "outbox")


def test_outbox_is_not_found_unless_asked_for(client):
    assert client.get("/outbox/").status_code == 404


def test_outbox_shows_the_newest_mails_with_links_to_follow(client, settings, django_assert_num_queries):
    settings.MAIL_SHOWN = True
    compose(subject="<b>Older</b>").send()
    compose(subject="Newer", text="Go to http://localhost:8000/manage/abc/ & say <i>yes</i>.").send()
    with django_assert_num_queries(1):
        answer = client.get("/outbox/")
    page = answer.content.decode()
    assert page.index("Newer") < page.index("&lt;b&gt;Older")
    assert 'href="http://localhost:8000/manage/abc/"' in page
    assert "&lt;i&gt;yes" in page
    assert "no-store" in answer["Cache-Control"]


def test_outbox_says_what_became_of_a_mail(client, settings):
    settings.MAIL_SHOWN = True
    assert "No mail yet." in client.get("/outbox/").content.decode()
    compose().send()
    assert "waiting" in client.get("/outbox/").content.decode()
    Mail.objects.update(sent_at="2026-03-03T17:00Z", text="")
    page = client.get("/outbox/").content.decode()
    assert "sent" in page
    assert "text was removed" in page
