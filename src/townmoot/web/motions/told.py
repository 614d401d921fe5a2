"""A motion as pages show it: its words, what amendments make of them, who signed, the result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from townmoot.ballots import describe
from townmoot.meetings import queries
from townmoot.meetings.enums import MotionState
from townmoot.meetings.policies.putting import outcome_for

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.meetings.models import Motion, MotionSigner
    from townmoot.meetings.queries.amending import Part
    from townmoot.rules import Profile

SHAPES = {
    MotionState.DRAFT: "draft",
    MotionState.DISCARDED: "withdrawn",
    MotionState.HANDED_IN: "waiting",
    MotionState.NOT_LISTED: "closed",
    MotionState.LISTED: "open",
    MotionState.WITHDRAWN: "withdrawn",
    MotionState.LAPSED: "withdrawn",
    MotionState.FALLEN: "withdrawn",
    MotionState.CARRIED: "adopted",
    MotionState.NOT_CARRIED: "not_adopted",
}


@dataclass(frozen=True)
class Told:
    """A motion or an amendment for a page."""

    motion: Motion
    profile: Profile

    @property
    def title(self) -> str:
        """What it is called."""
        return queries.motion_title(self.motion)

    @property
    def state(self) -> MotionState:
        """Where it stands."""
        return queries.motion_state(self.motion)

    @property
    def word(self) -> str:
        """Where it stands, in a word."""
        return str(self.state.label)

    @property
    def shape(self) -> str:
        """The sign beside that word."""
        return SHAPES[self.state]

    @property
    def parts(self) -> list[Part]:
        """The text as amended so far, part by part."""
        return queries.text_parts(self.motion)

    @property
    def is_amended(self) -> bool:
        """Whether an amendment was carried."""
        return len(self.parts) > 1

    @property
    def signers(self) -> list[MotionSigner]:
        """Who signs the present wording, besides the mover."""
        return [row for row in queries.signed(self.motion) if not row.mover]

    @property
    def needed(self) -> int:
        """How many must sign, the mover among them."""
        return queries.signers_needed(self.motion, self.profile)

    @property
    def reason(self) -> str:
        """Why it is not listed, in the words of the rules and of whoever noted it."""
        reasons = self.profile.motions.refusal_reasons
        code, words = self.motion.reason, self.motion.words
        label = str(reasons.find(code).label) if code in reasons.codes else code
        return _("%(reason)s: %(words)s") % {"reason": label, "words": words} if words else label

    @property
    def result(self) -> str:
        """What the vote came to, in one sentence; empty before it."""
        decision = getattr(self.motion, "decision", None)
        found = outcome_for(decision.poll, self.motion.pk) if decision else None
        return describe.sentence(decision.poll, found) if decision and found else ""

    @property
    def amendments(self) -> list[Told]:
        """Those listed, in the order in which they are put."""
        rows = queries.in_order(
            queries.amendments_of(self.motion), self.profile.motions.amendment_order.value
        )
        return [Told(row, self.profile) for row in rows]

    @property
    def same_words(self) -> str:
        """The other amendments that change some of the same words, by name."""
        return ", ".join(map(queries.motion_title, queries.same_words(self.motion)))


def of(motion: Motion) -> Told:
    """A motion for a page, by the rules of its meeting's day."""
    return Told(motion, queries.motion_profile(motion))


def all_of(rows: Iterable[Motion]) -> list[Told]:
    """Motions for a list; the rules are asked once for each meeting."""
    known: dict[UUID, Profile] = {}
    made = []
    for row in rows:
        if row.meeting_id not in known:
            known[row.meeting_id] = queries.motion_profile(row)
        made.append(Told(row, known[row.meeting_id]))
    return made
