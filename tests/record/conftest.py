"""A founded town, without the help of higher apps' factories."""

from uuid import UUID

import pytest

from townmoot.people.models import Account
from townmoot.record import OPERATOR
from townmoot.record.engine import perform
from townmoot.record.models import Head, new_id


class Town:
    """A body and the operator's way to act in it."""

    def __init__(self):
        self.body = new_id()
        self.do(
            "body.found",
            name="澄汀镇",
            kind="township",
            profile="cn-township",
            timezone="Asia/Shanghai",
            locale="zh-hans",
        )

        self.start = Head.objects.get(body=self.body).size

    def do(self, name, /, *, by=OPERATOR, act_id=None, **inputs):
        return perform(name, body=self.body, account=by, act_id=act_id, inputs=inputs)

    def group(self, name="第一代表小组", **more):
        return self.do("organization.add", name=name, kind="group", **more)

    def account(self, role="clerk"):
        office = self.group(str(new_id())).result["organization"]
        person = self.do("person.add", name="王芳").result["person"]
        self.do("membership.begin", person=person, organization=office, role=role)
        made = Account(login=str(new_id()), person_id=UUID(person), body=self.body)
        made.set_unusable_password()
        made.save()
        return made.pk


@pytest.fixture
def found():
    return Town


@pytest.fixture
def town(db):
    return Town()
