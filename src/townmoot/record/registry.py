"""The acts: typed functions under a name, with a permission, a policy and a schema."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from townmoot.record import ports
from townmoot.record.context import Ctx, Draft
from townmoot.record.errors import Absent, ActError, Denied, Invalid
from townmoot.record.inputs import explain, refuse_hostile

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

P = ParamSpec("P")
R = TypeVar("R", bound=dict[str, Any])
Check = Callable[..., None]
Public = Callable[..., "dict[str, Any] | None"]
Before = Callable[["dict[str, Any]"], None]
Followup = Callable[[Ctx, dict[str, Any], dict[str, Any]], None]

ShortText = Annotated[str, Field(max_length=200)]
LongText = Annotated[str, Field(max_length=20_000)]


@dataclass(frozen=True)
class Permission:
    """Who may: at least one of the roles, and the relation to the thing where one is needed.

    `relation(ctx, **inputs)` raises Denied or NotFound. `words` say it for the handbook.
    """

    roles: frozenset[str]
    words: str | _StrPromise
    relation: Check | None = None

    def check(self, ctx: Ctx, inputs: Mapping[str, Any]) -> None:
        """Raise Denied where the actor may not."""
        if not (self.roles & ctx.actor.roles):
            raise Denied(self.words)
        if self.relation is not None:
            self.relation(ctx, **inputs)


@dataclass(frozen=True)
class Way:
    """How an act differs on its way to the record.

    The function of a `batched` one leads to a write path of its own, outside of the engine's
    transaction (ballots.intake). `before` is what is done with its inputs before the lock is taken.
    """

    batched: bool = False
    before: Before | None = None


@dataclass(frozen=True)
class Act(Generic[P, R]):
    """One way in which anything can change."""

    name: str
    run_function: Callable[Concatenate[Ctx, P], R]
    permission: Permission
    policy: Check | None
    public: Public | None
    subject: str
    module: str
    version: int
    founding: bool
    way: Way

    def __call__(self, ctx: Ctx, *args: P.args, **inputs: P.kwargs) -> R:
        """The bare function, for its own app's tests of pure parts; writes no entry."""
        return self.run_function(ctx, *args, **inputs)

    @cached_property
    def schema(self) -> type[BaseModel]:
        """Its inputs; made when they are first asked for, since most commands need one act's."""
        return _schema(self.name, self.run_function)

    @property
    def summary(self) -> str:
        """The first line of the function's docstring."""
        return (inspect.getdoc(self.run_function) or self.name).splitlines()[0]

    def validate(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs as typed values. Raises Invalid naming each field and its remedy."""
        refuse_hostile(inputs)
        try:
            model = self.schema.model_validate(dict(inputs))
        except ValidationError as error:
            raise Invalid(explain(error)) from error
        return {name: getattr(model, name) for name in type(model).model_fields}

    def as_stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The typed values as JSON, the form in which they are recorded and compared."""
        return self.schema.model_construct(**values).model_dump(mode="json")

    def admit(self, ctx: Ctx) -> None:
        """Raise Absent where a body of this kind has no such module."""
        if self.module not in ctx.modules:
            ctx.modules[self.module] = ports.has_module(ctx.body, ctx.today, self.module)
        if not ctx.modules[self.module]:
            raise Absent

    def check(self, ctx: Ctx, values: Mapping[str, Any]) -> None:
        """Raise where the body has no such thing, the actor may not, or the state forbids it."""
        self.admit(ctx)
        self.permission.check(ctx, values)
        if self.policy is not None:
            self.policy(ctx, **values)

    def run(self, ctx: Ctx, values: dict[str, Any], *, cause: UUID | None) -> dict[str, Any]:
        """Policy, the function, follow-ups; the draft of its entry joins the others."""
        draft = Draft(act=self, act_id=ctx.act_id, cause=cause, inputs=values, opens=ctx.opens)
        ctx.drafts.append(draft)
        if self.policy is not None:
            self.policy(ctx, **values)
        draft.result = dict(self.run_function(ctx, **values))  # type: ignore[call-arg] # ParamSpec cannot see a checked dict
        named = values.get(self.subject, draft.result.get(self.subject))
        draft.subject = named if isinstance(named, UUID) else None
        if self.public is not None:
            draft.public = self.public(ctx, draft.result, **values)
        for followup in FOLLOWUPS[self.name]:
            followup(ctx, draft.result, values)
        return draft.result


ACTS: dict[str, Act[Any, Any]] = {}
FOLLOWUPS: defaultdict[str, list[Followup]] = defaultdict(list)


def _schema(name: str, function: Callable[..., Any]) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            default = ... if parameter.default is parameter.empty else parameter.default
            fields[parameter.name] = (parameter.annotation, default)
    config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    title = "".join(part.title() for part in name.replace("_", ".").split("."))
    return create_model(title, __config__=config, **fields)


def act(
    name: str,
    *,
    permission: Permission,
    policy: Check | None = None,
    public: Public | None = None,
    subject: str = "",
    module: str = "",
    version: int = 1,
    founding: bool = False,
    way: Way = Way(),
) -> Callable[[Callable[Concatenate[Ctx, P], R]], Act[P, R]]:
    """Register a keyword-only, typed function as the act `name` (noun.verb).

    `module` is the part of the house it belongs to, which a body may lack: its app by default.

    Raises ValueError where the name is taken.
    """

    def register(function: Callable[Concatenate[Ctx, P], R]) -> Act[P, R]:
        if name in ACTS:
            message = f"the act {name} is registered twice"
            raise ValueError(message)
        made = Act(
            name=name,
            run_function=function,
            permission=permission,
            policy=policy,
            public=public,
            subject=subject,
            module=module or function.__module__.split(".")[1],
            version=version,
            founding=founding,
            way=way,
        )
        ACTS[name] = made
        return made

    return register


def follow(name: str, function: Followup) -> None:
    """Run `function(ctx, result, inputs)` after each act `name`, in its transaction, once."""
    if function not in FOLLOWUPS[name]:
        FOLLOWUPS[name].append(function)


def refusal(act: Act[Any, Any], ctx: Ctx, **inputs: Any) -> ActError | None:
    """Why the actor could not do this now, or None: the twin of `check`, for templates."""
    try:
        act.check(ctx, inputs)
    except ActError as error:
        return error
    return None
