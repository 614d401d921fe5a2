"""When the public record of a council may be taken over."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings.queries import profile_of
from townmoot.meetings.queries.taken import OTHER
from townmoot.opendata.queries import Plan
from townmoot.people.policies import check_upload
from townmoot.record import Ctx, Refused

UPLOAD = "council"


def check_can_import(ctx: Ctx, *, upload: UUID, sha256: str) -> None:
    """Raise Refused where it is gone, is another one, or the profile has no such meetings."""
    check_upload(ctx, UPLOAD, upload, sha256)
    profile = profile_of(ctx.body, ctx.today)
    if OTHER not in profile.meeting_kinds or OTHER not in profile.agenda_kinds.codes:
        raise Refused(_("By this town's profile the meetings of another council have no place."))


def check_changes(plan: Plan) -> None:
    """Raise Refused where nothing is new, changed or gone."""
    if not plan.changes:
        raise Refused(_("Nothing has changed since the last import."))
