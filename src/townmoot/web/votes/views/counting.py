"""Counting in a hall, by its steward, its scrutineers, or the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from townmoot.ballots.actions import counting
from townmoot.people.enums import Role
from townmoot.web.rooms import asking, attempt, found, go, posted, press, room, show
from townmoot.web.votes import own, telling
from townmoot.web.votes.forms import CountForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])
COUNTS = room(*Role)


@ASK
@COUNTS
def hall(request: HttpRequest, key: UUID, hall: UUID) -> HttpResponse:
    """The totals of one hall."""
    ctx = asking(request)
    row = own.poll_for(ctx, key)
    venue = own.venue_of(ctx, row, hall)
    own.check_counts(ctx, row, hall)
    form = CountForm(posted(request), poll=row)
    done = attempt(request, form, counting.count, poll=key, hall=hall, **form.inputs())
    if done:
        said = _("The totals agree.") if done.result["agreed"] else _("The totals are entered.")
        return go(request, said, "votes:hall", key, hall)
    here = found(telling.halls(row, [venue]))
    told = telling.tell(row, result=False)
    return show(request, "votes/hall.html", form=form, poll=row, told=told, here=here)


@require_POST
@COUNTS
def confirm(request: HttpRequest, key: UUID, hall: UUID) -> HttpResponse:
    """Confirm, as the scrutineer who watched, what was counted."""
    ctx = asking(request)
    row = own.poll_for(ctx, key)
    here = found(telling.halls(row, [own.venue_of(ctx, row, hall)]))
    count = found([here.count] if here.count else [])
    back = reverse("votes:hall", args=[key, hall])
    act = counting.confirm_count
    return press(request, act, back=back, said=_("The count is confirmed."), count=count.pk)
