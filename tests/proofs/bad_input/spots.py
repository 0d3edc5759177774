"""Where bad input can be put: found by asking each address once and noting what it looks for."""

import random
from itertools import chain, count, product, repeat
from urllib.parse import quote_from_bytes

from tests.access.cells import path_of
from tests.access.matrix import EVERY_ROW
from tests.access.sitemap import PART, every_url, fill
from tests.access.stage import ROLES
from tests.proofs import IS_LONG
from tests.proofs.bad_input.asking import Try, asked_for, sent, watched
from tests.proofs.bad_input.values import VALUES, as_bytes

NOT_TRIED = {"healthz", "exit", "account_logout", "admin:logout"}
"""No worker runs in a test; and the others end the session that the rest is sent with."""
MOST = 150
"""Names taken of one page: times of twenty slots ask for hundreds that are alike."""
ASKING = ("anonymous", "member", "owner", "moderator")
"""Who asks."""
AT_ONCE = 1 if IS_LONG else 8
"""Bad values in one request: one field that is refused keeps no other from being read."""
COMMON = ("page", "next", "password__startswith", "page[]")
"""Parameters that are tried everywhere, looked for or not."""
NAMES = sorted(VALUES)
HEADERS = (
    *("Accept", "Accept-Language", "Accept-Encoding", "Cookie", "If-None-Match", "If-Modified-Since", "Range"),
    *("Referer", "Origin", "User-Agent", "X-Requested-With", "HX-Request", "HX-Current-URL", "X-Forwarded-For"),
    *("X-Forwarded-Proto", "Authorization", "Content-Encoding", "Sec-Fetch-Site"),
)
COOKIES = ("sessionid", "csrftoken", "messages", "django_language")


def rounds_of(places, seed, number):
    """`number` pairs of place and value: each place once, then each once more, with values in an order of its own."""
    chance = random.Random(seed)
    orders = {place: chance.sample(sorted(VALUES), len(VALUES)) for place in places}
    turns = ((place, orders[place][turn]) for turn, place in product(range(len(VALUES)), places))
    return [pair for pair, _number in zip(turns, range(number), strict=False)]


def pages_of(role):
    """Names of the addresses that let `role` in. Those open to everybody go round the roles, but in the long form."""
    column, turn = ROLES.index(role), sorted(ASKING).index(role)
    everybodys = count()
    for name, rows in EVERY_ROW.items():
        letters = [row[: column + 1].rstrip(".")[-1] for row in rows]
        is_open = not set(rows[0][0] + rows[1][0]).isdisjoint("P")
        is_mine = IS_LONG or not is_open or next(everybodys) % len(ASKING) == turn
        if name not in NOT_TRIED and is_mine and not set(letters).isdisjoint("PR"):
            yield name


def parameters(stage, role, method):
    """What each page looks for in the query, or the form, that is sent to it, as `{path: [names]}`."""
    browser, found = stage.client(role), {}
    for name in pages_of(role):
        each = Try(role, method, path_of(name, stage.a))
        with asked_for() as names:
            watched(lambda browser=browser, each=each: sent(browser, each))
        found[each.path] = sorted({*names, *COMMON})[:MOST]
    return found


def of_parameters(stage, role, method, number):
    """Pages with a bad value in up to `AT_ONCE` of the parameters they look for, in turn in each of them."""
    found = parameters(stage, role, method)
    chunks = [
        (path, tuple(names[at : at + AT_ONCE])) for path, names in found.items() for at in range(0, len(names), AT_ONCE)
    ]
    chance, tries, sent_so_far = random.Random(f"{role} {method}"), [], 0
    for path, names in chain.from_iterable(repeat(chance.sample(chunks, len(chunks)))):
        tries.append(Try(role, method, path, {name: chance.choice(NAMES) for name in names}))
        sent_so_far += len(names)
        if sent_so_far >= number:
            return tries
    return tries


def of_addresses(stage, role, number):
    """Addresses with one part that names nothing."""
    values = {name: path_of(name, stage.a) for name in EVERY_ROW if name not in NOT_TRIED}
    routes = {name: every_url()[name.partition(" ")[0]][0] for name in values}
    places = [(name, part) for name, route in routes.items() for part in PART.findall(route)]
    return [
        Try(role, "get", address(routes[name], part, value)) for (name, part), value in rounds_of(places, role, number)
    ]


def address(route, part, value):
    """The path of a route with `value` in one part, as bytes in percent signs, and something short in the others."""
    bad = quote_from_bytes(as_bytes(value)[:4_000], safe="")
    return fill(route, {name: bad if name == part else "1" for name in PART.findall(route)})


def of_forms(stage, role, posts, number):
    """Sound forms with one bad field each: those that are sent, and those that the page looks for beside."""
    browser, sound, places = stage.client(role), {}, []
    for _name, (path, data) in sorted(posts.items()):
        plain = {name: value for name, value in data.items() if isinstance(value, str | int | list)}
        sound[path] = plain
        with asked_for() as names:
            watched(lambda path=path, plain=plain: sent(browser, Try(role, "post", path, {}, plain)))
        places += [(path, field) for field in sorted({*plain, *names})[:MOST]]
    pairs = rounds_of(sorted(set(places)), f"form {role}", number)
    return [Try(role, "post", path, {field: value}, sound[path]) for (path, field), value in pairs]


def of_headers(stage, role, number):
    """Pages asked with one header, or one cookie, that no browser would send."""
    paths = [path_of(name, stage.a) for name in ("search", "listing-detail", "account_login", "mine", "api:search")]
    places = list(product(paths, [*HEADERS, *(f"Cookie {name}" for name in COOKIES)]))
    tries = []
    for (path, place), value in rounds_of(places, f"headers {role}", number):
        header, _space, cookie = place.partition(" ")
        text = as_bytes(value)[:4_000].decode("latin-1").replace("\0", "").replace("\r", " ").replace("\n", " ")
        tries.append(Try(role, "get", path, headers={header: f"{cookie}={text}" if cookie else text}))
    return tries
