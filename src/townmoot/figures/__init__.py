"""Published numbers: each a named query with its definition, its rows and its n/N."""

from townmoot.figures.figure import Counting, Definition, Figure, Row
from townmoot.figures.percent import percent
from townmoot.figures.registry import (
    all_definitions,
    counted,
    definition,
    definitions_for,
    figure,
    register,
)

__all__ = [
    "Counting",
    "Definition",
    "Figure",
    "Row",
    "all_definitions",
    "counted",
    "definition",
    "definitions_for",
    "figure",
    "percent",
    "register",
]
