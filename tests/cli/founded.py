"""Fixtures: a town hall without and with a town, each test its own."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.cli.houses import OPENED, House


def _psql(statement: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as there:
        there.execute(statement)  # type: ignore[call-overload] # a str made here


def _url(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


class Builder:
    """Makes town halls; PostgreSQL's databases are dropped at the end."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def empty(self, folder: Path, like: str = "") -> House:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.environ.get("DATABASE_URL"):
            return House(folder)
        name = f"house_{uuid.uuid4().hex[:12]}"
        _psql(f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))
        self.names.append(name)
        return House(folder, _url(name))

    def copy(self, of: House, folder: Path) -> House:
        made = self.empty(folder, like=of.url.rpartition("/")[2])
        shutil.copytree(of.data, folder, dirs_exist_ok=True)
        return House(folder, made.url, of.body, of.password)

    def close(self) -> None:
        for name in self.names:
            _psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def builder() -> Iterator[Builder]:
    made = Builder()
    yield made
    made.close()


@pytest.fixture
def bare(builder: Builder, tmp_path: Path) -> Callable[[str], House]:
    """Makes town halls in which nothing is yet."""
    return lambda name: builder.empty(tmp_path / name)


@pytest.fixture(scope="session")
def founded(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A founded town; tests copy it (see `house`)."""
    made = builder.empty(tmp_path_factory.mktemp("founded"))
    done = made.run("init", "澄汀镇", "--name-en", "Chengting", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return House(made.data, made.url, told["body"], told["password"])


@pytest.fixture
def house(builder: Builder, founded: House, tmp_path: Path) -> House:
    """A founded town of the test's own."""
    return builder.copy(founded, tmp_path / "house")


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    """Close the browsers that a test opened."""
    yield
    while OPENED:
        OPENED.pop().close()
