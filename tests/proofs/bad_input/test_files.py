"""Files that are not what they say, by every form that takes one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from groups.models import Upload
from tests.access.cells import path_of
from tests.groups.uploading.test_bad_input import FILES
from tests.proofs import rounds
from tests.proofs.bad_input import naive
from tests.proofs.bad_input.asking import Harm, watched

UPLOADS = "files that are not what they say"
NAMES = (
    *("a.csv", "a.xlsx", "a.json", "x" * 300 + ".csv", "../../a.csv", "a\0.csv", "\u202ecsv.exe", ".", "a.csv.exe"),
    *("<script>.csv", "a", "con.csv", "é" * 200, "a\r\nb.csv", '";x=".csv'),
)
KINDS = ("text/csv", "application/zip", "image/png", "", "a/b; charset=none")

pytestmark = [pytest.mark.slow, pytest.mark.ignore_template_errors]


def sent_files(stage, path):
    """Every bad file under names and types in turn; what was kept of those that were refused."""
    harm, browser = Harm(), stage.client("member")
    small = {name: data for name, (data, _says) in FILES.items() if len(data) < rounds(200_000, 10**8)}
    for turn, (what, data) in enumerate(small.items()):
        for step in range(rounds(3, len(NAMES))):
            name, kind = NAMES[(turn + step) % len(NAMES)], KINDS[(turn + step) % len(KINDS)]
            file = SimpleUploadedFile("a", data, content_type=kind)
            file._name = name
            answer, written = watched(lambda file=file: browser.post(path, {"file": file}))
            harm.count += 1
            if answer.status_code >= 500 or "groups_upload" in written:
                harm.add(answer.status_code, (what, name, kind, written))
    return harm


@pytest.mark.proof("bad input", UPLOADS)
def test_no_upload_fails(stage, tried):
    before = Upload.objects.count()
    harm = sent_files(stage, path_of("post-many", stage.a))
    tried(harm.count, failed=len(harm.lines))
    assert harm.lines == []
    assert Upload.objects.count() == before


@pytest.mark.twin("bad input", UPLOADS)
def test_view_that_believes_a_file_is_found(stage, settings):
    settings.ROOT_URLCONF = naive.__name__
    assert len(sent_files(stage, "/naive/file/").lines) > 5
