"""The lists that can be read, and the headings of each, as data (columns.yaml).

After the practice collected in the domain notes: roster 代表名册, units 单位名册, ledger of
suggestions 建议台账, sign-in sheet 签到表, facts of a meeting 会议情况.
"""

from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from townmoot.rules.located import LOADER


class Kind(StrEnum):
    """The lists that can be read."""

    ROSTER = "roster"
    UNITS = "units"
    LEDGER = "ledger"
    SIGN_IN = "sign_in"
    MEETING = "meeting"


class Column(BaseModel):
    """One column: its key, its headings in Chinese and English, other words for them.

    `fill_down`: a value merged over several rows holds for each of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    zh: str
    en: str
    others: tuple[str, ...] = ()
    required: bool = False
    fill_down: bool = False
    hint_zh: str = ""
    hint_en: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column."""
        return (self.zh, self.en, *self.others)


_TEXT = (Path(__file__).parent / "columns.yaml").read_text(encoding="utf-8")
COLUMNS: dict[Kind, tuple[Column, ...]] = TypeAdapter(
    dict[Kind, tuple[Column, ...]]
).validate_python(yaml.load(_TEXT, Loader=LOADER))  # noqa: S506 -- LOADER is a safe one
