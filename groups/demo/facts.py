"""The facts of one sample listing: its words, people, dates of checking, and what a first visit is like."""

from datetime import timedelta

from groups.choices import PLACELESS, Attendance, Facet, LedBy, Relation
from groups.demo.texts import read, spelled, style

SECOND_LANGUAGE_SHARE = 0.2
SIGNED_SHARE = 0.04
DETAIL_SHARE = 0.5
ANYWHERE = {"camera-off", "captions", "no-id", "interpreter", "phone-possible", "large-print", "sign-language"}
VIDEO_ONLY = {"camera-off", "captions"}
FEW_DOORS = {"referral", "waiting-list", "self-refer"}  # ways to join that often mean a wait
GROWN_UP = 18
OLDEST_CHECK = 300  # days


def words(plan, attendance, languages, signed, rng):
    """Every word of a listing as `(facet, slug, relation, detail)`, its kind left out."""
    recipe = plan.recipe
    joining = rng.choice(recipe.joining)
    cost = rng.choice(recipe.cost)
    found = [(Facet.SUPPORT, slug, "", "") for slug in recipe.support]
    found += [(Facet.TOPIC, slug, "", "") for slug in recipe.topics]
    found += [(Facet.ACTIVITY, slug, "", "") for slug in recipe.activity]
    found += [(Facet.SETTING, slug, "", "") for slug in _setting(recipe, attendance, rng)]
    found += [(Facet.AUDIENCE, slug, Relation.ONLY, "") for slug in recipe.only]
    found += [(Facet.AUDIENCE, slug, "", "") for slug in recipe.welcomes if slug not in recipe.only]
    if not recipe.only and not recipe.welcomes:
        found.append((Facet.AUDIENCE, "everyone", "", ""))
    found.append((Facet.JOINING, joining, "", ""))
    found.append((Facet.OPENNESS, rng.choice(recipe.openness), "", ""))
    found.append((Facet.COST, cost, "", _detail("cost_detail", cost, rng)))
    found += [
        (Facet.ACCESS, slug, "", _detail("access_detail", slug, rng)) for slug in _access(plan, attendance, signed, rng)
    ]
    found += [(Facet.LANGUAGE, code, "", "") for code in languages]
    return found + [(Facet.LANGUAGE, code, Relation.SIGNED, "") for code in signed]


def languages(plan, rng):
    """The language everybody uses there, and sometimes one more."""
    first, *others = plan.city.languages
    more = plan.recipe.second_language or rng.random() < SECOND_LANGUAGE_SHARE
    return [first, rng.choice(others)] if more else [first]


def signed(plan, rng):
    """The local sign language, where the listing is held in it or interpreted."""
    wanted = plan.recipe.signed or rng.random() < SIGNED_SHARE
    return [plan.city.signed] if plan.city.signed and wanted else []


def slug_of(found, facet):
    """The one slug of `facet` among the words of a listing."""
    return next(slug for name, slug, _, _ in found if name == facet)


def columns(plan, found, group, today, rng):
    """Who leads it, how many come, of what age, how to join, and what was checked when, as columns of `Listing`."""
    recipe = plan.recipe
    led_by = rng.choice(recipe.led_by)
    joining = slug_of(found, Facet.JOINING)
    return {
        "led_by": led_by,
        "training": spelled(rng.choice(_training(recipe, led_by)), plan.city),
        "how_to_join": spelled(_how_to_join(plan, joining, group, rng), plan.city),
        **_size(recipe, rng),
        **_ages(recipe, group, rng),
        **_wait(joining, today, rng),
        **_accepting(group, joining, today, rng),
    }


def organization(plan, rng, taken):
    """A made-up name for the organization behind a listing that nobody in the city has yet."""
    country = style(plan.city.style)
    names = [pattern.format(stem=stem) for pattern in country[f"org_{plan.recipe.org}"] for stem in country["stems"]]
    return rng.choice([name for name in names if name not in taken])


def _detail(file_part, slug, rng):
    lines = read("texts")[file_part].get(slug)
    return rng.choice(lines) if lines and rng.random() < DETAIL_SHARE else ""


def _setting(recipe, attendance, rng):
    if not recipe.setting:
        return []
    return ["telehealth"] if attendance in PLACELESS else [rng.choice([s for s in recipe.setting if s != "telehealth"])]


def _access(plan, attendance, signed, rng):
    """Two to four of what the recipe offers, as far as it makes sense for the way it meets."""
    unfit = set() if attendance in (Attendance.ONLINE, Attendance.HYBRID) else VIDEO_ONLY
    if "sign-language" not in unfit and not signed:
        unfit = unfit | {"sign-language"}
    fit = [
        slug for slug in plan.recipe.access if slug not in unfit and (attendance not in PLACELESS or slug in ANYWHERE)
    ]
    chosen = rng.sample(fit, min(len(fit), rng.randint(2, 4)))
    return list(dict.fromkeys([*chosen, *(["sign-language"] if signed else [])]))


def _how_to_join(plan, joining, group, rng):
    texts = read("texts")
    if group == "line":
        return rng.choice(texts["line_join"]["call" if plan.city.phone else "website"])
    if group == "online":
        return rng.choice(texts["online_join"].get(joining, texts["how_to_join"][joining]))
    return rng.choice(texts["how_to_join"][joining])


def _training(recipe, led_by):
    if led_by == LedBy.LICENSED and recipe.training:
        return recipe.training
    return read("texts")["training"][led_by]


def _size(recipe, rng):
    if not recipe.size:
        return {}
    low, high = recipe.size
    return {"minimum_size": low + rng.randrange(3), "maximum_size": high - rng.randrange(max(1, (high - low) // 3))}


def _ages(recipe, group, rng):
    grown_ups = group in ("peer", "formal") and rng.random() < 0.6
    youngest, oldest = recipe.ages or (GROWN_UP if grown_ups else 0, 0)
    found = {"minimum_age": youngest or None, "maximum_age": oldest or None}
    if recipe.minors:
        found["safeguarding_contact"] = rng.choice(read("texts")["safeguarding"]["lines"])
    return found


def _wait(joining, today, rng):
    if joining != "waiting-list" and not (joining in FEW_DOORS and rng.random() < 0.5):
        return {}
    return {"wait_weeks": rng.choice([1, 2, 3, 4, 6, 8, 10, 12, 18, 26]), "wait_checked_on": _day(today, rng, 60)}


def _accepting(group, joining, today, rng):
    """Whether new people are taken: yes, no (only where one has to ask first), or nobody has said."""
    draw = rng.random()
    if draw < 0.4 or group == "line":
        return {}
    closed = draw < 0.55 and joining != "turn-up"
    return {"accepting_new": not closed, "accepting_new_checked_on": _day(today, rng, 120)}


def _day(today, rng, days):
    return today - timedelta(days=rng.randrange(1, days))


def confirmed_at(now, rng):
    """When it was last confirmed: mostly lately, at most 300 days ago, and for a few never."""
    if rng.random() < 0.06:
        return None
    return (now - timedelta(hours=int(24 * OLDEST_CHECK * rng.random() ** 1.7))).replace(second=0, microsecond=0)
