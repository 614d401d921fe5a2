"""Who must answer by when: assignment, allotment to units, returns, extensions, contacts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain
from townmoot.suggestions.enums import ContactWay, Share
from townmoot.suggestions.models.suggestion import Suggestion


class Assignment(Domain):
    """The assembly hands a suggestion to the government (交办): the reply clock starts.

    `start` is the day the clock runs from: the first assignment's, unless the profile restarts
    it. `basis` is the Due with its reasons.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="assignments")
    to = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="assignments")
    on = models.DateField()
    start = models.DateField()
    due = models.DateField()
    basis = models.JSONField()
    long = models.BooleanField(default=False)
    profile = models.CharField(max_length=100)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "suggestion", condition=models.Q(ended_on=None), name="assignment_current"
            ),
        ]


class Allotment(Domain):
    """The part of one unit: to lead (主办) or to assist (会办), with its clock.

    `done_on` is the day of the first reply of a lead, or of an assisting opinion. `next_due` is
    the day on which the unit owes something next, empty when it owes nothing: its inbox sorts by
    it. `replaces` is the returned part that this one takes up.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="allotments")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="allotments")
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="allotments")
    share = models.CharField(max_length=8, choices=Share.choices)
    part = models.TextField(blank=True)
    on = models.DateField()
    due = models.DateField()
    basis = models.JSONField()
    return_due = models.JSONField()
    received_on = models.DateField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.UUIDField(null=True)
    done_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    next_due = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-share", "created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "suggestion",
                "unit",
                condition=models.Q(ended_on=None),
                name="allotment_unit_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index("unit", "next_due", "id", name="allotment_inbox"),
        ]


class UnitReturn(Domain):
    """A unit asks to give its part back (退办); the government office decides."""

    allotment = models.ForeignKey(Allotment, on_delete=models.PROTECT, related_name="returns")
    on = models.DateField()
    reason = models.TextField()
    proposed_unit = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="proposed_in_returns"
    )
    decided_on = models.DateField(null=True)
    decided_by = models.UUIDField(null=True)
    approved = models.BooleanField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "allotment", condition=models.Q(decided_on=None), name="unitreturn_open"
            ),
        ]


class Extension(Domain):
    """A unit asks, before the day, for a longer time to reply; the assembly decides."""

    allotment = models.ForeignKey(Allotment, on_delete=models.PROTECT, related_name="extensions")
    on = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    basis = models.JSONField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.UUIDField(null=True)
    approved = models.BooleanField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "allotment", condition=models.Q(decided_on=None), name="extension_open"
            ),
        ]


class AssistingOpinion(Domain):
    """What an assisting unit told the lead (会办意见), or why it was not waited for."""

    allotment = models.OneToOneField(Allotment, on_delete=models.PROTECT, related_name="opinion")
    on = models.DateField()
    words = models.TextField()
    waived = models.BooleanField(default=False)


class Referral(Domain):
    """The matter is not the town's: sent to an outside unit (转区级研究办理)."""

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="referral")
    unit = models.CharField(max_length=200)
    sent_on = models.DateField()
    reason = models.TextField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)


class Contact(Domain):
    """A unit spoke with deputies about a suggestion: when, how, what they said.

    `noted_on` is the day on which the unit wrote it down: from then on it counts.
    """

    allotment = models.ForeignKey(Allotment, on_delete=models.PROTECT, related_name="contacts")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    noted_on = models.DateField()
    way = models.CharField(max_length=16, choices=ContactWay.choices)
    words = models.TextField()

    class Meta:
        ordering: ClassVar = ["on", "created_at", "id"]


class ContactPerson(Domain):
    """A deputy with whom a unit spoke."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="persons")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
