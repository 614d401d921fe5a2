"""The API, made from the registry of acts without further code per act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import ninja
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as RequestError
from ninja.security import SessionAuth
from pydantic import BaseModel

from townmoot import __version__
from townmoot.record import ACTS, Act, ActError, Invalid
from townmoot.record.engine import perform
from townmoot.record.inputs import words_for
from townmoot.web.api.schemas import ErrorOut, ReceiptOut, request_schema
from townmoot.web.api.search import FoundOut, search

REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422), ErrorOut)


class AccountSession(SessionAuth):
    """Somebody signed in, with the CSRF token in X-CSRFToken."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The account, where it is open."""
        return request.user if request.user.is_authenticated else None


def _view(act: Act[Any, Any]) -> Callable[..., Any]:
    schema = request_schema(act)

    def do(request: HttpRequest, payload: BaseModel) -> dict[str, Any]:
        given = payload.model_dump(exclude_unset=True)
        account: Any = request.user  # an Account: AccountSession let nobody else in
        receipt = perform(
            act.name,
            body=account.body,
            account=account.pk,
            act_id=given.get("act_id"),
            inputs=given["input"],
        )
        return vars(receipt)

    do.__annotations__ = {"request": HttpRequest, "payload": schema}
    do.__name__ = act.name.replace(".", "_")
    do.__doc__ = act.summary
    do.__defaults__ = (ninja.Body(...),)  # type: ignore[type-arg] # a function at run time
    return do


def _field(place: tuple[Any, ...]) -> str:
    envelope = ("body", "payload", "input")
    inner = [str(p) for i, p in enumerate(place) if i >= len(envelope) or p != envelope[i]]
    return ".".join(inner) or str(place[-1])


def _handlers(api: NinjaAPI) -> None:
    def answer(request: HttpRequest, status: int, error: dict[str, Any]) -> HttpResponse:
        return api.create_response(request, error, status=status)

    def on_act(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(request, error.status, error.as_json())

    def on_request(request: HttpRequest, error: Any) -> HttpResponse:
        problems = [{"field": _field(e["loc"]), "reason": words_for(e)} for e in error.errors]
        return answer(request, 422, Invalid(problems).as_json())

    def on_http(request: HttpRequest, error: Any) -> HttpResponse:
        told = {"code": "request", "reason": str(error), "fields": []}
        return answer(request, error.status_code, told)

    api.add_exception_handler(ActError, on_act)
    api.add_exception_handler(RequestError, on_request)
    api.add_exception_handler(AuthenticationError, on_http)
    api.add_exception_handler(HttpError, on_http)


def build(names: Iterable[str], namespace: str = "api") -> NinjaAPI:
    """The API with one operation for each of these acts. Raises KeyError for an unknown one."""
    api = NinjaAPI(
        title="Townmoot",
        version=__version__,
        docs_url=None,
        openapi_url="/openapi.json",
        auth=AccountSession(),
        urls_namespace=namespace,
    )
    _handlers(api)
    for name in names:
        act = ACTS[name]
        api.default_router.add_api_operation(
            f"/acts/{name}",
            ["POST"],
            _view(act),
            response={200: ReceiptOut, **REFUSALS},
            operation_id=name,
            summary=act.summary,
            description=str(act.permission.words),
            tags=[name.partition(".")[0]],
        )
    return api


def with_search(api: NinjaAPI) -> NinjaAPI:
    """The API with the search beside it, which is open to all."""
    api.default_router.add_api_operation(
        "/search",
        ["GET"],
        search,
        auth=None,
        response={200: FoundOut, 404: ErrorOut, 422: ErrorOut},
        operation_id="search",
        summary="Find what is public",
        tags=["search"],
    )
    return api
