"""Everything kept about a person, given out and erased; each app says what it keeps.

An app registers in `AppConfig.ready`, and names the models that its function covers: a relation to a person in a model
that nobody covers fails a test.
"""

from django.db import transaction

from accounts import erasures

_exporters = {}
_erasers = []
_exported, _erased = set(), set()


def register_exporter(name, function, *, covers=()):
    """Have `function(user)` say in plain data (dicts, lists, texts, numbers) what is kept, under `name`.

    `covers` are the models, as `app.Model`, whose rows about a person it gives out.
    """
    _exporters[name] = function
    _exported.update(map(str.lower, covers))


def register_eraser(function, *, covers=(), says=""):
    """Have `function(user)` remove, or part from the person, what is kept; it runs before the person is deleted.

    `covers` are the models, as `app.Model`, that it leaves without the person. `says` tells the person beforehand.
    """
    _erasers.append((function, says))
    _erased.update(map(str.lower, covers))


def covered():
    """Models, as lower-case `app.model`, that are both given out and erased."""
    return _exported & _erased


def consequences():
    """What will happen to whom deletes their account: one sentence per app that registered one."""
    return [says for _, says in _erasers if says]


def export(user):
    """Everything the site keeps about `user`, as plain data by the names of those who keep it."""
    return {name: function(user) for name, function in sorted(_exporters.items())}


@transaction.atomic
def erase(user):
    """Remove `user` and all that is kept about them, or nothing if any part of it fails.

    The journal of erasures keeps a mark of it, so that no restored backup brings them back.
    """
    erasures.note([user])
    for function, _ in _erasers:
        function(user)
    user.delete()
