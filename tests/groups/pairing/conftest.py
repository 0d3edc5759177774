"""A clinic for grief in Stratford, the circle in Hackney that goes well with it, and who looks after the two."""

import pytest

from groups.models import Listing
from tests import factories
from tests.groups.pairing.pairs import STRATFORD
from tests.groups.reviewing import make_facilitator


@pytest.fixture
def care(source, now):
    """Lea Grief Care: a clinic in Stratford with information about grief, without fixed times."""
    return factories.make_listing(
        source,
        "Lea Grief Care",
        kind="clinic",
        organization=factories.make_organization("Lea Health"),
        place=factories.make_place(**STRATFORD),
        terms=["topic:grief", "support:informational", "joining:call-first", "language:en"],
    )


@pytest.fixture
def ana(circle, now):
    """Who looks after the Tuesday Circle."""
    ana = make_facilitator("ana@example.org", "Ana")
    Listing.objects.filter(pk=circle.pk).update(owner=ana)
    circle.refresh_from_db()
    return ana


@pytest.fixture
def ben(care):
    """Who looks after Lea Grief Care."""
    ben = make_facilitator("ben@example.org", "Ben")
    Listing.objects.filter(pk=care.pk).update(owner=ben)
    care.refresh_from_db()
    return ben
