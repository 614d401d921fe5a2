"""Meetings: agenda, venues, notice, attendance, leave, group opinions."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Registers the acts and the door to meeting files."""

    name = "townmoot.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Register what needs loaded models."""
        from townmoot.ballots import occasions  # noqa: PLC0415 -- needs loaded models
        from townmoot.files import serve  # noqa: PLC0415 -- needs loaded models
        from townmoot.meetings import actions, queries  # noqa: F401, PLC0415 -- needs loaded models
        from townmoot.meetings.actions import motions_put  # noqa: PLC0415 -- likewise
        from townmoot.meetings.policies import polls  # noqa: PLC0415 -- likewise
        from townmoot.meetings.queries.finding import register_kinds  # noqa: PLC0415 -- likewise
        from townmoot.meetings.queries.relying import relying  # noqa: PLC0415 -- likewise
        from townmoot.people import reliance  # noqa: PLC0415 -- likewise
        from townmoot.record import guard  # noqa: PLC0415 -- likewise

        guard.declare_machinery({"meetings_venuebeat": "when a hall was last heard, in real time"})

        occasions.register(polls)
        reliance.register(relying)
        serve.register("file", queries.hanging_file)
        register_kinds()
        motions_put.register()
