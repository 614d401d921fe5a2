"""The clerk's forms: they do what they say, keep what was typed, and say why not."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from townmoot.meetings import queries as meetings
from townmoot.meetings.models import AgendaItem, File, Meeting, Venue
from townmoot.people.models import Account, Membership, Organization, Person, Portfolio, Post
from townmoot.record.models import Entry
from townmoot.rules.models import CalendarDay


def at(name: str, *args) -> str:
    return reverse(f"clerk:{name}", args=args)


def act_id(page: str) -> str:
    """The act id in the hidden field of a page."""
    return re.search(r'name="act_id" value="([^"]+)"', page)[1]


def test_a_person_is_added_given_a_role_and_let_sign_in(desk):
    answer = desk.post(at("person_add"), name="邹晓", work="某某小学教师")
    person = Person.objects.get(name="邹晓")
    assert answer.headers["Location"] == at("person", person.pk)
    desk.post(at("person_join", person.pk), organization=desk.moot.town.congress, role="deputy")
    assert Membership.objects.get(person=person).role == "deputy"
    desk.post(at("account_open", person.pk), login="zouxiao")
    account = Account.objects.get(login="zouxiao")
    desk.post(at("account_close", account.pk))
    account.refresh_from_db()
    assert not account.is_active


def test_what_was_typed_stays_when_a_field_is_wrong(desk):
    answer = desk.post(at("person_add"), name="", work="某某小学教师", birth="七一年")
    assert answer.status_code == 422
    assert 'value="某某小学教师"' in answer.text
    assert 'role="alert"' in answer.text


def test_what_was_typed_stays_when_it_is_refused(desk):
    taken = Membership.objects.get(pk=desk.things["membership"]).number
    person = desk.moot.town.somebody().person
    answer = desk.post(
        at("person_join", person),
        organization=desk.moot.town.congress,
        role="deputy",
        number=taken,
        constituency="第九选区",
    )
    assert answer.status_code == 409
    assert 'value="第九选区"' in answer.text


def test_the_second_of_two_editors_is_told_and_keeps_the_text(desk):
    where = at("person_correct", desk.things["person"])
    assert desk.post(where, name="王一", revision=0).status_code == 302
    answer = desk.post(where, name="王二", revision=0)
    assert answer.status_code == 409
    assert 'value="王二"' in answer.text


def test_a_form_sent_twice_is_done_once(desk):
    key = act_id(desk.get(at("person_add")).text)
    for _ in range(2):
        assert desk.post(at("person_add"), name="邹晓", act_id=key).status_code == 302
    assert Person.objects.filter(name="邹晓").count() == 1


def test_a_broken_act_id_does_not_stop_anybody(desk):
    assert desk.post(at("person_add"), name="邹晓", act_id="x").status_code == 302


def test_a_membership_is_ended_with_a_reason(desk):
    where = at("membership_end", desk.things["membership"])
    assert desk.post(where, reason="").status_code == 422
    assert desk.post(where, reason="调离").status_code == 302
    assert Membership.objects.get(pk=desk.things["membership"]).end_reason == "调离"


def test_an_organization_its_posts_and_what_falls_to_them(desk):
    desk.post(at("organization_add"), name="河埠村", kind="neighbourhood", protocol_order=500)
    home = Organization.objects.get(name="河埠村")
    desk.post(
        at("organization_correct", home.pk), name="河埠村委会", protocol_order=400, revision=0
    )
    desk.post(at("post_add", home.pk), name="书记", duty="unit_head", protocol_order=10)
    post = Post.objects.get(organization=home)
    desk.post(at("post_correct", post.pk), name="党支部书记", protocol_order=5, revision=0)
    desk.post(at("portfolio_add", post.pk), area="水利", start="2026-07-22")
    portfolio = Portfolio.objects.get(post=post)
    assert desk.get(at("portfolio_end", portfolio.pk)).status_code == 200
    desk.post(at("portfolio_end", portfolio.pk))
    desk.post(at("post_end", post.pk))
    desk.post(at("organization_end", home.pk))
    home.refresh_from_db()
    assert (home.name, home.end is not None) == ("河埠村委会", True)


def test_a_button_that_is_refused_says_why_and_leads_back(desk):
    answer = desk.post(at("meeting_open", desk.things["meeting"]))
    assert answer.status_code == 409
    assert at("hold", desk.things["meeting"]) in answer.text


def test_a_meeting_from_its_plan_to_its_notice(desk):
    answer = desk.post(
        at("meeting_plan"),
        kind="deputies_meeting",
        name="三季度会议",
        organization=desk.moot.town.congress,
        start="2026-09-18T09:00",
        end="2026-09-18T11:00",
    )
    assert answer.status_code == 302, answer.text
    row = Meeting.objects.get(name="三季度会议")
    assert answer.headers["Location"] == at("meeting", row.pk)
    assert row.start.isoformat() == "2026-09-18T01:00:00+00:00"
    assert desk.post(at("notice", row.pk)).status_code == 409
    desk.post(at("venue_add", row.pk), name="大会议厅", kind="main", groups=[desk.moot.group])
    hall = Venue.objects.get(meeting=row)
    desk.post(at("venue_correct", hall.pk), name="小会议厅", groups=[], revision=0)
    assert desk.post(at("notice", row.pk)).status_code == 302
    assert meetings.state_of(row) == "called"
    desk.post(at("meeting_correct", row.pk), name="第三季度会议", start="2026-09-19T09:00",
              end="2026-09-19T11:00", revision=row.revision)  # fmt: skip
    desk.post(at("preside", row.pk), person=desk.moot.chair.person)
    desk.post(at("meeting_publish", row.pk))
    desk.post(at("meeting_cancel", row.pk), reason="台风")
    row.refresh_from_db()
    assert (row.name, row.presiding_id) == ("第三季度会议", desk.moot.chair.person)
    assert meetings.state_of(row) == "cancelled"


def test_a_notice_that_is_too_late_says_by_when_it_was_due(desk):
    meeting = desk.moot.plan(day="2026-07-23")
    desk.moot.hall(meeting)
    desk.speak("en")
    page = desk.get(at("notice", meeting)).text
    assert "Today is too late" in page
    assert "Why this date" in page
    assert desk.post(at("notice", meeting)).status_code == 409


def test_an_agenda_is_ordered_corrected_and_adopted(desk):
    meeting = desk.moot.plan(day="2026-09-18")
    for name in ("一", "二"):
        desk.post(at("item_add", meeting), kind="report", name=name, public="on")
    first, second = AgendaItem.objects.filter(meeting=meeting)
    desk.post(at("item_move", second.pk), to=1)
    second.refresh_from_db()
    assert second.number == "1"
    seen = first.revision + 1
    desk.post(at("item_correct", first.pk), name="听取报告", public="on", revision=seen)
    desk.post(at("item_remove", second.pk), reason="并入")
    first.refresh_from_db()
    assert (first.name, first.number) == ("听取报告", "1")
    assert desk.post(at("item_move", first.pk), to="").status_code == 422
    held = desk.things["meeting"]
    desk.post(at("agenda_reopen", held), note="加一项")
    desk.post(at("agenda_propose", held))
    desk.post(at("agenda_adopt", held), way="acclamation", note="主席提议")
    assert meetings.agenda_state(Meeting.objects.get(pk=held)) == "adopted"


def test_the_meeting_goes_through_its_agenda(desk):
    meeting, item = desk.things["meeting"], desk.things["item"]
    desk.post(at("item_start", item))
    assert b'aria-current="step"' in desk.get(at("hold", meeting)).content
    desk.post(at("item_finish", item))
    for name in ("pause", "resume", "close"):
        assert desk.post(at(f"meeting_{name}", meeting)).status_code == 302
    assert meetings.state_of(Meeting.objects.get(pk=meeting)) == "closed"


@pytest.fixture
def files(settings, tmp_path):
    """Keep files in a folder of the test."""
    settings.DATA = tmp_path


def test_a_file_is_laid_read_and_taken_back(desk, files):
    meeting = desk.things["meeting"]
    given = SimpleUploadedFile("报告.txt", "上半年工作报告".encode())
    answer = desk.post(at("file_add", meeting), file=given, name="工作报告", public="on")
    assert answer.status_code == 302
    file = File.objects.get(meeting=meeting)
    read = desk.get(at("file", file.pk))
    assert b"".join(read.streaming_content).decode() == "上半年工作报告"
    assert "工作报告" in desk.get(at("agenda", meeting)).text
    desk.get(at("file_withdraw", file.pk))
    desk.post(at("file_withdraw", file.pk), reason="有误")
    assert desk.get(at("file", file.pk)).status_code == 404


def test_a_file_of_a_false_type_is_refused_with_the_reason(desk, files):
    given = SimpleUploadedFile("报告.pdf", b"MZ not a pdf at all")
    answer = desk.post(at("file_add", desk.things["meeting"]), file=given, name="工作报告")
    assert answer.status_code == 409
    assert 'value="工作报告"' in answer.text


def test_doors_are_closed_opened_and_get_new_codes(desk):
    venue = desk.things["venue"]
    before = Venue.objects.get(pk=venue).code
    desk.post(at("door_close", venue))
    assert not meetings.check_in_open(Venue.objects.get(pk=venue))
    assert desk.post(at("door_open", venue), desk="1").headers["Location"] == at(
        "attendance", desk.things["meeting"]
    )
    desk.post(at("venue_code", venue))
    assert Venue.objects.get(pk=venue).code != before


def test_leave_on_paper_is_entered_and_waits_on_the_front_page(desk):
    meeting = desk.moot.plan(day="2026-08-20")
    desk.moot.call(meeting)
    who = desk.moot.deputies[1].person
    desk.post(at("leave_enter", meeting), person=who, reason="外出就医")
    assert "外出就医" in desk.get(at("leaves", meeting)).text
    assert str(Person.objects.get(pk=who)) in desk.get(at("home")).text


def test_others_are_expected_seated_and_taken_off(desk):
    meeting = desk.moot.plan(day="2026-08-20")
    hall = desk.moot.call(meeting)
    guest = desk.moot.town.somebody()
    desk.post(at("member_add", meeting), person=guest.person, capacity="invited")
    row = desk.moot.listed(meeting, guest)
    desk.post(at("member_seat", row.pk), venue=hall, platform="on")
    row.refresh_from_db()
    assert row.platform
    desk.post(at("member_remove", row.pk), reason="不来了")
    row.refresh_from_db()
    assert row.removed_at is not None


def test_a_check_in_is_struck_and_made_again_by_number(desk):
    meeting, who = desk.things["meeting"], desk.moot.deputies[0]
    row = desk.moot.listed(meeting, who)
    desk.post(at("check_in_strike", row.pk), reason="签错会场")
    assert not row.check_ins.filter(struck_at=None).exists()
    door = reverse("floor:desk", args=[desk.things["venue"]])
    assert f'href="{door}"' in desk.get(at("attendance", meeting)).text
    desk.post(door, number=row.number)
    assert row.check_ins.filter(struck_at=None).count() == 1


def test_the_town_its_terms_and_its_days(desk):
    desk.post(at("town"), name="澄汀镇", name_en="Chengting Town", locale="zh-Hans", revision=0)
    desk.post(at("term_add"), name="第十届", start="2026-01-01")
    desk.post(at("day_add"), date="2026-09-11", kind="off", name="开渡节")
    assert "开渡节" in desk.get(at("calendar")).text
    desk.post(at("day_clear", "2026-09-11"))
    assert CalendarDay.objects.get().ended_at is not None
    assert desk.post(at("day_clear", "x")).status_code == 422


def test_a_signed_opinion_is_sent_to_its_unit(desk):
    moot, meeting = desk.moot, desk.things["meeting"]
    review = AgendaItem.objects.get(meeting=meeting, kind="review")
    desk.post(at("item_start", review.pk))
    head = moot.town.join(moot.deputies[0], moot.group, role="group_head")
    moot.do("group.sit", meeting=meeting, group=moot.group)
    opinion = moot.make(
        "opinion.record", item=review.pk, group=moot.group,
        speaker=moot.deputies[1].person, text="路灯不亮",
    )  # fmt: skip
    moot.do("opinion.release", by=head, meeting=meeting, group=moot.group)
    assert desk.get(at("opinion_send", opinion)).status_code == 200
    desk.post(at("opinion_send", opinion), unit=desk.things["organization"])
    page = desk.get(at("opinions", meeting)).text
    assert "路灯不亮" in page
    assert "规划建设办公室" in page


def test_every_change_is_in_the_record_under_the_clerk(desk):
    desk.post(at("person_add"), name="邹晓")
    last = Entry.objects.order_by("-position").first()
    assert (last.act, last.account) == ("person.add", desk.moot.clerk.account)


def test_a_document_passed_on_is_followed_and_an_item_is_emptied(desk):
    moot = desk.moot
    meeting = moot.plan(day="2026-09-18")
    item = moot.item(
        meeting, kind="pass_on", recipients=[moot.town.congress], speaker=moot.chair.person
    )
    desk.speak("en")
    assert "0/0 have received it" in desk.get(at("agenda", meeting)).text
    given = {"name": "传达", "public": "on", "revision": 0, "recipients": [str(moot.group)]}
    assert desk.post(at("item_correct", item), **given, speaker="").status_code == 302
    row = AgendaItem.objects.get(pk=item)
    assert row.speaker_id is None
    assert [each.organization_id for each in row.recipients.all()] == [moot.group]
