"""Townmoot (议事厅): a town's cycle of self-government, on a record that can be checked."""

__version__ = "0.1.0"
