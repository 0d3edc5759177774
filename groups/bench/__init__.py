"""A made-up directory of any size, and what the site takes to answer over it.

`filling` makes the rows (the same for the same size, wherever it runs) and `waiting` what waits for people. The parts
that are measured are listed in `parts`: `searching` and `counting` ask the `questions` of a search (next to `postgis`
and `kdtree`, over the same rows), `people` the pages of those who work here, `serving` the running site, `sizes` the
disk. `figures` keeps what was seen, `bar` holds it to what was promised, `tables` and `plots` show it.
"""
