"""The life of one suggestion, through the pages of the floor alone."""

from __future__ import annotations

from tests.web.floor.conftest import post, text_of
from townmoot.suggestions.models import Rating, Signature, Suggestion


def test_one_suggestion_from_its_draft_to_its_rating(floor):
    lead, other = floor.deputies[:2]
    mine, theirs = floor.browser(lead), floor.browser(other)

    fields = {"title": "关于划定护学通道的建议", "facts": "校门口很挤。", "wants_public": "on"}
    page = post(mine, "/floor/suggestions/new/", **fields)
    item = Suggestion.objects.get()
    home = f"/floor/suggestions/{item.pk}/"
    assert page.redirect_chain == [(home, 302)]
    assert "Write both: how things are, and what should be done." in text_of(page)

    page = post(mine, f"{home}text/", **fields, proposal="划线。", revision=item.revision)
    assert "Your text is kept." in text_of(page)

    page = mine.get(f"{home}co-signers/", {"q": "CT-"})
    assert str(other.person) in text_of(page)
    assert str(lead.person) not in text_of(page)
    page = post(mine, f"{home}co-signers/", persons=[str(other.person)])
    assert "They are asked" in text_of(page)
    assert "Not confirmed in this wording" in text_of(mine.get(home))

    assert "asks you to co-sign." in text_of(theirs.get("/floor/"))
    page = theirs.get(home)
    assert "校门口很挤。" in text_of(page)
    assert "I have read it and co-sign" in text_of(page)
    page = post(theirs, f"{home}co-sign/", text_version=item.text_version)
    assert "The text was changed since you opened it." in text_of(page)
    assert page.status_code == 409
    version = Suggestion.objects.get().text_version
    assert "You have co-signed." in text_of(post(theirs, f"{home}co-sign/", text_version=version))

    assert f'name="text_version" value="{version}"' in mine.get(home).content.decode()
    page = post(mine, f"{home}hand-in/", text_version=version - 1)
    assert page.status_code == 409
    page = post(mine, f"{home}hand-in/", text_version=version)
    assert "Handed in" in text_of(page)
    item.refresh_from_db()
    assert item.handed_in_on is not None

    reply = floor.answer(item.pk)
    assert "Say how satisfied you are." in text_of(mine.get("/floor/"))
    page = mine.get(home)
    assert "Accepted as 2026 recess No. 1" in text_of(page)
    assert "Reply from 规划建设办公室" in text_of(page)
    letter = f"{home}replies/{reply}/"
    assert "现答复如下" in text_of(mine.get(letter))
    page = post(mine, letter, attitude="satisfied", result="dissatisfied")
    assert "Say why you are not satisfied." in text_of(page)
    assert page.status_code == 409
    assert 'value="dissatisfied"' in text_of(page)
    assert not Rating.objects.exists()
    page = post(mine, letter, attitude="satisfied", result="dissatisfied", reason="早高峰仍然堵。")
    assert "Thank you. Your rating is noted." in text_of(page)
    assert "早高峰仍然堵。" in text_of(mine.get(letter))
    assert "早高峰仍然堵。" not in text_of(theirs.get(home))
    assert "You rated the reply" not in text_of(theirs.get(home))


def test_who_declines_is_not_among_the_signers(floor):
    lead, other = floor.deputies[:2]
    key = floor.draft(lead)
    floor.do("cosigner.ask", by=lead, suggestion=key, persons=[other.person])
    page = post(floor.browser(other), f"/floor/suggestions/{key}/decline/", reason="我店里也在改")
    assert "Noted: you do not co-sign." in text_of(page)
    assert Signature.objects.get(person=other.person).declined_at is not None
    assert "我店里也在改" in text_of(floor.browser(lead).get(f"/floor/suggestions/{key}/"))


def test_the_second_editor_is_told_and_keeps_the_own_text(floor):
    lead = floor.deputies[0]
    key = floor.draft(lead)
    item = Suggestion.objects.get(pk=key)
    browser, url = floor.browser(lead), f"/floor/suggestions/{key}/text/"
    first = {"title": "甲", "facts": "一", "proposal": "二", "revision": item.revision}
    assert post(browser, url, **first).status_code == 200
    page = post(browser, url, **(first | {"title": "乙"}))
    assert page.status_code == 409
    assert "Someone else has changed this since you opened it." in text_of(page)
    assert 'value="乙"' in text_of(page)
    assert "What stands there now" in text_of(page)
    now = Suggestion.objects.get(pk=key)
    assert now.title == "甲"
    assert f'name="revision" value="{now.revision}"' in text_of(page)
    assert post(browser, url, **(first | {"title": "乙", "revision": now.revision}))
    assert Suggestion.objects.get(pk=key).title == "乙"


def test_a_draft_of_an_opinion_is_handed_in_by_its_speaker_alone(floor):
    floor.call()
    item = floor.add_item("review", "分组评议")
    floor.open()
    floor.do("item.start", by=floor.chair, item=item)
    speaker = floor.deputies[0]
    given = {"item": item, "group": floor.group, "speaker": speaker.person, "text": "路灯太暗。"}
    opinion = floor.make("opinion.record", by=floor.recorder, **given)
    browser = floor.browser(speaker)
    assert "Make it a suggestion" in text_of(browser.get(f"/floor/meetings/{floor.meeting}/"))
    url = f"/floor/opinions/{opinion}/draft/"
    assert "路灯太暗。" in text_of(browser.get(url))
    page = post(browser, url, title="关于增设路灯的建议", facts="路灯太暗。", proposal="增设。")
    assert "Only you can hand it in." in text_of(page)
    made = Suggestion.objects.get()
    assert made.opinion == opinion
    assert "Draft begun of an opinion in the group" in text_of(page)
    assert floor.browser(floor.deputies[1]).get(url).status_code == 404


def test_a_withdrawal_waits_for_every_signer(floor):
    lead, other = floor.deputies[:2]
    key = floor.draft(lead)
    floor.do("cosigner.ask", by=lead, suggestion=key, persons=[other.person])
    floor.do("cosigner.confirm", by=other, suggestion=key, text_version=1)
    floor.do("suggestion.hand_in", by=lead, suggestion=key)
    home = f"/floor/suggestions/{key}/"
    page = post(floor.browser(lead), f"{home}withdraw/", reason="已经解决。")
    assert "All signers must agree." in text_of(page)
    theirs = floor.browser(other)
    assert "you are asked to agree." in text_of(theirs.get("/floor/"))
    assert "已经解决。" in text_of(theirs.get(home))
    assert "You have agreed already." in text_of(
        post(floor.browser(lead), f"{home}withdraw/agree/")
    )
    page = post(floor.browser(lead), f"{home}withdraw/cancel/")
    assert "the suggestion goes on." in text_of(page)
    assert "The request to withdraw was taken back" in text_of(page)
    assert "you are asked to agree." not in text_of(theirs.get("/floor/"))
    post(floor.browser(lead), f"{home}withdraw/", reason="已经解决。")
    assert "you agree to the withdrawal." in text_of(post(theirs, f"{home}withdraw/agree/"))
    assert Suggestion.objects.get(pk=key).withdrawn_on is not None


def test_a_co_signer_is_no_longer_asked_and_a_draft_put_away(floor):
    lead, other = floor.deputies[:2]
    key = floor.draft(lead)
    floor.do("cosigner.ask", by=lead, suggestion=key, persons=[other.person])
    home, browser = f"/floor/suggestions/{key}/", floor.browser(lead)
    page = post(browser, f"{home}co-signers/{other.person}/release/")
    assert "No longer asked." in text_of(page)
    assert floor.browser(other).get(home).status_code == 404
    page = post(browser, f"{home}discard/")
    assert "The draft is put away." in text_of(page)
    assert "Withdrawn" in text_of(browser.get(home))
    assert browser.get(f"{home}text/").status_code == 200
    assert post(browser, f"{home}text/", title="甲", facts="", proposal="").status_code == 409


def test_co_signers_are_searched_by_group_and_name(floor):
    lead = floor.deputies[0]
    elsewhere = floor.town.group("第二代表小组")
    far = floor.town.deputy(group=elsewhere, name="詹牧遥")
    url = f"/floor/suggestions/{floor.draft(lead)}/co-signers/"
    browser = floor.browser(lead)
    assert str(far.person) not in text_of(browser.get(url))
    assert str(far.person) in text_of(browser.get(url, {"q": "牧遥"}))
    found = text_of(browser.get(url, {"group": str(elsewhere)}))
    assert str(far.person) in found
    assert str(floor.deputies[1].person) not in found
    assert "No deputy fits." in text_of(browser.get(url, {"q": "nobody"}))


def test_the_story_tells_how_a_suggestion_fared_in_the_house(floor):
    lead = floor.deputies[0]
    key = floor.handed_in(lead)
    reply = floor.answer(key, reply_class="reference", reason="不在本级权限")
    bad = {"attitude": "satisfied", "result": "dissatisfied", "reason": "没有回应"}
    floor.do("rating.give", by=lead, reply=reply, **bad)
    part = Suggestion.objects.get(pk=key).allotments.get().pk
    floor.do("suggestion.rehandle", by=floor.office, allotment=part, words="请再研究")
    told = text_of(floor.browser(lead).get(f"/floor/suggestions/{key}/"))
    for words in ("Given to 规划建设办公室, to lead", "Received by", "To be handled again by"):
        assert words in told
    assert "当面听取意见" in told
    assert "You rated the reply" in told
    floor.do("suggestion.carry_over", suggestion=key, kind="year", year=2027, reason="另行安排")
    told = text_of(floor.browser(lead).get(f"/floor/suggestions/{key}/"))
    assert "Carried over into 2027" in told
    assert "另行安排" in told


def test_who_gets_a_paper_back_reads_why(floor):
    key = floor.handed_in()
    floor.do("suggestion.refuse", suggestion=key, reason="outside_competence", words="请写明路段。")
    told = text_of(floor.browser(floor.deputies[0]).get(f"/floor/suggestions/{key}/"))
    assert "Returned to the deputy" in told
    assert "请写明路段。" in told


def test_a_draft_prepared_for_me_waits_for_my_hand(floor):
    lead = floor.deputies[0]
    floor.do("suggestion.prepare", lead=lead.person, title="关于增设路灯的建议")
    page = floor.browser(lead).get("/floor/")
    assert "A draft was prepared for you. Only you can hand it in." in text_of(page)
