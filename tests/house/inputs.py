"""Inputs for any act, made from its JSON schema: plain ones that fit, and hostile ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from hypothesis import find
from hypothesis import strategies as st

Schema = dict[str, Any]
Values = st.SearchStrategy[Any]

NOBODY = "01890000-0000-7000-8000-000000000000"
FORMATS = {
    "uuid": NOBODY,
    "date": "2022-07-22",
    "date-time": "2022-07-22T09:00:00+08:00",
    "time": "09:00:00",
    "decimal": "1",
    "binary": "eA==",
    "email": "x@example.org",
    "uri": "https://example.org/",
    "duration": "P1D",
}
# Texts whose form no schema can state.
NAMED = {"timezone": "Asia/Shanghai", "locale": "zh-Hans", "profile": "cn-township-shanghai"}
# What clerks, children and attackers type.
HOSTILE = [
    None,
    "",
    " ",
    "\x00",
    "\ud800",
    "<script>alert(1)</script>",
    "';DROP TABLE record_entry;--",
    "𠮷龘\u202e",
    "x" * 30_000,
    "9" * 400,
    "2022-02-30",
    "２０２２年７月２２日",
    "NaN",
    0,
    -1,
    2**31,
    2**63,
    -(2**70),
    1.5,
    1e308,
    True,
    [],
    [[]],
    {},
    {"$ref": "#"},
    [None] * 50,
]


def kind_of(schema: Schema) -> str:
    """Return the JSON type a schema asks for; of several, the first that is not null."""
    kind = schema.get("type", "object" if "properties" in schema else "string")
    return kind if isinstance(kind, str) else next(k for k in kind if k != "null")


def choices_of(schema: Schema) -> list[Schema]:
    """Return the schemas of which one is to be met."""
    return [*schema.get("anyOf", ()), *schema.get("oneOf", ())]


@cache
def shortest(pattern: str) -> str:
    """Return the shortest text that matches a pattern."""
    return find(st.from_regex(pattern, fullmatch=True), lambda text: len(text) >= 0)


def plain_text(schema: Schema) -> str:
    """Return the plainest string of a form."""
    if "pattern" in schema:
        return shortest(schema["pattern"])
    return FORMATS.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", 1)))


@dataclass(frozen=True)
class Maker:
    """Makes inputs for one schema; `ids` are references that lead somewhere."""

    root: Schema
    ids: Sequence[str] = (NOBODY,)

    def plain(self) -> Any:
        """Return the plainest input that fits."""
        return self._plain(self.root)

    def fitting(self) -> Values:
        """Return a strategy for inputs that fit, or nearly: lengths may not."""
        return self._fitting(self.root)

    def hostile(self) -> Values:
        """Return a strategy for inputs of which some members may be anything."""
        return self._object(self.root, self._hostile)

    def _resolve(self, schema: Schema) -> Schema:
        name = schema.get("$ref", "").rpartition("/")[2]
        found: Schema = self.root["$defs"][name] if name else schema
        return found

    def _plain(self, schema: Schema) -> Any:
        schema = self._resolve(schema)
        if choices := choices_of(schema):
            return self._plain(choices[0])
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        match kind_of(schema):
            case "object":
                given, names = schema.get("properties", {}), schema.get("required", ())
                return {name: NAMED.get(name) or self._plain(given[name]) for name in names}
            case "array":
                return [self._plain(schema.get("items", {}))] * max(1, schema.get("minItems", 0))
            case "integer" | "number":
                return max(1, schema.get("minimum", 1), schema.get("exclusiveMinimum", 0) + 1)
            case "boolean":
                return True
            case "null":
                return None
        return plain_text(schema)

    def _fitting(self, schema: Schema) -> Values:
        schema = self._resolve(schema)
        if choices := choices_of(schema):
            return st.one_of([self._fitting(choice) for choice in choices])
        if "const" in schema or "enum" in schema:
            return st.sampled_from(schema.get("enum") or [schema["const"]])
        match kind_of(schema):
            case "object":
                return self._object(schema, self._fitting)
            case "array":
                return st.lists(self._fitting(schema.get("items", {})), max_size=3)
            case "integer" | "number":
                return st.integers(schema.get("minimum", -5), schema.get("maximum", 5000))
            case "boolean":
                return st.booleans()
            case "null":
                return st.none()
        return self._text(schema)

    def _hostile(self, schema: Schema) -> Values:
        return self._fitting(schema) | st.sampled_from(HOSTILE)

    def _object(self, schema: Schema, value: Any) -> Values:
        given, required = schema.get("properties", {}), set(schema.get("required", ()))
        return st.fixed_dictionaries(
            {name: value(given[name]) for name in given if name in required},
            optional={name: value(given[name]) for name in given if name not in required},
        )

    def _text(self, schema: Schema) -> Values:
        moments = st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1))  # noqa: DTZ001
        made: dict[str, Values] = {
            "uuid": st.sampled_from(self.ids) | st.uuids(version=4),
            "date": st.dates(date(1971, 1, 1), date(2099, 12, 31)),
            "date-time": moments.map(lambda moment: moment.replace(tzinfo=UTC).isoformat()),
        }
        if "pattern" in schema:
            return st.from_regex(schema["pattern"], fullmatch=True) | st.text(max_size=40)
        longest = min(schema.get("maxLength", 40), 40)
        words = st.text(min_size=schema.get("minLength", 0), max_size=longest)
        return made.get(schema.get("format", ""), words).map(str)
