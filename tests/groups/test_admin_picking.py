"""What is sent to a field of the admin that picks a row: picked where it is one, else refused in a sentence."""

import pytest

from accounts.models import User
from tests.accounts.people import sign_in
from tests.groups.browser_like import sent_by

pytestmark = pytest.mark.django_db
WRONG = ["abc", "a\r\nb", "٣", "9" * 30, "-1", "1.5"]


@pytest.fixture
def as_admin(client):
    return sign_in(client, User.objects.create_superuser("admin@example.org"), second_factor=True)


@pytest.mark.parametrize("typed", WRONG)
@pytest.mark.parametrize(("path", "name"), [("listing/add/", "organization"), ("organization/add/", "members")])
def test_what_is_no_row_is_refused_and_breaks_nothing(as_admin, path, name, typed):
    answer = as_admin.post(f"/admin/groups/{path}", {name: typed})
    assert answer.status_code == 200
    assert name in answer.context["adminform"].form.errors


def test_picked_row_is_shown_again(as_admin, clinic):
    form = as_admin.get(f"/admin/groups/listing/{clinic.pk}/change/").context["adminform"].form
    assert sent_by(form)["organization"] == str(clinic.organization_id)
    answer = as_admin.post("/admin/groups/listing/add/", {"organization": clinic.organization_id})
    assert f'<option value="{clinic.organization_id}" selected>' in answer.content.decode()
