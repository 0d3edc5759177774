#!/usr/bin/env python
"""The way in for every command: finds the data, then hands over to Django."""

import os
import signal
import sys

from django.core.management import execute_from_command_line

from supportfinder import database, serving

# These work without data, for example while an image is built, or bring their own.
WITHOUT_DATA = {"collectstatic", "compilemessages", "makemessages", "cluster_demo", "help", "--help", "--version"}


def prepare(command: str) -> None:
    """Put into the environment what a clone without any configuration lacks: a data address and a secret.

    A machine that names its own database is set up by somebody, and there a missing secret stays an error.
    """
    local = command == "run" or not os.environ.get("DATABASE_URL")
    if direct := os.environ.get("DATABASE_DIRECT_URL"):  # commands keep locks and listen: no pooler can do that
        os.environ.update(DATABASE_URL=direct, PGBOUNCER="0")
    if command not in WITHOUT_DATA:
        os.environ["DATABASE_URL"] = database.ensure()
    if local and not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = serving.local_secret()


def leave(signum, _frame):
    """End by way of `atexit`, where the project's own PostgreSQL is released."""
    sys.exit(128 + signum)


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supportfinder.settings")
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, leave)
    try:
        prepare(sys.argv[1] if len(sys.argv) > 1 else "help")
        execute_from_command_line(sys.argv)
    except database.NoDatabase as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
