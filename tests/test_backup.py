"""The drill: a directory with people in it is backed up, lost and brought back, on real databases of this machine."""

import resource
import stat
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from psycopg import sql

from accounts import erasures, privacy
from accounts.models import Mail, User
from groups import after_restore, booking, calendar_feed, facilitating, saved, schedule, taxonomy
from groups.models import (
    Booking,
    CalendarFeed,
    Facilitator,
    Listing,
    ManageLink,
    Question,
    SavedListing,
    Term,
    UpcomingDate,
)
from supportfinder import backup
from supportfinder.backup import archive, contents, programs, restoring
from tests import factories
from tests.groups.booking.people import date_of, person, rules

LOST = "a full disk during a backup"
DROPPED = "backup, drop, restore: rows and checksums equal"
ERASED = "erased people stay erased after a restore"
LISTINGS = 3


def do(statement, *names):
    """Something that is said to the server, not to one database."""
    server = programs.Server.of(connection, "postgres")
    with psycopg.connect(server.conninfo, autocommit=True) as main:
        return main.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def remove(name):
    """Drop a database, and what a restore may have left beside it."""
    for other in [name, *beside(name)]:
        do("DROP DATABASE IF EXISTS {} WITH (FORCE)", other)


def beside(name):
    """The databases whose names begin with `name`."""
    server = programs.Server.of(connection, "postgres")
    with psycopg.connect(server.conninfo) as main:
        found = main.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{name}_"])
        return [row[0] for row in found]


@contextmanager
def copied(name, other):
    """A copy of a database that nobody uses just now, for as long as the block lasts."""
    remove(other)
    do("CREATE DATABASE {} TEMPLATE {}", other, name)
    try:
        yield programs.Server.of(connection, other)
    finally:
        remove(other)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """A database of its own, in which this process works for the whole module: a small directory.

    Not the one of the other tests: here everything is committed, and whole databases come and go. It begins as a copy
    of that one; where no other test asked for that one, it is not there, and the name is still the real site's.
    """
    name, of_tests = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    drill = f"{of_tests}_drill"
    after_restore.let_go(connection)
    begin = copied(name if name == of_tests else "template0", drill)
    with django_db_blocker.unblock(), begin, after_restore.standing_in(drill):
        call_command("migrate", interactive=False, verbosity=0)
        fill()
        schedule.refresh_dates()
        yield programs.Server.of(connection)


def fill():
    """A small directory, and somebody who comes to each group."""
    taxonomy.load(Term)  # a test with real transactions may have emptied what this is a copy of
    source = factories.make_source()
    for number in range(LISTINGS):
        circle = factories.make_listing(
            source,
            f"Circle {number}",
            place=factories.make_place(),
            terms=["topic:grief", "support:emotional"],
            slots=[factories.weekly("TU", "18:30")],
        )
        factories.add_contact(circle)
        rules(circle, capacity=9)
        booking.book(date_of(circle, next_tuesday()), by=person(f"person{number}"), nickname="Somebody")


def next_tuesday():
    today = timezone.now().date()
    return today + timedelta(days=7 + (1 - today.weekday()) % 7)


@pytest.fixture(scope="module")
def kept(site, tmp_path_factory):
    """The backup of the site, as `(path, manifest)`."""
    return backup.make(site, tmp_path_factory.mktemp("backups"))


@pytest.fixture
def back(site):
    """Where a backup is brought back to: a database that is not there yet, and is not afterwards."""
    target = site.named(f"{site.name}_back")
    yield target
    remove(target.name)


@pytest.fixture
def full(site):
    """The same, with a whole site in it already."""
    after_restore.let_go(connection)
    with copied(site.name, f"{site.name}_full") as target:
        yield target


def bring_back(path, target):
    """A restore as the command does it."""
    backup.restore(path, target, prepare=after_restore.prepare, finish=after_restore.finish)


def figures_of(server):
    with psycopg.connect(server.conninfo) as there:
        return contents.figures(there)


@pytest.fixture(scope="module")
def since(site, tmp_path_factory):
    """One backup, what people did after it, and where it was brought back to with their journal."""
    folder = tmp_path_factory.mktemp("since")
    told = SimpleNamespace(journal=folder / "erasures.journal", database=site.named(f"{site.name}_since"))
    with override_settings(ERASURES_FILE=told.journal):
        people_come(told)
        told.path, told.manifest = backup.make(site, folder)
        people_go(told)
        bring_back(told.path, told.database)
    yield told
    remove(told.database.name)


def people_come(told):
    """Ada will delete her account; Bea will stay, and take things back; Cleo has no account."""
    circle, now = Listing.objects.published().order_by("pk").first(), timezone.now()
    told.ada, told.bea = person("ada"), person("bea")
    date = date_of(circle, next_tuesday())
    told.booked = booking.book(date, by=told.ada, nickname="Ada")
    told.nameless = booking.book(date, email="cleo@example.org", nickname="Cleo")
    saved.save_listing(circle, by=told.bea)
    told.facilitator = Facilitator.objects.create(listing=circle, user=told.bea)
    facilitating.new_link(circle, by=told.bea)
    told.feed = calendar_feed.make_address(told.bea, shows_names=False)
    told.sent = Mail.objects.create(recipient="a@example.org", text="BCDF-GHJK", key="once", sent_at=now)
    told.waits = Mail.objects.create(recipient="b@example.org", text="Waits")
    told.old = Question.objects.create(listing=circle, email="d@example.org", text="Long ago?", digest="q" * 64)
    Question.objects.filter(pk=told.old.pk).update(created_at=now - timedelta(days=200))


def people_go(told):
    """What is not to be undone by bringing the backup back."""
    told.ada_was = told.ada.pk
    privacy.erase(told.ada)
    booking.take_back(told.bea)
    saved.forget_all(by=told.bea)
    booking.erase(Booking.objects.filter(pk=told.nameless.pk))
    facilitating.remove(told.facilitator, by=told.bea)
    calendar_feed.make_address(told.bea, shows_names=False)
    Question.objects.filter(pk=told.old.pk).delete()


@pytest.fixture
def restored(since):
    """The site as it came back."""
    with after_restore.standing_in(since.database.name):
        yield since


@pytest.mark.proof("faults", DROPPED)
def test_backup_dropped_and_restored_has_equal_rows_and_checksums(kept, full, tmp_path):
    path, manifest = backup.make(full, tmp_path)
    assert manifest.tables == kept[1].tables
    assert manifest.tables["groups_listing"][0] == LISTINGS
    assert manifest.tables["groups_booking"][0] >= LISTINGS
    do("DROP DATABASE {}", full.name)
    backup.restore(path, full)
    assert figures_of(full) == manifest.tables


@pytest.mark.twin("faults", DROPPED)
def test_restore_that_compares_nothing_lets_a_changed_row_pass(kept, back, monkeypatch):
    put = restoring._put_mails

    def lose_one(database, archived):
        put(database, archived)
        database.execute("DELETE FROM groups_contact WHERE id = (SELECT min(id) FROM groups_contact)")

    monkeypatch.setattr(restoring, "_put_mails", lose_one)
    with pytest.raises(backup.BackupProblem, match="groups_contact"):
        backup.restore(kept[0], back)
    assert beside(back.name) == []
    monkeypatch.setattr(restoring, "compare", lambda told, found: None)
    backup.restore(kept[0], back)
    assert figures_of(back) != kept[1].tables


def test_restored_site_searches_as_before_and_takes_no_number_twice(site, since):
    known, dates = set(Listing.objects.searchable().values_list("pk", flat=True)), UpcomingDate.objects.count()
    newest = User.objects.order_by("-pk").first().pk
    with after_restore.standing_in(since.database.name):
        assert set(Listing.objects.searchable().values_list("pk", flat=True)) == known
        assert UpcomingDate.objects.count() == dates > 0
        page = Client().get("/search/", {"q": "grief"})
        assert b"Circle 1" in page.content
        assert User.objects.create_user("new@example.org").pk > newest + restoring.NUMBERS_AHEAD


@pytest.mark.proof("faults", ERASED)
def test_person_erased_after_the_backup_stays_erased_after_a_restore(restored):
    assert restored.manifest.tables["accounts_user"][0] > 2
    assert "ada@" not in restored.journal.read_text()
    assert not User.objects.filter(pk=restored.ada_was).exists()
    assert not Booking.objects.filter(pk=restored.booked.pk).exists()
    assert User.objects.filter(pk=restored.bea.pk).exists()
    with override_settings(ERASURES_FILE=restored.journal):
        assert erasures.replay().erased == 0


@pytest.mark.twin("faults", ERASED)
def test_without_the_journal_an_erased_person_comes_back(since, back):
    bring_back(since.path, back)  # the journal of this test is empty
    with after_restore.standing_in(back.name):
        assert User.objects.filter(pk=since.ada_was, email="ada@example.org").exists()
        assert Facilitator.objects.filter(pk=since.facilitator.pk).exists()


def test_restore_stops_before_a_journal_that_nobody_can_read(since, full):
    before = figures_of(full)
    with (
        override_settings(ERASURES_FILE=since.journal, SECRET_KEY="lost"),
        pytest.raises(backup.BackupProblem, match="another key"),
    ):
        backup.restore(since.path, full, replace=True, finish=after_restore.finish)
    assert figures_of(full) == before


@pytest.mark.proof("faults", ERASED)
def test_what_people_took_back_stays_away_too(restored):
    assert not booking.has_agreed(User.objects.get(pk=restored.bea.pk))
    assert not SavedListing.objects.filter(user=restored.bea.pk).exists()
    assert not Booking.objects.filter(pk=restored.nameless.pk).exists()


def test_secret_address_revoked_after_the_backup_opens_nothing(restored):
    assert not Facilitator.objects.filter(user=restored.bea.pk).exists()
    assert not ManageLink.objects.filter(revoked_at=None).exists()
    assert not CalendarFeed.objects.opened_by(restored.feed).exists()


def test_what_outlived_its_period_since_the_backup_does_not_come_back(restored):
    assert restored.manifest.tables["groups_question"][0] == 1
    assert not Question.objects.exists()


def test_backup_holds_no_sign_in_and_no_text_of_a_mail_that_was_sent(restored):
    assert not set(contents.FORGOTTEN) & set(restored.manifest.tables)
    assert b"BCDF-GHJK" not in restored.path.read_bytes()
    assert (Mail.objects.get(pk=restored.sent.pk).key, Mail.objects.get(pk=restored.sent.pk).text) == ("once", "")
    assert Mail.objects.get(pk=restored.waits.pk).text == "Waits"


def test_database_that_is_not_empty_is_replaced_only_on_demand_and_stays(kept, full):
    with psycopg.connect(full.conninfo, autocommit=True) as there:
        there.execute("CREATE TABLE since_then (id int)")
    with pytest.raises(backup.BackupProblem, match="not empty"):
        backup.restore(kept[0], full)
    _manifest, old = backup.restore(kept[0], full, replace=True)
    with psycopg.connect(full.named(old).conninfo) as there:
        assert "since_then" in contents.tables(there)
    assert figures_of(full) == kept[1].tables


def test_restore_that_fails_at_the_end_leaves_the_old_database_open(kept, full):
    before = figures_of(full)

    def fail(name):
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        backup.restore(kept[0], full, replace=True, finish=fail)
    assert figures_of(full) == before
    assert beside(full.name) == []


def test_backup_that_was_cut_short_or_changed_is_refused(kept, back, tmp_path):
    whole = kept[0].read_bytes()
    damaged = {
        "ends early": whole[:-1],
        "is half": whole[: len(whole) // 2],
        "has another byte": whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
    }
    for name, content in damaged.items():
        (tmp_path / name).write_bytes(content)
    for name in [*damaged, "is not there"]:
        with pytest.raises(backup.BackupProblem):
            backup.restore(tmp_path / name, back)
    assert beside(back.name) == []


def test_backup_is_for_its_owner_alone(kept):
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


@pytest.fixture
def small_disk():
    """No file of this process grows beyond 20 kB, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.proof("faults", LOST)
def test_full_disk_leaves_nothing_behind_and_is_said(site, tmp_path, small_disk):
    with pytest.raises(backup.BackupProblem, match="could not be written to"):
        backup.make(site, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.twin("faults", LOST)
def test_file_written_in_place_is_left_half_on_a_full_disk(site, tmp_path, small_disk):
    path = tmp_path / "half"
    with pytest.raises(OSError, match="large"), path.open("wb") as stream:
        backup.make_to(site, stream)
    assert path.stat().st_size > 0
    with pytest.raises(backup.BackupProblem, match="cut short"), archive.opened(path):
        pass


def test_folder_that_cannot_be_written_is_said(site, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="could not be written"):
        call_command("backup", str(tmp_path / "file"))


def test_backup_while_another_one_is_made_leaves_that_one_alone(tmp_path):
    other = tmp_path / ".a.backup.new"
    other.write_bytes(b"half")
    with pytest.raises(backup.BackupProblem, match="another backup"), archive.written(tmp_path / "a.backup"):
        pass
    assert other.read_bytes() == b"half"


def test_tools_older_than_the_server_are_said(monkeypatch, tmp_path):
    monkeypatch.setattr(programs, "_candidates", lambda program: [tmp_path])
    monkeypatch.setattr(programs, "_major", lambda path: 15)
    with pytest.raises(backup.BackupProblem, match="PostgreSQL 18, but pg_dump here is older"):
        programs.find("pg_dump", 180_003)


def test_password_is_in_no_list_of_processes():
    server = programs.Server({"dbname": "x", "user": "y"}, "s3cret")
    assert "s3cret" not in server.conninfo
    assert server.environment["PGPASSWORD"] == "s3cret"
