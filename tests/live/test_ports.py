"""What the apps above give: one function a port; without any, nothing is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from townmoot.live import ALL, Audience, Channel, News, Told, ports
from townmoot.record.models import new_id

BODY, MEETING = new_id(), new_id()
TOLD = Told(BODY, 1, "item.begin", MEETING, datetime(2026, 12, 14, tzinfo=UTC))
CHANNEL = Channel(BODY, MEETING, Audience.PUBLIC, "en")


@pytest.fixture(autouse=True)
def _own_ports(monkeypatch):
    for name in ("_routers", "_renderers", "_rechecks"):
        monkeypatch.setattr(ports, name, [])
    monkeypatch.setattr(ports, "_intakes", {})


def test_without_functions_nothing_is_told():
    assert list(ports.news_of(TOLD)) == []
    assert ports.rendered(CHANNEL, "agenda") is None
    assert ports.rights_changed(TOLD) is None
    assert ports.intake_for("/ballots/1") is None
    assert ports.intake_prefixes() == ()


def test_the_last_function_named_is_asked():
    for piece in ("old", "new"):
        ports.routes(lambda told, piece=piece: [News(MEETING, piece)])
        ports.renders(lambda channel, name, piece=piece: f"{name} {piece}")
        ports.recheck(lambda told, piece=piece: ALL if piece == "new" else None)
    assert list(ports.news_of(TOLD)) == [News(MEETING, "new")]
    assert ports.rendered(CHANNEL, "agenda") == "agenda new"
    assert ports.rights_changed(TOLD) is ALL


def test_an_intake_takes_the_addresses_that_begin_so():
    taken = []
    ports.intake("/ballots/", taken.append)
    assert ports.intake_for("/ballots/1") == taken.append
    assert ports.intake_for("/ballot") is None
    assert ports.intake_prefixes() == ("/ballots/",)


@pytest.mark.parametrize("prefix", ["ballots/", "/ballots"])
def test_an_intake_stands_between_slashes(prefix):
    with pytest.raises(ValueError, match="without a slash"):
        ports.intake(prefix, print)
