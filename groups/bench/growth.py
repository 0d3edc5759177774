"""How much longer a question takes when the directory is larger."""

QUESTIONS = ("Q1", "Q2", "Q3", "Q4a", "Q4b", "Q5", "Q5n", "Q6", "Q7", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8")


def times(figures, name, query, engine="product"):
    """`{size: milliseconds}` of one figure (such as "db_p95_ms") of a question, smallest size first."""
    rows = sorted(figures.rows("runs", query=query, engine=engine), key=lambda row: row["size"])
    return {row["size"]: row[name] for row in rows if name in row}


def ratio(figures, name, query):
    """By how much the largest size takes longer than the smallest; None with fewer than two."""
    seen = list(times(figures, name, query).values())
    return seen[-1] / seen[0] if len(seen) > 1 and seen[0] else None


def sizes(figures):
    """The sizes at which any of the questions was asked, smallest first."""
    return sorted({size for query in QUESTIONS for size in times(figures, "db_p95_ms", query)})


def table(figures):
    """Rows of "question, milliseconds by size, ratio" for the 95th percentile of the database's time."""
    rows = []
    for query in QUESTIONS:
        seen = times(figures, "db_p95_ms", query)
        grown = ratio(figures, "db_p95_ms", query)
        if seen:
            rows.append([query, *(seen.get(size) for size in sizes(figures)), grown and f"{grown:.1f}×"])
    return rows
