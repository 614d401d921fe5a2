"""Motions as clerk and chair deal with them: listed or not, under which item, in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.meetings import queries
from townmoot.meetings.actions import motions as acts
from townmoot.meetings.actions import motions_put as put
from townmoot.meetings.actions import signers as signing
from townmoot.meetings.enums import Capacity, ItemState
from townmoot.meetings.models import Motion
from townmoot.meetings.policies import motions as policies
from townmoot.meetings.policies.signers import allows
from townmoot.people.enums import Role
from townmoot.record import Act as RecordAct
from townmoot.rules.motions import AmendmentOrder, Withdrawal
from townmoot.web.clerk import forms_motions as forms
from townmoot.web.clerk.fields import ClerkForm
from townmoot.web.clerk.meeting_page import around, meeting_of, page
from townmoot.web.clerk.sheets import Sheet, fill_in
from townmoot.web.ground.pieces import Act
from townmoot.web.motions import told
from townmoot.web.rooms import asking, found, offer, posted, press, room, show

TABLE = room(Role.CLERK, Role.CHAIR)


def _base(request: HttpRequest) -> str:
    """For the clerk the page stands in the clerk’s room, for the chair on the floor."""
    clerk = asking(request).actor.holds(Role.CLERK)
    return "clerk/base.html" if clerk else "floor/base.html"


@TABLE
def motions(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The motions of a meeting: handed in, listed, decided; and until when they may come."""
    row, ctx = meeting_of(request, meeting), asking(request)
    seen = queries.motions_for(ctx.actor, ctx.body).filter(meeting=row)
    until, due = queries.deadline_of(row)
    return show(
        request,
        "clerk/motions.html",
        base=_base(request),
        rows=told.all_of(queries.with_parts(seen)),
        until=until,
        due=due,
        acts=[
            offer(
                request,
                _("Fix a deadline"),
                reverse("clerk:motion_deadline", args=[meeting]),
                acts.set_deadline,
                method="get",
                meeting=meeting,
                until=ctx.now,
            )
        ],
        **around(row, "motions"),
    )


@TABLE
def deadline(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Fix until when motions may be handed in."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Deadline for motions"),
        eyebrow=row.name,
        submit=_("Save"),
        said=_("The deadline is fixed."),
        back=page("motions", meeting),
        base=_base(request),
    )
    form = forms.DeadlineForm(posted(request))
    return fill_in(request, form, acts.set_deadline, sheet, meeting=meeting)


def _motion(request: HttpRequest, key: UUID) -> Motion:
    ctx = asking(request)
    return found(queries.with_parts(queries.motions_for(ctx.actor, ctx.body).filter(pk=key)))


@TABLE
def motion(request: HttpRequest, key: UUID) -> HttpResponse:
    """One motion, and what is to be done with it."""
    row = _motion(request, key)
    return show(
        request,
        "clerk/motion.html",
        base=_base(request),
        told=told.of(row),
        acts=[*_put(row), *_steps(request, row)],
    )


def _members(row: Motion) -> dict[str, Any]:
    lines = queries.attendance_of(row.meeting).filter(capacity=Capacity.MEMBER)
    return {"person": [(line.person_id, str(line.person)) for line in lines]}


def _reasons(row: Motion) -> dict[str, Any]:
    known = queries.motion_profile(row).motions.refusal_reasons.value
    return {"reason": [(one.code, str(one.label)) for one in known]}


def _items(row: Motion) -> dict[str, Any]:
    votes = {kind.code for kind in queries.motion_profile(row).agenda_kinds.value if kind.votes}
    items = queries.items_of(row.meeting).filter(kind__in=votes)
    return {"item": [(each.pk, f"{each.number} {each.name}".strip()) for each in items]}


def _waiting(row: Motion) -> dict[str, Any]:
    rows = queries.open_amendments(row, queries.motion_profile(row))
    return {"first": [(each.pk, queries.motion_title(each)) for each in rows]}


@dataclass(frozen=True)
class Step:
    """One thing to do with a motion; without a form it is a button."""

    label: Any
    act: RecordAct[Any, Any]
    form: type[ClerkForm] | None = None
    choices: Callable[[Motion], dict[str, Any]] = lambda _row: {}
    kind: Any = "quiet"


STEPS = {
    "list": Step(
        gettext_lazy("Put it on the list"), acts.list_motion, forms.ListForm, kind="primary"
    ),
    "refuse": Step(gettext_lazy("Do not list it"), acts.refuse, forms.RefuseForm, _reasons),
    "item": Step(gettext_lazy("Put it under an item"), acts.put_under, forms.ItemForm, _items),
    "second": Step(gettext_lazy("Note who seconds it"), signing.second, forms.SecondForm, _members),
    "order": Step(gettext_lazy("Put an amendment first"), put.order, forms.FirstForm, _waiting),
    "consent": Step(gettext_lazy("Consent to the withdrawal"), put.consent),
}


def _offered(request: HttpRequest, row: Motion, slug: str, one: Step) -> Act | None:
    """The button, where the state of the motion has such a step at all."""
    if not _has(row, slug):
        return None
    url = reverse("clerk:motion_step", args=[row.pk, slug])
    if one.form is None:
        return offer(request, one.label, url, one.act, motion=row.pk)
    return Act(label=one.label, url=url, method="get", kind=one.kind)


def _has(row: Motion, slug: str) -> bool:
    profile = queries.motion_profile(row)
    if slug == "order":
        chair = profile.motions.amendment_order.value is AmendmentOrder.CHAIR
        return chair and len(queries.open_amendments(row, profile)) > 1
    if slug == "consent":
        chair = profile.motions.withdrawal.value is Withdrawal.CHAIR
        return chair and policies.is_waiting(row) and row.withdrawal_asked_at is not None
    if slug == "item" and row.amends_id is not None:
        return False
    if slug == "second":
        short = len(queries.signed(row)) < queries.signers_needed(row, profile)
        return short and allows(row, "motion.second")
    return allows(row, STEPS[slug].act.name)


def _steps(request: HttpRequest, row: Motion) -> list[Act]:
    made = (_offered(request, row, slug, one) for slug, one in STEPS.items())
    return [act for act in made if act is not None]


def _put(row: Motion) -> list[Act]:
    """Putting it to the vote, when the meeting has come to it."""
    url, label = reverse("votes:put", args=[row.pk]), _("Put to the vote")
    can = _can_be_put(row)
    return [Act(label=label, url=url, method="get", kind="primary")] if can else []


def _can_be_put(row: Motion) -> bool:
    """Whether the meeting is at its item, and nothing else is put before it."""
    if row.item is None or queries.item_state(row.item) != ItemState.RUNNING:
        return False
    return queries.to_be_put(row.item) == row


@TABLE
def step(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """Do one thing with a motion."""
    row, one = _motion(request, key), STEPS.get(what)
    if one is None:
        raise Http404
    back = page("motion", key)
    if one.form is None:
        return press(request, one.act, back=back, said=_("Noted."), motion=key)
    form = one.form(posted(request), choices=one.choices(row))
    if isinstance(form, forms.FirstForm):
        form.rest = [each.pk for each in queries.open_amendments(row, queries.motion_profile(row))]
    sheet = Sheet(
        title=str(one.label),
        eyebrow=queries.motion_title(row),
        submit=_("Save"),
        said=_("Noted."),
        back=back,
        base=_base(request),
    )
    return fill_in(request, form, one.act, sheet, motion=key)
