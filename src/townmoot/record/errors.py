"""The reasons why an act is not done, each with the HTTP status it answers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrPromise


class ActError(Exception):
    """An act was not done; nothing of it is stored. `reason` is for the person who tried."""

    status = 400
    code = "error"

    def __init__(self, reason: str | _StrPromise, *, field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field

    def as_json(self) -> dict[str, Any]:
        """The error as the API answers it."""
        fields = [{"field": self.field, "reason": str(self.reason)}] if self.field else []
        return {"code": self.code, "reason": str(self.reason), "fields": fields}


class Denied(ActError):
    """This person may not do this, whatever the state."""

    status = 403
    code = "denied"


class NotFound(ActError):
    """There is no such thing for this person."""

    status = 404
    code = "not_found"

    def __init__(self, reason: str | _StrPromise = "") -> None:
        super().__init__(reason or _("There is no such thing here."))


class Refused(ActError):
    """The person may, but the state or the rules do not allow it now."""

    status = 409
    code = "refused"


class Absent(Refused):
    """The body has no such part at all: nothing that is open to it later, or to somebody else."""

    code = "absent"

    def __init__(self, *, field: str = "") -> None:
        super().__init__(_("The procedure of this body has no such thing."), field=field)


class Conflict(ActError):
    """The same act id stood for something else, or somebody else changed the thing meanwhile."""

    status = 409
    code = "conflict"


class Invalid(ActError):
    """The input does not fit; `problems` names each field with its remedy."""

    status = 422
    code = "invalid"

    def __init__(self, problems: Sequence[Mapping[str, str]]) -> None:
        super().__init__(_("Something in the input needs to be corrected."))
        self.problems = list(problems)

    def as_json(self) -> dict[str, Any]:
        """The error as the API answers it."""
        fields = [dict(problem) for problem in self.problems]
        return {"code": self.code, "reason": str(self.reason), "fields": fields}


class WriteOutsideAct(RuntimeError):
    """A domain table was written outside an act: a mistake in the program, never a person's."""


class KeyMissingError(Exception):
    """Something was sealed with a key that is not configured; `name` is the key's."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"what is stored here was sealed with the key {name}, which is not configured: put it "
            "(back) into TOWNMOOT_FIELD_KEY or the file that TOWNMOOT_FIELD_KEY_FILE names"
        )
        self.name = name


class SealBrokenError(ValueError):
    """A sealed value was altered, or put where it does not belong; `place` names the column."""

    def __init__(self, place: str) -> None:
        super().__init__(f"a sealed value of {place} was altered or put in another's place")
        self.place = place
