"""The machine that proofs were seen on, and the day."""

import os
import platform
from datetime import UTC, datetime

import psycopg
from django.conf import settings

from groups.bench.machine import processor


def described():
    """Day, cores, processor, memory in whole GB, system, and the versions of what matters, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({processor()}), {memory:.0f} GB memory, {system()}, "
        f"Python {platform.python_version()}, PostgreSQL {server_version()}"
    )


def system():
    """The name of the operating system as it gives it itself, else that of its kernel."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def server_version():
    """Of the server that tests use, such as 18.1."""
    at = settings.DATABASES["default"]
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    options = {names[name]: str(value) for name, value in at.items() if name in names and value}
    with psycopg.connect(**options, dbname="postgres") as connection:
        return f"{connection.info.server_version // 10000}.{connection.info.server_version % 10000}"
