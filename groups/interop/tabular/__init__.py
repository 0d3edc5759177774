"""Listings as a table that people fill in with a spreadsheet program, one listing a row.

`columns` says which columns there are and what each may hold, `times` writes and reads "every Tuesday 18:30-20:00",
`words` knows our words in every way to write them, `rows` is the way from a `Record` to a row and back, `tables` reads
whatever file somebody hands over, and `csv_files` and `workbooks` write the two sorts that a table can be.
"""
