"""What deputies need for motions: which they see, what they can do now, the passage they quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.actions import motions as acts
from townmoot.meetings.actions import motions_put as put
from townmoot.meetings.actions import signers as signing
from townmoot.meetings.enums import MeetingState, MotionState
from townmoot.meetings.queries import amending
from townmoot.suggestions.actions.drafting import draft_from_motion
from townmoot.suggestions.queries import made_of_motions
from townmoot.web.floor.bars import link
from townmoot.web.floor.forms_motions import AmendmentForm, MotionForm
from townmoot.web.rooms import asking, found, offer

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from townmoot.meetings.models import Motion, MotionSigner
    from townmoot.record import Ctx
    from townmoot.web.floor.forms import FloorForm
    from townmoot.web.ground import pieces

SHOWN = 50
OPEN = (
    MeetingState.PLANNED,
    MeetingState.CALLED,
    MeetingState.IN_SESSION,
    MeetingState.PAUSED,
)


def seen(ctx: Ctx, key: UUID) -> Motion:
    """A motion that the person may see; else the page is not there."""
    return found(queries.with_parts(queries.motions_for(ctx.actor, ctx.body).filter(pk=key)))


def own_draft(ctx: Ctx, key: UUID) -> Motion:
    """A motion that the person moves and has not handed in; else the page is not there."""
    row = seen(ctx, key)
    draft = queries.motion_state(row) is MotionState.DRAFT
    return found([row] if draft and row.mover_id == ctx.actor.person else [])


def mine_and_listed(ctx: Ctx) -> tuple[list[Motion], list[Motion]]:
    """What the person signed, and what else is before meetings, newest first."""
    rows = list(queries.with_parts(queries.motions_for(ctx.actor, ctx.body))[:SHOWN])
    signed = {row.pk for row in rows if _signs(row, ctx.actor.person)}
    others = [row for row in rows if row.pk not in signed and row.listed_at and not row.amends_id]
    return [row for row in rows if row.pk in signed], others


def _signs(row: Motion, person: UUID | None) -> bool:
    return any(one.person_id == person and not one.released_at for one in row.signers.all())


def meetings(ctx: Ctx) -> list[tuple[str, str]]:
    """The meetings that can decide on a motion and are not over."""
    rows = queries.in_states(queries.meetings_for(ctx.actor, ctx.body), *OPEN)
    return [(str(row.pk), row.name) for row in rows.order_by("start") if queries.binds(row)]


def form_of(row: Motion, data: QueryDict | None) -> FloorForm:
    """The form of a motion, or of an amendment, with the text as it stands."""
    given = {name: getattr(row, name) for name in ("title", "grounds", "text", "passage")}
    given |= {"revision": row.revision}
    if row.amends is None:
        form = MotionForm(data, initial=given)
        del form.fields["meeting"]
        return form
    places = amending.places(row.amends.text, row.passage)
    given["occurrence"] = places.index(row.start) + 1 if row.start in places else 1
    return AmendmentForm(data, initial=given)


def located(amends: Motion, inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs with the place of the passage, where its words stand more than once."""
    given = dict(inputs)
    which = given.pop("occurrence", None)
    passage = given.get("passage", "").replace("\r\n", "\n")
    places = amending.places(amends.text, passage)
    if which and len(places) > 1 and which <= len(places):
        given["start"] = places[which - 1]
    return given


def is_asked(row: Motion, signer: MotionSigner | None) -> bool:
    """Whether the person is asked to sign the present wording."""
    draft = queries.motion_state(row) is MotionState.DRAFT
    return draft and signer is not None and not signer.mover and not signer.released_at


def waiting(row: Motion, person: UUID | None) -> list[MotionSigner]:
    """Who was asked and has not signed the present wording: for the mover."""
    if row.mover_id != person or queries.motion_state(row) is not MotionState.DRAFT:
        return []
    asked = [one for one in row.signers.all() if not one.released_at]
    return [one for one in asked if not queries.counts(one, row)]


def bar(request: HttpRequest, row: Motion, signer: MotionSigner | None) -> list[pieces.Act]:
    """What the person can do with a motion now."""
    state, mine = queries.motion_state(row), signer is not None and signer.mover
    made: list[pieces.Act] = []
    if mine and state is MotionState.DRAFT:
        made += _drafting(request, row)
    if mine and state in (MotionState.HANDED_IN, MotionState.LISTED):
        made += _withdrawing(request, row)
    if mine and state is MotionState.NOT_LISTED:
        made += _suggesting(request, row)
    if not mine and state in (MotionState.HANDED_IN, MotionState.LISTED):
        made += _joining(request, row, signer)
    if state is MotionState.LISTED and row.amends_id is None:
        made.append(link(_("Move an amendment"), "floor:motion_amend", row.pk))
    return made


def _url(row: Motion, what: str) -> str:
    return reverse("floor:motion_step", args=[row.pk, what])


def _drafting(request: HttpRequest, row: Motion) -> list[pieces.Act]:
    read = {"version": str(row.version)}
    return [
        offer(
            request,
            _("Hand it in"),
            _url(row, "hand-in"),
            acts.hand_in,
            kind="binding",
            fields=read,
            motion=row.pk,
        ),
        link(_("Go on writing"), "floor:motion_revise", row.pk),
        link(_("Ask others to sign"), "floor:motion_signers", row.pk),
        offer(request, _("Put the draft away"), _url(row, "discard"), acts.discard, motion=row.pk),
    ]


def _withdrawing(request: HttpRequest, row: Motion) -> list[pieces.Act]:
    if row.withdrawal_asked_at:
        return [offer(request, _("Let it go on"), _url(row, "keep"), put.keep, motion=row.pk)]
    return [offer(request, _("Withdraw it"), _url(row, "withdraw"), put.withdraw, motion=row.pk)]


def _suggesting(request: HttpRequest, row: Motion) -> list[pieces.Act]:
    made = made_of_motions(row.body, [row.pk]).get(row.pk)
    if made is not None:
        return [link(_("The suggestion made of it"), "floor:suggestion", made.pk)]
    url = reverse("floor:motion_suggest", args=[row.pk])
    label = _("Make it a suggestion")
    return [offer(request, label, url, draft_from_motion, kind="primary", motion=row.pk)]


def _joining(request: HttpRequest, row: Motion, signer: MotionSigner | None) -> list[pieces.Act]:
    signs = signer is not None and queries.counts(signer, row)
    if not signs:
        me = asking(request).actor.person
        label, url = _("Second it"), _url(row, "second")
        return [offer(request, label, url, signing.second, motion=row.pk, person=me)]
    if row.withdrawal_asked_at:
        label, url = _("Consent to the withdrawal"), _url(row, "consent")
        return [offer(request, label, url, put.consent, motion=row.pk)]
    if queries.motion_state(row) is MotionState.HANDED_IN:
        label, url = _("Withdraw my signature"), _url(row, "sign-off")
        return [offer(request, label, url, signing.sign_off, motion=row.pk)]
    return []
