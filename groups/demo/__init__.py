"""The sample directory: made-up listings around real cities, so that a newcomer sees the site alive.

Its words are in `groups/data/demo/`. Everything is drawn from seeded dice: the same version gives the same directory,
with its dates counted from the moment it is loaded.
"""

from groups.demo.helped import OPERATOR
from groups.demo.loading import load_demo
from groups.demo.people import SignIn, sign_ins

__all__ = ["OPERATOR", "SignIn", "load_demo", "sign_ins"]
