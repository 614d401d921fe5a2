"""The board: what is due, the most urgent first; and the same suggestions by state and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from townmoot.meetings.queries import meetings_for
from townmoot.people.queries import units_that_answer
from townmoot.suggestions.queries.board import PAGE, listing
from townmoot.suggestions.queries.board import board as due_board
from townmoot.suggestions.queries.lists import (
    extensions_waiting,
    returns_waiting,
    suggestions_for,
)
from townmoot.web.desk.place import at_desk, page, sections
from townmoot.web.handling import marks
from townmoot.web.rooms import asking

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from townmoot.record import Ctx
    from townmoot.suggestions.models import Suggestion
    from townmoot.suggestions.queries.board import Line

WAITING = 20
RECENT = 20
HERE = Q(withdrawn_on=None, merged_into=None, referral=None)
STATES = {
    "new": (_("To be accepted"), Q(accepted_on=None, refusal=None, withdrawn_on=None)),
    "accepted": (_("To be assigned"), HERE & Q(accepted_on__isnull=False, assigned_on=None)),
    "units": (_("With the government"), HERE & Q(assigned_on__isnull=False, replied_on=None)),
    "replied": (_("Replied, not closed"), HERE & Q(replied_on__isnull=False, closed_on=None)),
    "closed": (_("Closed, not published"), Q(closed_on__isnull=False, published_on=None)),
    "published": (_("Published"), Q(published_on__isnull=False)),
    "apart": (
        _("Returned, withdrawn, merged, referred"),
        Q(refusal__isnull=False)
        | Q(withdrawn_on__isnull=False)
        | Q(merged_into__isnull=False)
        | Q(referral__isnull=False),
    ),
}


class Filters(forms.Form):
    """What the list is narrowed to."""

    words = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=UUID, empty_value=None, required=False)
    session = forms.TypedChoiceField(
        label=_("Session"), coerce=UUID, empty_value=None, required=False
    )
    every = forms.BooleanField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, ctx: Ctx) -> None:
        super().__init__(data)
        units = units_that_answer(ctx.body, ctx.today)
        meetings = meetings_for(ctx.actor, ctx.body).order_by("-start")[:40]
        states = [(code, label) for code, (label, _rule) in STATES.items()]
        empty = [("", _("all"))]
        for name, found in (
            ("state", states),
            ("unit", [(str(row.pk), str(row)) for row in units]),
            ("session", [(str(row.pk), row.name) for row in meetings]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [*empty, *found]

    def narrow(self, rows: QuerySet[Suggestion]) -> QuerySet[Suggestion] | None:
        """The rows asked for; None where nothing was asked."""
        asked = {key: value for key, value in self.cleaned_data.items() if value}
        if not asked:
            return None
        if state := asked.get("state"):
            rows = rows.filter(STATES[state][1])
        if unit := asked.get("unit"):
            rows = rows.filter(allotments__unit=unit, allotments__ended_on=None)
        if session := asked.get("session"):
            rows = rows.filter(meeting=session)
        return rows.filter(_worded(asked.get("words", "")))


def _worded(words: str) -> Q:
    if not words:
        return Q()
    found = Q(title__icontains=words) | Q(lead__name__icontains=words)
    return found | Q(number=int(words)) if words.isdecimal() and len(words) < 9 else found  # noqa: PLR2004 -- numbers have fewer digits


def _shown(lines: list[Line]) -> list[dict[str, Any]]:
    return [
        {
            "item": line.item,
            "parts": line.parts,
            "state": marks.mark(line.state),
            "clock": marks.clock(line.clock),
        }
        for line in lines
    ]


def _narrowed(ctx: Ctx, rows: QuerySet[Suggestion], after: str) -> tuple[list[Line], str]:
    """One page of a narrowed list, and where the next begins."""
    start = int(after) if after.isdecimal() and len(after) < 8 else 0  # noqa: PLR2004 -- as many as a list may have
    ordered = rows.order_by(F("next_due").asc(nulls_last=True), "-number", "pk")
    lines = listing(ordered[start : start + PAGE + 1], ctx.body, ctx.today)
    return lines[:PAGE], str(start + PAGE) if len(lines) > PAGE else ""


def _settled(ctx: Ctx, rows: QuerySet[Suggestion]) -> list[Line]:
    """The latest of those of which nothing falls due any more."""
    found = rows.filter(next_due=None).order_by("-created_at", "-pk")
    return listing(found[:RECENT], ctx.body, ctx.today)


def _next(request: HttpRequest, after: str) -> str:
    """Where the list goes on."""
    query = request.GET.copy()
    query["after"] = after
    return f"{reverse('desk:board')}?{query.urlencode()}" if after else ""


@at_desk
def board(request: HttpRequest) -> HttpResponse:
    """What is due; narrowed where asked."""
    ctx = asking(request)
    filters = Filters(request.GET, ctx)
    after = request.GET.get("after", "")
    whole = suggestions_for(ctx.actor, ctx.body).filter(handed_in_on__isnull=False)
    narrowed = filters.narrow(whole) if filters.is_valid() else None
    if narrowed is None:
        due = due_board(ctx.actor, ctx.body, ctx.today, after=after)
        lines, further = due.lines, due.next
    else:
        lines, further = _narrowed(ctx, narrowed, after)
    return page(
        request,
        "desk/board.html",
        filters=filters,
        rows=_shown(lines),
        narrowed=narrowed is not None,
        settled=_shown([] if narrowed is not None or after or further else _settled(ctx, whole)),
        next_url=_next(request, further),
        extensions=[] if after else list(extensions_waiting(ctx.actor, ctx.body)[:WAITING]),
        returns=[] if after else list(returns_waiting(ctx.actor, ctx.body)[:WAITING]),
        tabs=sections("board"),
        today=ctx.today,
    )
