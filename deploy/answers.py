"""Ends well when the web server on this machine answers at /livez: for containers, which have no curl."""

import http.client
import os
import sys

host, _, port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")
line = http.client.HTTPConnection("127.0.0.1", int(port), timeout=2)
# As a proxy in front would ask, so that it is not sent on to https.
name = os.environ.get("ALLOWED_HOSTS", "localhost").partition(",")[0]
line.request("GET", "/livez", headers={"Host": name, "X-Forwarded-Proto": "https"})
sys.exit(line.getresponse().status != 200)
