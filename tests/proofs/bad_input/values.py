"""Values that a careless program trips over, by names short enough to stand in a line that repeats a failure."""

from datetime import date

LONG = 100_000
SURROGATE, OVERLONG, NO_UTF8 = b"\xed\xa0\x80", b"\xc0\x80", b"\xff\xfe\x80"

VALUES = {
    # Letters
    "NUL": "\0",
    "NUL within": "a\0b",
    "lone surrogate": SURROGATE,
    "overlong NUL": OVERLONG,
    "no UTF-8": NO_UTF8,
    "10^5 letters": "x" * LONG,
    "10^4 emoji": "😀" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "bidi": "\u202eabc\u2066def\u2069",
    "zero width": "\u200b\u200d\ufeff",
    "combining": "Z" + "\u0301" * 500,
    "beyond Unicode's planes": "\U0010ffff\ufffe",
    "controls": "\x01\x08\x1b[31m\x7f\x85\u2028",
    "line ends": "a\r\nSet-Cookie: x=1\r\n\r\nb",
    "spaces": " \t\u00a0\u3000 ",
    "nothing": "",
    # What other languages would run
    "HTML": '"><script>x()</script><b ',
    "SQL": "'; DROP TABLE groups_listing; --",
    "template": "{{ settings.SECRET_KEY }}{% load x %}${7*7}%(x)s{0.__class__}",
    "shell": "$(reboot)`reboot`|reboot;&",
    "path": "../../../../etc/passwd",
    "path in bytes": b"..\xc0\xaf..%2f..%5c",
    "pattern": "(",
    "slow pattern": "(a+)+$" + "a" * 60 + "!",
    "search operators": "& | ! <-> :* ( ' \\",
    "like": "%_\\%",
    "CSV": "=1+1;@SUM(A1)",
    "script address": "javascript:alert(1)",
    "loopback": "http://127.0.0.1:5432/",
    "broken address": "http://[::1/",
    "email": "a@" + "b" * 300 + ".example",
    "email of lines": "a@example.org\nBcc: b@example.org",
    # Numbers
    "NaN": "NaN",
    "inf": "-inf",
    "1e999": "1e999",
    "-1": "-1",
    "0": "0",
    "10^20": str(10**20),
    "5000 digits": "9" * 5_000,
    "2^31": str(2**31),
    "2^63": str(2**63),
    "half": "1.5",
    "full width": "１２",
    "Arabic digits": "٣٤",
    "superscript": "²½",
    "underscores": "1_000",
    "hex": "0x1F",
    "comma": "51,5",
    "latitude 91": "91",
    "pole": "-90",
    "antimeridian": "180.0000001",
    "box": "-999,NaN,1e999,999",
    "box across": "179,-90,-179,90",
    # Days, hours, zones and rules
    "no such day": "2026-02-30",
    "year 0": "0000-01-01",
    "year 10000": "10000-01-01",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "month 13": "2026-13",
    "hour 25": "25:61",
    "offset": "2026-03-10T12:00:00+25:00",
    "no such zone": "Atlantis/Deep",
    "zone by path": "../../etc/localtime",
    "rule": "FREQ=SECONDLY;INTERVAL=0;COUNT=-1",
    "endless rule": "FREQ=WEEKLY;BYDAY=" + "MO," * 2_000,
    # Names of rows
    "UUID": "00000000-0000-0000-0000-000000000000",
    "broken UUID": "00000000-0000-0000-0000-00000000000g",
    "short token": "a",
    "long token": "A" * 600,
    "token of other letters": "é!*'()~",
    "date of a slot": "0-20260230",
    "list": "[1,2",
    "deep JSON": "[" * 5_000,
    "true": "true",
    "null": "null",
    "array": "a,b,,c," * 500,
    "choice": "password__startswith",
}
"""A text goes out as UTF-8; bytes go out as they are."""

UNKNOWN = (
    "password__startswith",
    "owner__email",
    "status",
    "__class__",
    "id__in",
    "page[]",
    "a.b",
    "\0",
    "é",
    "x" * 5_000,
)
"""Names of parameters that there are not."""

FIRST, LAST = date.min.isoformat(), date.max.isoformat()


def as_bytes(name):
    """A value as it is to arrive."""
    value = VALUES[name]
    return value if isinstance(value, bytes) else value.encode()
