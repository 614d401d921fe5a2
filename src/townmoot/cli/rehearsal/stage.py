"""Who is on stage, what has been named so far, and how one step becomes an act over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.crowd import Crowd
from townmoot.cli.rehearsal.founding import DIRECTOR, PASSWORD, Founding
from townmoot.cli.rehearsal.plot import Step
from townmoot.cli.rehearsal.timing import Times
from townmoot.cli.rehearsal.visitor import Visitor

# input name → what kind of named thing it refers to
REFERENCES = {
    "meeting": "meeting",
    "context": "meeting",
    "motion": "motion",
    "subject": "motion",
    "leave": "leave",
    "opinion": "opinion",
    "suggestion": "suggestion",
    "reply": "reply",
    "organization": "organization",
    "unit": "organization",
    "group": "organization",
    "to": "organization",
    "propose": "organization",
    "speaker": "person",
    "person": "person",
    "presiding": "person",
    "leader": "person",
    "presenter": "person",
    "stated_by": "person",
    "talk": "talk",
    "request": "request",
    "speech": "speech",
    "area": "area",
    "post": "post",
    "task": "commitment",
}
LISTS = {
    "deputies": "person",
    "assist": "organization",
    "persons": "person",
    "lead": "organization",
}
DROPPED = frozenset({"session", "file"})


@dataclass
class Stage:
    """The running rehearsal."""

    base: str
    folder: Path
    founding: Founding
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    halls: dict[str, dict[str, Any]] = field(default_factory=dict)
    slips: dict[str, str] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    logins: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    moment: datetime | None = None
    roster: Path | None = None
    acts: int = 0
    times: Times = field(default_factory=Times)
    crowd: Crowd | None = None

    def visitor(self, who: str) -> Visitor:
        """The person's session; the first time, the person signs in."""
        login = self.logins.get(who, who)
        if login not in self.visitors:
            visitor = Visitor(self.base, login, self.times)
            self.visitors[login] = visitor
            self._sign_in(visitor, login)
        return self.visitors[login]

    def _sign_in(self, visitor: Visitor, login: str) -> None:
        slip = self.slips.pop(login, "")
        if slip:
            visitor.submit(slip, {})
        else:
            visitor.submit("/account/login/", {"login": login, "password": PASSWORD})
        if "sessionid" not in visitor.http.cookies:
            raise CommandFaultError(f"{login} could not sign in", code=1)

    def close(self) -> None:
        """Everybody closes the browser."""
        if self.crowd is not None:
            self.crowd.close()
        for visitor in self.visitors.values():
            visitor.close()

    def act(self, who: str, name: str, /, **inputs: Any) -> dict[str, Any]:
        """An act over HTTP."""
        self.acts += 1
        return self.visitor(who).act(name, inputs)

    def cast(self, who: str, poll: str, answers: dict[str, Any]) -> None:
        """A ballot by the fast way."""
        from django.urls import reverse

        self.acts += 1
        self.visitor(who).cast(poll, reverse("votes:token", args=[poll]), answers)

    def clock(self, moment: datetime) -> None:
        """Move the town's legal time, which stands still in between."""
        if moment == self.moment:
            return
        self.moment = moment
        self.act(DIRECTOR, "clock.move", to=moment.isoformat())

    def named(self, kind: str, name: Any) -> str:
        """The reference of a thing named in the plot. Raises CommandFaultError."""
        found = self.names.get(kind, {}).get(str(name))
        if found is None:
            raise CommandFaultError(f"the plot speaks of {kind} {name!r} before it is there")
        return found

    def name(self, kind: str, name: Any, reference: str) -> None:
        """Remember what a name of the plot refers to."""
        self.names.setdefault(kind, {})[str(name)] = reference

    def resolve(self, step: Step) -> tuple[dict[str, Any], dict[str, str]]:
        """The step's inputs with references for names; and the names that the act itself makes."""
        inputs: dict[str, Any] = {}
        making: dict[str, str] = {}
        for key, value in step.inputs.items():
            kind = REFERENCES.get(key)
            if key in DROPPED:
                continue
            if kind is None:
                inputs[key] = self._plain(step, key, value)
            elif str(value) in self.names.get(kind, {}):
                inputs[key] = self.named(kind, value)
            else:
                making[key] = str(value)
        return inputs, making

    def _plain(self, step: Step, key: str, value: Any) -> Any:
        if key in {"item", "venue"}:
            return self.named(key, f"{step.inputs['meeting']}/{value}")
        if key in LISTS:
            return [self.named(LISTS[key], one) for one in value]
        return value

    def code(self, step: Step) -> str:
        """What the QR code at the door of the step's hall says."""
        from townmoot.meetings.models import Venue

        venue = self.named("venue", f"{step.inputs['meeting']}/{step.inputs['venue']}")
        return Venue.objects.get(pk=venue).code

    def play(self, step: Step, verbs: dict[str, Callable[[Stage, Step], None]]) -> None:
        """Do one step: by its own verb, or as the act of the same name."""
        verb = verbs.get(step.verb)
        if verb is not None:
            verb(self, step)
            return
        inputs, making = self.resolve(step)
        result = self.act(step.by, step.verb, **inputs)
        for kind, name in making.items():
            self.name(REFERENCES[kind], name, result[kind])

    def seats(self) -> dict[str, str]:
        """The deputies in office: the number on the card → the person."""
        from townmoot.people.models import Membership

        congress = UUID(self.founding.organizations["congress"])
        seats = Membership.objects.filter(organization=congress, end=None).exclude(number="")
        return {seat.number: str(seat.person_id) for seat in seats}

    def take_list(self, who: str, kind: str, path: Path) -> None:
        """A list, through the page for imports."""
        self.acts += 1
        self.visitor(who).take_list(kind, path)
