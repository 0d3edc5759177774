"""The house keeps its one direction: a module imports only from a lower level, or from a sibling in its package."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern

from groups import urls

ROOT = Path(settings.BASE_DIR)
LEVELS = {
    0: [
        *("choices", "geo", "keeping", "recurrence", "wording", "place_names", "in_words", "data_words"),
        *("alphabet", "line", "punctuation", "telephone", "zones"),
    ],
    1: ["models", "migrations", "countries"],
    2: [
        *("basemap", "crisis", "found", "postcodes", "similar_names", "gazetteer", "geocoding", "remote_geocoding"),
        *("date_grammar", "date_lists", "date_words", "interop", "locator", "emails", "closed_days", "sessions"),
        "limits",
        "barriers",
        "palette",
        "fetching",
        "problems",
    ],
    3: [
        *(
            "content",
            "moderation",
            "own_data",
            "schedule",
            "taxonomy",
            "mine",
            "past",
            "phoning",
            "placement",
            "posting",
            "queue",
        ),
        *("vocabulary", "spelling", "translated_words"),
        *("freshness", "duplicates", "checks", "digest"),
        *("facilitating", "reporting", "asking", "claiming"),
        *("booking", "saved", "helping", "announcing", "together", "calendar_feed"),
        *("pairing", "circle", "compare", "shortlist", "volunteering", "wishes", "stories", "visitors_words"),
        *("answering", "check_ins", "insights", "needs", "areas"),
        "outgoing",
        "provenance",
    ],
    4: [
        "booklet",
        "forms",
        "term_filters",
        "danger",
        "understood",
        "filters",
        "tally",
        "results",
        "facets",
        "relaxation",
        *("caring", "chosen"),
        "feeds",
        "embedding",
        "bmlt",
        "news",
        "map_points",
        "uploading",
        "importing",
        "sources",
        *("erasing", "retention", "after_restore", "ageing"),
        "demo",
        "bench",
        "hsds",
    ],
    5: ["api", "views", "admin", "management", "templatetags", "tasks", "apps"],
    6: ["urls"],
}
LEVEL_OF = {room: level for level, rooms in LEVELS.items() for room in rooms}
ACCOUNTS_FOR_GROUPS = {"accounts.erasures", "accounts.models", "accounts.permissions", "accounts.privacy"}
WITHOUT_PERSON = {
    "created_at": "the moment a row was made",
    "updated_at": "the moment a row was last written",
    "starts_at": "when a session begins",
    "day_begins_at": "when the day of a session begins",
    "previous_ends_at": "when the sessions before it are over",
    "ends_at": "when a session ends",
    "asked_at": "when the outside geocoder was last asked; nobody's name belongs there",
    "loaded_at": "when the gazetteer was loaded",
    "made_at": "when figures were published; nobody's name belongs there",
    "opened_at": "when a listing came into the queue",
    "expires_at": "when an invitation ends",
    "email_verified_at": "when somebody without an account followed the link in their mail",
    "pgh_created_at": "when a version was kept; who caused it is in its context",
    "told_starts_at": "when somebody believes a session to begin",
    "told_ends_at": "when somebody believes a session to end",
    "over_at": "when what somebody booked is surely over",
    "ended_at": "cancelled by its own person, called off by a change, or declined by `decided_by`",
    "queued_at": "since when somebody waits for a place",
    "consented_at": "the booking belongs to who agreed",
    "given_at": "the consent belongs to who gave it",
    "withdrawn_at": "only who gave a consent takes it back",
    "looked_at": "up to when somebody has seen what a search finds",
    "mailed_at": "when a mail about a saved search was written",
    "due_at": "when a source is asked again; the clock does that",
    "fetched_at": "when a source last answered the clock",
    "started_at": "when a source was asked by the clock",
    "taken_at": "when the outside geocoder's turn was taken",
}
LOADS_WORDS = {
    f"groups/migrations/{name}.py" for name in ("0005_taxonomy", "0013_practical_help", "0030_words_in_languages")
}


def sources(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path):
    """Names of the project's modules that a file imports, as `groups.geo`."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names if node.module in ("groups", "accounts", "supportfinder") else [node.module]
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(name):
    """The room of a module of ours: `groups.models.place` is in `models`."""
    return name.split(".")[1]


def relative(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources("groups"), ids=relative)
def test_module_of_groups_imports_only_from_below_or_beside(path):
    own = path.relative_to(ROOT / "groups").parts[0].removesuffix(".py")
    if own == "__init__" or relative(path) in LOADS_WORDS:
        return
    for name in imported(path):
        if name.startswith("groups.") and room(name) != own:
            assert LEVEL_OF[room(name)] <= LEVEL_OF[own], f"{own} imports {name}"
        assert not name.startswith("accounts.") or name.startswith(tuple(ACCOUNTS_FOR_GROUPS)), name


def test_every_room_of_groups_has_its_level():
    rooms = {path.name.removesuffix(".py") for path in (ROOT / "groups").iterdir() if path.name[0] not in "_."}
    assert rooms - {"data"} == set(LEVEL_OF)


def test_rooms_of_one_level_do_not_import_in_a_circle():
    edges = {
        (own, room(name))
        for path in sources("groups")
        if (own := path.relative_to(ROOT / "groups").parts[0].removesuffix(".py")) != "__init__"
        for name in imported(path)
        if name.startswith("groups.") and room(name) != own and relative(path) not in LOADS_WORDS
    }
    while edges:
        leaves = {end for _, end in edges} - {start for start, _ in edges}
        assert leaves, f"a circle among {sorted({start for start, _ in edges})}"
        edges = {(start, end) for start, end in edges if end not in leaves}


@pytest.mark.parametrize("path", sources("accounts"), ids=relative)
def test_accounts_never_imports_groups(path):
    assert not [name for name in imported(path) if name.startswith("groups")]


@pytest.mark.parametrize("path", sources("groups", "accounts", "supportfinder"), ids=relative)
def test_module_imports_nothing_inside_functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    inner = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inner == []


def test_no_room_is_a_drawer_for_everything():
    names = {path.stem for path in sources("groups", "accounts", "supportfinder")}
    assert not names & {"utils", "services", "common", "helpers", "misc", "signals"}


@pytest.mark.parametrize("path", sources("groups", "accounts", "supportfinder", "tests"), ids=relative)
def test_file_is_no_longer_than_four_hundred_lines(path):
    if "migrations" in path.parts:  # written by a program, read by one
        return
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_address_stands_once_in_the_lists():
    addresses = [(str(one.pattern), one.name) for one in urls.urlpatterns if isinstance(one, URLPattern)]
    assert len(addresses) == len(set(addresses))


def test_moment_that_a_person_causes_names_the_person():
    for model in apps.get_app_config("groups").get_models():
        names = {field.name for field in model._meta.get_fields()}
        moments = {name for name in names if name.endswith("_at")} - set(WITHOUT_PERSON)
        assert {moment.removesuffix("_at") + "_by" for moment in moments} <= names, model


WRITES = {"update", "create", "get_or_create", "update_or_create", "Listing"}


def writes_status(path):
    """Whether a module sets the `status` of a listing: by assignment, or by a call that saves."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign):
            targets = [part for target in node.targets for part in getattr(target, "elts", [target])]
            values = node.value if any(getattr(target, "attr", "") == "status" for target in targets) else None
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in WRITES:
            values = next((word.value for word in node.keywords if word.arg == "status"), None)
        else:
            continue
        if values is not None and "SessionStatus" not in ast.unparse(values):
            yield node.lineno


def test_only_moderation_writes_the_status():
    paths = [path for path in sources("groups") if "migrations" not in path.parts]
    writers = {relative(path) for path in paths if any(writes_status(path))}
    assert writers <= {f"groups/moderation/{name}.py" for name in ("publishing", "submitting", "deciding")}
    assert writers
