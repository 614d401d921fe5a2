"""A small council as an OParl server tells of it, to be bent; and short ways to take it over."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from townmoot.opendata.enums import Format, Kind
from townmoot.opendata.reading.faults import Faults
from townmoot.opendata.reading.oparl import BODY, read_oparl
from townmoot.opendata.uploads import receive_council
from townmoot.record import OPERATOR, clock
from townmoot.record.engine import perform
from townmoot.record.models import new_id

BASE = "https://rat.example/oparl"
TYPE = "https://schema.oparl.org/1.1/"
LISTS = {
    "organization": Kind.ORGANIZATION,
    "person": Kind.PERSON,
    "meeting": Kind.MEETING,
    "paper": Kind.PAPER,
    "membership": Kind.MEMBERSHIP,
    "agendaItem": Kind.ITEM,
    "consultation": Kind.CONSULTATION,
    "file": Kind.FILE,
}


def at(path: str) -> str:
    """The id of a thing."""
    return f"{BASE}/{path}"


def thing(type_: str, path: str, **fields: Any) -> dict[str, Any]:
    """A thing of a type."""
    return {"id": at(path), "type": TYPE + type_, **fields}


def file(path: str, name: str, **fields: Any) -> dict[str, Any]:
    """A file that lies at its source."""
    told = {"name": name, "mimeType": "application/pdf", "accessUrl": at(f"{path}.pdf")}
    return thing("File", path, **told, **fields)


def body(**fields: Any) -> dict[str, Any]:
    """The body with its lists."""
    lists = {name: at(f"body/{name}") for name in ("organization", "person", "meeting", "paper")}
    return thing("Body", "body", name="Gemeinde Erlenau", ags="05358999", **lists, **fields)


def council() -> dict[str, list[dict[str, Any]]]:
    """Everything the council publishes, by list; a new one each time."""
    return {
        "organization": [
            thing("Organization", "org/1", name="Rat", organizationType="Gremium"),
            thing(
                "Organization",
                "org/2",
                name="Bauausschuss",
                organizationType="Gremium",
                subOrganizationOf=at("org/1"),
            ),
            thing("Organization", "org/3", name="Grüne Liste", organizationType="Fraktion"),
        ],
        "person": [
            thing(
                "Person",
                "person/1",
                name="Frau Erna Zander",
                familyName="Zander",
                givenName="Erna",
                formOfAddress="Frau",
                gender="female",
                title=["Dr."],
                phone=["0999/1"],
                email=["e@rat.example"],
                web="https://rat.example/zander",
                membership=[
                    thing(
                        "Membership",
                        "ms/1",
                        organization=at("org/1"),
                        role="Vorsitzende",
                        votingRight=True,
                        onBehalfOf=at("org/3"),
                        startDate="2020-11-01",
                    ),
                    thing("Membership", "ms/2", organization=at("org/2"), endDate="2021-01-31"),
                ],
            ),
            thing(
                "Person",
                "person/2",
                name="Herr Anton Ahorn",
                formOfAddress="Herr",
                membership=[
                    thing(
                        "Membership",
                        "ms/3",
                        organization=at("org/2"),
                        startDate="2014-06-01",
                        endDate="2020-10-31",
                    )
                ],
            ),
        ],
        "meeting": [
            thing(
                "Meeting",
                "meeting/1",
                name="Rat (1. Sitzung)",
                start="2021-03-04T18:00:00+01:00",
                end="2021-03-04T20:00:00+01:00",
                organization=[at("org/1"), at("org/2")],
                location=thing(
                    "Location",
                    "loc/1",
                    room="Ratssaal",
                    streetAddress="Markt 1",
                    locality="Erlenau",
                ),
                invitation=file("file/1", "Einladung"),
                web="https://rat.example/sitzung/1",
                agendaItem=[
                    thing(
                        "AgendaItem",
                        "item/1",
                        number="1",
                        name="Spielplatz am Bach",
                        order=1,
                        result="einstimmig",
                        resolutionText="Der Rat beschließt\nden Spielplatz.",
                        consultation=at("cons/1"),
                        resolutionFile=file("file/2", "Beschluss"),
                    ),
                    thing("AgendaItem", "item/2", number="2", name="Grundstück", public=False),
                ],
            ),
            thing(
                "Meeting",
                "meeting/2",
                name="Rat (2. Sitzung)",
                start="2099-05-06T18:00:00+02:00",
                organization=[at("org/1")],
                meetingState="eingeladen",
            ),
        ],
        "paper": [
            thing(
                "Paper",
                "paper/1",
                name="Spielplatz am Bach",
                reference="1/2021",
                date="2021-02-20",
                paperType="Antrag",
                originatorPerson=[at("person/1")],
                originatorOrganization=[at("org/3")],
                underDirectionOf=[at("org/2")],
                mainFile=file("file/3", "Antrag", size=2048, date="2021-02-20"),
                auxiliaryFile=[file("file/4", "Lageplan")],
                consultation=[
                    thing(
                        "Consultation",
                        "cons/1",
                        meeting=at("meeting/1"),
                        organization=[at("org/1")],
                        authoritative=True,
                        role="Entscheidung",
                    )
                ],
            ),
            thing(
                "Paper",
                "paper/2",
                name="Spielplatz: Kosten",
                reference="2/2022",
                date="2022-01-10",
                paperType="Mitteilung",
                relatedPaper=[at("paper/1")],
            ),
        ],
    }


class Memory:
    """A source that holds what it is given."""

    def __init__(self, told, *, of=None, found=None) -> None:
        self.faults = Faults()
        self.told, self.of, self.found = told, of or body(), found or {}

    def stream(self):
        yield BODY, self.of
        for name, things in self.told.items():
            yield from ((LISTS.get(name, ""), raw) for raw in things)

    def find(self, address):
        return self.found.get(address)


def read(told=None, **more):
    """The council read, and its faults as (end of the id, field, code)."""
    found = read_oparl(Memory(told or council(), **more))
    short = [(one.thing.removeprefix(f"{BASE}/"), one.field, one.code) for one in found.faults]
    return found, short


def one(found, kind, path):
    """A thing of what was read."""
    return next(each for each in found.things if each.key == (kind, at(path)))


def founded() -> UUID:
    """A body that only records a council."""
    made = new_id()
    town = {"name": "Gemeinde Erlenau", "kind": "council", "profile": "council-record"}
    more = {"timezone": "Europe/Berlin", "locale": "en"}
    perform("body.found", body=made, account=OPERATOR, inputs={**town, **more})
    return made


def receive(body: UUID, told=None, form=Format.OPARL):
    """What a council would do."""
    found = told if hasattr(told, "things") else read(told)[0]
    found.language = "de"
    return receive_council(body, None, found, form, clock.real_now())


def take(body: UUID, told=None, form=Format.OPARL):
    """Take a council over; return the receipt."""
    got = receive(body, told, form)
    inputs = {"upload": got.upload, "sha256": got.sha256}
    return perform("council.import", body=body, account=OPERATOR, inputs=inputs)


def write(folder, told=None, of=None):
    """Write the council as the pages of a server into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "system.json").write_text(json.dumps(thing("System", "system", body=at("bodies"))))
    (folder / "body.json").write_text(json.dumps({"data": [of or body()]}))
    for name, things in (told or council()).items():
        (folder / f"{name}.json").write_text(json.dumps({"data": things}))
    return folder
