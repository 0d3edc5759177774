"""One try at one door: what the site answers, in one letter."""

from django.contrib import admin
from django.core.cache import cache
from django.db import transaction

from tests.access.sitemap import every_url, fill

METHODS = ("get", "post")
BY_STATUS = {200: "P", 400: "B", 403: "X", 404: "N", 405: "M", 503: "D"}
DOORS = (("/accounts/login/", "S"), ("/accounts/second-factor/", "F"), ("/admin/login/", "A"))
ADMINS = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}


def letter(answer):
    """`P` for a page, `S` `F` `A` for the way to a sign-in, `R` for any other way; `!` for a failure of ours."""
    if answer.status_code in (301, 302):
        return next((sign for path, sign in DOORS if answer["Location"].startswith(path)), "R")
    return BY_STATUS.get(answer.status_code, "!")


def path_of(name, tenant):
    """The address called `name`, filled with the ids and tokens of `tenant`; `name by link` has the secret link."""
    bare, _by, link = name.partition(" by ")
    key = tenant.tokens["manage"] if link else tenant.listing.public_id
    token = tenant.tokens.get("invitation" if bare == "invitation" else bare, "")
    values = tenant.ids | {"key": key, "token": token, "app_label": "groups", "url": "nothing-here"}
    if bare.startswith("admin:"):
        values |= of_the_admin(bare, tenant)
    return fill(every_url()[bare][0], values)


def of_the_admin(name, tenant):
    """The row that a page of the admin is about: the one of the tenant, or else the first."""
    model = ADMINS.get(name.removeprefix("admin:").rpartition("_")[0])
    row = model and (tenant.listing if isinstance(tenant.listing, model) else model.objects.order_by("pk").first())
    return {"object_id": row.pk if row else 0, "content_type_id": 0}


def attempt(browser, method, path, data=None):
    """What `path` answers; whatever that wrote is undone, and what was counted forgotten."""
    cache.clear()
    with transaction.atomic():
        answer = getattr(browser, method)(path, data)
        transaction.set_rollback(True)
    return answer


def cells(stage, role, wanted):
    """What tenant A's addresses answer to `role` as `{name: "<GET><POST>"}`; what `wanted` has as `.` is not tried."""
    paths = {name: path_of(name, stage.a) for name in wanted}
    return {
        name: "".join(
            "." if sign == "." else letter(attempt(stage.client(role), method, paths[name]))
            for method, sign in zip(METHODS, signs, strict=True)
        )
        for name, signs in wanted.items()
    }
