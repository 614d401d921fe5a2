"""Bodies, terms, organizations, posts, persons, memberships, accounts (OParl, Popolo)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext

from townmoot.people.enums import Gender, OrganizationKind, Outcome, Role
from townmoot.record.models import Domain, new_id
from townmoot.record.sealed import SealedJSON, SealedText


class Body(Domain):
    """A town (OParl Body). Its own `id` is the body of all its rows."""

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=64)
    timezone = models.CharField(max_length=64)
    locale = models.CharField(max_length=16)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class LegislativeTerm(Domain):
    """A term of the assembly (届)."""

    name = models.CharField(max_length=200)
    start = models.DateField()
    end = models.DateField(null=True)


class Organization(Domain):
    """A congress, presidium, group or unit. Ended by a date, never removed.

    `classification` is what its source calls it, where it was taken over from one; it is
    `withdrawn_at` when the source no longer publishes it.
    """

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=50, blank=True)
    kind = models.CharField(max_length=32, choices=OrganizationKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    term = models.ForeignKey(LegislativeTerm, null=True, on_delete=models.PROTECT)
    protocol_order = models.IntegerField(default=1000)
    note = models.CharField(max_length=500, blank=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    classification = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["protocol_order", "name"]

    def __str__(self) -> str:
        return self.name


class Post(Domain):
    """An office in an organization (Popolo Post). Duties attach here, so successors inherit."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    duty = models.CharField(max_length=32, choices=Role.choices, blank=True)
    protocol_order = models.IntegerField(default=1000)
    end = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["protocol_order", "name"]

    def __str__(self) -> str:
        return self.name


class Portfolio(Domain):
    """A dated field of responsibility of a post (分管): an organization or an area in words."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="portfolios")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT)
    area = models.CharField(max_length=200, blank=True)
    start = models.DateField()
    end = models.DateField(null=True)


class Person(Domain):
    """A natural person. What is sealed is internal.

    Erasure leaves the row without any of it.
    """

    name = models.CharField(max_length=200)
    title = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    latin_name = models.CharField(max_length=200, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    ethnicity = SealedText(max_length=50, blank=True)
    birth = SealedText(max_length=10, blank=True)
    affiliation = SealedText(max_length=100, blank=True)
    education = models.CharField(max_length=100, blank=True)
    work = models.CharField(max_length=300, blank=True)
    phone = SealedText(max_length=50, blank=True)
    note = SealedText(max_length=500, blank=True)
    sort_as = models.CharField(max_length=100, blank=True)
    stroke_key = models.CharField(max_length=200, blank=True)
    pinyin_key = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["stroke_key", "name", "id"]

    def __str__(self) -> str:
        return self.name or gettext("a person whose data was erased")


class Membership(Domain):
    """A person in an organization, in a post or as a member, from a day to a day (OParl).

    `end` is the last day; `ended_at` the moment from which it gives no right any more, where that
    is sooner than the end of the last day. One that was taken over from a public source is
    `public`, gives no right, and has its role in that source's words as its `title`; its `start`
    may be unknown.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships"
    )
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="holders")
    role = models.CharField(max_length=32, choices=Role.choices, blank=True)
    number = models.CharField(max_length=50, blank=True)
    constituency = models.CharField(max_length=200, blank=True)
    voting_right = models.BooleanField(default=False)
    title = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="sent"
    )
    public = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index("organization", "end", name="membership_current")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organization",
                "number",
                condition=models.Q(end=None) & ~models.Q(number=""),
                name="membership_number",
            ),
        ]


class Import(Domain):
    """A list that was taken over: the file it came from, and when it was undone."""

    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)


class ImportRow(Domain):
    """What one row of a list did. `before` holds the earlier values, for the undoing."""

    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    person = models.UUIDField(null=True)
    organization = models.UUIDField(null=True)
    made = models.JSONField(default=dict)
    before = SealedJSON(default=list)

    class Meta:
        ordering: ClassVar = ["sheet", "row"]


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their login."""


class Account(AbstractBaseUser):
    """A way to sign in. Credentials only: what it may do follows from its person's posts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login = models.CharField(max_length=100, unique=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(
        Person, null=True, on_delete=models.PROTECT, related_name="account"
    )
    body = models.UUIDField(db_index=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.login


class Slip(models.Model):
    """A one-time sign-in slip. Only the hash of its token is kept; times are real times."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="slips")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class Lockout(models.Model):
    """Failed sign-ins of one account by one credential; real times."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="lockouts")
    credential = models.CharField(max_length=20)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("account", "credential", name="lockout")]


class Passkey(models.Model):
    """A passkey of an account (W3C Web Authentication): its public half; real times.

    `host` is the name under which it was made and alone works; `signs` the authenticator's own
    count of its signatures, 0 where it keeps none; `doubted_at` when that count went backwards.
    A removed one keeps its row, without the key, so that the account's holder is told.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    host = models.CharField(max_length=255)
    credential = models.CharField(max_length=1400, unique=True, null=True)  # noqa: DJ001 -- removed is not empty
    key = models.BinaryField()
    signs = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    doubted_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)


class Identity(models.Model):
    """An account at an outside provider (OpenID Connect) that signs in with an account here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("issuer", "subject", name="identity")]


class Upload(models.Model):
    """A list that was handed in and read, waiting for the clerk's yes; real times."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.UUIDField()
    account = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = SealedJSON()
    made_at = models.DateTimeField()
