"""Setting the stage: an empty database marked as a rehearsal's, the town, its people's accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.founding import Founding
from townmoot.cli.rehearsal.plot import Plot, Step
from townmoot.cli.rehearsal.stage import Stage
from townmoot.record import clock


def found_town(town: dict[str, Any], plot: Plot) -> Founding:
    """Mark the database as a rehearsal's and found the town. Raises CommandFaultError."""
    from townmoot.record.models import Entry

    if Entry.objects.exists():
        raise CommandFaultError("this database is in use; a rehearsal needs an empty one", code=1)
    clock.mark_rehearsal(plot.start)
    founding = Founding(town)
    founding.found()
    return founding


def open_stage(base: str, folder: Path, founding: Founding) -> Stage:
    """The stage with every name that town.yaml gives."""
    stage = Stage(base, folder, founding)
    stage.names["organization"] = dict(founding.organizations)
    stage.names["person"] = dict(founding.persons)
    for account in founding.town["accounts"]:
        stage.logins[account["person"]] = account["login"]
    return stage


def import_roster(stage: Stage, step: Step) -> None:
    """The clerk's roster, through the page for imports; then the posts that deputies hold."""
    from townmoot.people.models import Membership

    stage.upload(step.by, "roster", stage.roster or stage.folder / step.inputs["file"])
    congress = UUID(stage.founding.organizations["congress"])
    seats = Membership.objects.filter(organization=congress, end=None).exclude(number="")
    deputies = {seat.number: str(seat.person_id) for seat in seats}
    expected = step.expect.get("deputies", len(deputies))
    if len(deputies) < expected:
        raise CommandFaultError(f"{len(deputies)} deputies instead of {expected}", code=1)
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
