"""Voting on one's own device: the ballot, the token of the fast way, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from townmoot.ballots import queries
from townmoot.ballots.enums import DEVICE_KINDS, PollKind
from townmoot.ballots.intake.batch import NOT_YOURS, cast_one
from townmoot.ballots.intake.known import known
from townmoot.ballots.intake.slips import Cast
from townmoot.live import Audience, tokens
from townmoot.people.enums import Role
from townmoot.record import ActError, NotFound
from townmoot.rules.polls import PublishBallots
from townmoot.web.rooms import account_of, asking, go, posted, room, show, tell
from townmoot.web.votes import own, telling
from townmoot.web.votes.forms import BallotForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.ballots.models import Elector, Poll

ASK = require_http_methods(["GET", "HEAD", "POST"])
VOTER = room(Role.RESIDENT)


def _voter(request: HttpRequest, key: UUID) -> tuple[Poll, Elector]:
    """The poll and the person's own place in it. Raises NotFound for anybody else."""
    row, elector = _device_poll(request, key)
    if elector is None:
        raise NotFound
    return row, elector


def _device_poll(request: HttpRequest, key: UUID) -> tuple[Poll, Elector | None]:
    """A vote by device that the person sees, and the own place in it. Raises NotFound."""
    ctx = asking(request)
    row = own.poll_for(ctx, key)
    if row.kind not in DEVICE_KINDS:
        raise NotFound
    return row, own.elector_of(ctx, row)


@ASK
@VOTER
def ballot(request: HttpRequest, key: UUID) -> HttpResponse:
    """The ballot, and after it the receipt; who sees the vote and has none is told so."""
    row, elector = _device_poll(request, key)
    if elector is None:
        told: dict[str, Any] = {"told": telling.tell(row, result=False), "stranger": NOT_YOURS}
        return show(request, "votes/ballot.html", status=403, poll=row, **told)
    form = BallotForm(posted(request), poll=row)
    given = _given(request, form)
    if given:
        try:
            _cast(request, row, given)
        except ActError as error:
            tell(form, error)
        else:
            return go(request, _("Your vote is recorded."), "votes:ballot", key)
    context: dict[str, Any] = {
        "told": telling.tell(row, result=False),
        "cast": getattr(elector, "ballot", None),
        "sealing": _sealing(row),
    }
    return show(request, "votes/ballot.html", form=form, poll=row, **context)


def _given(request: HttpRequest, form: BallotForm) -> dict[str, Any]:
    """What the ballot says: sealed by the device, or as the form was filled in."""
    sealed = request.POST.get("sealed", "")
    return {"sealed": sealed} if sealed else form.inputs()


def _sealing(poll: Poll) -> dict[str, Any] | None:
    """What the voter's device needs to seal a secret ballot."""
    seal = queries.seal_of(poll) if poll.kind == PollKind.SECRET else None
    if seal is None:
        return None
    return {
        "key": seal.public.hex(),
        "length": seal.length,
        "code": queries.publication_of(poll) == PublishBallots.LIST,
        "here": poll.terms.seal_on_server,
    }


def _cast(request: HttpRequest, poll: Poll, given: dict[str, Any]) -> None:
    found = known(poll.pk)
    content = found.content(given)
    act_id = UUID(request.POST.get("act_id", "") or str(uuid4()))
    cast_one(Cast(found, account_of(request).pk, act_id, content))


@require_safe
@never_cache
@VOTER
def token(request: HttpRequest, key: UUID) -> HttpResponse:
    """A token for the fast way, as long as the person may vote here."""
    row, _elector = _voter(request, key)
    made = tokens.issue(
        tokens.BALLOT,
        body=row.body,
        topic=row.pk,
        audience=Audience.FLOOR,
        language=translation.get_language() or "en",
        account=account_of(request).pk,
        person=asking(request).actor.person,
        session_key=request.session.session_key,
        now=timezone.now(),
    )
    return JsonResponse({"token": made})
