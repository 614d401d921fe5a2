"""Live pages: the tail of the record as rendered pieces, and the gateway for the hot paths.

It knows no domain and has no models. The apps above say through `live.ports` which pieces of a
meeting's pages an entry changes, how a piece looks, and whose rights an entry changes.
"""

from townmoot.live.channels import Audience, Channel, News, Told
from townmoot.live.letters import Letter
from townmoot.live.marks import Mark
from townmoot.live.ports import ALL
from townmoot.live.tokens import BadToken, Grant

__all__ = ["ALL", "Audience", "BadToken", "Channel", "Grant", "Letter", "Mark", "News", "Told"]
