"""Our own programming interface at `/api/`: what the pages of the directory answer, as JSON for other programs.

`interface` puts it together: `operations` say what is asked and answered, `schemas` what an answer looks like,
`parameters` what the forms take, and `door` is what every request goes through.
"""
