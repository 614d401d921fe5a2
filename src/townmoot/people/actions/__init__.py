"""Every act about people. Each is registered when its module is imported."""

from townmoot.people.actions.accounts import NewSlip, close_account, issue_slips, open_account
from townmoot.people.actions.bodies import add_term, correct, found
from townmoot.people.actions.memberships import begin_membership, end_membership
from townmoot.people.actions.organizations import (
    add_organization,
    add_post,
    assign_portfolio,
    correct_organization,
    correct_post,
    end_organization,
    end_portfolio,
    end_post,
)
from townmoot.people.actions.persons import add_person, correct_person, erase_person, set_order
from townmoot.people.actions.rosters import import_roster, undo_roster
from townmoot.people.actions.units import import_units, undo_units

__all__ = [
    "NewSlip",
    "add_organization",
    "add_person",
    "add_post",
    "add_term",
    "assign_portfolio",
    "begin_membership",
    "close_account",
    "correct",
    "correct_organization",
    "correct_person",
    "correct_post",
    "end_membership",
    "end_organization",
    "end_portfolio",
    "end_post",
    "erase_person",
    "found",
    "import_roster",
    "import_units",
    "issue_slips",
    "open_account",
    "set_order",
    "undo_roster",
    "undo_units",
]
