"""What the environment of a process asks for, done once everything is loaded.

- `CUT_OFF`: the point at which the process gets SIGKILL, as `before module:name` or `after module:name`; `name` may be
  that of a method (`Class.method`). It happens once: `CUT_OFF_FILE` is there beforehand and removed by whoever dies.
- `SABOTAGE`: a function of `sabotages.py`.
"""

import os
import signal
from functools import reduce, wraps
from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class ChildConfig(AppConfig):
    """Loaded after the apps of the site."""

    name = "child"
    label = "proofs_child"

    def ready(self):
        if point := os.environ.get("CUT_OFF"):
            when, _space, name = point.partition(" ")
            cut_off(when, *name.split(":"), Path(os.environ["CUT_OFF_FILE"]))
        if name := os.environ.get("SABOTAGE"):
            getattr(import_module("child.sabotages"), name)()


def cut_off(when, module, name, file):
    """Have whoever calls that function die, before it does anything or after it has done it."""
    *path, last = name.split(".")
    owner = reduce(getattr, path, import_module(module))
    original = getattr(owner, last)

    @wraps(original)
    def wrapped(*args, **kwargs):
        if when == "before":
            die_once(file)
        answer = original(*args, **kwargs)
        die_once(file)
        return answer

    setattr(owner, last, wrapped)


def die_once(file):
    """SIGKILL to this process, unless somebody died here already."""
    try:
        file.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
