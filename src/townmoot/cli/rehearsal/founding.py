"""Founding the rehearsal's town from town.yaml, as whoever runs a server would: by the operator."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from townmoot.cli.faults import CommandFaultError
from townmoot.record import OPERATOR
from townmoot.record.engine import perform
from townmoot.record.models import new_id

PASSWORD = "ting-shui-chang-liu"  # noqa: S105 -- of invented people in a rehearsal
DIRECTOR = "director"


def read_town(folder: Path) -> dict[str, Any]:
    """A sample's town.yaml. Raises CommandFaultError."""
    path = folder / "town.yaml"
    try:
        town: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CommandFaultError(f"{path} cannot be read: {error}") from error
    return town


class Founding:
    """The town's rows as they come to be; `ids` maps the file's names to the references."""

    def __init__(self, town: dict[str, Any]) -> None:
        self.town = town
        self.body = new_id()
        self.organizations: dict[str, str] = {}
        self.posts: dict[str, str] = {}
        self.persons: dict[str, str] = {}
        self.accounts: list[str] = []
        self.waiting: list[tuple[dict[str, Any], dict[str, Any]]] = []

    def do(self, name: str, /, **inputs: Any) -> dict[str, Any]:
        """An act of the operator."""
        return perform(name, body=self.body, account=OPERATOR, inputs=inputs).result

    def found(self) -> None:
        """Everything that does not need the roster of deputies."""
        body = self.town["body"]
        self.do(
            "body.found",
            name=body["name"],
            name_en=body["name_en"],
            kind=body["kind"],
            profile=body["profile"],
            timezone=body["timezone"],
            locale=body["locale"].lower(),
            invented=True,
        )
        if "term" in self.town:
            term = self.town["term"]
            self.do("term.add", name=term["name"], start=term["start"])
        for one in self.town["organizations"]:
            self._organization(one)
        for one in self.town["persons"]:
            self.persons[one["id"]] = self.do("person.add", name=one["name"])["person"]
        for one in self.town["posts"]:
            self._post(one)
        for one in self.town.get("portfolios", []):
            self._portfolio(one)
        for one in self.town["accounts"]:
            if one["person"] in self.persons:
                self._account(one["login"], self.persons[one["person"]], one.get("roles", []))
        self._director()
        set_passwords(self.accounts)

    def _organization(self, one: dict[str, Any]) -> None:
        made = self.do(
            "organization.add",
            name=one["name"],
            name_en=one.get("name_en", ""),
            kind=one["kind"],
            parent=self.organizations.get(one.get("parent", "")),
            protocol_order=10 * len(self.organizations) + 10,
        )
        self.organizations[one["id"]] = made["organization"]

    def _post(self, one: dict[str, Any]) -> None:
        made = self.do(
            "post.add",
            organization=self.organizations[one["organization"]],
            name=one["title"],
            name_en=one.get("title_en", ""),
            duty=one.get("duty"),
            protocol_order=one["order"],
        )
        self.posts[one["id"]] = made["post"]
        for holder in one.get("holders", []):
            if holder["person"] in self.persons:
                self._hold(one, holder, self.persons[holder["person"]])
            else:
                self.waiting.append((one, holder))

    def _hold(self, post: dict[str, Any], holder: dict[str, Any], person: str) -> None:
        made = self.do(
            "membership.begin",
            person=person,
            organization=self.organizations[post["organization"]],
            post=self.posts[post["id"]],
            start=holder["start"],
        )
        if holder.get("end"):
            end = {"reason": holder.get("reason", "离任"), "end": holder["end"]}
            self.do("membership.end", membership=made["membership"], **end)

    def _portfolio(self, one: dict[str, Any]) -> None:
        for unit in one["organizations"]:
            self.do(
                "portfolio.assign",
                post=self.posts[one["post"]],
                organization=self.organizations[unit],
                area=one.get("area", ""),
                start=one["start"],
                end=one.get("end"),
            )

    def _account(self, login: str, person: str, roles: list[dict[str, Any]]) -> None:
        self.accounts.append(self.do("account.open", person=person, login=login)["account"])
        for role in roles:
            if role["role"] in {"steward", "auditor"}:
                self._office_post(person, role["role"])

    def _office_post(self, person: str, duty: str) -> None:
        office = self.organizations["assembly-office"]
        if duty not in self.posts:
            name = self._called(duty)
            post = self.do("post.add", organization=office, name=name, duty=duty)
            self.posts[duty] = post["post"]
        since = date.fromisoformat("2022-01-01")
        self.do(
            "membership.begin",
            person=person,
            organization=office,
            post=self.posts[duty],
            start=since,
        )

    def _called(self, duty: str) -> str:
        """What a post of the rehearsal is called in the language of the body."""
        names = {
            "steward": ("会场管理员", "Doorkeeper"),
            "auditor": ("监督员", "Auditor"),
            DIRECTOR: ("演练导演", "Director of the rehearsal"),
        }
        return names[duty][not self.town["body"]["locale"].startswith("zh")]

    def _director(self) -> None:
        person = self.do("person.add", name=self._called(DIRECTOR))["person"]
        self.persons[DIRECTOR] = person
        self._account(DIRECTOR, person, [])
        self._office_post(person, DIRECTOR)

    def seat(self, deputies: dict[str, str]) -> None:
        """What waited for the roster: posts held by deputies, presidium, heads and recorders."""
        self.persons.update(deputies)
        for post, holder in self.waiting:
            self._hold(post, holder, deputies[holder["person"]])
        presidium = self.town["presidium"]
        for number in presidium["members"]:
            self._join(deputies[number], "presidium", "presidium", presidium["start"])
        for group in self.town["organizations"]:
            for role in ("head", "recorder"):
                if group.get(role):
                    duty = {"head": "group_head", "recorder": "recorder"}[role]
                    self._join(deputies[group[role]], group["id"], duty, self.town["term"]["start"])

    def _join(self, person: str, organization: str, role: str, start: Any) -> None:
        where = self.organizations[organization]
        self.do("membership.begin", person=person, organization=where, role=role, start=start)


def set_passwords(accounts: list[str]) -> None:
    """Give invented people the rehearsal's password, hashed once: hashing is slow by design."""
    from django.contrib.auth.hashers import make_password

    from townmoot.people.models import Account

    Account.objects.filter(pk__in=map(UUID, accounts)).update(password=make_password(PASSWORD))
