"""Which pages belong to a module: where a body lacks it they are not there, nor any way to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from townmoot.rules.modules import Module
from townmoot.web.demo.state import beginning
from townmoot.web.framing import profile_of

if TYPE_CHECKING:
    from townmoot.rules import Profile

# Names of addresses, with or without their room; the longer name holds.
PAGES: Mapping[str, Module] = {
    "public:suggestions": Module.SUGGESTIONS,
    "public:suggestion": Module.SUGGESTIONS,
    "public:letter": Module.SUGGESTIONS,
    "public:promises": Module.COMMITMENTS,
    "public:promise": Module.COMMITMENTS,
    "public:unit": Module.UNITS,
    "public:figures": Module.FIGURES,
    "public:figure": Module.FIGURES,
    "public:figure_csv": Module.FIGURES,
    "floor:suggestions": Module.SUGGESTIONS,
    "floor:suggestion": Module.SUGGESTIONS,
    "floor:write": Module.SUGGESTIONS,
    "floor:revise": Module.SUGGESTIONS,
    "floor:cosigners": Module.SUGGESTIONS,
    "floor:release": Module.SUGGESTIONS,
    "floor:confirm": Module.SUGGESTIONS,
    "floor:decline": Module.SUGGESTIONS,
    "floor:hand_in": Module.SUGGESTIONS,
    "floor:discard": Module.SUGGESTIONS,
    "floor:withdraw": Module.SUGGESTIONS,
    "floor:agree": Module.SUGGESTIONS,
    "floor:keep": Module.SUGGESTIONS,
    "floor:reply": Module.SUGGESTIONS,
    "floor:acknowledge_reply": Module.SUGGESTIONS,
    "floor:from_opinion": Module.SUGGESTIONS,
    "floor:groups": Module.OPINIONS,
    "floor:group": Module.OPINIONS,
    "floor:sit": Module.OPINIONS,
    "floor:rise": Module.OPINIONS,
    "floor:summary": Module.OPINIONS,
    "floor:sign": Module.OPINIONS,
    "floor:correct": Module.OPINIONS,
    "floor:strike": Module.OPINIONS,
    "floor:report": Module.OPINIONS,
    "floor:sign_report": Module.OPINIONS,
    "floor:speak": Module.SPEAKERS,
    "floor:speakers": Module.SPEAKERS,
    "floor:list": Module.SPEAKERS,
    "floor:request": Module.SPEAKERS,
    "floor:speech": Module.SPEAKERS,
    "clerk:opinions": Module.OPINIONS,
    "clerk:business": Module.COUNCIL,
    "clerk:business_form": Module.COUNCIL,
    "clerk:business_step": Module.COUNCIL,
    "clerk:notice_post": Module.SUMMONS,
    "clerk:tasks": Module.COMMITMENTS,
    "clerk:task_add": Module.COMMITMENTS,
    "clerk:requirement_add": Module.COMMITMENTS,
    "clerk:requirement_strike": Module.COMMITMENTS,
    "clerk:area_add": Module.COMMITMENTS,
    "clerk:area_strike": Module.COMMITMENTS,
    "public:interests": Module.INTERESTS,
    "public:motions": Module.MOTIONS,
    "public:motion": Module.MOTIONS,
    "floor:interests": Module.INTERESTS,
    "floor:motions": Module.MOTIONS,
    "floor:motion": Module.MOTIONS,
    "floor:motion_write": Module.MOTIONS,
    "floor:motion_revise": Module.MOTIONS,
    "floor:motion_amend": Module.MOTIONS,
    "floor:motion_signers": Module.MOTIONS,
    "floor:motion_release": Module.MOTIONS,
    "floor:motion_suggest": Module.SUGGESTIONS,
    "floor:motion_step": Module.MOTIONS,
    "clerk:motions": Module.MOTIONS,
    "clerk:motion": Module.MOTIONS,
    "clerk:motion_deadline": Module.MOTIONS,
    "clerk:motion_step": Module.MOTIONS,
    "floor:adopt": Module.ADOPTION,
    "floor:reject": Module.ADOPTION,
    "floor:decide": Module.LEAVE,
    "clerk:agenda_propose": Module.ADOPTION,
    "clerk:agenda_adopt": Module.ADOPTION,
    "clerk:agenda_reopen": Module.ADOPTION,
    "clerk:opinion_send": Module.OPINIONS,
    "desk:": Module.SUGGESTIONS,
    "desk:promises": Module.COMMITMENTS,
    "desk:promise": Module.COMMITMENTS,
    "desk:promise_step": Module.COMMITMENTS,
    "desk:promise_file": Module.COMMITMENTS,
    "desk:figures": Module.FIGURES,
    "desk:figure": Module.FIGURES,
    "desk:figure_csv": Module.FIGURES,
    "desk:units": Module.FIGURES,
    "desk:units_csv": Module.FIGURES,
    "unit:": Module.UNITS,
}


def module_of(view_name: str) -> Module | None:
    """The module that a page belongs to; None for one that everybody has."""
    return PAGES.get(view_name) or PAGES.get(view_name.partition(":")[0] + ":")


def is_there(profile: Profile | None, view_name: str) -> bool:
    """Whether a body that goes by the profile has the page."""
    module = module_of(view_name)
    return profile is None or module is None or profile.has_module(module)


def module_at(url: str) -> Module | None:
    """The module of the page at an address of the house; None where everybody has it."""
    try:
        return module_of(resolve(url).view_name)
    except Resolver404:
        return None


def speak(profile: Profile | None) -> None:
    """Go on in the words of a body's profile, for the rest of the request."""
    if profile is not None and profile.vocabulary:
        translation.activate(f"{translation.get_language()}@{profile.vocabulary}")


ACT = "api/acts/<str:name>"


class ModulesMiddleware:
    """Speaks in the words of the body's profile, and knows no page of a module it lacks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language() or "en"
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Language", language)
        return answer

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Switch to the vocabulary; Http404 for a page of an absent module.

        While the demonstration's player empties the database, nothing is asked of it.
        """
        if settings.DEMO and beginning():
            return
        found = request.resolver_match
        if found is None or found.namespace == "demo" or found.route == "healthz":
            return  # they answer for no body, also where there is no database
        if found.route == ACT:
            return  # the act itself asks whether the body has it; this would cost half as much
        profile = profile_of(request)
        speak(profile)
        if not is_there(profile, found.view_name):
            raise Http404
