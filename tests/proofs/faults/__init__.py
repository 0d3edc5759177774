"""Faults, on real processes: nothing that was acknowledged is lost, and the rest keeps working."""
