"""When a key can be set, ballots be taken and opened."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from townmoot.ballots.enums import PollKind, PollState
from townmoot.ballots.models import Poll
from townmoot.ballots.policies.states import check_state
from townmoot.ballots.queries.polls import state_of
from townmoot.ballots.queries.secret import seal_of
from townmoot.ballots.secret import doors
from townmoot.record import Ctx, NotFound, Refused, is_rehearsal


def is_secure() -> bool:
    """Whether people reach the server by connections on which a browser can seal.

    Rehearsals and demonstrations run on loopback, which browsers take for secure.
    """
    return settings.HTTPS or settings.DEMO or is_rehearsal()


def check_may_key(poll: Poll) -> None:
    """Raise Refused unless the poll is prepared; NotFound where it is not secret, by device."""
    if poll.kind != PollKind.SECRET:
        raise NotFound
    if state_of(poll) != PollState.PREPARED:
        raise Refused(_("The passphrase is set before the vote is opened."))


def check_key(ctx: Ctx, *, poll: UUID) -> None:
    """Raise Refused outside of the page where the passphrase is typed."""
    row = ctx.get(Poll, poll)
    check_may_key(row)
    doors.key_in_hand(row.pk)


def check_opening(poll: Poll) -> None:
    """Raise Refused for a secret poll without a key, or where devices could not seal."""
    if poll.kind != PollKind.SECRET:
        return
    if not (is_secure() or poll.terms.seal_on_server):
        raise Refused(
            _(
                "On an insecure connection no device can seal a ballot: set up https, or vote on "
                "paper. By the rules here the server does not seal for it."
            )
        )
    if seal_of(poll) is None:
        raise Refused(_("The scrutineers set their passphrase first."))


def check_may_count(poll: Poll) -> None:
    """Raise Refused unless the poll is closed; NotFound where it is not secret, by device."""
    if poll.kind != PollKind.SECRET:
        raise NotFound
    check_state(poll, "poll.confirm")


def check_counted(poll: Poll) -> None:
    """Raise Refused outside of the page where ballots are opened, or where a ballot is amiss."""
    if poll.kind != PollKind.SECRET:
        return
    found = doors.ballots_in_hand(poll.pk)
    ballots = len(found.ballots) + found.invalid
    voted = poll.electors.exclude(voted=None).count()
    if ballots != voted:
        words = {"ballots": ballots, "voted": voted}
        raise Refused(
            _("%(ballots)d ballots were found, but %(voted)d voted: declare the vote void.") % words
        )
