"""A form that somebody has filled in badly."""

from __future__ import annotations

from typing import Any

from django import forms

from townmoot.web.ground.sample.words import say


class SampleForm(forms.Form):
    """One of each kind of field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = forms.RadioSelect
        answers = [("yes", say("Yes", "是")), ("no", say("No", "否"))]
        units = [("", say("No wish", "不指定")), ("roads", say("Roads Office", "城建中心"))]
        self.fields = {
            "title": forms.CharField(
                label=say("Title", "标题"),
                help_text=say("One matter, in one line.", "一事一议，一行写清。"),
            ),
            "text": forms.CharField(
                label=say("Facts and what you propose", "事由和具体建议"), widget=forms.Textarea
            ),
            "unit": forms.ChoiceField(
                label=say("Which office should answer?", "建议由哪个单位承办"),
                choices=units,
                required=False,
            ),
            "day": forms.DateField(
                label=say("Day of the visit", "走访日期"),
                error_messages={
                    "invalid": say("Write the day like 2022-07-22.", "日期请写成 2022-07-22。")
                },
            ),
            "meet": forms.ChoiceField(
                label=say("Do you wish to meet the office?", "是否愿意面商"),
                choices=answers,
                widget=choice,
            ),
            "public": forms.BooleanField(
                label=say("It may be published", "同意公开"), required=False
            ),
        }


def form() -> SampleForm:
    """Return a form that somebody has filled in badly."""
    return SampleForm({"title": "", "text": say("The lamp is out.", "路灯不亮。"), "day": "22.7."})
