"""What a council notes under its items, for clerk and chairman; proof of summons and notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.meetings import queries
from townmoot.meetings.actions import conduct, council, interests, lists, summons
from townmoot.meetings.enums import Capacity, LeaveState
from townmoot.meetings.models import AgendaItem
from townmoot.people.enums import Role
from townmoot.record import Act as RecordAct
from townmoot.record import NotFound
from townmoot.rules import Profile
from townmoot.rules.terms import ItemFacts
from townmoot.web.clerk import forms_business as forms
from townmoot.web.clerk.fields import ClerkForm
from townmoot.web.clerk.meeting_page import item_word, meeting_of, page
from townmoot.web.clerk.sheets import Sheet, fill_in
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Act
from townmoot.web.programme import business as told
from townmoot.web.rooms import asking, found, posted, press, room, show

TABLE = room(Role.CLERK, Role.CHAIR)
Choices = Callable[[AgendaItem, Profile], dict[str, Any]]


def _nothing(_row: AgendaItem, _profile: Profile) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Sort:
    """One thing that can be noted: under which items, on which form, by which act.

    `of` names the input that the pressed line is; without a form it is a button.
    """

    label: Any
    facts: ItemFacts
    act: RecordAct[Any, Any]
    form: type[ClerkForm] | None = None
    choices: Choices = field(default=_nothing)
    of: str = ""


def _members(row: AgendaItem, _profile: Profile) -> dict[str, Any]:
    rows = queries.attendance_of(row.meeting).filter(capacity=Capacity.MEMBER)
    return {"person": [(line.person_id, str(line.person)) for line in rows]}


def _accepting(row: AgendaItem, _profile: Profile) -> dict[str, Any]:
    asked = queries.leaves_of(row.meeting).filter(state=LeaveState.REQUESTED)
    return {"leaves": [(leave.pk, str(leave.participant.person)) for leave in asked]}


def _declaring(row: AgendaItem, profile: Profile) -> dict[str, Any]:
    items = [each for each in queries.items_of(row.meeting) if each.pk != row.pk]
    granted = queries.dispensations_of(row.body, queries.local_day(row.body, row.meeting.start))
    return _members(row, profile) | {
        "about": [(each.pk, f"{each.number} {each.name}") for each in items],
        "kind": [(kind.code, str(kind.label)) for kind in profile.interests.kinds.value],
        "dispensation": [(each.pk, f"{each.person}: {each.scope}") for each in granted],
    }


def _granting(_row: AgendaItem, profile: Profile) -> dict[str, Any]:
    granters = profile.council.dispensation_granters.value
    return {"granted_by": [(each.code, str(each.label)) for each in granters]}


def _laying(row: AgendaItem, _profile: Profile) -> dict[str, Any]:
    return {"of": [(each.pk, each.name) for each in queries.meetings_over(row.meeting)]}


def _answering(_row: AgendaItem, profile: Profile) -> dict[str, Any]:
    known = profile.council.planning_responses.value
    return {"response": [(each.code, str(each.label)) for each in known]}


F = ItemFacts
SORTS: dict[str, Sort] = {
    "accept": Sort(
        gettext_lazy("Note what the meeting accepted"),
        F.APOLOGIES,
        council.accept_apologies,
        forms.AcceptForm,
        _accepting,
    ),
    "declare": Sort(
        gettext_lazy("Declare an interest"),
        F.INTERESTS,
        interests.declare,
        forms.DeclareForm,
        _declaring,
    ),
    "leave": Sort(gettext_lazy("Has left"), F.INTERESTS, interests.leave_room, of="declaration"),
    "return": Sort(
        gettext_lazy("Has returned"), F.INTERESTS, interests.return_to_room, of="declaration"
    ),
    "ask": Sort(
        gettext_lazy("Enter a request"),
        F.DISPENSATIONS,
        council.ask_dispensation,
        forms.AskForm,
        _members,
    ),
    "grant": Sort(
        gettext_lazy("Grant it"),
        F.DISPENSATIONS,
        council.grant_dispensation,
        forms.GrantForm,
        _granting,
        of="dispensation",
    ),
    "refuse": Sort(
        gettext_lazy("Refuse it"), F.DISPENSATIONS, council.refuse_dispensation, of="dispensation"
    ),
    "speak": Sort(
        gettext_lazy("Give somebody the floor"),
        F.PARTICIPATION,
        council.speak,
        forms.SpeakForm,
    ),
    "stop": Sort(gettext_lazy("Has stopped"), F.PARTICIPATION, council.stop, of="slot"),
    "lay": Sort(
        gettext_lazy("Lay the minutes"), F.MINUTES, council.lay_minutes, forms.LayForm, _laying
    ),
    "sign": Sort(
        gettext_lazy("Signed by who presides"), F.MINUTES, council.sign_minutes, of="item"
    ),
    "report": Sort(
        gettext_lazy("Add a matter"), F.CLERK_REPORT, lists.add_report, forms.ReportForm
    ),
    "planning": Sort(
        gettext_lazy("Add an application"), F.PLANNING, lists.add_planning, forms.PlanningForm
    ),
    "respond": Sort(
        gettext_lazy("Note the answer"),
        F.PLANNING,
        lists.respond,
        forms.RespondForm,
        _answering,
        of="planning",
    ),
    "send": Sort(gettext_lazy("Answer sent"), F.PLANNING, lists.send, of="planning"),
    "payment": Sort(
        gettext_lazy("Add a payment"), F.PAYMENTS, lists.add_payment, forms.PaymentForm
    ),
    "drop": Sort(gettext_lazy("Take off the list"), F.PAYMENTS, lists.drop_payment, of="payment"),
    "letter": Sort(
        gettext_lazy("Add a letter"), F.CORRESPONDENCE, lists.add_letter, forms.LetterForm
    ),
    "exclude": Sort(
        gettext_lazy("Press and public leave"), F.EXCLUSION, conduct.exclude, forms.ExcludeForm
    ),
    "readmit": Sort(
        gettext_lazy("Press and public return"), F.EXCLUSION, conduct.readmit, of="meeting"
    ),
    "next": Sort(
        gettext_lazy("Say when and where"), F.NEXT_MEETING, council.set_next, forms.NextForm
    ),
}


def _item(request: HttpRequest, item: UUID) -> tuple[AgendaItem, Profile, ItemFacts]:
    """The item with its business; the page is not there for an item of another kind."""
    ctx = asking(request)
    seen = queries.items_for(ctx.actor, ctx.body).filter(pk=item).select_related("meeting")
    row = found(queries.with_business(seen))
    profile = queries.council_rules(row.meeting)
    if row.kind not in told.kinds(profile):
        raise NotFound
    return row, profile, profile.agenda_kinds.find(row.kind).facts


def _frame(request: HttpRequest, meeting: UUID) -> dict[str, Any]:
    """For the clerk the page stands in the clerk’s room, for the chairman on the floor."""
    clerk = asking(request).actor.holds(Role.CLERK)
    back = page("hold", meeting) if clerk else reverse("floor:chair", args=[meeting])
    return {"base": "clerk/base.html" if clerk else "floor/base.html", "back": back}


@TABLE
def business(request: HttpRequest, item: UUID) -> HttpResponse:
    """What is noted under an item, and what can be noted."""
    row, profile, facts = _item(request, item)
    return show(
        request,
        "clerk/business.html",
        item=row,
        meeting=row.meeting,
        item_kind=item_word(profile, row.kind),
        business=told.of(row, profile, inside=True),
        summoned=queries.was_summoned(row),
        line_steps=[(slug, sort.label, bool(sort.form)) for slug, sort in SORTS.items() if sort.of],
        acts=_acts(row, facts),
        **_frame(request, row.meeting_id),
    )


def _acts(row: AgendaItem, facts: ItemFacts) -> list[Act]:
    made = [
        Act(
            label=sort.label,
            url=reverse("clerk:business_form", args=[row.pk, slug]),
            method="get",
            kind="primary",
        )
        for slug, sort in SORTS.items()
        if sort.facts is facts and not sort.of
    ]
    if facts is ItemFacts.APOLOGIES:
        url = page("leave_enter", row.meeting_id)
        made.append(Act(label=_("Enter an apology"), url=url, method="get"))
    return made


def _sort(slug: str, facts: ItemFacts, *, line: bool) -> Sort:
    sort = SORTS.get(slug)
    if sort is None or sort.facts is not facts or bool(sort.of) is not line:
        raise NotFound
    return sort


def _filled(
    request: HttpRequest, row: AgendaItem, profile: Profile, sort: Sort, **given: Any
) -> HttpResponse:
    form = (sort.form or ClerkForm)(posted(request), choices=sort.choices(row, profile))
    sheet = Sheet(
        title=str(sort.label),
        eyebrow=f"{row.number} {row.name}",
        submit=_("Save"),
        said=_("Noted."),
        back=page("business", row.pk),
        base=_frame(request, row.meeting_id)["base"],
    )
    return fill_in(request, form, sort.act, sheet, **given)


def _under(sort: Sort, row: AgendaItem) -> dict[str, UUID]:
    """The item, or the meeting, for an act that is told under which it is done."""
    known = {"item": row.pk, "meeting": row.meeting_id}
    return {name: key for name, key in known.items() if name in sort.act.schema.model_fields}


@TABLE
def business_form(request: HttpRequest, item: UUID, what: str) -> HttpResponse:
    """Note one more thing under an item."""
    row, profile, facts = _item(request, item)
    sort = _sort(what, facts, line=False)
    return _filled(request, row, profile, sort, **_under(sort, row))


@TABLE
def business_step(request: HttpRequest, item: UUID, what: str, key: UUID) -> HttpResponse:
    """Do something with one thing that is noted."""
    row, profile, facts = _item(request, item)
    sort = _sort(what, facts, line=True)
    given: dict[str, Any] = {sort.of: key}
    if sort.form is None and request.method != "POST":
        raise NotFound
    if sort.form is None:
        back = page("business", item)
        return press(request, sort.act, back=back, said=_("Noted."), **given)
    return _filled(request, row, profile, sort, **given, **_under(sort, row))


@clerk_only
def post(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Prove that members were summoned, or that the public was told."""
    row, ctx = meeting_of(request, meeting), asking(request)
    hung = queries.files_for(ctx.actor, ctx.body).filter(meeting=row)
    form = forms.PostForm(
        posted(request), choices={"file": [(each.pk, each.name) for each in hung]}
    )
    sheet = Sheet(
        title=_("Proof of summons or notice"),
        eyebrow=row.name,
        submit=_("Save"),
        said=_("The proof is kept."),
        back=page("notice", meeting),
    )
    return fill_in(request, form, summons.post, sheet, meeting=meeting)
