"""The page that keeps a table of proofs, among words that somebody wrote."""

BEGIN, END = "<!-- proofs: made by `make prove` -->", "<!-- proofs: end -->"


def put_between_marks(path, lines):
    """Replace what stands between the two marks in a file. Raises ValueError where it has not got them."""
    before, begin, rest = path.read_text("utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} lacks the lines {BEGIN} and {END}")
    path.write_text("\n".join([f"{before}{BEGIN}", "", *lines, "", f"{END}{after}"]), "utf-8")
