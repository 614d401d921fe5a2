"""Persons: adding, correcting, ordering and erasing them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.people import names, permissions, policies
from townmoot.people.actions.bodies import Brief, Name
from townmoot.people.enums import Gender
from townmoot.people.models import Account, ImportRow, Membership, Person
from townmoot.record import Ctx, ShortText, act, queries
from townmoot.record.actions import erase as erase_entry

# What a person's row holds about the person; erasure empties all of it.
PERSONAL = (
    "name",
    "title",
    "family_name",
    "given_name",
    "latin_name",
    "gender",
    "ethnicity",
    "birth",
    "affiliation",
    "education",
    "work",
    "phone",
    "note",
    "sort_as",
    "stroke_key",
    "pinyin_key",
)

Birth = Annotated[str, Field(max_length=10, pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
Work = Annotated[str, Field(max_length=300)]
Phone = Annotated[str, Field(max_length=50)]
Note = Annotated[str, Field(max_length=500)]


def name_fields(name: str, sort_as: str = "") -> dict[str, str]:
    """What follows from a name: its parts, its Latin form, its place in both orders."""
    family, given = names.split_name(name)
    return {
        "name": name,
        "family_name": family[:100],
        "given_name": given[:100],
        "latin_name": names.latin_name(name)[:200],
        "sort_as": sort_as,
        "stroke_key": names.sort_key(name, names.Order.STROKES, sort_as),
        "pinyin_key": names.sort_key(name, names.Order.PINYIN, sort_as),
    }


@act("person.add", permission=permissions.CLERK, subject="person")
def add_person(
    ctx: Ctx,
    *,
    name: Name,
    gender: Gender = Gender.UNSTATED,
    ethnicity: Annotated[str, Field(max_length=50)] = "",
    birth: Birth = "",
    affiliation: Brief = "",
    education: Brief = "",
    work: Work = "",
    phone: Phone = "",
    note: Note = "",
) -> dict[str, Any]:
    """Add a person."""
    made = ctx.create(
        Person,
        **name_fields(name),
        gender=gender,
        ethnicity=ethnicity,
        birth=birth,
        affiliation=affiliation,
        education=education,
        work=work,
        phone=phone,
        note=note,
    )
    return {"person": made.id}


@act(
    "person.correct",
    permission=permissions.CLERK,
    policy=policies.check_not_erased,
    subject="person",
)
def correct_person(
    ctx: Ctx,
    *,
    person: UUID,
    name: Name,
    gender: Gender = Gender.UNSTATED,
    ethnicity: Annotated[str, Field(max_length=50)] = "",
    birth: Birth = "",
    affiliation: Brief = "",
    education: Brief = "",
    work: Work = "",
    phone: Phone = "",
    note: Note = "",
    revision: int | None = None,
) -> dict[str, Any]:
    """Correct what is known about a person."""
    found = ctx.get(Person, person)
    ctx.expect(found, revision)
    ctx.save(
        found,
        **name_fields(name, found.sort_as),
        gender=gender,
        ethnicity=ethnicity,
        birth=birth,
        affiliation=affiliation,
        education=education,
        work=work,
        phone=phone,
        note=note,
    )
    return {"person": found.id}


@act(
    "order.set",
    permission=permissions.CLERK,
    policy=policies.check_not_erased,
    subject="person",
)
def set_order(ctx: Ctx, *, person: UUID, sort_as: Brief = "") -> dict[str, Any]:
    """Say where a name stands in every list: a place (1, 2 …), or the name to sort it as."""
    found = ctx.get(Person, person)
    ctx.save(found, **name_fields(found.name, sort_as))
    return {"person": found.id}


@act(
    "person.erase",
    permission=permissions.CLERK,
    policy=policies.check_can_erase,
    subject="person",
)
def erase_person(ctx: Ctx, *, person: UUID, reason: ShortText) -> dict[str, Any]:
    """Erase a person's data here and beside the record; the row and the record's seals stay."""
    found = ctx.get(Person, person)
    about = _about(ctx, person)
    ctx.save(found, **dict.fromkeys(PERSONAL, ""), erased_at=ctx.now)
    for row in ImportRow._default_manager.filter(body=ctx.body, person=person):
        ctx.save(row, before=[])
    for account in Account.objects.filter(person=person):
        account.login, account.email, account.is_active = f"erased-{account.pk}", "", False
        account.set_unusable_password()
        account.save()
        account.passkeys.all().delete()
        account.identities.all().delete()
    for position in _positions(ctx, about):
        ctx.call(erase_entry, position=position, reason=reason)
    return {"person": person}


def _about(ctx: Ctx, person: UUID) -> list[UUID]:
    held = Membership._default_manager.filter(body=ctx.body, person=person)
    accounts = Account.objects.filter(person=person)
    return [person, *held.values_list("pk", flat=True), *accounts.values_list("pk", flat=True)]


def _positions(ctx: Ctx, about: list[UUID]) -> list[int]:
    found = (queries.timeline(ctx.body, subject) for subject in about)
    return sorted(
        position
        for entries in found
        for position in entries.exclude(private=None).values_list("position", flat=True)
    )
