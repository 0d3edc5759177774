"""The machine that figures were seen on, in one line."""

import os
import platform
from pathlib import Path

from django.db import connection


def described():
    """Cores, processor, memory in whole GB, and the versions of what matters."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0].split()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({processor()}), {memory:.0f} GB memory, "
        f"PostgreSQL {server}, Python {platform.python_version()}"
    )


def processor():
    """The model of the processor as the kernel names it, else its kind."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.machine()
