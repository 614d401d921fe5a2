"""What no act takes, whatever its schema; and the schema's complaints in a person's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.record.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError

MAX_INT = 2_147_483_647
MAX_DEPTH = 12


def _problem(field: str, reason: str) -> Invalid:
    return Invalid([{"field": field, "reason": reason}])


def _refuse_text(field: str, text: str) -> None:
    if "\x00" in text:
        raise _problem(field, _("The text holds a character that cannot be stored; remove it."))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        reason = _("The text holds a broken character; type it again.")
        raise _problem(field, reason) from error


def refuse_hostile(value: Any, field: str = "", depth: int = 0) -> None:
    """Raise Invalid for text that no database holds, numbers out of range and bottomless input."""
    if depth > MAX_DEPTH:
        raise _problem(field, _("The input is nested too deeply."))
    if isinstance(value, str):
        _refuse_text(field, value)
    elif isinstance(value, int) and abs(value) > MAX_INT:
        raise _problem(field, _("The number is too large."))
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_text(field or "input", str(key))
            refuse_hostile(item, field or str(key), depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            refuse_hostile(item, field, depth + 1)


_FIXED = {
    "missing": gettext_lazy("This is missing; fill it in."),
    "extra_forbidden": gettext_lazy("This field is not known here; leave it out."),
    "greater_than": gettext_lazy("The number is out of range."),
    "greater_than_equal": gettext_lazy("The number is out of range."),
    "less_than": gettext_lazy("The number is out of range."),
    "less_than_equal": gettext_lazy("The number is out of range."),
}


def _words(kind: str, limits: Mapping[str, Any]) -> str:
    if kind in _FIXED:
        return str(_FIXED[kind])
    if kind.endswith("too_long"):
        return _("This is too long; at most %(n)s.") % {"n": limits["max_length"]}
    if kind.endswith("too_short"):
        return _("This is too short; at least %(n)s.") % {"n": limits["min_length"]}
    if kind in {"enum", "literal_error"}:
        return _("Choose one of: %(expected)s.") % {"expected": limits["expected"]}
    if kind.startswith("uuid"):
        return _("This is not a valid reference.")
    if kind.startswith(("date", "datetime", "time")):
        return _("This is not a date; write it as 2026-07-22.")
    return _("This value does not fit here.")


def words_for(problem: Mapping[str, Any]) -> str:
    """One complaint of a schema ({type, ctx?}) in the person's language."""
    return _words(problem["type"], problem.get("ctx", {}))


def explain(error: ValidationError) -> list[dict[str, str]]:
    """Each problem as {field, reason}, in the person's language."""
    return [
        {"field": ".".join(map(str, problem["loc"])), "reason": words_for(problem)}
        for problem in error.errors(include_url=False, include_input=False)
    ]
