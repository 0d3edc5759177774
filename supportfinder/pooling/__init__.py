"""Django's PostgreSQL with a pool that a new start of the server costs no request; see `base.py`."""
