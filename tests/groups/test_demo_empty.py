"""The sample directory keeps away from a real one. Apart from test_demo.py, all of whose tests have the sample."""

from io import StringIO

from django.core.management import call_command

from accounts.models import User
from groups import demo
from groups.models import Listing


def test_load_demo_leaves_a_used_directory_alone(circle):
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert Listing.objects.get() == circle
    assert not User.objects.exists()
    assert "nothing was added" in out.getvalue()


def test_sign_ins_of_a_real_directory_are_none(circle):
    User.objects.create_user("admin@example.org")
    assert demo.sign_ins() == []
