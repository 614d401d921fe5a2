"""The reading of the Excel and CSV lists that clerks keep. Nothing here writes to the database."""

from townmoot.people.importing.columns import Kind
from townmoot.people.importing.dates import PartialDate
from townmoot.people.importing.ledger import LedgerRow, parse_ledger
from townmoot.people.importing.meeting import MeetingRow, parse_meetings
from townmoot.people.importing.preview import Preview, UnknownColumn
from townmoot.people.importing.problems import Problem, Severity, TableError, ValueProblem
from townmoot.people.importing.roster import RosterRow, parse_roster
from townmoot.people.importing.sign_in import SignInRow, parse_sign_in
from townmoot.people.importing.tables import Cell, Table, TableFile, open_tables
from townmoot.people.importing.templates import template, template_name
from townmoot.people.importing.units import UnitRow, parse_units
from townmoot.people.importing.values import PersonRef

__all__ = [
    "Cell",
    "Kind",
    "LedgerRow",
    "MeetingRow",
    "PartialDate",
    "PersonRef",
    "Preview",
    "Problem",
    "RosterRow",
    "Severity",
    "SignInRow",
    "Table",
    "TableError",
    "TableFile",
    "UnitRow",
    "UnknownColumn",
    "ValueProblem",
    "open_tables",
    "parse_ledger",
    "parse_meetings",
    "parse_roster",
    "parse_sign_in",
    "parse_units",
    "template",
    "template_name",
]
