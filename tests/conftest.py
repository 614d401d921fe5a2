"""What every test may ask for: the samples, a browser, and no network."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import offline, rendered

if TYPE_CHECKING:
    import pytest_django
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
# Chromium looks for its maker's hosts at every start; these keep it on this machine.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

offline.install()


@pytest.fixture(scope="session", autouse=True)
def _emptying_is_no_act() -> None:
    """Between tests that commit, Django empties every table, which the write guard would refuse."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from townmoot.record import guard

    empty = BaseDatabaseOperations.execute_sql_flush

    def emptied(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with guard.writing("migrate"):
            empty(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = emptied  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def _pieces_are_not_kept() -> None:
    """Tests that are rolled back reach one place of a record by several ways."""
    from townmoot.web.live import kept

    kept.SECONDS = 0


# The same examples each time, so that a failure is there again; HYPOTHESIS_PROFILE=explore looks
# for new ones. No deadline: the machine may be busy.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("explore", deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


rendered.watch()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its place: an archive made for a test differs each second."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """Let the collector leave alone what stays to the end: it took a fourteenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


def pytest_sessionfinish() -> None:
    """Tell which templates were rendered."""
    rendered.write()


def samples_folder() -> Path:
    """Return the folder of real published files: $TOWNMOOT_SAMPLES, else beside the repository."""
    named = os.environ.get("TOWNMOOT_SAMPLES")
    return Path(named) if named else ROOT.parent / "shared" / "samples"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give each run a database file of its own, so that two runs in one tree do not meet."""
    from django.db import connection

    if connection.vendor == "sqlite":
        test = connection.settings_dict["TEST"]
        test["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def made_at_once(django_db_modify_db_settings: None) -> pytest.MonkeyPatch:
    """Let the test database's tables be made as `townmoot init` does: migrating takes seconds."""
    from django.core import management

    from townmoot.cli import schema

    asked, patch = management.call_command, pytest.MonkeyPatch()

    def called(name: str, *words: object, **options: object) -> None:
        if name == "migrate":
            schema.make()
        else:
            asked(name, *words, **options)

    patch.setattr(management, "call_command", called)
    return patch


@pytest.fixture(scope="session")
def django_db_setup(made_at_once: pytest.MonkeyPatch, django_db_setup: None) -> None:
    """Make the test database."""
    made_at_once.undo()


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Let a module's tests share rows: what is made under it goes when the module has ended.

    Each test still runs in a transaction of its own, inside this one. A test that needs an empty
    database belongs in a module that does not ask for this.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


# These start our own command, which asks the database that the environment names.
STARTING = ("cli", "faults")
DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what asks no database to run once, where another would tell nothing new."""
    for item in items:
        asks = DATABASE & set(getattr(item, "fixturenames", ())) or item.get_closest_marker(
            "django_db"
        )
        if not starts(item) and not asks:
            item.add_marker(pytest.mark.once)
    yield  # what was not asked for is left out
    in_halves(items)


def starts(item: pytest.Item) -> bool:
    return item.path.relative_to(ROOT / "tests").parts[0] in STARTING


def in_halves(items: list[pytest.Item]) -> None:
    """Let both workers begin with what takes long, so that none is left alone with it at the end.

    Each gets one half of the list, in order, and then takes from the end of what the other has.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    rest = [item for item in items if not item.get_closest_marker("slow")]
    first = [item for item in slow if starts(item)]
    among = max(len(items) // 2 - len(first), 0)
    second = [item for item in slow if not starts(item)]
    items[:] = [*first, *rest[:among], *second, *rest[among:]]


@pytest.fixture(scope="session")
def real_samples() -> Path:
    """Real published files, which are not part of the repository."""
    folder = samples_folder()
    if not folder.is_dir():
        pytest.skip(f"real samples absent: no folder {folder.name}; name one in TOWNMOOT_SAMPLES")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once for a module; skips where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, in which Django would refuse the database and
    # other tests could run no loop of their own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile; the test fails when a page asks a foreign host for anything."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    foreign: list[str] = []

    def note(address: str) -> None:
        from urllib.parse import urlsplit

        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and not offline.is_local(parts.hostname):
            foreign.append(address)

    context.on("request", lambda request: note(request.url))
    yield context
    context.close()
    assert not foreign, f"pages asked foreign hosts: {foreign}"


@pytest.fixture
def page(browser_context: BrowserContext) -> Page:
    """A page in a fresh browser profile."""
    return browser_context.new_page()
