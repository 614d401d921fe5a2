"""What is done under the items of a ceremony: talks, film, award, oath, anthem, visit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from townmoot.meetings.enums import AnthemWay, DeliveryWay
from townmoot.meetings.models.agenda import AgendaItem
from townmoot.people.models import Organization, Person
from townmoot.record.models import Domain


class Talk(Domain):
    """One of several talks under an item (分享): by whom, on what, in which order.

    `consent`: the speaker agreed to be named in public.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="talks")
    order = models.PositiveIntegerField()
    speaker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="talks")
    theme = models.CharField(max_length=300, blank=True)
    consent = models.BooleanField(default=False)
    spoke_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint("item", "order", name="talk_order")]


class Film(Domain):
    """A film that is shown (播放宣传片): cued and linked to, never kept here."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="film")
    title = models.CharField(max_length=300)
    minutes = models.PositiveIntegerField()
    link = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField(null=True)


class Award(Domain):
    """An honour that is given under an item (颁奖), and to how many in all, here or elsewhere."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="award")
    honour = models.CharField(max_length=200)
    total = models.PositiveIntegerField()


class AwardRecipient(Domain):
    """Somebody who is honoured on stage: by whom, in which order, whether it was handed over.

    `consent`: the recipient agreed to be named in public.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="recipients")
    order = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="awards")
    presenter = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="presented_awards"
    )
    consent = models.BooleanField(default=False)
    presented_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint("award", "person", name="awardrecipient_once"),
        ]


class AwardDelivery(Domain):
    """How many are honoured elsewhere: by their branch, or at home; a number alone."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=10, choices=DeliveryWay.choices)
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT)
    count = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("award", "way", "organization", name="awarddelivery_of"),
            models.UniqueConstraint(
                "award", "way", condition=models.Q(organization=None), name="awarddelivery_way"
            ),
        ]


class Oath(Domain):
    """An oath that is sworn (宣誓): which one, led by whom, sworn by whom and how many."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="oath")
    name = models.CharField(max_length=200)
    leader = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    swearers = models.CharField(max_length=200, blank=True)
    sworn = models.PositiveIntegerField(null=True)


class Anthem(Domain):
    """An anthem (奏唱): which one, sung or played."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="anthem")
    title = models.CharField(max_length=200)
    way = models.CharField(max_length=10, choices=AnthemWay.choices)


class Visit(Domain):
    """A visit to another place (参观): where, from when, led by whom, how many went."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="visit")
    place = models.CharField(max_length=300)
    at = models.DateTimeField(null=True)
    leader = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    planned = models.PositiveIntegerField(null=True)
    went = models.PositiveIntegerField(null=True)
