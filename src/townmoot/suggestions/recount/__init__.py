"""The rates counted again from the public record alone: no server, no database, no Django.

Takes the public parts as `record.verify` gives them: dicts with position, act, subject, data.
The rules are those of `queries.delivery`; a test holds the two together.
"""

from townmoot.suggestions.recount.rates import Recount, recount

__all__ = ["Recount", "recount"]
