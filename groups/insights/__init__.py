"""What is published of what people say helps: safe figures, once a month, and the pages' tables and charts of them."""

from groups.insights.simulating import forget_simulated, simulate
from groups.insights.snapshot import helpful_for, latest, months, publish, snapshot_of

__all__ = ["forget_simulated", "helpful_for", "latest", "months", "publish", "simulate", "snapshot_of"]
