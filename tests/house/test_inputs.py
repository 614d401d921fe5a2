"""The inputs that the house makes for any act fit its schema; the hostile ones may not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from tests.house.inputs import Maker
from townmoot.record import ACTS

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["name", "kind", "days", "of"],
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 5},
        "kind": {"$ref": "#/$defs/Kind"},
        "days": {"type": "integer", "minimum": 3, "maximum": 9},
        "of": {"type": "array", "items": {"type": "string", "format": "uuid"}, "minItems": 1},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    },
    "$defs": {"Kind": {"enum": ["a", "b"], "type": "string"}},
}


def test_the_plain_input_fits_the_schema():
    Draft202012Validator(SCHEMA).validate(Maker(SCHEMA).plain())


@pytest.mark.parametrize("name", sorted(ACTS))
def test_the_plain_input_fits_each_act(name: str):
    ACTS[name].validate(Maker(ACTS[name].schema.model_json_schema()).plain())


@settings(max_examples=30)
@given(made=Maker(SCHEMA).fitting())
def test_a_fitting_input_has_all_that_is_required(made: dict[str, Any]):
    assert set(SCHEMA["required"]) <= made.keys()


def test_a_hostile_input_comes_up():
    @settings(max_examples=200)
    @given(made=Maker(SCHEMA).hostile())
    def never_hostile(made: dict[str, Any]):
        assert isinstance(made["days"], int)

    with pytest.raises(AssertionError):
        never_hostile()
