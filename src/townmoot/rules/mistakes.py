"""What is wrong with a profile file, said so that a clerk can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong: in which file and line, at which key, and what."""

    file: str
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}"
        return f"{where}, {self.key}: {self.text}" if self.key else f"{where}: {self.text}"


class ProfileError(ValueError):
    """A profile that cannot be used; `mistakes` lists all that was found."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


PLAIN = {
    "missing": "is missing",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": "must be text",
    "date_type": "must be a date such as 2025-03-12",
    "date_parsing": "must be a date such as 2025-03-12",
    "date_from_datetime_parsing": "must be a date such as 2025-03-12",
    "fraction_parsing": "must be a fraction such as 2/3",
    "dict_type": "must be a list of keys with values",
    "model_type": "must be a list of keys with values",
    "tuple_type": "must be a list with dashes",
    "too_short": "must not be empty",
    "string_pattern_mismatch": "holds signs that are not allowed here",
    "string_too_short": "must not be empty",
}
NUMBERS = {
    "greater_than": "more than",
    "greater_than_equal": "at least",
    "less_than_equal": "at most",
}


def say(error: ErrorDetails, siblings: Sequence[str]) -> str:
    """What is wrong in plain words; `siblings` are the keys that would be right at that place."""
    kind = error["type"]
    if kind == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), siblings, 1)
        return "is not a known key" + (f"; did you mean {near[0]}?" if near else "")
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "missing":
        return PLAIN[kind]
    return f"{_must(error)}; it is {error['input']!r}"


def _must(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "enum":
        return f"must be one of {context['expected']}"
    if kind in NUMBERS:
        return f"must be {NUMBERS[kind]} {next(iter(context.values()))}"
    return PLAIN.get(kind, error["msg"])
