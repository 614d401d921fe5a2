"""What a step is about: who asks, the suggestion, and the part, reply or promise of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from townmoot.people.enums import OrganizationKind
from townmoot.people.queries import the_one, units_that_answer
from townmoot.suggestions.queries.lists import suggestions_for
from townmoot.suggestions.queries.rules import Procedure, procedure
from townmoot.suggestions.queries.signers import answered_together, signatures_of

if TYPE_CHECKING:
    from townmoot.commitments.models import Commitment
    from townmoot.people.models import Organization
    from townmoot.record import Ctx
    from townmoot.suggestions.models import Reply, Signature, Suggestion
    from townmoot.suggestions.queries.detail import Detail, PartView


@dataclass(frozen=True)
class About:
    """The thing at hand, with the choices that its forms offer."""

    ctx: Ctx
    detail: Detail | None = None
    part: PartView | None = None
    reply: Reply | None = None
    promise: Commitment | None = None

    @cached_property
    def procedure(self) -> Procedure:
        """The town's rules today."""
        return procedure(self.ctx.body, self.ctx.today)

    @cached_property
    def units(self) -> list[Organization]:
        """The units that can be asked to answer."""
        return list(units_that_answer(self.ctx.body, self.ctx.today))

    @cached_property
    def free_units(self) -> list[Organization]:
        """Those of them that have no part in this suggestion."""
        parts = self.detail.parts if self.detail else ()
        taken = {view.part.unit_id for view in parts}
        return [unit for unit in self.units if unit.pk not in taken]

    @cached_property
    def governments(self) -> list[Organization]:
        """To whom the assembly assigns: the government, or its office."""
        kinds = (OrganizationKind.GOVERNMENT, OrganizationKind.GOVERNMENT_OFFICE)
        found = (the_one(self.ctx.body, kind, self.ctx.today) for kind in kinds)
        return [each for each in found if each is not None]

    @property
    def item(self) -> Suggestion | None:
        """The suggestion."""
        return self.detail.item if self.detail else None

    @cached_property
    def signers(self) -> list[Signature]:
        """Whose signatures count: of the suggestion, and of those merged into it."""
        if self.detail is None:
            return []
        return list(signatures_of(answered_together(self.detail.item)))

    @cached_property
    def hosts(self) -> list[Suggestion]:
        """The accepted suggestions without a reply into which this one could be merged."""
        rows = suggestions_for(self.ctx.actor, self.ctx.body).filter(
            accepted_on__isnull=False,
            replied_on=None,
            closed_on=None,
            withdrawn_on=None,
            merged_into=None,
        )
        own = [self.key] if self.key else []
        return list(rows.exclude(pk__in=own)[:200])

    @property
    def key(self) -> UUID | None:
        """The suggestion's id."""
        return self.item.pk if self.item else None

    @property
    def title(self) -> str:
        """The suggestion's title."""
        return self.item.title if self.item else ""

    @property
    def meeting(self) -> UUID | None:
        """The session at which it was handed in."""
        return self.item.meeting if self.item else None
