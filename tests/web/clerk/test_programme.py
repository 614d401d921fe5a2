"""What is done under the items of a ceremony, from the clerk's form to the hall's wall."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors import signed_in
from townmoot.meetings import queries
from townmoot.meetings.models import AgendaItem, Award, Meeting, Participant, Talk

KINDS = ("anthem", "film", "sharing", "award", "oath", "visit")
LANGUAGES = ("zh-hans", "en")


def at(name: str, *args) -> str:
    return reverse(name, args=args)


class Ceremony:
    """A published ceremony with an item of each kind, and whoever looks at it."""

    def __init__(self, desk):
        self.desk, self.moot = desk, desk.moot
        self.meeting = self.moot.plan("ceremony", "2026-07-23", name="主题活动", hybrid=True)
        self.items = {kind: self.moot.item(self.meeting, kind=kind, name=kind) for kind in KINDS}
        self.shy, self.open = (self.moot.town.somebody(name).person for name in ("容若", "辛夷"))
        self.public = Client()

    def typed(self):
        """What the clerk types for each kind that an item has one of."""
        leader = self.moot.chair.person
        return {
            "anthem": {"title": "国歌", "way": "sung"},
            "film": {"title": "汀水边的人", "minutes": 9, "link": "https://example.org/film"},
            "award": {"honour": "光荣在党50年纪念章", "total": 112},
            "oath": {"name": "誓词", "leader": leader, "swearers": "到会人员"},
            "visit": {"place": "镇史馆", "at": "2026-07-23T10:30", "leader": leader},
        }

    def fill_in(self):
        """Note everything."""
        do, items = self.moot.do, self.items
        for kind, typed in self.typed().items():
            do(f"{kind}.set", item=items[kind], **typed)
        for person, consent in ((self.shy, False), (self.open, True)):
            told = {"speaker": person, "theme": "巷子", "consent": consent}
            do("sharing.add_talk", item=items["sharing"], **told)
            told = {"person": person, "presenter": self.moot.chair.person, "consent": consent}
            do("award.add_recipient", item=items["award"], **told)
        do("award.deliver", item=items["award"], way="branch", count=110)

    def post(self, page, *args, **typed):
        answer = self.desk.post(at(page, *args), **typed)
        assert answer.status_code == 302, answer.text[-2000:]
        return answer

    def hold(self):
        """Call and open it; the hall."""
        for who in self.moot.deputies:
            row = {"person": who.person, "capacity": "member"}
            self.moot.do("participant.add", meeting=self.meeting, **row)
        hall = self.moot.call(self.meeting)
        self.moot.go("2026-07-23", "09:00")
        self.moot.do("meeting.open", meeting=self.meeting)
        self.moot.adopt(self.meeting)
        return hall

    def start(self, kind):
        self.moot.do("item.start", item=self.items[kind])

    def page(self, client, name, *args, language="en"):
        client.cookies["django_language"] = language
        return client.get(at(name, *args)).text


@pytest.fixture
def ceremony(desk) -> Ceremony:
    made = Ceremony(desk)
    made.fill_in()
    return made


def test_the_clerk_fills_in_each_item(desk):
    ceremony = Ceremony(desk)
    items = ceremony.items
    for kind, typed in ceremony.typed().items():
        ceremony.post("clerk:programme_edit", items[kind], **typed)
    ceremony.post("clerk:talk_add", items["sharing"], speaker=ceremony.open, consent="on")
    ceremony.post("clerk:recipient_add", items["award"], person=ceremony.open, presenter="")
    ceremony.post("clerk:award_deliver", items["award"], way="branch", count=110)
    too_many = desk.post(at("clerk:award_deliver", items["award"]), way="home", count=2)
    assert too_many.status_code == 422
    assert "113" in too_many.text
    for kind, typed in {
        "oath": {"name": "誓词", "sworn": 86},
        "visit": {"place": "镇史馆", "planned": 90, "went": 74},
    }.items():
        ceremony.post("clerk:programme_edit", items[kind], **typed)
        page = ceremony.page(desk.client, "clerk:programme", items[kind])
        assert {"oath": "86", "visit": "74 people"}[kind] in page
    talk = Talk.objects.get()
    ceremony.post("clerk:talk_remove", talk.item_id, talk.pk)
    row = Award.objects.get().recipients.get()
    ceremony.post("clerk:recipient_remove", items["award"], row.pk)
    assert not Talk.objects.exists()
    assert queries.award_tally(Award.objects.get()).listed == 0


def test_each_item_shows_what_is_done_under_it(ceremony):
    desk, items = ceremony.desk, ceremony.items
    for language in LANGUAGES:
        desk.speak(language)
        pages = [at("clerk:programme", item) for item in items.values()]
        pages += [at("clerk:programme_edit", items[k]) for k in KINDS if k != "sharing"]
        pages += [at("clerk:talk_add", items["sharing"])]
        pages += [at(f"clerk:{n}", items["award"]) for n in ("recipient_add", "award_deliver")]
        assert {desk.get(page).status_code for page in pages} == {200}
        agenda = desk.get(at("clerk:agenda", ceremony.meeting)).text
        assert {"zh-hans": "112 = 上台2人", "en": "112 = 2 on stage"}[language] in agenda
        assert "容若" in agenda
        printed = desk.get(at("clerk:print_agenda", ceremony.meeting)).text
        assert "辛夷" in printed
        assert "容若" not in printed


def test_such_a_page_is_for_such_an_item_and_for_the_clerk(ceremony):
    desk, items = ceremony.desk, ceremony.items
    assert desk.get(at("clerk:programme", desk.things["item"])).status_code == 404
    assert desk.get(at("clerk:programme_edit", items["sharing"])).status_code == 404
    deputy = signed_in(ceremony.moot.deputies[0])
    for name in ("programme", "programme_edit", "talk_add", "recipient_add", "award_deliver"):
        assert deputy.get(at(f"clerk:{name}", items["award"])).status_code == 403


def test_the_public_reads_names_only_with_consent(ceremony):
    ceremony.moot.do("meeting.publish", meeting=ceremony.meeting)
    public, meeting = ceremony.public, ceremony.meeting
    for language in LANGUAGES:
        text = ceremony.page(public, "public:meeting", meeting, language=language) + "".join(
            ceremony.page(public, "public:item", meeting, item, language=language)
            for item in ceremony.items.values()
        )
        assert "辛夷" in text
        assert "容若" not in text
        sums = {"zh-hans": "112 = 上台2人 + 支部颁发110人", "en": "112 = 2 on stage + 110 by their"}
        assert sums[language] in text


def test_the_chair_starts_the_film_hears_the_talks_and_hands_over(ceremony):
    ceremony.hold()
    chair, meeting = signed_in(ceremony.moot.chair), ceremony.meeting
    ceremony.start("film")
    film = at("floor:item", meeting, ceremony.items["film"], "film")
    assert film in ceremony.page(chair, "floor:chair", meeting)
    chair.post(film)
    assert film not in ceremony.page(chair, "floor:chair", meeting)
    ceremony.start("sharing")
    first, second = Talk.objects.all()
    assert at("floor:spoke", meeting, first.pk) in ceremony.page(chair, "floor:chair", meeting)
    back = at("clerk:programme", first.item_id)
    answer = ceremony.desk.post(at("floor:spoke", meeting, first.pk), next=back)
    assert answer.headers["Location"] == back
    text = ceremony.page(chair, "floor:chair", meeting)
    assert "1 of 2 have spoken; next: 辛夷" in text
    assert at("floor:spoke", meeting, second.pk) in text
    ceremony.start("award")
    hand = at("floor:item", meeting, ceremony.items["award"], "present")
    assert hand in ceremony.page(chair, "floor:chair", meeting)
    chair.post(hand)
    assert hand not in ceremony.page(chair, "floor:chair", meeting)
    assert queries.award_tally(Award.objects.get()).presented == 2
    for kind in ("oath", "sharing"):
        ceremony.start(kind)
    chair.post(at("floor:spoke", meeting, second.pk))
    assert not Talk.objects.filter(spoke_at=None).exists()


def test_the_wall_of_the_hall_says_who_hands_what_to_whom(ceremony):
    hall = ceremony.hold()
    steward, own = (signed_in(ceremony.moot.steward), signed_in(ceremony.moot.deputies[0]))
    ceremony.start("award")
    for language in LANGUAGES:
        wall = ceremony.page(steward, "floor:screen", hall, language=language)
        assert "→ 辛夷" in wall
        assert "容若" not in wall
        clerk = ceremony.desk.client
        assert "容若" in ceremony.page(clerk, "clerk:hold", ceremony.meeting, language=language)
        page = ceremony.page(own, "floor:meeting", ceremony.meeting, language=language)
        assert "→ 辛夷" in page
    item = ceremony.items["award"]
    row = Award.objects.get().recipients.first().pk
    ceremony.moot.do("award.remove_recipient", recipient=row)
    ceremony.moot.do("award.deliver", item=item, way="home", count=1)
    assert "1 at home" in ceremony.page(ceremony.desk.client, "clerk:programme", item)
    ceremony.start("film")
    ceremony.moot.do("film.start", item=ceremony.items["film"])
    assert "until 09:09" in ceremony.page(steward, "floor:screen", hall)


def test_the_usual_items_are_taken_reworded_or_dropped(desk):
    planned = desk.post(
        at("clerk:meeting_plan"),
        kind="work_meeting",
        name="半年度工作会议",
        organization=desk.moot.town.government,
        start="2026-07-29T14:00",
        end="2026-07-29T16:00",
        with_items="on",
    )
    meeting = Meeting.objects.get(name="半年度工作会议")
    where = at("clerk:agenda_usual", meeting.pk)
    assert planned.headers["Location"] == where
    assert where in desk.get(at("clerk:agenda", meeting.pk)).text
    assert "传达上级会议精神" in desk.get(where, HTTP_ACCEPT_LANGUAGE="zh-hans").text
    answer = desk.post(
        where, take_1="on", name_1="通报上半年工作", take_3="on", name_3="", name_0="不要"
    )
    assert answer.headers["Location"] == at("clerk:agenda", meeting.pk)
    rows = list(AgendaItem.objects.filter(meeting=meeting))
    assert [row.kind for row in rows] == ["report", "speech"]
    assert rows[0].name == "通报上半年工作"
    none = desk.post(where, name_0="")
    assert none.status_code == 422


def test_those_usually_expected_are_listed_with_one_press(desk):
    meeting = desk.moot.plan("work_meeting", name="半年度工作会议")
    holder = desk.moot.town.somebody().person
    things = desk.things
    place = {"organization": things["organization"], "post": things["post"]}
    desk.moot.do("membership.begin", person=holder, **place)
    where = at("clerk:members_usual", meeting)
    assert where in desk.get(at("clerk:members", meeting)).text
    assert desk.post(where).headers["Location"] == at("clerk:members", meeting)
    assert Participant.objects.filter(meeting=meeting, person=holder).exists()
    assert where not in desk.get(at("clerk:members", desk.things["meeting"])).text
