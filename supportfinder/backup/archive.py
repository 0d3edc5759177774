"""The one file: a zip, so that any program can look inside, of a dump, the mails, and a manifest.

The manifest is written last and says what the other two weigh and hold. A file that was cut short has no table of
contents and does not open at all.
"""

import contextlib
import hashlib
import json
import os
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from supportfinder.backup.problem import BackupProblem

FORMAT = 1
MANIFEST, DUMP, MAILS = "manifest.json", "database.dump", "mails.copy"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `made` is the moment of its snapshot (ISO 8601, UTC), `version` the site's, `server` the PostgreSQL it came from
    (180003), `migrations` the last of each app, `tables` `{name: [rows, checksum]}`, `parts` `{name: sha256}`.
    """

    format: int
    made: str
    version: str
    server: int
    migrations: dict
    tables: dict
    parts: dict


class Writer:
    """Puts parts into an open archive and remembers what they weigh."""

    def __init__(self, stream):
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True)
        self.parts = {}

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        with contextlib.suppress(OSError, ValueError):  # on a full disk the end does not fit either
            self._zip.close()

    def add(self, name, chunks):
        """Write one part from a generator of bytes, which is closed in any case."""
        digest = hashlib.sha256()
        with contextlib.closing(chunks), self._zip.open(name, "w", force_zip64=True) as part:
            for chunk in chunks:
                digest.update(chunk)
                part.write(chunk)
        self.parts[name] = digest.hexdigest()

    def finish(self, **told):
        """Write the manifest and the table of contents; answers the `Manifest`."""
        manifest = Manifest(format=FORMAT, parts=self.parts, **told)
        self._zip.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        self._zip.close()
        return manifest


@contextlib.contextmanager
def written(path):
    """A new file for its owner alone, that has the name `path` only once it is whole and on the disk.

    Raises BackupProblem where it cannot be written; nothing of it is left then.
    """
    path = Path(path)
    beside = path.with_name(f".{path.name}.new")
    try:
        with _begun(beside) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.rename(path)
        _settle(path.parent)
    except _Taken:  # what is there is not ours to remove
        raise BackupProblem(f"{beside} is there: another backup is being made. If none is, remove that file.") from None
    except OSError as error:
        _remove(beside)
        raise BackupProblem(
            f"The backup could not be written to {path.parent}: {error.strerror}. Nothing of it was left there."
        ) from error
    except BaseException:
        _remove(beside)
        raise


class _Taken(Exception):
    pass


def _begun(path):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError:
        raise _Taken from None


def _settle(folder):
    """Have the new name itself on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _remove(path):
    with contextlib.suppress(OSError):
        path.unlink()


@contextlib.contextmanager
def opened(path):
    """A backup to read, as `(manifest, zip)`, found whole: each part weighs what the manifest says.

    Raises BackupProblem for a file that is missing, cut short, changed, or of a newer format.
    """
    try:
        with zipfile.ZipFile(path) as kept:
            yield _checked(path, kept), kept
    except FileNotFoundError:
        raise BackupProblem(f"{path} is not there.") from None
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupProblem(f"{path} is no whole backup: it was cut short or changed. Take an older one.") from error
    except OSError as error:
        raise BackupProblem(f"{path} cannot be read: {error.strerror}.") from error


def _checked(path, kept):
    changed = BackupProblem(f"{path} was changed after it was written. Take another one.")
    try:
        told = json.loads(kept.read(MANIFEST))
        if told["format"] > FORMAT:
            raise BackupProblem(f"{path} was made by a newer version ({told['version']}) of this site. Use that one.")
        manifest = Manifest(**told)
    except (KeyError, TypeError, ValueError) as error:
        raise changed from error
    for name in (DUMP, MAILS):
        if name not in kept.namelist() or _digest(kept, name) != manifest.parts.get(name):
            raise changed
    return manifest


def _digest(kept, name):
    with kept.open(name) as part:
        return hashlib.file_digest(part, "sha256").hexdigest()
