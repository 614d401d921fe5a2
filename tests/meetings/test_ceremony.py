"""A ceremony: talks, a film, an award whose numbers agree, an oath, an anthem, a visit."""

import json
from contextlib import contextmanager

import pytest

from tests.meetings.conftest import at
from townmoot.meetings import queries
from townmoot.meetings.enums import Capacity
from townmoot.meetings.models import AgendaItem, Award, Film, Oath, Participant, Talk, Visit
from townmoot.record import Denied, Invalid, NotFound, Refused
from townmoot.record.models import Entry, new_id
from townmoot.record.queries import timeline

KINDS = ("anthem", "film", "sharing", "award", "oath", "visit")


class Ceremony:
    """1 July in the main hall, with one item of each kind."""

    def __init__(self, moot):
        self.moot = moot
        self.meeting = moot.plan("ceremony", "2026-07-15", name="主题活动", hybrid=True)
        self.items = {kind: moot.item(self.meeting, kind=kind, name=kind) for kind in KINDS}
        self.guests = [moot.town.somebody().person for _ in range(3)]

    def open(self):
        """Call the deputies by name and open."""
        for who in self.moot.deputies:
            self.moot.do(
                "participant.add", meeting=self.meeting, person=who.person, capacity="member"
            )
        self.moot.call(self.meeting)
        self.moot.go("2026-07-15", "09:00")
        self.moot.do("meeting.open", meeting=self.meeting)
        self.moot.adopt(self.meeting)

    def do(self, act, kind, **more):
        return self.moot.do(act, item=self.items[kind], **more)

    def start(self, kind):
        self.moot.do("item.start", item=self.items[kind])

    def award(self, total=112, on_stage=2):
        """The honour with its first recipients; the last of them may not be named."""
        self.do("award.set", "award", honour="光荣在党50年纪念章", total=total)
        presenter = self.moot.chair.person
        for place, person in enumerate(self.guests[:on_stage]):
            more = {"presenter": presenter, "consent": place == 0}
            self.do("award.add_recipient", "award", person=person, **more)
        return Award.objects.get(item=self.items["award"])

    def told(self, act):
        """What the public record says of the last such act."""
        row = Entry.objects.filter(act=act).latest("position")
        return next(entry for entry in timeline(self.moot.body, row.subject) if entry.pk == row.pk)


@pytest.fixture
def ceremony(moot) -> Ceremony:
    return Ceremony(moot)


@contextmanager
def wrong(field, words):
    """The act is refused beside this field, in these words."""
    with pytest.raises(Invalid) as error:
        yield
    (problem,) = error.value.problems
    assert problem["field"] == field
    assert words in problem["reason"]


def public_of(entry):
    return json.loads(entry.envelope).get("public")


def test_talks_are_given_one_after_the_other(ceremony):
    moot, item = ceremony.moot, ceremony.items["sharing"]
    first, second = (
        moot.make(
            "sharing.add_talk", "talk", item=item, speaker=who, theme="巷子里的事", consent=ok
        )
        for who, ok in zip(ceremony.guests[:2], (True, False), strict=True)
    )
    with pytest.raises(Refused, match="not at this item"):
        moot.do("sharing.spoke", talk=first)
    moot.do("meeting.publish", meeting=ceremony.meeting)
    ceremony.open()
    ceremony.start("sharing")
    moot.do("sharing.spoke", by=moot.chair, talk=first)
    told = public_of(ceremony.told("sharing.spoke"))["data"]
    assert (told["order"], told["person"]) == (1, str(ceremony.guests[0]))
    with pytest.raises(Refused, match="given already"):
        moot.do("sharing.spoke", talk=first)
    with pytest.raises(Refused, match="given already"):
        moot.do("sharing.remove_talk", talk=first)
    moot.do("sharing.spoke", talk=second)
    assert "person" not in public_of(ceremony.told("sharing.spoke"))["data"]


def test_a_speaker_who_does_not_come_is_taken_off(ceremony):
    talk = ceremony.do("sharing.add_talk", "sharing", speaker=ceremony.guests[0])["talk"]
    ceremony.moot.do("sharing.remove_talk", talk=talk)
    assert not Talk.objects.exists()
    with pytest.raises(NotFound):
        ceremony.do("sharing.add_talk", "sharing", speaker=new_id())


def test_only_who_conducts_notes_what_happens(ceremony):
    moot = ceremony.moot
    talk = ceremony.do("sharing.add_talk", "sharing", speaker=ceremony.guests[0])["talk"]
    with pytest.raises(Denied):
        moot.do("sharing.spoke", by=moot.deputies[0], talk=talk)


def test_a_film_is_cued_and_started_once(ceremony):
    ceremony.moot.do("meeting.publish", meeting=ceremony.meeting)
    with pytest.raises(Refused, match="which film"):
        ceremony.do("film.start", "film")
    ceremony.do("film.set", "film", title="汀水边的人", minutes=9)
    ceremony.do("film.set", "film", title="汀水边的人", minutes=8, link="https://example.org/film")
    ceremony.open()
    with pytest.raises(Refused, match="not at this item"):
        ceremony.do("film.start", "film")
    ceremony.start("film")
    ceremony.do("film.start", "film")
    assert Film.objects.get().started_at >= at("2026-07-15", "09:00")
    assert public_of(ceremony.told("film.start"))["data"]["minutes"] == 8
    for again in ("film.start", "film.set"):
        more = {"title": "另一部", "minutes": 3} if again == "film.set" else {}
        with pytest.raises(Refused, match="started already"):
            ceremony.do(again, "film", **more)


def test_a_link_to_a_film_is_an_address(ceremony):
    with wrong("link", ""):
        ceremony.do("film.set", "film", title="汀水", minutes=8, link="javascript:alert(1)")


def test_stage_branches_and_home_make_up_all_who_are_honoured(ceremony):
    branch = ceremony.moot.town.unit()
    award = ceremony.award(total=8)
    assert queries.award_tally(award).left == 6
    ceremony.do("award.deliver", "award", way="branch", count=4, organization=branch)
    ceremony.do("award.deliver", "award", way="branch", count=3, organization=branch)
    ceremony.do("award.deliver", "award", way="branch", count=1)
    left = ceremony.do("award.deliver", "award", way="home", count=2)["left"]
    found = queries.award_tally(award)
    assert (found.listed, found.branch, found.home, left) == (2, 4, 2, 0)
    assert found.reconciled
    with wrong("count", "it would be 9"):
        ceremony.do("award.deliver", "award", way="home", count=3)
    with wrong("person", "it would be 9"):
        ceremony.do("award.add_recipient", "award", person=ceremony.guests[2])
    with wrong("total", "it would be 8"):
        ceremony.do("award.set", "award", honour="纪念章", total=7)


def test_an_award_is_handed_to_those_on_stage(ceremony):
    moot = ceremony.moot
    moot.do("meeting.publish", meeting=ceremony.meeting)
    award = ceremony.award()
    first, second = award.recipients.all()
    with pytest.raises(Refused, match="not at this item"):
        ceremony.do("award.present", "award")
    ceremony.open()
    ceremony.start("award")
    with pytest.raises(NotFound):
        ceremony.do("award.present", "award", recipients=[new_id()])
    ceremony.do("award.present", "award", recipients=[first.pk])
    told = public_of(ceremony.told("award.present"))["data"]
    assert (told["count"], told["persons"]) == (1, [str(first.person_id)])
    with pytest.raises(Refused, match="handed over already"):
        moot.do("award.remove_recipient", recipient=first.pk)
    ceremony.do("award.present", "award")
    assert public_of(ceremony.told("award.present"))["data"]["persons"] == []
    assert queries.award_tally(Award.objects.get()).presented == 2
    with pytest.raises(Refused, match="Nobody is left"):
        ceremony.do("award.present", "award")
    ceremony.do("award.deliver", "award", way="branch", count=110)
    assert public_of(ceremony.told("award.deliver"))["data"]["left"] == 0
    assert second.award_id == award.pk


def test_who_is_not_honoured_on_stage_after_all_is_taken_off(ceremony):
    award = ceremony.award()
    with pytest.raises(Refused, match="on the list already"):
        ceremony.do("award.add_recipient", "award", person=ceremony.guests[0])
    ceremony.moot.do("award.remove_recipient", recipient=award.recipients.first().pk)
    assert queries.award_tally(award).listed == 1


def test_nobody_is_honoured_before_the_honour_is_named(ceremony):
    with pytest.raises(Refused, match="which honour"):
        ceremony.do("award.add_recipient", "award", person=ceremony.guests[0])


def test_oath_anthem_and_visit_are_noted_and_counted(ceremony):
    moot = ceremony.moot
    ceremony.do("anthem.set", "anthem", title="国歌", way="sung")
    leader = moot.chair.person
    ceremony.do("oath.set", "oath", name="誓词", leader=leader, swearers="全体到会人员")
    ceremony.do("visit.set", "visit", place="镇史馆", at="2026-07-15T10:30:00", leader=leader)
    moot.do("meeting.publish", meeting=ceremony.meeting)
    ceremony.open()
    ceremony.do("oath.set", "oath", name="誓词", leader=leader, sworn=86)
    ceremony.do("visit.set", "visit", place="镇史馆", planned=90, went=74)
    assert (Oath.objects.get().sworn, Visit.objects.get().went) == (86, 74)
    assert public_of(ceremony.told("oath.set"))["data"]["sworn"] == 86
    assert public_of(ceremony.told("visit.set"))["data"]["went"] == 74


SETTINGS = [
    ("film.set", {"title": "片", "minutes": 1}),
    ("award.set", {"honour": "章", "total": 1}),
    ("oath.set", {"name": "词"}),
    ("anthem.set", {"title": "歌"}),
    ("visit.set", {"place": "馆"}),
]


@pytest.mark.parametrize(("act", "more"), SETTINGS)
def test_each_is_noted_under_an_item_of_its_own_kind(ceremony, act, more):
    with wrong("item", "item of this kind"):
        ceremony.do(act, "sharing", **more)


def test_nothing_is_noted_under_what_was_taken_off_or_called_off(ceremony):
    moot = ceremony.moot
    moot.do("agenda.remove_item", item=ceremony.items["film"], reason="不放了")
    with pytest.raises(Refused, match="taken off"):
        ceremony.do("film.set", "film", title="片", minutes=1)
    moot.do("meeting.cancel", meeting=ceremony.meeting, reason="大雨")
    with pytest.raises(Refused, match="cancelled"):
        ceremony.do("anthem.set", "anthem", title="国歌")


def test_the_record_is_silent_on_what_is_not_public(ceremony):
    moot = ceremony.moot
    item = moot.item(ceremony.meeting, kind="award", public=False, confidential_reason="未公开")
    moot.do("award.set", item=item, honour="章", total=3)
    for name, more in SETTINGS:
        ceremony.do(name, name.partition(".")[0], **more)
    ceremony.do("award.add_recipient", "award", person=ceremony.guests[0])
    talk = ceremony.do("sharing.add_talk", "sharing", speaker=ceremony.guests[0])["talk"]
    ceremony.open()
    ceremony.start("film")
    ceremony.do("film.start", "film")
    ceremony.start("sharing")
    moot.do("sharing.spoke", talk=talk)
    ceremony.start("award")
    ceremony.do("award.present", "award")
    ceremony.do("award.deliver", "award", way="home", count=0)
    acts = [*(name for name, _more in SETTINGS), "film.start", "sharing.spoke"]
    rows = Entry.objects.filter(act__in=[*acts, "award.present", "award.deliver"])
    assert {public_of(row) for row in rows} == {None}


def test_what_is_done_under_items_takes_the_same_queries(ceremony, django_assert_num_queries):
    ceremony.award()
    ceremony.do("sharing.add_talk", "sharing", speaker=ceremony.guests[0])
    rows = queries.with_programme(AgendaItem.objects.filter(meeting=ceremony.meeting))
    with django_assert_num_queries(7):
        for row in rows:
            assert all(talk.speaker.name for talk in row.talks.all())
            if hasattr(row, "award"):
                assert queries.award_tally(row.award).listed == 2


# ------------------------------------------------------------ templates and the list by name


def test_several_items_are_added_at_once(moot):
    meeting = moot.plan("work_meeting", name="半年度工作会议", hybrid=False)
    usual = queries.template_of(moot.meeting(meeting)).agenda
    items = [{"kind": one.kind, "name": one.name.zh} for one in usual]
    moot.do("agenda.add_items", meeting=meeting, items=items)
    rows = list(queries.items_of(moot.meeting(meeting)))
    assert [row.kind for row in rows] == ["pass_on", "report", "assign", "speech"]
    assert rows[0].name == "传达上级会议精神"
    assert [row.organization_id for row in rows[0].recipients.all()] == [moot.town.congress]


def test_a_usual_item_without_a_title_is_called_after_its_kind(moot):
    usual = queries.template_of(moot.meeting(moot.plan("session", hybrid=False))).agenda
    assert [(one.kind, one.name) for one in usual][:2] == [("adopt", None), ("report", None)]


def test_of_several_items_none_is_added_where_one_does_not_fit(moot):
    meeting = moot.plan("ceremony", name="主题活动")
    items = [{"kind": "film", "name": "看片"}, {"kind": "vote", "name": "表决"}]
    with pytest.raises(Invalid):
        moot.do("agenda.add_items", meeting=meeting, items=items)
    assert not queries.items_of(moot.meeting(meeting)).exists()


@pytest.fixture
def offices(moot):
    """A mayor, the head of an office and the head of a neighbourhood."""
    town = moot.town
    estate = town.unit("汀苑居民区", "neighbourhood")
    found = {}
    for name, home, duty in (
        ("mayor", town.government, None),
        ("head", town.unit(), "unit_head"),
        ("neighbour", estate, "unit_head"),
        ("officer", estate, "unit_officer"),
    ):
        order = 1 if name == "mayor" else 50
        post = town.post(home, name, duty=duty, protocol_order=order)
        found[name] = town.somebody().person
        moot.do("membership.begin", person=found[name], organization=home, post=post)
    return found


def listed(meeting):
    rows = Participant.objects.filter(meeting=meeting, removed_at=None)
    return {row.person_id: row.capacity for row in rows}


def test_a_work_meeting_expects_leaders_and_heads(moot, offices):
    meeting = moot.plan("work_meeting", name="半年度工作会议")
    moot.do("participant.add_usual", meeting=meeting)
    found = listed(meeting)
    assert {offices["mayor"], offices["head"], offices["neighbour"]} <= set(found)
    assert offices["officer"] not in found
    assert set(found.values()) == {Capacity.MEMBER}
    rows = queries.attendance_of(moot.meeting(meeting))
    assert rows.first().person_id == offices["mayor"]
    with pytest.raises(Refused, match="on the list"):
        moot.do("participant.add_usual", meeting=meeting)


def test_a_ceremony_expects_who_speaks_and_who_is_honoured(moot, offices, ceremony):
    ceremony.award()
    ceremony.do("sharing.add_talk", "sharing", speaker=ceremony.guests[2])
    moot.do("agenda.correct_item", item=ceremony.items["visit"], speaker=moot.steward.person)
    moot.do("participant.add_usual", meeting=ceremony.meeting)
    found = listed(ceremony.meeting)
    assert {found[person] for person in ceremony.guests} == {Capacity.INVITED}
    assert found[moot.steward.person] == Capacity.INVITED
    assert offices["neighbour"] not in found


def test_who_was_taken_off_stays_off(moot, offices):
    meeting = moot.plan("work_meeting", name="半年度工作会议")
    moot.do("participant.add_usual", meeting=meeting)
    moot.do("participant.remove", meeting=meeting, person=offices["head"], reason="出差")
    assert offices["head"] not in listed(meeting)
    with pytest.raises(Refused):
        moot.do("participant.add_usual", meeting=meeting)


def test_a_session_lists_its_members_with_the_notice_alone(moot):
    with pytest.raises(Refused, match="lists its members"):
        moot.do("participant.add_usual", meeting=moot.plan())


def test_the_notice_of_a_work_meeting_calls_those_on_its_list(moot, offices):
    meeting = moot.plan("work_meeting", name="半年度工作会议")
    moot.hall(meeting)
    with pytest.raises(Refused, match="who is expected"):
        moot.do("meeting.give_notice", meeting=meeting)
    moot.do("participant.add", meeting=meeting, person=offices["head"], capacity="member")
    early = moot.plan("work_meeting", name="先列名单的会议")
    moot.do("participant.add", meeting=early, person=offices["head"], capacity="member")
    moot.hall(early)
    for key in (meeting, early):
        assert moot.do("meeting.give_notice", meeting=key)["expected"] == 1
    (row,) = Participant.objects.filter(meeting=early)
    assert row.venue is not None
