"""What a meeting passed on to the unit (传达): reading it, confirming that it has arrived."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.meetings.actions import items
from townmoot.meetings.queries import files_for, passed_on_to
from townmoot.web.rooms import asking, found, new_act_id, press
from townmoot.web.unit.place import in_either, page

LIMIT = 200


@in_either
def documents(request: HttpRequest) -> HttpResponse:
    """The documents with their files, newest first."""
    ctx = asking(request)
    rows = list(passed_on_to(ctx.actor, ctx.body)[:LIMIT])
    keys = {row.item_id for row in rows}
    files = list(files_for(ctx.actor, ctx.body).filter(item__in=keys))
    told = [
        (row, [file for file in files if file.item_id == row.item_id], new_act_id()) for row in rows
    ]
    return page(request, "unit/documents.html", rows=told)


@require_POST
@in_either
def receive(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm that the unit has a document."""
    ctx = asking(request)
    row = found(passed_on_to(ctx.actor, ctx.body).filter(pk=key))
    back, told = (
        reverse("unit:documents"),
        {"item": row.item_id, "organization": row.organization_id},
    )
    return press(request, items.receive, back=back, said=_("Confirmed."), **told)
