"""What published studies found of models of support, each cell with the source it was read in.

Everything comes from `data/evidence.toml`, read once when the process starts; a file that cannot be read stops the
start, not a page. Nothing is worked out here and nothing is ranked.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.utils import timezone

DATA = Path(__file__).resolve().parents[1] / "data" / "evidence.toml"
STALE_AFTER = relativedelta(months=24)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one source says: our words, its figures. What it does not say is empty; a `year` not seen is None."""

    found: str
    title: str
    url: str
    read_on: date
    year: int | None = None
    size: str = ""
    certainty: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """One model of support: what it is, for whom the studies were, and their findings, at least one."""

    slug: str
    name: str
    about: str
    people: str
    findings: tuple[Finding, ...]
    about_title: str
    about_url: str


def models() -> tuple[Model, ...]:
    """Return every model, by name."""
    return MODELS


def check_sources(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Warn of sources that were read more than 24 months ago (system check "content")."""
    return source_warnings(MODELS, today=timezone.localdate())


def source_warnings(models: Iterable[Model], *, today: date) -> list[CheckMessage]:
    """Return at most one warning about `models` as of `today`, which names those with a source read too long ago."""
    before = today - STALE_AFTER
    stale = [model.name for model in models if any(finding.read_on < before for finding in model.findings)]
    if not stale:
        return []
    message = f"The sources of {len(stale)} models of support were read over 24 months ago."
    hint = "Read them again, look for newer ones, then write the day into read_on in evidence.toml: {}."
    return [CheckWarning(message, hint=hint.format("; ".join(stale)), id="groups.W003")]


def _read(rows: Iterable[dict]) -> tuple[Model, ...]:
    return tuple(sorted((_model(**row) for row in rows), key=lambda model: model.name))


def _model(*, finding: list[dict], about_title: str = "", about_url: str = "", **words: str) -> Model:
    """Return a model; what it is was read in its first source, unless another is named."""
    findings = tuple(Finding(**row) for row in finding)
    first = findings[0]
    return Model(findings=findings, about_title=about_title or first.title, about_url=about_url or first.url, **words)


MODELS = _read(tomllib.loads(DATA.read_text(encoding="utf-8"))["model"])
