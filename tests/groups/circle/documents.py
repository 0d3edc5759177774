"""Files of a circle, sound and not: the server and the script hold each for the same."""

import json

SISTER = {"listing": "", "name": "my sister", "formality": "informal", "supports": ["emotional"], "when": "Sundays"}
GOAL = {"words": "Walk on Sundays", "reached": False}


def document(helpers=(SISTER,), goals=(GOAL,), **more):
    """The bytes of a file with these rows."""
    held = {"format": "supportfinder circle", "version": 1, "helpers": list(helpers), "goals": list(goals)}
    return json.dumps(held | more).encode()


def helper(**more):
    return document([SISTER | more])


def goal(**more):
    return document(goals=[GOAL | more])


SOUND = {
    "plain": document(),
    "empty": document([], []),
    "with a byte order mark": b"\xef\xbb\xbf" + document(),
    "something more in it": document(colour="blue"),
    "a listing": helper(listing="abcdefghjkm"),
    "all supports, twice": helper(supports=["companionship", "emotional", "emotional", "instrumental"]),
    "no support": helper(supports=[]),
    "no time": helper(when=""),
    "the longest": helper(name="é" * 200, when="🙂" * 120),
    "the same name twice": document([SISTER, SISTER | {"when": ""}]),
    "the same goal twice": document(goals=[GOAL, GOAL | {"reached": True}]),
    "as many as fit": document([SISTER | {"name": f"friend {nth}"} for nth in range(30)]),
    "markup": helper(name="<img src=x onerror=alert(1)>"),
    "a name with a tab": helper(name="my\tsister"),
    "a name of two lines": helper(name="my\r\nsister"),
    "a name with every other blank": helper(name="my\v\f\x1c\x1d\x1e\x1f\x85sister"),
    "a version written long": document().replace(b'"version": 1', b'"version": 1.0'),
}
BAD = {
    "nothing": b"",
    "no JSON": b"{",
    "another format": document(format="something"),
    "another version": document(version=2),
    "a version that is no number": document(version=True),
    "a version as a word": document(version="1"),
    "a list": b"[]",
    "a word": b'"supportfinder circle"',
    "null": b"null",
    "no helpers": b'{"format": "supportfinder circle", "version": 1, "goals": []}',
    "helpers that are words": document(["my sister"]),
    "helpers that are lists": document([[]]),
    "helpers that are null": document([None]),
    "goals as an object": document(goals=()).replace(b'"goals": []', b'"goals": {}'),
    "too many": document([SISTER | {"name": f"friend {nth}"} for nth in range(31)]),
    "too many goals": document(goals=[GOAL | {"words": str(nth)} for nth in range(21)]),
    "a name that is too long": helper(name="a" * 201),
    "a time that is too long": helper(when="a" * 121),
    "a goal that is too long": goal(words="a" * 201),
    "an empty name": helper(name=""),
    "a blank name": helper(name="  "),
    "a name with a bell": helper(name="my\asister"),
    "a name of tabs": helper(name="\t\t"),
    "a name with a zero": helper(name="my\0sister"),
    "half a letter": helper(name="\ud83d"),
    "a name that is a number": helper(name=1),
    "a time that is null": helper(when=None),
    "a listing that is a path": helper(listing="../../admin"),
    "a listing that is too short": helper(listing="abc"),
    "a listing with a line after it": helper(listing="abcdefghjkm\n"),
    "another formality": helper(formality="casual"),
    "a formality that is a list": helper(formality=["formal"]),
    "another support": helper(supports=["money"]),
    "supports as a word": helper(supports="emotional"),
    "supports that are objects": helper(supports=[{}]),
    "supports as an empty word": helper(supports=""),
    "no formality": helper(formality=None),
    "a goal that is neither": goal(reached="no"),
    "a goal reached once": goal(reached=1),
    "not a number": document(colour=float("nan")),
    "another encoding": document().decode().encode("utf-16"),
    "no encoding": helper(name="x").replace(b'"x"', b'"\xff"'),
    "far too large": document(colour="b" * 200_001),
}
