"""A made-up directory of any size, and what the site takes to answer over it.

`filling` makes the rows (the same for the same size, wherever it runs), `measuring` times pages and jobs.
"""
