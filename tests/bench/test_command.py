"""`make bench` as a whole: interrupted, it goes on; what it saw is in the file, the page and the pictures."""

import io
import json

import pytest
from django.core.management import call_command

from groups.bench import tables
from groups.management.commands import bench


@pytest.fixture
def command(monkeypatch, tmp_path):
    """Runs `bench` with two quick parts over nothing; the second fails the first time."""
    (tmp_path / "performance.md").write_text(f"{tables.BEGIN}\n{tables.END}\n")
    measured = []

    def part(name):
        def measure(size, say):
            measured.append(name)
            if measured == ["search", "sizes"]:
                raise KeyboardInterrupt
            yield "runs", {"query": name, "engine": "product", "p50_ms": 1.0, "p95_ms": 2.0, "db_p95_ms": 1.0}

        return measure

    monkeypatch.setattr(bench, "PARTS", {name: part(name) for name in ("search", "sizes")})
    monkeypatch.setattr(bench.Command, "use_database", lambda self, name: None)
    monkeypatch.setattr(bench.Command, "fill", lambda self, size: None)

    def run(**options):
        out = io.StringIO()
        call_command("bench", size=10, results=tmp_path / "results.json", docs=tmp_path, stdout=out, **options)
        return out.getvalue()

    run.measured, run.folder = measured, tmp_path
    return run


def test_interrupted_bench_goes_on_with_the_part_that_is_missing(db, command):
    with pytest.raises(KeyboardInterrupt):
        command()
    assert "1 / 2" in command()
    assert command.measured == ["search", "sizes", "sizes"]
    kept = json.loads((command.folder / "results.json").read_text())
    assert [row["query"] for row in kept["runs"]] == ["search", "sizes"]
    assert "## 10 listings" in (command.folder / "performance.md").read_text()
