"""Setting the stage: an empty database marked as a rehearsal's, the town, its people's accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.founding import Founding
from townmoot.cli.rehearsal.plot import Plot, Step
from townmoot.cli.rehearsal.stage import Stage
from townmoot.record import clock


def must_be_empty() -> None:
    """Raise CommandFaultError where the database is in use: it may be a real town's."""
    from townmoot.record.models import Entry

    if Entry.objects.exists() or clock.is_rehearsal():
        raise CommandFaultError("this database is in use; a rehearsal needs an empty one", code=1)


def found_town(town: dict[str, Any], plot: Plot) -> Founding:
    """Mark the database as a rehearsal's and found the town. Raises CommandFaultError."""
    must_be_empty()
    clock.mark_rehearsal(plot.start)
    founding = Founding(town)
    founding.found()
    return founding


def open_stage(base: str, folder: Path, founding: Founding) -> Stage:
    """The stage with every name that town.yaml gives."""
    stage = Stage(base, folder, founding)
    stage.names["organization"] = dict(founding.organizations)
    stage.names["person"] = dict(founding.persons)
    stage.names["post"] = dict(founding.posts)
    for account in founding.town["accounts"]:
        stage.logins[account["person"]] = account["login"]
    return stage


def import_roster(stage: Stage, step: Step) -> None:
    """The clerk's roster, through the page for imports; then the posts that deputies hold."""
    stage.take_list(step.by, "roster", stage.roster or stage.folder / step.inputs["file"])
    deputies = stage.seats()
    stage.names["person"] |= deputies
    stage.founding.seat(deputies)
    _accounts(stage)


def _accounts(stage: Stage) -> None:
    from townmoot.people.models import Account

    known = {str(account.person_id): account for account in Account.objects.all()}
    for number, person in stage.names["person"].items():
        if person in known and number not in stage.logins:
            stage.logins[number] = known[person].login
    for one in stage.founding.town["accounts"]:
        number = one["person"]
        if number.startswith("CT-") and str(stage.names["person"][number]) in known:
            account = known[stage.names["person"][number]]
            stage.logins[number] = stage.logins[one["login"]] = account.login
