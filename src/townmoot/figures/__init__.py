"""Published numbers: each a named query with its definition, its rows and its n/N."""

from townmoot.figures.figure import Definition, Figure, Row
from townmoot.figures.percent import percent
from townmoot.figures.registry import all_definitions, definition, definitions_for, figure, register

__all__ = [
    "Definition",
    "Figure",
    "Row",
    "all_definitions",
    "definition",
    "definitions_for",
    "figure",
    "percent",
    "register",
]
