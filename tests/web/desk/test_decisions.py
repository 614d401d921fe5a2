"""What the assembly decides: refusals with reasons, extensions, the second of two clerks."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.doors import signed_in
from tests.web.pages import fill, main_form
from townmoot.suggestions.models import Extension, Suggestion


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


def test_a_paper_is_returned_with_a_listed_reason(desk):
    key = desk.handed_in()
    clerk = signed_in(desk.clerk)
    page = url("step", key, "refuse")
    empty = fill(clerk, page)
    assert empty.status_code == 422
    assert not empty.redirect_chain
    fill(clerk, page, reason="outside_competence", words="不属本镇职权")
    assert desk.state(key) == "refused"
    assert "不属本镇职权" in clerk.get(url("one", key)).content.decode()


def test_the_second_clerk_is_told_and_keeps_the_own_text(desk):
    key = desk.handed_in()
    clerk, head = signed_in(desk.clerk), signed_in(desk.clerk_head)
    page = url("step", key, "refuse")
    opened = main_form(clerk.get(page))
    fill(head, url("step", key, "accept"))
    late = clerk.post(page, {**opened.values, "reason": "outside_competence", "words": "我的意见"})
    assert late.status_code == 409
    text = late.content.decode()
    assert "我的意见" in text
    assert "State of the suggestion: accepted" in text


def test_the_same_press_twice_does_it_once(desk):
    key = desk.handed_in()
    clerk = signed_in(desk.clerk)
    page = url("step", key, "accept")
    opened = main_form(clerk.get(page))
    for _ in range(2):
        assert clerk.post(page, opened.values).status_code == 302
    assert Suggestion.objects.filter(number__isnull=False).count() == 1


def test_more_time_is_given_once(desk):
    _key, part = desk.handling()
    desk.do(
        "extension.request",
        by=desk.units[0].officer,
        allotment=part,
        until="2026-05-11",
        reason="要招标",
    )
    row = Extension.objects.get()
    clerk, head = signed_in(desk.clerk), signed_in(desk.clerk_head)
    refuse = url("extension", row.pk, "refuse")
    opened = main_form(head.get(refuse))
    assert fill(clerk, url("extension", row.pk, "approve")).redirect_chain
    late = head.post(refuse, {**opened.values, "remark": "不同意"})
    assert late.status_code == 409
    assert "不同意" in late.content.decode()
    row.refresh_from_db()
    assert row.approved
    assert head.get(refuse).status_code == 404


def test_what_cannot_be_done_now_says_why(desk):
    key, _part, reply = desk.replied()
    text = signed_in(desk.clerk).get(url("one", key)).content.decode()
    assert "Signers may still rate the reply." in text
    assert reverse("desk:step", args=[key, "close"]) not in text
    desk.rate(reply)
    assert url("step", key, "close") in signed_in(desk.clerk).get(url("one", key)).content.decode()


def test_words_to_cover_must_stand_in_the_texts(desk):
    key, _, _ = desk.closed()
    clerk = signed_in(desk.clerk)
    wrong = fill(clerk, url("review", key), cover="没有的词")
    assert wrong.status_code == 422
    assert "没有的词" in wrong.content.decode()


def test_who_reviewed_cannot_publish_alone(desk):
    key, _, _ = desk.closed()
    clerk = signed_in(desk.clerk)
    fill(clerk, url("review", key))
    text = clerk.get(url("publish", key)).content.decode()
    assert "You reviewed it; somebody else must publish it." in text
    fill(signed_in(desk.clerk_head), url("publish", key))
    assert desk.item(key).published_on == desk.today


def test_merged_and_carried_over(desk):
    one, two = desk.accepted(), desk.accepted()
    clerk = signed_in(desk.clerk)
    fill(clerk, url("step", one, "merge"), into=str(two), reason="同一条路")
    assert desk.state(one) == "merged"
    fill(clerk, url("step", two, "carry-over"), kind="year", year="2027", reason="跨年")
    assert desk.item(two).carryovers.get().year == 2027


def test_what_is_public_is_taken_back_on_the_page(desk):
    key, _, _ = desk.closed()
    desk.publish(key)
    clerk = signed_in(desk.clerk)
    assert "Review again, or take back" in clerk.get(url("one", key)).content.decode()
    assert "who read or copied it" in clerk.get(url("review", key)).content.decode()
    fill(clerk, url("review", key), result="internal", reason="漏了住址")
    assert desk.item(key).published_on is None
    address = reverse("public:suggestion", args=[key])
    gone = Client().get(address)
    text = gone.content.decode()
    assert (gone.status_code, desk.item(key).title in text) == (410, False)
    assert "took the publication back" in text
    assert "Townmoot" in Client(headers={"accept-language": "zh-hans"}).get(address).text
    assert desk.item(key).title not in Client().get(reverse("public:suggestions")).content.decode()
    assert "Publication taken back" in clerk.get(url("one", key)).content.decode()
