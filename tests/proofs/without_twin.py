"""Rows that are shown without a sabotage twin, and why, in words that stand in the table."""

WITHOUT_TWIN: dict[tuple[str, str], str] = {}
