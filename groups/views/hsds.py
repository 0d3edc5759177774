"""The directory as an HSDS 3.0 API: for other programs, without an account and without cookies."""

import json
from functools import partial, wraps

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groups import outgoing
from groups.forms.hsds import MinimalForm, OrganizationForm, OrganizationsForm, PageForm, ServicesForm, TermsForm
from groups.hsds import lots, openapi, queries
from groups.interop.hsds import dumping, ids
from groups.interop.hsds.dumping import in_site_language
from groups.interop.hsds.facts import FACTS
from groups.interop.hsds.organizations import NOBODY
from groups.interop.hsds.words import FACETS
from groups.models import Listing
from groups.views.search import country_bias
from groups.views.streaming import open_data, refusal


def data(view):
    """What everybody's programs may read, also from a page of another site; a wrong parameter gets a sentence."""

    @require_safe
    @wraps(view)
    def answering(request, *args, **kwargs):
        request.headers_along = {"Access-Control-Allow-Origin": "*"}
        try:
            return view(request, *args, **kwargs)
        except queries.BadQueryError as error:
            return refused({error.parameter: [str(error)]})
        except Http404:
            return JsonResponse({"message": _("Nothing public has this id."), "errors": {}}, status=404)

    return answering


def refused(errors):
    """A 400 that says which parameters are wrong, and why."""
    sentences = [f"{name}: {sentence}" for name, found in errors.items() for sentence in found]
    return JsonResponse({"message": " ".join(sentences), "errors": errors}, status=400)


def asked(form):
    """The cleaned data of a form of parameters. Raises BadQueryError for the first that is wrong."""
    for parameter, found in form.errors.items():
        raise queries.BadQueryError(parameter, " ".join(found))
    return form.cleaned_data


def site_of(request):
    return request.build_absolute_uri("/").rstrip("/")


def words_for(request):
    return lots.words_of_directory(request.build_absolute_uri(reverse("hsds-profile")))


def answer(request, form, lot):
    """A page of a lot, or all of it as a stream of lines that is never held in memory as a whole."""
    if form.is_for_everything and (too_often := refusal(request)):
        return too_often
    if form.is_stream:
        lines = (json.dumps(one, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n" for one in lot.everything())
        return open_data(request, lines, "application/x-ndjson")
    return JsonResponse(lots.page(lot, form.cleaned_data["page"], form.cleaned_data["per_page"]))


def first_of(objects):
    """The one object of a list as an answer; a 404 where there is none."""
    found = next(iter(objects), None)
    if found is None:
        raise Http404
    return JsonResponse(found)


@data
def about(request):
    """Which version this is, and where it is described."""
    return JsonResponse(
        {
            "version": openapi.VERSION,
            "profile": request.build_absolute_uri(reverse("hsds-profile")),
            "openapi_url": request.build_absolute_uri(reverse("hsds-openapi")),
        }
    )


@data
def openapi_json(request):
    """The description for programs."""
    return JsonResponse(in_site_language(openapi.document, site_of(request)))


@require_safe
def profile(request):
    """What our attributes mean, for people who write programs."""
    context = {"facts": FACTS, "facets": [{"name": facet.value, "label": facet.label} for facet in FACETS]}
    return render(request, "groups/hsds/profile.html", context)


def listings_asked(request, form, words):
    return queries.listings(asked(form), words, country_bias=country_bias(request))


@data
def service_list(request):
    """Services: their one-to-one fields, everything (`full`), or hardly anything (`minimal`)."""
    form, words = MinimalForm(request.GET), words_for(request)
    found = listings_asked(request, form, words)
    if form.cleaned_data["minimal"]:
        return answer(request, form, lots.minimal(found))
    make = dumping.full if form.cleaned_data["full"] else dumping.heading
    return answer(request, form, lots.of_listings(found, make, words, site_of(request), timezone.now()))


@data
def place_list(request):
    """Services at locations."""
    form, words = ServicesForm(request.GET), words_for(request)
    found = listings_asked(request, form, words)
    make = dumping.place_full if form.cleaned_data["full"] else dumping.place_heading
    return answer(request, form, lots.of_listings(found, make, words, site_of(request), timezone.now()))


def one_listing(request, entity, known, make):
    found = Listing.objects.filter(public_id=ids.ref_of(entity, str(known)) or "")
    now, words = timezone.now(), words_for(request)
    records = outgoing.records(found, site=site_of(request), now=now)
    return first_of(in_site_language(make, record, words, now) for record in records)


@data
def service(request, service):
    """One service with everything that belongs to it."""
    return one_listing(request, "service", service, dumping.full)


@data
def place(request, service_at_location):
    """One service at a location with everything that belongs to either."""
    return one_listing(request, "service_at_location", service_at_location, dumping.place_full)


def organization_maker(request, *, with_services, is_full):
    if not (with_services or is_full):
        return lots.plain_organizations
    words, site, now = words_for(request), site_of(request), timezone.now()
    return partial(lots.with_services, is_full=is_full, words=words, site=site, now=now)


@data
def organization_list(request):
    """Organizations that answer for something public; the first stands for what has none."""
    form = OrganizationsForm(request.GET)
    wishes = asked(form)
    make = organization_maker(request, with_services=wishes["full"], is_full=wishes["full_service"])
    rows = queries.organizations(wishes["search"])
    has_nobody = not wishes["search"] and Listing.objects.for_feeds().filter(organization=None).exists()
    return answer(request, form, lots.of_organizations(rows, has_nobody, make))


@data
def organization(request, organization):
    """One organization with its services."""
    is_full = asked(OrganizationForm(request.GET))["full_service"]
    make = organization_maker(request, with_services=True, is_full=is_full)
    if str(organization) == NOBODY:
        return first_of(make([None]))
    found = queries.organizations().filter(public_id=ids.ref_of("organization", str(organization)) or "")
    return first_of(make([outgoing.organization(row) for row in found]))


@data
def taxonomy_list(request):
    """The facets of our words, and the facts of the profile."""
    form, words = PageForm(request.GET), words_for(request)
    wishes = asked(form)
    return answer(request, form, lots.of_objects(in_site_language(words.taxonomies), wishes["search"]))


@data
def taxonomy(request, taxonomy):
    """One taxonomy."""
    taxonomies = in_site_language(words_for(request).taxonomies)
    return first_of(one for one in taxonomies if one["id"] == str(taxonomy))


@data
def term_list(request):
    """Our words, one by one."""
    form, words = TermsForm(request.GET), words_for(request)
    wishes = asked(form)
    found = in_site_language(words.terms)
    for name in ("taxonomy_id", "parent_id"):
        if wishes[name]:
            found = [one for one in found if one.get(name) == str(wishes[name])]
    if wishes["top_only"]:
        found = [one for one in found if "parent_id" not in one]
    return answer(request, form, lots.of_objects(found, wishes["search"]))


@data
def term(request, term):
    """One word."""
    return first_of(one for one in in_site_language(words_for(request).terms) if one["id"] == str(term))
