"""The front door: three short questions before the many filters, and crisis help above them."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups import crisis
from groups.choices import Facet, For
from groups.models import Term
from groups.views.search import country_bias


@require_safe
def home(request):
    """Who is it for, what is going on, and where; browse by category; somebody to talk to now."""
    lexicon = Term.objects.lexicon()
    topics = lexicon.offered(Facet.TOPIC)
    context = {
        "crisis": crisis.help_for(next(iter(country_bias(request)), None)),
        "for_choices": For.choices,
        "topic_groups": [
            (group, [topic for topic in topics if topic.parent_id == group.pk])
            for group in lexicon.offered(Facet.TOPIC_GROUP)
        ],
        "categories": [
            (category, [kind for kind in lexicon.offered(Facet.KIND) if kind.parent_id == category.pk])
            for category in lexicon.offered(Facet.CATEGORY)
        ],
    }
    return render(request, "groups/home.html", context)
