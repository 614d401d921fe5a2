"""One suggestion through the pages, from its acceptance to its publication."""

from __future__ import annotations

from django.urls import reverse

from tests.doors import signed_in
from tests.web.pages import fill, press
from townmoot.commitments.models import Commitment
from townmoot.suggestions.models import Allotment, Reply


def desk_url(name, *args):
    return reverse(f"desk:{name}", args=args)


def unit_url(name, *args):
    return reverse(f"unit:{name}", args=args)


def sent(answer):
    """Whether something was sent and one landed on another page."""
    assert answer.redirect_chain, answer.content.decode()
    return answer


def test_a_suggestion_goes_through_the_pages_from_acceptance_to_publication(desk):
    clerk, head, chair = (signed_in(who) for who in (desk.clerk, desk.clerk_head, desk.chair))
    office = signed_in(desk.office)
    unit, helper = desk.units[:2]
    officer, checker, chief = (signed_in(who) for who in (unit.officer, unit.checker, unit.head))
    lead, other = desk.deputies[:2]
    key = desk.handed_in(lead, [other], facts="校门口很挤，找王老师。")

    sent(fill(clerk, desk_url("step", key, "accept"), subject_class="交通"))
    assert desk.item(key).number == 1
    sent(fill(chair, desk_url("step", key, "assign")))
    assert desk.state(key) == "assigned"
    allot = unit_url("office_step", key, "allot")
    sent(fill(office, allot, lead_1=str(unit.id), assisting=[str(helper.id)]))
    part = Allotment.objects.get(suggestion=key, unit=unit.id).pk
    assisting = Allotment.objects.get(suggestion=key, unit=helper.id).pk

    sent(press(officer, unit_url("part", part), unit_url("part_step", part, "receive")))
    sent(
        press(
            signed_in(helper.officer),
            unit_url("part", assisting),
            unit_url("part_step", assisting, "receive"),
        )
    )
    opinion = unit_url("part_step", assisting, "opinion")
    sent(fill(signed_in(helper.officer), opinion, words="无异议"))
    contact = unit_url("part_step", part, "contact")
    sent(fill(officer, contact, way="face_to_face", persons=[str(lead.person)], words="代表同意"))
    draft = unit_url("part_step", part, "draft")
    sent(
        fill(
            officer,
            draft,
            reply_class="in_progress",
            text="您提出的建议收悉。\n王老师已联系。",
            promise="划线",
            deadline="2026-02-10",
        )
    )
    reply = Reply.objects.get(allotment=part).pk
    sent(fill(checker, unit_url("reply_step", reply, "check")))
    sent(fill(chief, unit_url("reply_step", reply, "sign")))
    sent(fill(officer, unit_url("reply_step", reply, "issue"), mark="澄规建复"))
    assert desk.state(key) == "replied"

    desk.rate(reply, lead)
    sent(press(clerk, desk_url("reply", reply), desk_url("reply_step", reply, "urge")))
    desk.rate(reply, other)
    sent(press(clerk, desk_url("reply", reply), desk_url("reply_step", reply, "release")))

    promise = Commitment.objects.get(suggestion=key).pk
    sent(fill(officer, unit_url("promise_step", promise, "evidence"), words="线已划好"))
    sent(fill(clerk, desk_url("promise_step", promise, "verify"), outcome="kept"))
    sent(fill(clerk, desk_url("step", key, "close")))
    assert desk.state(key) == "closed"

    looked = fill(clerk, desk_url("review", key), cover="王老师", look="1")
    assert "▇▇▇" in looked.content.decode()
    assert not looked.redirect_chain
    sent(fill(clerk, desk_url("review", key), cover="王老师"))
    sent(fill(head, desk_url("publish", key)))
    item = desk.item(key)
    assert item.published_on == desk.today
    texts = item.publications.get().disclosure.redactions.values_list("text", flat=True)
    assert "王老师" not in "".join(texts)
    page = clerk.get(desk_url("one", key)).content.decode()
    assert "Published" in page
