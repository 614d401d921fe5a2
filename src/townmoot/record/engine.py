"""The one write path: every change of every town passes through `perform`."""

from __future__ import annotations

import secrets
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _
from pydantic_core import to_jsonable_python

from townmoot.record import clock, guard, hot, leaf, ports
from townmoot.record.context import Actor, Ctx, Draft
from townmoot.record.errors import Conflict, Denied, Invalid, NotFound, Refused
from townmoot.record.locks import FairLock
from townmoot.record.merkle import Frontier, leaf_hash
from townmoot.record.models import Entry, Head, new_id
from townmoot.record.registry import ACTS, Act

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from townmoot.record.ports import Operator

_one_writer = FairLock()


@dataclass(frozen=True)
class Receipt:
    """What an act answers: its place in the record and its references, as JSON values."""

    act_id: UUID
    position: int
    result: dict[str, Any]
    repeated: bool = False


def perform(
    name: str,
    *,
    body: UUID,
    account: UUID | Operator,
    inputs: Mapping[str, Any],
    act_id: UUID | None = None,
) -> Receipt:
    """Do the act `name` for a body, once; the same act id again returns the stored reference.

    Raises NotFound (no such act or body), Invalid, Denied, Refused and Conflict; then nothing of
    it is stored.
    """
    act = ACTS.get(name)
    if act is None:
        raise NotFound(_("There is no such thing to do."))
    values = act.validate(inputs)
    if act.way.batched:
        return _batched(act, body, account, act_id or new_id(), values)
    if act.way.before is not None:
        act.way.before(values)
    with writers_turn(), guard.writing(name):
        try:
            with transaction.atomic():
                return _in_transaction(act, body, account, act_id, values)
        except DataError as error:
            reason = str(_("A value is too long or out of range."))
            raise Invalid([{"field": "", "reason": reason}]) from error
        except IntegrityError as error:
            raise Refused(
                _("This is there already, or belongs to something that is not.")
            ) from error


def _batched(
    act: Act[Any, Any],
    body: UUID,
    account: UUID | Operator,
    act_id: UUID,
    values: dict[str, Any],
) -> Receipt:
    """Hand one of its kind to the act's own write path, which checks and answers as an act does."""
    if isinstance(account, ports.Operator):
        raise Denied(act.permission.words)
    moment, nobody = clock.now(), Actor(account=account, person=None, roles=frozenset())
    ctx = Ctx(body=body, actor=nobody, now=moment, today=moment.date(), act_id=act_id, drafts=[])
    act.admit(ctx)
    result = act.run_function(ctx, **values)
    return Receipt(act_id, result["position"] or 0, result, repeated=result["repeated"])


def one_writer() -> FairLock:
    """The lock under which the writers of this process queue on SQLite."""
    return _one_writer


def writers_turn() -> AbstractContextManager[None]:
    """On SQLite the writers of one process queue here; PostgreSQL queues them at the head row."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        return _one_writer.held()
    return nullcontext()


def _in_transaction(
    act: Act[Any, Any],
    body: UUID,
    account: UUID | Operator,
    act_id: UUID | None,
    values: dict[str, Any],
) -> Receipt:
    head = _lock(act, body, values)
    ctx = context(head, account, act_id or new_id())
    if act_id is not None:
        earlier = hot.find(Entry, body=body, act_id=act_id)
        if earlier is not None:
            return _repeated(act, ctx, earlier, values)
    act.permission.check(ctx, values)
    act.admit(ctx)
    act.run(ctx, values, cause=None)
    position = _write(head, ctx)
    transaction.on_commit(partial(ports.wake, body, position))
    result = to_jsonable_python(ctx.drafts[0].result)
    return Receipt(ctx.act_id, position - len(ctx.drafts) + 1, result)


def _lock(act: Act[Any, Any], body: UUID, values: Mapping[str, Any]) -> Head:
    head = hot.find(Head, lock=True, body=body)
    if head is None and act.founding:
        return Head._default_manager.create(body=body, timezone=values["timezone"])
    if head is None:
        raise NotFound
    return head


def context(head: Head, account: UUID | Operator, act_id: UUID) -> Ctx:
    """A context of the body for an account at the present legal time."""
    moment = clock.now()
    day = moment.astimezone(ZoneInfo(head.timezone)).date()
    actor = ports.actor_of(account, head.body, day)
    return Ctx(body=head.body, actor=actor, now=moment, today=day, act_id=act_id, drafts=[])


def _repeated(act: Act[Any, Any], ctx: Ctx, entry: Entry, values: Mapping[str, Any]) -> Receipt:
    told = leaf.opened(entry.private) if entry.private else {}
    same = (
        entry.account == ctx.actor.account
        and told.get("act") == act.name
        and told.get("input") == act.as_stored(values)
    )
    if not same:
        raise Conflict(
            _("This was already used for something else. Reload the page, then try again.")
        )
    act.permission.check(ctx, values)
    return Receipt(entry.act_id, entry.position, told["result"], repeated=True)


def _write(head: Head, ctx: Ctx) -> int:
    frontier = Frontier.loads(head.size, head.peaks)
    hot.add(list(entries(ctx, frontier)))
    head.size, head.peaks = frontier.size, frontier.dumps()
    hot.change(head, "size", "peaks")
    return head.size


def entries(ctx: Ctx, frontier: Frontier) -> Iterator[Entry]:
    """The entries of what a context did, sealed and added to the frontier."""
    for draft in ctx.drafts:
        position = frontier.size + 1
        salt = secrets.token_bytes(leaf.SALT_BYTES)
        private = leaf.canonical(_private(ctx, draft))
        envelope = leaf.envelope(
            ctx.body, position, leaf.commit(salt, private), _public(ctx, draft)
        )
        frontier.append(leaf_hash(envelope))
        yield Entry(
            body=ctx.body,
            position=position,
            envelope=envelope.decode(),
            root=frontier.root(),
            act_id=draft.act_id,
            act=draft.act.name,
            at=ctx.now,
            actor=ctx.actor.person,
            account=ctx.actor.account,
            subject=draft.subject,
            cause=draft.cause,
            salt=salt,
            private=private.decode(),
        )


def _private(ctx: Ctx, draft: Draft) -> dict[str, Any]:
    told: dict[str, Any] = to_jsonable_python(
        {
            "act": draft.act.name,
            "version": draft.act.version,
            "act_id": draft.act_id,
            "at": ctx.now.isoformat(),
            "actor": ctx.actor.person,
            "account": ctx.actor.account,
            "subject": draft.subject,
            "cause": draft.cause,
            "result": draft.result,
        }
    )
    return {**told, "input": draft.act.as_stored(draft.inputs)}


def _public(ctx: Ctx, draft: Draft) -> dict[str, Any] | None:
    if draft.public is None and not draft.opens:
        return None
    public: dict[str, Any] = to_jsonable_python(
        {
            "act": draft.act.name,
            "version": draft.act.version,
            "at": ctx.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "subject": draft.subject,
            "data": draft.public or {},
        }
    )
    if draft.opens:
        public["opens"] = [_opening(ctx.body, position) for position in draft.opens]
    return public


def _opening(body: UUID, position: int) -> dict[str, Any]:
    entry = Entry._default_manager.filter(body=body, position=position).first()
    if entry is None or entry.private is None or entry.salt is None:
        raise Refused(_("That part of the record was erased and cannot be published."))
    return {"position": position, "salt": bytes(entry.salt).hex(), "private": entry.private}
