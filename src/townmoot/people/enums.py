"""The closed lists of people and organizations. Terms: docs/glossary.md."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from townmoot.rules.modules import Module


class Role(TextChoices):
    """What a person may be in a body; held through a post or a membership, never by itself."""

    CLERK = "clerk", _("clerk of the assembly")
    CHAIR = "chair", _("chair of the presidium")
    PRESIDIUM = "presidium", _("member of the presidium")
    DEPUTY = "deputy", _("deputy")
    GROUP_HEAD = "group_head", _("head of a deliberation group")
    RECORDER = "recorder", _("recorder of a deliberation group")
    TOWN_OFFICER = "town_officer", _("officer of the government office")
    UNIT_OFFICER = "unit_officer", _("officer of a unit")
    UNIT_CHECKER = "unit_checker", _("checker of a unit")
    UNIT_HEAD = "unit_head", _("head of a unit")
    STEWARD = "steward", _("steward of a venue")
    AUDITOR = "auditor", _("auditor")
    RESIDENT = "resident", _("resident")
    DIRECTOR = "director", _("director of a rehearsal")


class OrganizationKind(TextChoices):
    """Kinds of organization; `organizationType` and `classification` of OParl follow from them."""

    CONGRESS = "congress", _("congress")
    PRESIDIUM = "presidium", _("presidium")
    GROUP = "group", _("deliberation group")
    COMMITTEE = "committee", _("committee")
    ASSEMBLY_OFFICE = "assembly_office", _("assembly office")
    GOVERNMENT = "government", _("government")
    GOVERNMENT_OFFICE = "government_office", _("government office")
    DEPARTMENT = "department", _("department")
    CENTRE = "centre", _("centre")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
    TEAM = "team", _("team")
    STUDIO = "studio", _("studio")
    OUTSIDE = "outside", _("outside organization")
    FACTION = "faction", _("political group")
    PARTY = "party", _("party")


# What only a body with that module has; the others stand in every body.
ROLE_MODULES = {
    Role.PRESIDIUM: Module.PRESIDIUM,
    Role.GROUP_HEAD: Module.OPINIONS,
    Role.RECORDER: Module.OPINIONS,
    Role.TOWN_OFFICER: Module.UNITS,
    Role.UNIT_OFFICER: Module.UNITS,
    Role.UNIT_CHECKER: Module.UNITS,
    Role.UNIT_HEAD: Module.UNITS,
}
KIND_MODULES = {
    OrganizationKind.PRESIDIUM: Module.PRESIDIUM,
    OrganizationKind.GROUP: Module.OPINIONS,
    OrganizationKind.GOVERNMENT: Module.UNITS,
    OrganizationKind.GOVERNMENT_OFFICE: Module.UNITS,
    OrganizationKind.DEPARTMENT: Module.UNITS,
    OrganizationKind.CENTRE: Module.UNITS,
    OrganizationKind.NEIGHBOURHOOD: Module.UNITS,
    OrganizationKind.TEAM: Module.UNITS,
    OrganizationKind.STUDIO: Module.UNITS,
}

# One of each stands in a body; posts and roles are held in them.
SINGLE_KINDS = (
    OrganizationKind.CONGRESS,
    OrganizationKind.PRESIDIUM,
    OrganizationKind.ASSEMBLY_OFFICE,
    OrganizationKind.GOVERNMENT,
    OrganizationKind.GOVERNMENT_OFFICE,
)

# Known from the public record of other councils; no clerk of ours adds one.
RECORDED_KINDS = (OrganizationKind.FACTION, OrganizationKind.PARTY)

UNIT_KINDS = (
    OrganizationKind.GOVERNMENT_OFFICE,
    OrganizationKind.DEPARTMENT,
    OrganizationKind.CENTRE,
    OrganizationKind.NEIGHBOURHOOD,
    OrganizationKind.TEAM,
    OrganizationKind.STUDIO,
)


class Gender(TextChoices):
    """As the roster states it."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    UNSTATED = "", _("not stated")


class Outcome(TextChoices):
    """What a row of a list does, or did."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
