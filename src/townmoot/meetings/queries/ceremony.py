"""What is done under the items of a ceremony, and whether its numbers agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.meetings.enums import DeliveryWay

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from townmoot.meetings.models import AgendaItem, Award


@dataclass(frozen=True)
class AwardTally:
    """Of all who are honoured: so many listed for the stage, honoured there, and elsewhere."""

    total: int
    listed: int
    presented: int
    branch: int
    home: int

    @property
    def placed(self) -> int:
        """Those of whom it is known where they are honoured."""
        return self.listed + self.branch + self.home

    @property
    def left(self) -> int:
        """Those of whom it is not known yet."""
        return self.total - self.placed

    @property
    def reconciled(self) -> bool:
        """Whether stage, branches and home together are all."""
        return self.left == 0


def award_tally(award: Award) -> AwardTally:
    """The numbers of an award; no query for an item from `with_programme`."""
    listed = list(award.recipients.all())
    told = list(award.deliveries.all())
    return AwardTally(
        total=award.total,
        listed=len(listed),
        presented=sum(row.presented_at is not None for row in listed),
        branch=sum(row.count for row in told if row.way == DeliveryWay.BRANCH),
        home=sum(row.count for row in told if row.way == DeliveryWay.HOME),
    )


def with_programme(rows: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The items with their talks, film, award, oath, anthem and visit; four queries at most."""
    one_each = ("film", "award", "oath__leader", "anthem", "visit__leader")
    return rows.select_related(*one_each).prefetch_related(
        "talks__speaker",
        "award__recipients__person",
        "award__recipients__presenter",
        "award__deliveries__organization",
    )
