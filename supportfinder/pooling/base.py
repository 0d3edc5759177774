"""The database backend of the site (`ENGINE`)."""

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Gives out connections of the pool that work, also right after the server was started anew.

    Then all that lie in the pool are cut. The pool's own check finds them one by one, and from the second on waits a
    second before it looks on, which is longer than a page may wait (DATABASE_WAIT_SECONDS). So its check is off
    (CONN_HEALTH_CHECKS), and the first one that is cut has all of them made anew.
    """

    def get_new_connection(self, conn_params):
        """A connection that answered just now, or was just made. Raises OperationalError while the server is away."""
        connection = super().get_new_connection(conn_params)
        if not self.pool:
            return connection
        try:
            self.pool.check_connection(connection)
        except Exception:  # whatever it says, this one is of no use
            self.pool.putconn(connection)
            self.pool.drain()
            return super().get_new_connection(conn_params)
        except BaseException:  # a process that is told to end: what was taken out goes back all the same
            self.pool.putconn(connection)
            raise
        return connection
