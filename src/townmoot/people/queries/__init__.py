"""Reading the people of a town. All lists take a day: the same day gives the same list."""

from townmoot.people.queries.accounts import (
    FoundSlip,
    SlipState,
    account_actor,
    account_at,
    accounts,
    accounts_in,
    body_name,
    slip_of,
    token_hash,
)
from townmoot.people.queries.days import current, held
from townmoot.people.queries.holders import (
    deputies,
    deputy_with_number,
    holders,
    memberships,
    officials,
    with_role,
)
from townmoot.people.queries.imports import RowReliance, imports, rows_relied_on
from townmoot.people.queries.kinds import kinds_of, roles_of
from townmoot.people.queries.organizations import (
    Group,
    group_of,
    groups,
    in_charge_of,
    organizations,
    the_one,
    units_that_answer,
)
from townmoot.people.queries.rosters import Change, PlannedDeputy, RosterPlan, plan_roster
from townmoot.people.queries.unit_lists import PlannedUnit, UnitPlan, plan_units
from townmoot.people.queries.visible import (
    Inside,
    Place,
    Seen,
    people_for,
    person_for,
    public_people,
)

__all__ = [
    "Change",
    "FoundSlip",
    "Group",
    "Inside",
    "Place",
    "PlannedDeputy",
    "PlannedUnit",
    "RosterPlan",
    "RowReliance",
    "Seen",
    "SlipState",
    "UnitPlan",
    "account_actor",
    "account_at",
    "accounts",
    "accounts_in",
    "body_name",
    "current",
    "deputies",
    "deputy_with_number",
    "group_of",
    "groups",
    "held",
    "holders",
    "imports",
    "in_charge_of",
    "kinds_of",
    "memberships",
    "officials",
    "organizations",
    "people_for",
    "person_for",
    "plan_roster",
    "plan_units",
    "public_people",
    "roles_of",
    "rows_relied_on",
    "slip_of",
    "the_one",
    "token_hash",
    "units_that_answer",
    "with_role",
]
