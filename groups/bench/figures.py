"""`benchmarks/results.json`: what was seen, by size and part, and what an interrupted run has still to do.

`machine` and `date` are those of the last part that was measured, `measured` has them for each. Times are `runs`,
the running site is `serving` and `weights`, the disk `sizes`. Every row names its `size` and its `part`.
"""

import json

KINDS = ("runs", "serving", "weights", "traffic", "soak", "sizes", "filling")


class Figures:
    """The file, read once and written after every part."""

    def __init__(self, path):
        self.path = path
        self.all = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def rows(self, kind, **wanted):
        """The rows of a kind with these values, such as `rows("runs", size=10_000, engine="product")`."""
        return [row for row in self.all.get(kind, []) if all(row.get(key) == value for key, value in wanted.items())]

    def one(self, kind, **wanted):
        """The first such row, or None."""
        return next(iter(self.rows(kind, **wanted)), None)

    @property
    def counts(self):
        """How many listings were measured over, smallest first."""
        return sorted({row["size"] for row in self.all.get("measured", [])})

    def begin(self, size, parts, *, anew):
        """What to measure: `parts`, or what an interrupted run of that size left over, unless it is to begin anew."""
        left = [] if anew else [row["part"] for row in self.rows("unfinished", size=size)]
        todo = [part for part in parts if part in left] or parts
        others = [row for row in self.all.get("unfinished", []) if row["size"] != size]
        self.all["unfinished"] = others + [{"size": size, "part": part} for part in todo]
        self.write()
        return todo

    def keep(self, size, part, rows, *, machine, date):
        """Put `rows`, pairs of a kind and a row, in place of those of that size and part; all others stay."""
        mark = {"size": size, "part": part}
        for kind in KINDS:
            new = [mark | row for kind_of_row, row in rows if kind_of_row == kind]
            self.all[kind] = sorted(self.without(kind, mark) + new, key=lambda row: row["size"])
        self.all["measured"] = [*self.without("measured", mark), mark | {"machine": machine, "date": date}]
        self.all["unfinished"] = self.without("unfinished", mark)
        self.all |= {"machine": machine, "date": date}
        self.write()

    def without(self, kind, mark):
        return [row for row in self.all.get(kind, []) if any(row[key] != value for key, value in mark.items())]

    def write(self):
        """One row a line, so that two versions of the file can be compared."""
        lists = {key: value for key, value in self.all.items() if isinstance(value, list) and value}
        words = [f' "{key}": {json.dumps(self.all[key])}' for key in ("machine", "date") if key in self.all]
        words += [
            f' "{key}": [\n' + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n ]"
            for key, rows in lists.items()
        ]
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text("{\n" + ",\n".join(words) + "\n}\n", "utf-8")
