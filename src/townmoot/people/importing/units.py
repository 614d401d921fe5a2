"""The units that must answer (单位名册), in their protocol order: the order of the rows."""

from dataclasses import dataclass, field

from townmoot.people.importing.columns import Kind
from townmoot.people.importing.preview import Preview
from townmoot.people.importing.roster import check_twice
from townmoot.people.importing.sheets import Line, open_sheet
from townmoot.people.importing.tables import Cell, open_tables
from townmoot.people.importing.values import label, person_name, phone, text

KIND_WORDS = {
    "government_office": ("党政办", "政府办", "党政综合办", "government office"),
    "centre": ("中心", "centre", "center"),
    "neighbourhood": ("居民区", "居委", "村委", "社区", "村", "neighbourhood", "village"),
    "team": ("队", "所", "站", "team", "station"),
    "studio": ("工作室", "studio"),
    "department": ("科", "室", "办", "部门", "局", "department", "office"),
    "outside": ("外单位", "区级", "outside"),
}
"""By which words a kind of unit is known, first match counts; keys as in OrganizationKind."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `kind` is one of the keys of KIND_WORDS, `kind_words` as the list writes it."""

    row: int
    name: str
    code: str = ""
    name_en: str = ""
    short_name: str = ""
    kind: str = "department"
    kind_words: str = ""
    head: str = ""
    head_post: str = ""
    checker: str = ""
    officer: str = ""
    phone: str = ""
    leader: str = ""
    note: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def unit_kind(words: str) -> str:
    """The kind of unit that `words` name, "" when they name none."""
    folded = words.casefold()
    order = ("studio", *(kind for kind in KIND_WORDS if kind != "studio"))
    return next((kind for kind in order if any(w in folded for w in KIND_WORDS[kind])), "")


def parse_units(data: bytes, name: str, *, sheet: str = "") -> Preview[UnitRow]:
    """Read the list of units from the bytes of a file called `name`; raises TableError."""
    found = open_sheet(Kind.UNITS, open_tables(data, name), sheet)
    rows = []
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    for line in found.lines():
        row = _row(line)
        line.need("name", row.name)
        other = names.setdefault(row.name, line.row)
        if row.name and other != line.row:
            line.error("duplicate_name", "name", name=row.name, other=other)
        check_twice(line, codes, row.code, "code")
        rows.append(row)
    return found.preview(rows)


def _row(line: Line) -> UnitRow:
    words = line.get("kind", _label, "")
    kind = unit_kind(words)
    if words and not kind:
        line.warn("not_a_kind", "kind", known="科室、中心、居民区、队、工作室")
    name = line.get("name", _label, "")
    return UnitRow(
        row=line.row,
        name=name,
        code=line.get("code", _label, ""),
        name_en=line.line("name_en"),
        short_name=line.get("short_name", _label, ""),
        kind=kind or unit_kind(name) or "department",
        kind_words=words,
        head=line.get("head", person_name, ""),
        head_post=line.line("head_post"),
        checker=line.get("checker", person_name, ""),
        officer=line.get("officer", person_name, ""),
        phone=line.get("phone", phone, ""),
        leader=line.get("leader", person_name, ""),
        note=line.get("note", lambda cell: text(cell, limit=500), ""),
        extra=line.extra(),
    )


def _label(cell: Cell) -> str:
    return label(cell, limit=200)
