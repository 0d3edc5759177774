"""What happens to a cluster, told in figures: how far the replica is behind, and what visitors see of a failure."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from supportfinder.cluster.servers import Cluster, Node, Web
from supportfinder.cluster.visitors import Answer, Crowd, Poster, ask

HEALED_WITHIN = 30
LAGS = 200


@dataclass(frozen=True)
class Figure:
    """One line of the table; `is_right` is False where it must not be so."""

    what: str
    value: str
    is_right: bool = True


class Story:
    """The cluster with its web processes, and one person who posts from the first scene to the last."""

    def __init__(self, cluster: Cluster, webs: list[Web]):
        self.cluster = cluster
        self.ports = [web.port for web in webs]
        self.poster = Poster(self.ports[0])

    def everything(self, away_seconds: float) -> Iterator[Figure]:
        """All scenes in their order; in each failure a server is away for so long."""
        yield from self.lags()
        yield from self.speed()
        yield from self.without_primary(away_seconds)
        yield from self.kept(self.cluster.primary, "on the primary")
        yield from self.without_replica(away_seconds)
        yield from self.promotion()

    def lags(self) -> Iterator[Figure]:
        """How long after a write it can be read from the replica."""
        yield lag_figure("behind the primary, idle", lag_samples(self.cluster))
        with Crowd(self.ports, searchers=1, poster=self.poster):
            yield lag_figure("behind the primary, site busy", lag_samples(self.cluster))

    def speed(self, seconds: float = 3) -> Iterator[Figure]:
        """Searches per second through each web process, and whether the replica answered them."""
        before = transactions(self.cluster.replica)
        for port in self.ports:
            with Crowd([port], searchers=4) as crowd:
                time.sleep(seconds)
            yield Figure(f"searches per second on port {port}", f"{len(crowd.searches) / seconds:.0f}")
        yield failures_figure("… answered by anything but a page", crowd.searches)
        read = transactions(self.cluster.replica) - before
        yield Figure("… transactions on the replica", f"{read}", read > len(crowd.searches))

    def without_primary(self, away_seconds: float) -> Iterator[Figure]:
        """The primary crashes amid searching and posting, and returns."""
        with Crowd(self.ports, searchers=2, poster=self.poster, pause=0.02) as crowd:
            time.sleep(1)
            crashed_at = time.monotonic()
            self.cluster.primary.crash()
            time.sleep(away_seconds)
            self.cluster.primary.start()
            started_at = time.monotonic()
            healed_at = self.healed()
            time.sleep(1)
        met = [answer for answer in crowd.searches if answer.at + answer.seconds > crashed_at]
        yield failures_figure("searches around the primary's crash", met)
        yield Figure("… longest", milliseconds(met))
        yield from self.refusals()
        after = f"{healed_at - started_at:.1f} s" if healed_at else f"not within {HEALED_WITHIN} s"
        yield Figure("posting works again after the primary's return", after, healed_at is not None)

    def refusals(self) -> Iterator[Figure]:
        """Whether each post that was not kept was told so, and how soon."""
        refused = self.poster.refused()
        is_right = bool(refused) and {answer.status for answer in refused} == {503}
        told = "all 503" if is_right else str(sorted(answer.status for answer in refused))
        yield Figure("posts refused meanwhile", f"{len(refused)}, {told}", is_right)
        by_time = sorted(refused, key=lambda answer: answer.seconds)
        yield Figure("… median", milliseconds(by_time[: len(by_time) // 2 + 1]))
        yield Figure("… longest", milliseconds(refused))

    def healed(self) -> float | None:
        """When a post was acknowledged again in every web process; None when it takes too long."""
        deadline = time.monotonic() + HEALED_WITHIN
        for port in self.ports:
            while self.poster.post(port).status != 302:
                if time.monotonic() > deadline:
                    return None
                time.sleep(0.1)
        return time.monotonic()

    def kept(self, node: Node, where: str) -> Iterator[Figure]:
        """Whether every listing whose posting was acknowledged is there."""
        promised = self.poster.acknowledged
        with node.connected() as connection:
            query = "SELECT count(DISTINCT name) FROM groups_listing WHERE name = ANY(%s)"
            found = connection.execute(query, [promised]).fetchone()[0]
        is_right = found == len(promised) > 0
        yield Figure(f"acknowledged posts {where}", f"{found} of {len(promised)}", is_right)

    def without_replica(self, away_seconds: float) -> Iterator[Figure]:
        """The replica crashes amid searching, and returns."""
        with Crowd(self.ports, searchers=2, pause=0.02) as crowd:
            time.sleep(0.5)
            self.cluster.replica.crash()
            time.sleep(away_seconds)
            self.cluster.replica.start()
            time.sleep(1)
        yield failures_figure("searches around the replica's crash", crowd.searches)
        yield Figure("… longest", milliseconds(crowd.searches))

    def promotion(self) -> Iterator[Figure]:
        """The primary is gone for good, and the replica takes its place."""
        wait_until_same(self.cluster)
        self.cluster.primary.crash()
        began = time.monotonic()
        with self.cluster.replica.connected() as connection:
            connection.execute("SELECT pg_promote()")
            connection.execute("CREATE TABLE written_after_promotion ()")
        yield Figure("the promoted replica takes writes after", f"{time.monotonic() - began:.1f} s")
        yield from self.kept(self.cluster.replica, "on the promoted replica")
        found = [ask(port, "/search/") for port in self.ports]
        yield failures_figure("searches after the promotion", found)


def lag_samples(cluster: Cluster) -> list[float]:
    """Seconds between a commit on the primary and the moment the replica has replayed it."""
    samples = []
    with cluster.primary.connected() as primary, cluster.replica.connected() as replica:
        primary.execute("CREATE TABLE IF NOT EXISTS cluster_lag (n int)")
        for number in range(LAGS):
            primary.execute("INSERT INTO cluster_lag VALUES (%s)", [number])
            began = time.monotonic()
            position = primary.execute("SELECT pg_current_wal_lsn()").fetchone()[0]
            while not replica.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [position]).fetchone()[0]:
                pass
            samples.append(time.monotonic() - began)
            time.sleep(0.005)
    return samples


def wait_until_same(cluster: Cluster) -> None:
    """Come back when the replica has all that is on the primary now."""
    with cluster.primary.connected() as primary, cluster.replica.connected() as replica:
        position = primary.execute("SELECT pg_current_wal_lsn()").fetchone()[0]
        while not replica.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [position]).fetchone()[0]:
            time.sleep(0.05)


def transactions(node: Node) -> int:
    """Transactions that a server has counted so far; what runs now is counted within a second or so."""
    time.sleep(1.2)
    with node.connected() as connection:
        query = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        return connection.execute(query).fetchone()[0]


def lag_figure(what: str, samples: list[float]) -> Figure:
    """The median and the 99th percentile."""
    cuts = statistics.quantiles(samples, n=100)
    return Figure(what, f"p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms")


def failures_figure(what: str, answers: list[Answer]) -> Figure:
    """How many there were, and how many were no page."""
    failed = sorted(answer.status for answer in answers if answer.status != 200)
    told = f"{len(failed)} failed {failed[:5]}" if failed else "none failed"
    return Figure(what, f"{len(answers)}, {told}", bool(answers) and not failed)


def milliseconds(answers: list[Answer]) -> str:
    """The time of the one that took longest."""
    return f"{max((answer.seconds for answer in answers), default=0) * 1000:.0f} ms"
