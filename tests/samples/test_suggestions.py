"""The sixteen suggestions of Chengting: texts, signers, order of steps, replies, figures."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.samples.chengting import (
    FOLDER,
    NUMBERS,
    Step,
    case,
    deputies,
    letter,
    only,
    plot,
    signers,
    steps,
    town,
    units,
)
from townmoot import rules

REPLIES = [step["reply"] for step in steps("reply.draft")]
PROFILE = rules.load(town()["body"]["profile"], on=date(2026, 1, 15))
CODES = {item.code: item for item in PROFILE.suggestions.classes.value}


def card_in(words: str) -> list[str]:
    return re.findall(r"CT-\d{3}", words)


def test_there_are_sixteen_with_texts_and_replies() -> None:
    assert sorted(path.stem for path in (FOLDER / "建议").glob("*.txt")) == NUMBERS
    assert sorted(path.stem for path in (FOLDER / "答复").glob("*.txt")) == sorted(REPLIES)
    assert {reply[:2] for reply in REPLIES} == set(NUMBERS)
    assert [step["number"] for step in steps("suggestion.accept")] == list(range(1, 17))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_suggestion_has_facts_and_a_proposal(number: str) -> None:
    head, body = letter("建议", number)
    assert head["标题"].startswith("关于")
    assert head["标题"].endswith("的建议")
    assert re.search(r"^一、情况\n.{60,}", body, re.MULTILINE)
    assert len(re.findall(r"^\d\. ", body, re.MULTILINE)) == 3
    assert head["建议承办单位"] in {unit["单位名称"] for unit in units().values()}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_text_names_the_signers_of_the_plot(number: str) -> None:
    head, _ = letter("建议", number)
    assert card_in(head["领衔代表"]) + card_in(head["联名代表"]) == signers(number)
    for words in (head["领衔代表"], head["联名代表"]):
        for name, card in re.findall(r"([^、（]+)（(CT-\d{3})）", words):
            assert deputies()[card]["姓名"] == name
    accepted = only("suggestion.accept", suggestion=number)
    assert accepted["subject_class"] == head["类别"]
    assert accepted["public"] == (head["可否公开"] == "可以公开")


@pytest.mark.parametrize("number", NUMBERS)
def test_each_invited_deputy_answers_before_it_is_handed_in(number: str) -> None:
    done = [step["do"] for step in case(number)]
    invited = [c for step in case(number) if step["do"] == "cosigner.ask" for c in step["deputies"]]
    answers = {"cosigner.confirm", "cosigner.decline"}
    answered = [step["by"] for step in case(number) if step["do"] in answers]
    assert sorted(invited) == sorted(answered)
    last = max((at for at, name in enumerate(done) if name in answers), default=0)
    assert done.index("suggestion.draft") <= last or not invited
    assert last < done.index("suggestion.hand_in")


def test_one_deputy_declines_to_sign() -> None:
    declined = steps("cosigner.decline")
    assert len(declined) == 1
    assert declined[0]["by"] not in signers(declined[0]["suggestion"])


@pytest.mark.parametrize("number", NUMBERS)
def test_the_steps_of_a_suggestion_follow_the_state_machine(number: str) -> None:
    order = [
        "suggestion.draft",
        "suggestion.hand_in",
        "suggestion.accept",
        "suggestion.assign",
        "suggestion.allot",
        "unit.receive",
        "contact.log",
        "reply.draft",
        "reply.check",
        "reply.sign",
        "reply.issue",
        "reply.serve",
        "rating.give",
    ]
    done = [step["do"] for step in case(number)]
    first = [done.index(name) for name in order]
    assert first == sorted(first)


def shared(number: str) -> dict[str, list[str]]:
    """The leading and the assisting units after all returns."""
    gone = {step["unit"] for step in case(number) if step["do"] == "return.approve"}
    allotted = [step for step in case(number) if step["do"] == "suggestion.allot"]
    return {
        "lead": [unit for step in allotted for unit in step["lead"] if unit not in gone],
        "assist": sorted({unit for step in allotted for unit in step.get("assist", [])}),
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_every_unit_receives_and_every_assisting_unit_gives_its_opinion(number: str) -> None:
    final = shared(number)
    received = [s["unit"] for s in case(number) if s["do"] == "unit.receive"]
    assert {*final["lead"], *final["assist"]} <= set(received)
    steps_of = case(number)
    opinions = [s for s in steps_of if s["do"] == "assist.give_opinion"]
    assert sorted(s["unit"] for s in opinions) == sorted(final["assist"])
    issued = next(s for s in steps_of if s["do"] == "reply.issue")
    assert all(steps_of.index(s) < steps_of.index(issued) for s in opinions)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_lead_replies_once_after_speaking_with_the_lead_deputy(number: str) -> None:
    final, steps_of = shared(number), case(number)
    drafts = [s for s in steps_of if s["do"] == "reply.draft"]
    assert sorted(s["unit"] for s in drafts if s["round"] == 1) == sorted(final["lead"])
    for draft in drafts:
        spoken = [
            s
            for s in steps_of[: steps_of.index(draft)]
            if s["do"] == "contact.log" and s["unit"] == draft["unit"]
        ]
        assert spoken
        assert spoken[-1]["way"] in {"face_to_face", "phone"}
        assert signers(number)[0] in spoken[-1]["deputies"]


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_goes_through_three_pairs_of_hands_and_to_every_signer(reply: str) -> None:
    chain = [step for step in steps() if step.get("reply") == reply]
    names = ["reply.draft", "reply.check", "reply.sign", "reply.issue", "reply.serve"]
    assert [step["do"] for step in chain][:5] == names
    unit = chain[0]["unit"]
    assert [step["by"] for step in chain[:4]] == [
        f"{unit}.officer", f"{unit}.checker", f"{unit}.head", f"{unit}.officer",
    ]  # fmt: skip
    assert chain[4]["deputies"] == signers(reply[:2])


@pytest.mark.parametrize("reply", REPLIES)
def test_the_letter_says_what_the_plot_says(reply: str) -> None:
    draft = only("reply.draft", reply=reply)
    head, body = letter("答复", reply)
    assert head["承办单位"] == units()[draft["unit"]]["单位名称"]
    assert head["文号"] == only("reply.issue", reply=reply)["number"]
    assert f"（{draft['class']}）" in head["办理结果"]
    assert head["办理结果"].startswith(CODES[draft["class"]].label.zh)
    assert head["承诺事项"] == draft.get("promise", "无")
    assert head["完成时限"] == str(draft.get("deadline", "无"))
    greeting = body.split("\n", 1)[0]
    assert re.findall(r"([^、：]+)代表", greeting) == [
        deputies()[c]["姓名"] for c in signers(reply[:2])
    ]
    assert len(re.findall(r"^[一二三]、", body, re.MULTILINE)) == 3
    assert f"第{int(reply[:2])}号建议" in body
    if "deadline" in draft:
        end = draft["deadline"]
        assert f"{end.month}月{end.day}日前" in body


@pytest.mark.parametrize("reply", REPLIES)
def test_a_class_brings_its_deadline_or_reason(reply: str) -> None:
    draft = only("reply.draft", reply=reply)
    kind = CODES[draft["class"]]
    assert ("deadline" in draft) == ("promise" in draft) == kind.needs_deadline
    assert ("reason" in draft) == kind.needs_reason


def test_numbers_of_letters_are_unique_and_count_up_in_each_unit() -> None:
    for unit in units():
        mark = next(i["mark"] for i in town()["organizations"] if i["id"] == unit)
        issued = [s["number"] for s in steps("reply.issue") if s["by"] == f"{unit}.officer"]
        numbers = [
            int(number.removeprefix(f"{mark}〔2026〕").removesuffix("号")) for number in issued
        ]
        assert numbers == list(range(1, len(numbers) + 1))


def test_ratings_use_the_scale_and_only_signers_rate_and_one_never_does() -> None:
    scale = {grade.code: grade for grade in PROFILE.suggestions.rating_scale.value}
    silent = []
    for reply in REPLIES:
        rated = [step for step in steps("rating.give") if step["reply"] == reply]
        assert len({step["by"] for step in rated}) == len(rated) > 0
        silent += [
            (reply, card) for card in signers(reply[:2]) if card not in {s["by"] for s in rated}
        ]
        for step in rated:
            assert step["by"] in signers(reply[:2])
            grades = [scale[step["attitude"]], scale[step["result"]]]
            assert ("reason" in step) == any(grade.needs_reason for grade in grades)
    assert silent == [("13", "CT-028")]
    assert only("rating.urge")["deputies"] == ["CT-028"]


def test_what_is_struck_out_before_publication_stands_in_the_reply() -> None:
    for step in steps("disclosure.review"):
        for line in step.get("redact", []):
            assert line["text"] in letter("答复", step["suggestion"])[1]
    public = [s["suggestion"] for s in steps("disclosure.review") if s["result"] == "public"]
    assert sorted(public) == sorted(s["suggestion"] for s in steps("suggestion.publish"))


def test_every_unit_leads_at_least_once() -> None:
    assert {unit for number in NUMBERS for unit in shared(number)["lead"]} == set(units())


def counted(graded: list[Step]) -> dict[str, int]:
    results = [step["result"] for step in graded]
    return {
        "n": results.count("satisfied"),
        "of": len(results),
        "basically": results.count("basically"),
        "dissatisfied": results.count("dissatisfied"),
        "no_answer": 1,
    }


def test_the_expected_figures_follow_from_the_steps() -> None:
    expect = plot()["expect"]
    last = {step["reply"][:2]: step["class"] for step in steps("reply.draft")}
    first = [step for step in steps("rating.give") if step["reply"] != "15-2"]
    final = {(step["reply"].split("-")[0], step["by"]): step for step in steps("rating.give")}
    face = 0
    for number in NUMBERS:
        done = case(number)
        issued = next(at for at, step in enumerate(done) if step["do"] == "reply.issue")
        face += any(s.get("way") == "face_to_face" for s in done[:issued])
    assert expect["reply_rate"] == {"n": len(last), "of": 16}
    assert expect["solved_rate"] == {"n": list(last.values()).count("adopted"), "of": 16}
    assert expect["face_to_face_rate"] == {"n": face, "of": 16}
    assert expect["published_rate"] == {"n": len(steps("suggestion.publish")), "of": 16}
    assert expect["return_rate"] == {"n": len(steps("return.approve")), "of": 16}
    assert expect["extension_rate"] == {"n": len(steps("extension.approve")), "of": 16}
    assert expect["rehandled_rate"] == {"n": len(steps("suggestion.rehandle")), "of": 16}
    settled = steps("commitment.decide")
    assert expect["kept_promise_rate"] == {"n": sum("reply" in s for s in settled), "of": 1}
    assert expect["task_done_rate"] == {"n": sum("task" in s for s in settled), "of": 1}
    assert expect["satisfaction_first"] == counted(first)
    assert expect["satisfaction_final"] == counted(list(final.values()))
    assert expect["opinions"] == len(steps("opinion.record"))
