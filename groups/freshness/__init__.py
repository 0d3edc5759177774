"""How sure the public can be that a listing is still on, and the questions that keep it so.

Every real act of who looks after a listing renews it. Without one it is asked for, then said to be unsure, then left
out of search; after how long each of these happens are settings (`docs/freshness.md`). A listing that only an import
told us of says where it is from and of what day, and follows its source.
"""

from groups.freshness.confirming import confirm, renew
from groups.freshness.labels import Label, label, with_visits
from groups.freshness.nightly import Counts, run
from groups.freshness.stages import Stage, stage

__all__ = ["Counts", "Label", "Stage", "confirm", "label", "renew", "run", "stage", "with_visits"]
