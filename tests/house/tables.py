"""The house's tables as they would be written from the code today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from townmoot.record import Act

Rows = list[list[str]]
ACT_DOOR = "/api/acts/"


def act_rows(acts: Iterable[Act[Any, Any]]) -> Rows:
    """Return name, roles, relation and owner of each act."""
    return sorted(
        [
            act.name,
            " ".join(sorted(act.permission.roles)),
            getattr(act.permission.relation, "__name__", ""),
            act.run_function.__module__.split(".")[1],
        ]
        for act in acts
    )


def url_rows() -> Rows:
    """Return address, name, who may ask for it and owner of each URL; acts have their own table."""
    pages = [
        [route, name, who(view), owner]
        for route, name, view, owner in walk()
        if not route.startswith(ACT_DOOR)
    ]
    return sorted([*pages, [f"{ACT_DOOR}<act>", "-", "see acts.txt", "web/api"]])


def walk() -> Iterator[tuple[str, str, Callable[..., Any], str]]:
    """Yield address, full name, view and owner of each URL of the house."""
    yield from walk_below(get_resolver(), "/", "", "config")


def walk_below(
    resolver: URLResolver, route: str, space: str, owner: str
) -> Iterator[tuple[str, str, Callable[..., Any], str]]:
    """Yield the URLs below one resolver."""
    for pattern in resolver.url_patterns:
        below = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{space}{pattern.name}" if pattern.name else "-"
            mine = owner_of(pattern.callback.__module__) if owner == "config" else owner
            yield below, name, pattern.callback, mine
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            module = getattr(pattern.urlconf_name, "__name__", "")
            yield from walk_below(pattern, below, inner, owner_of(module) if module else owner)


def owner_of(module: str) -> str:
    """Return the app that a module belongs to, as the house names it."""
    parts = module.split(".")
    if parts[0] != "townmoot":
        return parts[0]
    return "/".join(parts[1:3]) if parts[1] == "web" else parts[1]


def who(view: Callable[..., Any]) -> str:
    """Return who may ask for a page: anyone, whoever is signed in, or certain roles."""
    if not getattr(view, "login_required", True):
        return "public"
    return " ".join(sorted(getattr(view, "roles", ()))) or "signed in"


def differences(real: Rows, table: Rows) -> list[str]:
    """Return one sentence for each row that stands on one side only, or differs."""
    has = {row[0]: row for row in table}
    is_ = {row[0]: row for row in real}
    return [
        *(f"not in the table: {' | '.join(is_[name])}" for name in sorted(is_.keys() - has.keys())),
        *(f"no longer there: {name}" for name in sorted(has.keys() - is_.keys())),
        *(
            f"{name}: the table says {has[name][1:]}, the code {is_[name][1:]}"
            for name in sorted(has.keys() & is_.keys())
            if has[name] != is_[name]
        ),
    ]
