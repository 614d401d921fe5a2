"""What the fields of OParl things become in the neutral form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from townmoot.opendata.reading.values import LONGEST_URL, Look, is_web

if TYPE_CHECKING:
    from townmoot.opendata.reading.values import Raw

Fields = dict[str, Any]

# organizationType, a closed German list, as kinds of people.enums.OrganizationKind.
ORGANIZATION_TYPES = {
    "gremium": "committee",
    "partei": "party",
    "fraktion": "faction",
    "verwaltungsbereich": "department",
    "externes gremium": "outside",
    "institution": "outside",
    "sonstiges": "outside",
}
GENDERS = ("female", "male", "none", "other")
MEETING_STATES = {"terminiert": "planned", "eingeladen": "called", "durchgeführt": "held"}
COUNCIL = "congress"
LARGEST_SIZE = 2**53


def name_of(look: Look, limit: int, *others: str) -> str:
    """The name; else one of the other fields, else the end of the id."""
    found = look.text("name", limit)
    if found:
        return found
    look.fault("name", "no_name")
    instead = next((look.raw[key] for key in others if isinstance(look.raw.get(key), str)), "")
    return (instead.strip() or look.id.rstrip("/").rsplit("/", 1)[-1])[:limit]


def organization(look: Look, main: str) -> Fields:
    """An organization; `main` is the id of the council's highest one."""
    told = look.text("organizationType", 100)
    kind = ORGANIZATION_TYPES.get(told.lower(), "outside")
    if told and told.lower() not in ORGANIZATION_TYPES:
        look.fault("organizationType", "unknown_value", told)
    words = look.text("classification", 100)
    if look.id == main or words.lower() == "parlament":
        kind = COUNCIL
    return {
        "name": name_of(look, 200, "shortName"),
        "short_name": look.text("shortName", 100),
        "kind": kind,
        "classification": words or told,
        "parent": look.ref("subOrganizationOf"),
        "start": look.day("startDate"),
        "end": look.day("endDate"),
    }


def person(look: Look) -> Fields:
    """A person: name and gender; no phone, e-mail address, home or birthday is read."""
    family, given = look.text("familyName", 100), look.text("givenName", 90)
    whole = f"{given} {family}" if family and given else name_of(look, 200, "familyName")
    address = look.text("formOfAddress", 50)
    gender = look.text("gender", 20).lower()
    if gender and gender not in GENDERS:
        look.fault("gender", "unknown_value", gender)
    return {
        "name": whole.removeprefix(f"{address} ") if address else whole,
        "family_name": family,
        "given_name": given,
        "title": " ".join(look.texts("title", 50))[:100],
        "gender": gender if gender in {"female", "male"} else "",
    }


def membership(look: Look) -> Fields:
    """A membership, with its role in the source's words."""
    return {
        "organization": look.ref("organization"),
        "title": look.text("role", 200),
        "voting_right": look.flag("votingRight") is True,
        "on_behalf_of": look.ref("onBehalfOf"),
        "start": look.day("startDate"),
        "end": look.day("endDate"),
    }


def place(raw: Raw, look: Look) -> Fields:
    """Where a meeting is held (OParl Location)."""
    told = Look(raw, look.faults, look.name)
    town = " ".join(filter(None, (told.text("postalCode", 20), told.text("locality", 100))))
    return {
        "place": told.text("room", 200) or told.text("description", 200),
        "address": ", ".join(filter(None, (told.text("streetAddress", 150), town))),
    }


def meeting(look: Look) -> Fields:
    """A meeting; "" for a start that is not told."""
    told = look.text("meetingState", 50).lower()
    if told and told not in MEETING_STATES:
        look.fault("meetingState", "unknown_value", told)
    state = MEETING_STATES.get(told, "")
    return {
        "name": name_of(look, 500),
        "start": look.moment("start"),
        "end": look.moment("end"),
        "state": "cancelled" if look.flag("cancelled") else state,
        "organizations": look.refs("organization"),
        "place": "",
        "address": "",
    }


def item(look: Look, order: int) -> Fields:
    """An item; `order` is its place in the meeting's list."""
    stated = look.number("order")
    return {
        "order": order if stated is None else stated,
        "number": look.text("number", 50),
        "name": name_of(look, 2000, "number"),
        "closed": look.flag("public") is False,
        "result": look.text("result", 1000),
        "resolution": look.text("resolutionText", 20_000),
        "start": look.moment("start"),
        "end": look.moment("end"),
    }


PARTIES = (
    ("originator", "person", "originatorPerson"),
    ("originator", "organization", "originatorOrganization"),
    ("direction", "organization", "underDirectionOf"),
)
LINKS = (
    ("related", "relatedPaper"),
    ("above", "superordinatedPaper"),
    ("below", "subordinatedPaper"),
)


def paper(look: Look) -> Fields:
    """A paper with who brought it in and the papers it names."""
    return {
        "name": name_of(look, 2000, "reference"),
        "reference": look.text("reference", 100),
        "date": look.day("date"),
        "paper_type": look.text("paperType", 100),
        "parties": [[part, kind, key] for part, kind, name in PARTIES for key in look.refs(name)],
        "relations": [[link, key] for link, name in LINKS for key in look.refs(name)],
    }


def consultation(look: Look, order: int) -> Fields:
    """A consultation, the `order`-th of its paper."""
    return {
        "item": look.ref("agendaItem"),
        "meeting": look.ref("meeting"),
        "role": look.text("role", 200),
        "authoritative": look.flag("authoritative"),
        "organizations": look.refs("organization"),
        "order": order,
    }


def file(look: Look, role: str) -> Fields:
    """A file: what is known of it and where it lies; its content is never asked for."""
    file_name = look.text("fileName", 500)
    address = look.address("accessUrl")
    tail = address.rsplit("/", 1)[-1]
    name = look.raw.get("name")
    named = isinstance(name, str) and name.strip()
    return {
        "role": role,
        "name": name_of(look, 2000) if named or not file_name else file_name,
        "file_name": file_name or tail[:500],
        "mime_type": look.text("mimeType", 100),
        "size": look.number("size", LARGEST_SIZE),
        "date": look.day("date"),
        "access_url": address,
        "download_url": look.address("downloadUrl"),
    }


def web_page(look: Look) -> str:
    """Where people read it at its source: its web page, else nothing."""
    told = look.raw.get("web")
    return told if isinstance(told, str) and len(told) <= LONGEST_URL and is_web(told) else ""
