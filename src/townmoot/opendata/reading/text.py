"""JSON as vendors write it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from townmoot.opendata.reading.faults import Unreadable

if TYPE_CHECKING:
    from townmoot.opendata.reading.faults import Faults


def parsed(data: bytes, name: str, faults: Faults) -> Any:
    """The document in `data`; raises Unreadable, naming it, for what is no JSON at all.

    Control characters within texts and letters that are not UTF-8 are faults that can be read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.add(name, "", "encoding")
        text = data.decode("latin-1")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Unreadable(_("%(where)s is nested too deeply") % {"where": name}) from error
    except ValueError:
        return _loose(text, name, faults)


def _loose(text: str, name: str, faults: Faults) -> Any:
    try:
        found = json.loads(text, strict=False)
    except ValueError as error:
        told = {"where": name, "why": error}
        raise Unreadable(_("%(where)s is not JSON: %(why)s") % told) from error
    faults.add(name, "", "control_characters")
    return found
