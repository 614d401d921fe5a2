"""A town and its people for tests, made through acts only.

town = factories.town()
clerk = town.clerk                              # Somebody(account, person)
deputy = town.deputy(group=town.group("第一代表小组"))
unit = town.unit("规划建设办公室")
officer = town.person(role="unit_officer", organization=unit)
receipt = town.do("person.add", by=clerk, name="邹晓")
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from townmoot.people.models import Account
from townmoot.record import OPERATOR, Operator
from townmoot.record.engine import Receipt, perform
from townmoot.record.models import new_id

PASSWORD = "a long pass phrase"

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余"
_GIVEN = ("小明", "静", "志强", "晓岚", "建国", "雨桐", "文", "若溪")


@dataclass(frozen=True)
class Somebody:
    """A person who can sign in."""

    account: UUID
    person: UUID
    membership: UUID | None = None


@dataclass
class Town:
    """A town with its congress, presidium, assembly office, government and government office."""

    body: UUID
    profile: str
    organizations: dict[str, UUID] = field(default_factory=dict)
    _count: count[int] = field(default_factory=count)
    _clerk: Somebody | None = None

    def do(
        self,
        act: str,
        /,
        by: Somebody | Operator | None = None,
        act_id: UUID | None = None,
        **inputs: Any,
    ) -> Receipt:
        """Do an act; without `by` the operator does it."""
        account = by.account if isinstance(by, Somebody) else OPERATOR
        return perform(act, body=self.body, account=account, act_id=act_id, inputs=inputs)

    def reference(self, act: str, /, key: str = "", **inputs: Any) -> UUID:
        """Do an act as the operator and return what it made (`key`, else the act's noun)."""
        return UUID(self.do(act, **inputs).result[key or act.partition(".")[0]])

    @property
    def congress(self) -> UUID:
        return self.organizations["congress"]

    @property
    def presidium(self) -> UUID:
        return self.organizations["presidium"]

    @property
    def office(self) -> UUID:
        """The assembly office (人大办公室)."""
        return self.organizations["assembly_office"]

    @property
    def government(self) -> UUID:
        return self.organizations["government"]

    @property
    def town_office(self) -> UUID:
        """The government office (党政办公室), which assigns to units."""
        return self.organizations["government_office"]

    @property
    def clerk(self) -> Somebody:
        """The assembly's clerk, always the same one."""
        if self._clerk is None:
            self._clerk = self.person(role="clerk", organization=self.office)
        return self._clerk

    def organization(self, name: str, kind: str, parent: UUID | None = None, **more: Any) -> UUID:
        return self.reference("organization.add", name=name, kind=kind, parent=parent, **more)

    def group(self, name: str = "第一代表小组") -> UUID:
        return self.organization(name, "group", self.congress)

    def unit(self, name: str = "规划建设办公室", kind: str = "department") -> UUID:
        return self.organization(name, kind, self.government)

    def post(self, organization: UUID, name: str = "主任", **more: Any) -> UUID:
        """A post; `duty` is the role that whoever holds it has."""
        return self.reference("post.add", organization=organization, name=name, **more)

    def name(self) -> str:
        """An invented name that no other person of this town has (for 320 persons)."""
        n = next(self._count)
        return _SURNAMES[n % len(_SURNAMES)] + _GIVEN[n // len(_SURNAMES) % len(_GIVEN)]

    def somebody(self, name: str = "", login: str = "", **more: Any) -> Somebody:
        """A person who can sign in and belongs to nothing yet (a resident)."""
        person = self.reference("person.add", name=name or self.name(), **more)
        login = login or f"u-{person}"
        account = self.reference("account.open", person=person, login=login)
        return Somebody(account=account, person=person)

    def join(self, who: Somebody, organization: UUID, **more: Any) -> Somebody:
        """Let somebody belong to an organization (`role=`, `post=`, `number=`, `start=`)."""
        key = self.reference(
            "membership.begin", person=who.person, organization=organization, **more
        )
        return Somebody(who.account, who.person, key)

    def person(
        self, role: str, organization: UUID | None = None, name: str = "", **more: Any
    ) -> Somebody:
        """A person with a role, held in an organization (default: where it usually is held)."""
        home = organization or self.organizations[_HOMES.get(role, "congress")]
        return self.join(self.somebody(name), home, role=role, **more)

    def deputy(
        self,
        group: UUID | None = None,
        name: str = "",
        number: str = "",
        constituency: str = "",
    ) -> Somebody:
        """A deputy: member of the congress with a vote and a number, and of a group where named."""
        number = number or f"CT-{next(self._count) + 1:03d}"
        who = self.person(
            "deputy",
            self.congress,
            name,
            number=number,
            constituency=constituency,
            voting_right=True,
        )
        if group is not None:
            self.join(who, group, role="deputy")
        return who


_HOMES = {
    "clerk": "assembly_office",
    "steward": "assembly_office",
    "chair": "presidium",
    "presidium": "presidium",
    "town_officer": "government_office",
}


def town(
    profile: str = "cn-township-shanghai", name: str = "澄汀镇", name_en: str = "Chengting"
) -> Town:
    """Found a town, with the organizations that every town has."""
    made = Town(body=new_id(), profile=profile)
    made.do(
        "body.found",
        name=name,
        name_en=name_en,
        kind="township",
        profile=profile,
        timezone="Asia/Shanghai",
        locale="zh-Hans",
        invented=True,
    )
    add = made.organization
    congress = add(f"{name}人民代表大会", "congress")
    government = add(f"{name}人民政府", "government")
    made.organizations = {
        "congress": congress,
        "government": government,
        "presidium": add("人大主席团", "presidium", congress),
        "assembly_office": add("镇人大办公室", "assembly_office", congress),
        "government_office": add("党政办公室", "government_office", government),
    }
    return made


def with_password(who: Somebody, password: str = PASSWORD) -> str:
    """Give somebody a password, and return the login it goes with."""
    account = Account.objects.get(pk=who.account)
    account.set_password(password)
    account.save(update_fields=["password"])
    return account.login
