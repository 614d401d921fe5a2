"""Which roles and kinds of organization a body of this kind has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.people.enums import (
    KIND_MODULES,
    RECORDED_KINDS,
    ROLE_MODULES,
    OrganizationKind,
    Role,
)

if TYPE_CHECKING:
    from townmoot.rules import Profile


def roles_of(profile: Profile | None) -> list[Role]:
    """The roles there are in a body that goes by the profile; all without one."""
    return [role for role in Role if _there(profile, ROLE_MODULES.get(role))]


def kinds_of(profile: Profile | None) -> list[OrganizationKind]:
    """The kinds of organization a clerk adds to a body that goes by the profile."""
    kinds = (kind for kind in OrganizationKind if kind not in RECORDED_KINDS)
    return [kind for kind in kinds if _there(profile, KIND_MODULES.get(kind))]


def _there(profile: Profile | None, module: str | None) -> bool:
    return module is None or profile is None or profile.has_module(module)
