"""A rehearsal of the sample's first day: played over HTTP, and held to what the plot expects."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import yaml

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.output import Out
from townmoot.cli.rehearsal import expect, visitor
from townmoot.cli.rehearsal.plot import load
from townmoot.cli.rehearsal.show import cast
from townmoot.cli.rehearsal.table import verdict

SAMPLE = Path("samples/chengting")
FIRST = ("town.found", "import.holidays", "import.units", "venue.import")


def first_hour(folder: Path) -> Path:
    """The sample cut down to its first hour, which expects an opinion that nobody gives."""
    folder.mkdir()
    for each in SAMPLE.iterdir():
        (folder / each.name).symlink_to(each.resolve())
    told = yaml.safe_load((SAMPLE / "plot.yaml").read_text(encoding="utf-8"))
    chapter = told["chapters"][0]
    chapter["steps"] = [step for step in chapter["steps"] if step["do"] in FIRST]
    told |= {"chapters": [chapter], "expect": {"opinions": 1, "reply_rate": {"n": 0, "of": 0}}}
    (folder / "plot.yaml").unlink()
    (folder / "plot.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_what_does_not_hold_ends_with_a_code(tmp_path, live_server, settings):
    settings.DEMO = True
    folder = first_hour(tmp_path / "town")
    args = argparse.Namespace(folder=folder, deputies=None, suggestions=None, seed=1)
    player = cast(args, live_server.url)
    with closing(player.stage):
        player.play()
    out = Out(as_json=True)
    assert verdict(player, out) == 1
    assert out.told["unmet"] == ["at the end: opinions is 0, not 1"]
    assert (out.told["people"], out.told["acts"] > 2) == (2, True)
    player.plot.expect["opinions"] = 0
    assert verdict(player, out) == 0
    with pytest.raises(CommandFaultError, match="in use"):
        cast(args, live_server.url)


def test_every_expectation_of_the_plot_can_be_looked_up():
    for step in load(SAMPLE, ["CT-001"]).steps:
        if step.expect and "figure" not in step.expect:
            assert step.verb in expect.LOOKS, step
    with pytest.raises(CommandFaultError, match="weather"):
        expect._compared("meeting.open", {"weather": "fine"}, {"present": 1})
    assert expect._compared("x", {"present": 2}, {"present": 1}) == ["x: present is 1, not 2"]


def test_a_list_that_is_not_taken_says_why():
    form = '<input name="csrfmiddlewaretoken" value="t">'
    wrong = f'{form}<div role="alert"><h2>1</h2><ul><li>第5行 <b>改正</b></li></ul></div>'

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if request.method == "GET" else 422, text=wrong)

    clerk = visitor.Visitor("http://town", "clerk")
    clerk.http = httpx.Client(base_url="http://town", transport=httpx.MockTransport(answer))
    with pytest.raises(visitor.RefusedError, match="第5行 改正"):
        clerk.take_list("roster", SAMPLE / "代表名册.xlsx")
    clerk.close()
