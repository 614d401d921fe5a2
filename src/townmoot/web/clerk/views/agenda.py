"""The agenda: its items, files and order; proposing and adopting it; dealing with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.files import serve, store
from townmoot.meetings import queries
from townmoot.meetings.actions import agenda as actions
from townmoot.meetings.actions import files
from townmoot.meetings.enums import AgendaState, MeetingState
from townmoot.meetings.models import AgendaItem, File, Meeting
from townmoot.record import ActError, NotFound
from townmoot.web.clerk import meeting_page
from townmoot.web.clerk.forms_meetings import (
    AdoptForm,
    CorrectItemForm,
    FileForm,
    ItemForm,
    NoteForm,
    ReasonForm,
)
from townmoot.web.clerk.meeting_page import around, item_word, meeting_of, page, profile_of
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.clerk.views.programme import usual_act, with_facts
from townmoot.web.ground.pieces import Act
from townmoot.web.programme import business as told_business
from townmoot.web.programme import told
from townmoot.web.rooms import asking, do, found, go, new_act_id, offer, posted, press, show, tell


@clerk_only
def agenda(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The agenda with its order, its kinds, what is public, and its papers."""
    ctx, row = asking(request), meeting_of(request, meeting)
    seen = queries.items_for(ctx.actor, ctx.body).filter(meeting=row)
    items = list(queries.with_programme(seen))
    hung = list(queries.files_for(ctx.actor, ctx.body).filter(meeting=row))
    state, profile = queries.agenda_state(row), profile_of(row)
    adopts = profile is None or queries.adopts_agenda(profile)
    return show(
        request,
        "clerk/agenda.html",
        rows=_rows(row, items, hung),
        files=[file for file in hung if file.item_id is None],
        agenda_word=state.label if adopts else "",
        editable=_editable(row, state),
        acts=_acts(request, row),
        **around(row, "agenda"),
    )


def _rows(row: Meeting, items: list[AgendaItem], hung: list[File]) -> list[dict[str, Any]]:
    profile, passed = profile_of(row), queries.passing_on(row)
    return [
        {
            "item": item,
            "kind": item_word(profile, item.kind),
            **_passed(passed.get(item.pk, [])),
            "more": told.line(item, everybody=True),
            "programme": item.kind in with_facts(profile),
            "business": item.kind in (told_business.kinds(profile) if profile else ()),
            "files": [file for file in hung if file.item_id == item.pk],
            "up": item.order - 1 if place else 0,
            "down": item.order + 1 if place + 1 < len(items) else 0,
            "act_id": new_act_id(),
        }
        for place, item in enumerate(items)
    ]


def _passed(rows: list[queries.PassedOn]) -> dict[str, Any]:
    """To whom a document was passed on, and how many of how many have it."""
    received, needed = sum(row.received for row in rows), sum(row.needed for row in rows)
    return {"passed": rows, "received": received, "needed": needed}


def _editable(row: Meeting, state: AgendaState) -> bool:
    over = queries.state_of(row) in {MeetingState.CLOSED, MeetingState.CANCELLED}
    return state is not AgendaState.ADOPTED and not over


def _add(row: Meeting) -> Act:
    words: dict[str, Any] = {"label": _("Add an item"), "method": "get"}
    if _editable(row, queries.agenda_state(row)):
        return Act(**words, url=page("item_add", row.pk), kind="primary")
    reason = _("The agenda is adopted. To change it, reopen it and let it be adopted.")
    return Act(**words, reason=reason)


def _acts(request: HttpRequest, row: Meeting) -> list[Act]:
    key = row.pk
    return [
        _add(row),
        *usual_act(row),
        Act(label=_("Add a file"), url=page("file_add", key), method="get"),
        offer(request, _("Propose it"), page("agenda_propose", key), actions.propose, meeting=key),
        offer(
            request,
            _("Record its adoption"),
            page("agenda_adopt", key),
            actions.adopt,
            method="get",
            meeting=key,
        ),
        offer(
            request,
            _("Record that it was not adopted"),
            reverse("floor:reject", args=[key]),
            actions.reject,
            method="get",
            meeting=key,
        ),
        offer(
            request,
            _("Reopen it"),
            page("agenda_reopen", key),
            actions.reopen,
            method="get",
            meeting=key,
            note="…",
        ),
    ]


@clerk_only
def add_item(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Add an item at the end."""
    row, ctx = meeting_of(request, meeting), asking(request)
    profile = profile_of(row)
    kinds = profile.agenda_kinds.codes if profile else ()
    choices: dict[str, Any] = {
        "kind": [(code, item_word(profile, code)) for code in kinds],
        "speaker": meeting_page.everybody(ctx),
        "unit": meeting_page.units(ctx, profile),
        "recipients": meeting_page.recipients(ctx, profile),
    }
    sheet = Sheet(
        title=_("Add an item"),
        eyebrow=row.name,
        submit=_("Add"),
        said=_("The item was added at the end."),
        back=page("agenda", meeting),
    )
    form = ItemForm(posted(request), choices=choices)
    return fill_in(request, form, actions.add_item, sheet, meeting=meeting)


def _item(request: HttpRequest, item: UUID) -> AgendaItem:
    ctx = asking(request)
    return found(queries.items_for(ctx.actor, ctx.body).filter(pk=item))


@clerk_only
def correct_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Correct an item."""
    row, ctx = _item(request, item), asking(request)
    told = [recipient.organization_id for recipient in row.recipients.all()]
    units = meeting_page.units(ctx, profile_of(row.meeting))
    choices = {"speaker": meeting_page.everybody(ctx), "unit": units}
    if told:
        choices["recipients"] = meeting_page.organizations(ctx)
    sheet = Sheet(
        title=_("Correct"),
        eyebrow=f"{row.number} {row.name}",
        submit=_("Save"),
        said=_("Corrected."),
        back=page("agenda", row.meeting_id),
    )
    start = initial(CorrectItemForm, row) | {"recipients": told}
    form = CorrectItemForm(posted(request), initial=start, choices=choices, passed_on=bool(told))
    return fill_in(request, form, actions.correct_item, sheet, item=item)


@require_POST
@clerk_only
def move_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Move an item up or down."""
    row = _item(request, item)
    back, to = page("agenda", row.meeting_id), request.POST.get("to", "")
    said = _("The item was moved.")
    return press(request, actions.move_item, back=back, said=said, item=item, to=to)


@clerk_only
def remove_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    row = _item(request, item)
    sheet = Sheet(
        title=_("Take this off the agenda"),
        eyebrow=f"{row.number} {row.name}",
        submit=_("Take it off"),
        said=_("The item was taken off; the others are numbered anew."),
        back=page("agenda", row.meeting_id),
    )
    return fill_in(request, ReasonForm(posted(request)), actions.remove_item, sheet, item=item)


@require_POST
@clerk_only
def propose(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Lay the agenda before the meeting."""
    back, said = page("agenda", meeting), _("The agenda is proposed.")
    return press(request, actions.propose, back=back, said=said, meeting=meeting)


@clerk_only
def adopt(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Record that the meeting adopted its agenda."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Record the adoption of the agenda"),
        eyebrow=row.name,
        submit=_("Adopted"),
        kind="binding",
        said=_("The agenda is adopted."),
        back=page("agenda", meeting),
    )
    return fill_in(request, AdoptForm(posted(request)), actions.adopt, sheet, meeting=meeting)


@clerk_only
def reopen(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Open the agenda for changes."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Reopen the agenda"),
        eyebrow=row.name,
        lead=_("It must be adopted again."),
        submit=_("Reopen it"),
        said=_("The agenda is open for changes."),
        back=page("agenda", meeting),
    )
    return fill_in(request, NoteForm(posted(request)), actions.reopen, sheet, meeting=meeting)


@clerk_only
def add_file(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Lay a file before the meeting."""
    row = meeting_of(request, meeting)
    items = [(item.pk, f"{item.number} {item.name}") for item in queries.items_of(row)]
    start = {"item": request.GET.get("item", ""), "public": True}
    form = FileForm(posted(request), request.FILES, initial=start, choices={"item": items})
    if request.method == "POST" and form.is_valid() and _attach(request, form, meeting):
        return go(request, _("The file was added."), "clerk:agenda", meeting)
    sheet = Sheet(
        title=_("Add a file"),
        eyebrow=row.name,
        submit=_("Add"),
        said="",
        back=page("agenda", meeting),
    )
    return show(request, "clerk/form.html", form=form, **vars(sheet))


def _attach(request: HttpRequest, form: FileForm, meeting: UUID) -> bool:
    inputs: dict[str, Any] = form.inputs()
    given = inputs.pop("file")
    try:
        kept = store.store(given, given.name)
        named = {"sha256": kept.sha256, "file_name": kept.file_name}
        do(request, files.attach, meeting=meeting, **named, **inputs)
    except ActError as error:
        tell(form, error)
        return False
    return True


@clerk_only
def file(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """The bytes of a file."""
    ctx = asking(request)
    hanging = queries.hanging_file(ctx.actor, ctx.body, file)
    if hanging is None:
        raise NotFound
    return serve.respond(request, hanging)


@clerk_only
def withdraw_file(request: HttpRequest, file: UUID) -> HttpResponse:
    """Take a file back."""
    row = asking(request).get(File, file)
    if row.meeting_id is None:
        raise NotFound
    sheet = Sheet(
        title=_("Take this file back"),
        eyebrow=row.name,
        submit=_("Take it back"),
        said=_("The file is no longer handed out."),
        back=page("agenda", row.meeting_id),
    )
    return fill_in(request, ReasonForm(posted(request)), files.withdraw, sheet, file=file)
