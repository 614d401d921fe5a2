"""Where a passphrase is typed: beside the acts, so that no record, log or act input ever holds it.

A page opens one of these doors and does an act inside, which finds in hand what the passphrase
gave: `poll.key` the public key, `poll.confirm` the opened ballots. The same acts from anywhere
else, over the API or the command line, find nothing in hand and are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.ballots.secret import keyring, stages
from townmoot.ballots.secret.stages import Unsealed
from townmoot.ballots.secret.suite import Seal
from townmoot.record import Refused

_key: ContextVar[Seal | None] = ContextVar("townmoot_key_in_hand", default=None)
_ballots: ContextVar[tuple[UUID, Unsealed] | None] = ContextVar(
    "townmoot_ballots_in_hand", default=None
)


@contextmanager
def new_key(poll: UUID, length: int, parts: Sequence[str]) -> Iterator[Seal]:
    """Make a key under the passphrase; the act done inside finds the public one in hand.

    Ask whether the act may be done before. Raises Refused: the passphrase is too short.
    """
    token = _key.set(keyring.make(poll, length, parts))
    try:
        yield key_in_hand(poll)
    finally:
        _key.reset(token)


def key_in_hand(poll: UUID) -> Seal:
    """The new key of this poll. Raises Refused outside of the door."""
    found = _key.get()
    if found is None or found.poll != poll:
        raise Refused(_("The scrutineers set their passphrase on its own page."))
    return found


@contextmanager
def opened(seal: Seal, parts: Sequence[str]) -> Iterator[Unsealed]:
    """Open the ballots of a closed poll; the act done inside finds them in hand.

    Ask whether the act may be done before: a poll that is still open must never come here. Raises
    Refused: the passphrase does not fit, or ballots or key are not here.
    """
    token = _ballots.set((seal.poll, stages.unsealed(seal, parts)))
    try:
        yield ballots_in_hand(seal.poll)
    finally:
        _ballots.reset(token)


def ballots_in_hand(poll: UUID) -> Unsealed:
    """The opened ballots of this poll. Raises Refused outside of the door."""
    found = _ballots.get()
    if found is None or found[0] != poll:
        raise Refused(
            _("Secret ballots are counted on the page where the scrutineers type their passphrase.")
        )
    return found[1]
