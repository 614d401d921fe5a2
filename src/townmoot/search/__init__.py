"""Finding what the public may see: an index of words, kept in step with the record.

It knows no domain: the apps above register kinds of document. What is in the index can be made
anew at any time (`townmoot search rebuild`); the record and the rows are the truth.
"""

from townmoot.search.registry import Document, Kind, kinds, register

__all__ = ["Document", "Kind", "kinds", "register"]
