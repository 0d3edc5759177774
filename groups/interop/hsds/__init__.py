"""Human Services Data Specification 3.0 (Open Referral): services, their organizations, locations and schedules.

`dumping` makes JSON objects of records and `loading` records of those; `files` reads JSON and NDJSON, `tabular` writes
and reads the zip of CSV files. Each part of a service has its own module, with both ways side by side. What HSDS has
no field for is in attributes, by the profile in `facts`.
"""
