"""One value at a time out of what a vendor wrote, with every fault noted."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from townmoot.opendata.reading.faults import Faults

Raw = dict[str, Any]

_NOT_AVAILABLE = frozenset({"n/a", "n.a.", "null", "none"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff]")
_LOCAL = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WEB = re.compile(
    r"https?://(?:\[[0-9a-f:.]+\]|[^\s/?#@\\:\[\]]+)(?::\d{1,5})?(?:[/?#]|$)", re.IGNORECASE
)
_TRUE = frozenset({"true", "1", "yes", "ja"})
_FALSE = frozenset({"false", "0", "no", "nein"})
_YEARS = range(1000, 3000)
LONGEST_ID = 500
LONGEST_URL = 1000
LARGEST = 2**31 - 1


class Look:
    """Reads the fields of one raw thing; what does not fit becomes nothing, and a fault."""

    def __init__(self, raw: Raw, faults: Faults, name: str = "") -> None:
        self.raw, self.faults = raw, faults
        found = raw.get("id")
        self.id = found.strip() if isinstance(found, str) else ""
        self.name = self.id or name

    def fault(self, key: str, code: str, value: object = "") -> None:
        """Note a fault of one field."""
        self.faults.add(self.name, key, code, value)

    def _one(self, key: str) -> Any:
        """The value; the first where a list stands in its place; None for “N/A” and empty text."""
        value = self.raw.get(key)
        if isinstance(value, list):
            self.fault(key, "a_list")
            value = value[0] if value else None
        return self._given(key, value)

    def _given(self, key: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        bare = value.strip()
        if not bare:
            self.fault(key, "empty_text")
            return None
        if bare.lower() in _NOT_AVAILABLE:
            self.fault(key, "not_available", bare)
            return None
        return bare

    def text(self, key: str, limit: int = 200) -> str:
        """A text without control characters, cut to `limit`; "" where there is none."""
        return self._text(key, self._one(key), limit)

    def _text(self, key: str, value: Any, limit: int) -> str:
        if value is None:
            return ""
        if isinstance(value, int | float):
            self.fault(key, "number_for_text", value)
            value = str(value)
        if not isinstance(value, str):
            self.fault(key, "wrong_shape", type(value).__name__)
            return ""
        if not value.isprintable() and _CONTROL.search(value):
            self.fault(key, "control_characters")
            value = " ".join(_CONTROL.sub(" ", value).split(" ")).strip()
        if len(value) > limit:
            self.fault(key, "too_long", value)
            value = value[: limit - 1] + "…"
        return str(value)

    def texts(self, key: str, limit: int = 100) -> list[str]:
        """A list of texts."""
        found = (self._text(key, self._given(key, each), limit) for each in self._many(key))
        return [text for text in found if text]

    def _many(self, key: str) -> list[Any]:
        value = self.raw.get(key)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self.fault(key, "not_a_list")
        return [value]

    def ref(self, key: str) -> str:
        """The id of another thing, written as such or as the thing itself; "" without one."""
        return self._ref(key, self._one(key))

    def refs(self, key: str) -> list[str]:
        """The ids of other things, each once."""
        found = (self._ref(key, self._given(key, each)) for each in self._many(key))
        return list(dict.fromkeys(filter(None, found)))

    def _ref(self, key: str, value: Any) -> str:
        if isinstance(value, dict):
            value = value.get("id")
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > LONGEST_ID or _CONTROL.search(value):
            self.fault(key, "wrong_shape", value)
            return ""
        return value

    def parts(self, key: str) -> list[Raw | str]:
        """Embedded things, or their ids."""
        found: list[Raw | str] = []
        for each in self._many(key):
            value = self._given(key, each)
            if isinstance(value, dict | str):
                found.append(value)
            elif value is not None:
                self.fault(key, "wrong_shape", type(value).__name__)
        return found

    def part(self, key: str) -> list[Raw | str]:
        """The one embedded thing, or its id, as a list of none or one."""
        value = self._one(key)
        if value is None:
            return []
        if isinstance(value, dict | str):
            return [value]
        self.fault(key, "wrong_shape", type(value).__name__)
        return []

    def day(self, key: str) -> str:
        """A date as 2026-07-22; "" without one."""
        found = self._moment(key)
        return found.date().isoformat() if found else ""

    def moment(self, key: str) -> str:
        """A moment in UTC, or without zone as the body's clocks have it; "" without one."""
        found = self._moment(key)
        if found is None:
            return ""
        return (found.astimezone(UTC) if found.tzinfo else found).isoformat()

    def _moment(self, key: str) -> datetime | None:
        value = self._one(key)
        if value is None:
            return None
        local = _LOCAL.fullmatch(value) if isinstance(value, str) else None
        try:
            if local:
                found = datetime(int(local[3]), int(local[2]), int(local[1]))  # noqa: DTZ001 -- a day
            else:
                found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            found = None
        if found is None or found.year not in _YEARS:
            self.fault(key, "bad_date", value)
            return None
        if local:
            self.fault(key, "local_date", value)
        return found

    def flag(self, key: str) -> bool | None:
        """Yes, no or nothing."""
        value = self._one(key)
        if value is None or isinstance(value, bool):
            return value
        word = str(value).lower()
        if word not in _TRUE | _FALSE:
            self.fault(key, "wrong_shape", value)
            return None
        self.fault(key, "text_for_flag", value)
        return word in _TRUE

    def number(self, key: str, largest: int = LARGEST) -> int | None:
        """A whole number from 0 on."""
        value = self._one(key)
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value[:20])
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= largest:
            self.fault(key, "wrong_shape", value)
            return None
        return value

    def address(self, key: str) -> str:
        """A web address (http or https); "" without one."""
        value = self.text(key, LONGEST_URL)
        if not value:
            return ""
        if not is_web(value):
            self.fault(key, "bad_url", value)
            return ""
        return value

    def type(self) -> str:
        """The last word of its type, such as Paper; "" without one."""
        value = self.raw.get("type")
        return value.rstrip("/").rsplit("/", 1)[-1] if isinstance(value, str) else ""


def is_web(address: str) -> bool:
    """Whether this is an http(s) address with a host."""
    return _WEB.match(address) is not None
