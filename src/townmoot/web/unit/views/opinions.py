"""What deliberation groups said and sent to the unit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.meetings.actions import opinions as opinion_acts
from townmoot.meetings.queries import sendings_for
from townmoot.web.rooms import asking, found, new_act_id, press
from townmoot.web.unit.place import in_either, page

LIMIT = 200


@in_either
def opinions(request: HttpRequest) -> HttpResponse:
    """The opinions, those not yet acknowledged first."""
    ctx = asking(request)
    rows = list(sendings_for(ctx.actor, ctx.body)[:LIMIT])
    rows.sort(key=lambda row: row.acknowledged_at is not None)
    waiting = [(row, new_act_id()) for row in rows]
    return page(request, "unit/opinions.html", rows=waiting)


@require_POST
@in_either
def acknowledge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm that the unit has an opinion."""
    ctx = asking(request)
    row = found(sendings_for(ctx.actor, ctx.body).filter(pk=key))
    return press(
        request,
        opinion_acts.acknowledge,
        back=reverse("unit:opinions"),
        said=_("Confirmed."),
        opinion=row.opinion_id,
        unit=row.unit_id,
    )
