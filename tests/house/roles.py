"""A town with somebody in each role, for trying every door by every role."""

from __future__ import annotations

from django.test import Client

from tests import factories, parish
from tests.doors import signed_in
from townmoot.people.enums import Role

# A Chinese town has none of this; what belongs to it is tried in a parish.
OF_A_PARISH = {"council", "summons"}


def clients_in_a_parish() -> dict[str, Client]:
    """Return one signed-in browser for each role that a parish has, and one for nobody."""
    town = parish.council()
    held = {"clerk": town.clerk, "deputy": town.deputy(name="Ruth Tindall")}
    for role in ("chair", "steward", "auditor", "director"):
        held[role] = town.person(role=role, organization=town.congress, name=f"The {role}")
    held["resident"] = town.somebody("Tom Beck")
    return {"": Client()} | {role: signed_in(who) for role, who in held.items()}


def clients_of_every_role() -> dict[str, Client]:
    """Return one signed-in browser for each role, and one for nobody."""
    town = factories.town()
    held = [role.value for role in Role if role != Role.RESIDENT]
    people = {role: town.person(role=role) for role in held} | {"resident": town.somebody()}
    return {"": Client()} | {role: signed_in(who) for role, who in people.items()}
