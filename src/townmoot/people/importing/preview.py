"""A list as it was understood, for the clerk to look at before anything is written."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from townmoot.people.importing.columns import Kind
from townmoot.people.importing.problems import Problem, Severity

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column with a heading that is not known; its values are in each row's `extra`."""

    heading: str
    letter: str


@dataclass(frozen=True, slots=True)
class Preview(Generic[R]):
    """A list as it was understood, before anything is written.

    `heading_row` and the rows' own `row` count from 1 as in the sheet. `source_sha256` is that of
    the file's bytes: the same file again is the same import.
    """

    kind: Kind
    file: str
    source_sha256: str
    sheet: str
    heading_row: int
    rows: list[R]
    problems: list[Problem]
    unknown_columns: list[UnknownColumn]
    columns: dict[str, str]

    @property
    def errors(self) -> list[Problem]:
        """What must be put right before the list can be imported."""
        return [p for p in self.problems if p.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """What a clerk should look at."""
        return [p for p in self.problems if p.severity is Severity.WARNING]

    @property
    def ok(self) -> bool:
        """Whether the list can be imported."""
        return not self.errors

    def problems_in(self, row: int) -> list[Problem]:
        """The problems of one row of the sheet."""
        return [p for p in self.problems if p.row == row]


def letter(column: int) -> str:
    """The letter of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
