"""`make` on machines that lack something, and the locks it installs from."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BROKEN = "#!/bin/sh\necho 'pyenv: command not found' >&2; exit 127\n"
WITHOUT_VENV = f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexec "{sys.executable}" "$@"\n'


@pytest.fixture
def make_venv(tmp_path):
    """Runs `make venv` in a folder with a space, where the given scripts are the only Pythons to be found."""

    def make_venv(**pythons):
        place = tmp_path / "a folder"
        (place / "bin").mkdir(parents=True)
        shutil.copy(ROOT / "Makefile", place)
        for name in ("python3.14", "python3.13", "python3.12", "python3.11", "python3"):
            program = place / "bin" / name
            program.write_text(pythons.get(name.replace(".", "_"), BROKEN))
            program.chmod(0o755)
        make = shutil.which("make")
        return subprocess.run(
            [make, "venv"], cwd=place, env={"PATH": str(place / "bin")}, capture_output=True, text=True
        )

    return make_venv


def test_make_with_only_broken_pythons_says_what_to_install(make_venv):
    answer = make_venv()
    assert answer.returncode != 0
    assert "Python 3.11 or newer was not found" in answer.stdout


def test_make_without_the_venv_module_prints_the_line_that_mends_it(make_venv):
    answer = make_venv(python3_12=WITHOUT_VENV)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert answer.returncode != 0
    assert f"apt install python{version}-venv" in answer.stdout


def test_make_prefers_a_python_that_can_make_a_venv(make_venv):
    whole = '#!/bin/sh\n[ "$1" = -m ] && { echo "made by $0"; exit 0; }\nexit 0\n'
    answer = make_venv(python3_13=WITHOUT_VENV, python3=whole)
    assert answer.returncode == 0
    assert re.search(r"made by .*/python3$", answer.stdout, re.M)


def test_audit_asks_about_every_lock():
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\naudit:")[2]
    asked = re.search(r"for lock in ([^;]+);", recipe)[1].split()
    assert set(asked) == {path.name for path in ROOT.glob("requirements*.txt")}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-server.txt"])
def test_lock_pins_every_package_by_hash_and_names_no_host(name):
    text = (ROOT / name).read_text()
    packages = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[a-z0-9-]+(\[.*])?==\S+", package) for package in packages)
    assert all("--hash=sha256:" in package for package in packages)
    assert not re.search(r"://|--(extra-)?index|--find-links", text)


def test_locks_hold_the_same_versions():
    def versions(name):
        return set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.M))

    assert versions("requirements.txt") < versions("requirements-server.txt") < versions("requirements-dev.txt")


def test_browser_tests_without_a_browser_do_not_pass(tmp_path):
    make, python = shutil.which("make"), Path(sys.executable)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(python.parent)
    for name in ("Makefile", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copy(ROOT / "requirements-dev.txt", tmp_path / ".venv")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "cmp").symlink_to(shutil.which("cmp"))
    environment = {"PATH": str(tmp_path / "bin"), "LANG": os.environ.get("LANG", "C")}
    answer = subprocess.run([make, "browser-test"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert answer.returncode != 0
    assert "apt-get install chromium" in answer.stdout
