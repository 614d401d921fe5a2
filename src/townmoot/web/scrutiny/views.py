"""Setting the passphrase of a secret vote, and counting its ballots with it.

What is typed here is in no act, no record and no log: the acts are done inside the doors of
`ballots.actions.secret` and name the poll alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from townmoot.ballots import permissions
from townmoot.ballots.actions import secret, steps
from townmoot.ballots.models import Poll
from townmoot.ballots.policies import secret as policies
from townmoot.people.enums import Role
from townmoot.record import ActError, Denied, NotFound
from townmoot.record.engine import Receipt
from townmoot.web.rooms import asking, do, go, posted, refused, room, show, tell
from townmoot.web.scrutiny.forms import NewPhraseForm, PhraseForm

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from townmoot.record import Act, Ctx

Door = Callable[["Ctx", UUID, Sequence[str], Callable[[], Receipt]], Receipt]
CONDUCTS = room(Role.CHAIR, Role.CLERK, Role.PRESIDIUM, Role.DEPUTY)
BACK = "votes:poll"
ASK = require_http_methods(["GET", "HEAD", "POST"])


class Phrased(Protocol):
    """A form with a passphrase in parts."""

    @property
    def parts(self) -> Sequence[str]:
        """What was typed, in order."""


def _poll(ctx: Ctx, key: UUID) -> Poll:
    """A poll of a meeting that the person conducts. Raises NotFound."""
    row = ctx.get(Poll, key)
    try:
        permissions.CONDUCT.check(ctx, {"poll": key})
    except Denied as error:
        raise NotFound from error
    return row


@sensitive_variables("form")
def _through(request: HttpRequest, form: Any, door: Door, act: Act[Any, Any], key: UUID) -> bool:
    """Do the act inside the door, with what was typed; the form says why it was not done."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        door(asking(request), key, form.parts, lambda: do(request, act, poll=key))
    except ActError as error:
        tell(form, error)
        return False
    return True


def _page(request: HttpRequest, form: forms.Form, poll: Poll, **words: Any) -> HttpResponse:
    return show(
        request,
        "scrutiny/phrase.html",
        form=form,
        poll=poll,
        cancel_url=reverse(BACK, args=[poll.pk]),
        insecure=not (request.is_secure() or policies.is_secure()),
        **words,
    )


@sensitive_post_parameters()
@never_cache
@ASK
@CONDUCTS
def passphrase(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the scrutineers set the passphrase under which the ballots are sealed."""
    poll = _poll(asking(request), key)
    try:
        policies.check_may_key(poll)
    except ActError as error:
        return refused(request, error, reverse(BACK, args=[key]))
    form = NewPhraseForm(posted(request))
    if _through(request, form, secret.with_passphrase_set, secret.set_key, key):
        return go(request, _("The passphrase is set. The vote can be opened."), BACK, key)
    notes = [
        _("Only the scrutineers see it and keep it; it is stored nowhere."),
        _("Without it nobody can count: if it is lost, the vote has to be held again."),
        _("A new one takes the place of the one before, until the vote is opened."),
    ]
    title, lead = _("Passphrase of the scrutineers"), _("Set it before the vote is opened.")
    return _page(
        request, form, poll, title=title, lead=lead, notes=notes, submit=_("Set the passphrase")
    )


@sensitive_post_parameters()
@never_cache
@ASK
@CONDUCTS
def count(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the scrutineers open the ballots, which are counted at once."""
    poll = _poll(asking(request), key)
    try:
        policies.check_may_count(poll)
    except ActError as error:
        return refused(request, error, reverse(BACK, args=[key]))
    form = PhraseForm(posted(request))
    if _through(request, form, secret.with_ballots_opened, steps.confirm, key):
        return go(request, _("The ballots are counted, and destroyed."), BACK, key)
    notes = [
        _("The ballots are parted from their voters and mixed; nobody can put them together."),
        _("They are opened in memory and counted; then ballots and key are destroyed."),
        _("The result is told by whoever presides."),
    ]
    words = {
        "title": _("Count the ballots"),
        "lead": _("The scrutineers type the passphrase as it was set."),
        "submit": _("Open and count"),
    }
    return _page(request, form, poll, notes=notes, kind="binding", **words)
