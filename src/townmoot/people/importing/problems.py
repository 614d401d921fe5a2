"""What is wrong with a list, said so that a clerk can put it right."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from townmoot.people.importing.messages import MESSAGES

_SHOWN = 60


class Severity(StrEnum):
    """Whether a problem stops the import."""

    ERROR = "error"
    WARNING = "warning"


def shown(value: object) -> str:
    """A value as it is quoted in a message: one line, at most sixty characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem with its place; every text is in the language of whoever reads it.

    `row` counts from 1 as in the spreadsheet (0: the whole sheet or file); `column` is the heading,
    `cell` the address ("C7"), each "" where it does not apply.
    """

    code: str
    severity: Severity = Severity.ERROR
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    value: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong."""
        return str(MESSAGES[self.code][0]) % self.params

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return str(MESSAGES[self.code][1]) % self.params

    @property
    def place(self) -> str:
        """Where it is: file, sheet, row, column and value, as far as they apply."""
        parts = [
            _("file “%s”") % self.file if self.file else "",
            _("sheet “%s”") % self.sheet if self.sheet else "",
            _("row %d") % self.row if self.row else "",
            _("column “%s”") % self.column if self.column else "",
            _("value “%s”") % self.value if self.value else "",
        ]
        return _(", ").join(part for part in parts if part)

    def __str__(self) -> str:
        told = _("%(message)s %(remedy)s") % {"message": self.message, "remedy": self.remedy}
        return (
            _("%(place)s: %(told)s") % {"place": self.place, "told": told} if self.place else told
        )


class TableError(Exception):
    """A file or sheet that cannot be read at all; `problem` says why and what to do."""

    def __init__(
        self, code: str, *, file: str = "", sheet: str = "", row: int = 0, **params: object
    ) -> None:
        self.code = code
        self.problem = Problem(
            code, file=shown(file), sheet=shown(sheet), row=row, params=dict(params)
        )
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.problem)


class ValueProblem(Exception):
    """A value that cannot be understood; whoever reads the row adds the place."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)
