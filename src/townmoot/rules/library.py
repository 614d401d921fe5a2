"""Finds and reads profiles: by key and day, or one version by its reference."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from townmoot.rules.located import Located, Spot, read
from townmoot.rules.mistakes import Mistake, ProfileError, say
from townmoot.rules.profile import Profile

BUILT_IN = Path(__file__).parent / "profiles"


class NoProfile(LookupError):
    """No profile of this name, or none that was in force on that day."""


class Library:
    """The profiles of one folder; each file is one version, named `key@version.yaml`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """All profiles by reference; ProfileError lists every mistake in every file."""
        found: dict[str, Profile] = {}
        mistakes: list[Mistake] = []
        for path in sorted(self.folder.glob("*.yaml")):
            try:
                profile = self._profile(path)
            except ProfileError as error:
                mistakes += error.mistakes
            else:
                found[profile.ref] = profile
        if mistakes:
            raise ProfileError(list(dict.fromkeys(mistakes)))
        return found

    def keys(self) -> tuple[str, ...]:
        return tuple(sorted({profile.profile for profile in self.profiles.values()}))

    def versions(self, key: str) -> tuple[Profile, ...]:
        """The versions of a profile, oldest first; NoProfile where there is none."""
        found = [profile for profile in self.profiles.values() if profile.profile == key]
        if not found:
            raise NoProfile(f"There is no profile {key}; known are {', '.join(self.keys())}.")
        return tuple(sorted(found, key=lambda profile: profile.valid_from))

    def get(self, ref: str) -> Profile:
        """The version with this reference ("cn-township@2025-03-12"); NoProfile without it."""
        try:
            return self.profiles[ref]
        except KeyError:
            raise NoProfile(f"There is no profile version {ref}.") from None

    def load(self, key: str, *, on: date) -> Profile:
        """The version in force on a day; the newest where several are. NoProfile without one."""
        for profile in reversed(self.versions(key)):
            if profile.in_force(on):
                return profile
        raise NoProfile(f"No version of {key} was in force on {on.isoformat()}.")

    def find(self, chosen: str, *, on: date) -> Profile:
        """What a body that chose a key or a reference goes by on a day.

        Before the oldest version of a key the oldest is taken: an earlier paper is still read by
        the rules that are known. NoProfile where there is none of that name.
        """
        if "@" in chosen:
            return self.get(chosen)
        return self.load(chosen, on=max(on, self.versions(chosen)[0].valid_from))

    def _profile(self, path: Path) -> Profile:
        located = self._merged(path, ())
        _give_keys(located.data)
        try:
            profile = Profile.model_validate(located.data)
        except ValidationError as error:
            raise ProfileError(_mistakes(error, located)) from error
        if path.stem != profile.ref:
            text = f"the file must be named {profile.ref}.yaml"
            raise ProfileError([located.mistake(("version",), text)])
        return profile

    def _merged(self, path: Path, above: tuple[Path, ...]) -> Located:
        located = read(path)
        parent = located.data.pop("extends", None)
        if parent is None:
            return located
        base = self.folder / f"{parent}.yaml"
        if base in (*above, path):
            raise ProfileError([located.mistake(("extends",), "goes round in a circle")])
        if not base.is_file():
            text = f"there is no profile version {parent}"
            raise ProfileError([located.mistake(("extends",), text)])
        return self._merged(base, (*above, path)).extended_by(located)


def _give_keys(data: dict[str, Any]) -> None:
    """Tells each rule its own name, so that it can be cited from anywhere."""
    for section, rules in data.items():
        if isinstance(rules, dict):
            if "value" in rules:
                data[section] = {**rules, "key": section}
            else:
                data[section] = {
                    name: {**rule, "key": f"{section}.{name}"}
                    if isinstance(rule, dict) and "value" in rule
                    else rule
                    for name, rule in rules.items()
                }


def _mistakes(error: ValidationError, located: Located) -> list[Mistake]:
    found = []
    for detail in error.errors():
        spot: Spot = detail["loc"]
        found.append(located.mistake(spot, say(detail, _known_keys(spot[:-1]))))
    return found


def _known_keys(spot: Spot) -> list[str]:
    """The keys the schema knows at a place, to suggest the right spelling."""
    model: type[BaseModel] = Profile
    for part in spot:
        info = model.model_fields.get(str(part))
        kind = info.annotation if info else None
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return []
        model = kind
    return [name for name in model.model_fields if name != "key"]


@lru_cache(maxsize=1)
def built_in() -> Library:
    """The profiles that come with the program, read once."""
    return Library(BUILT_IN)


def load(key: str, *, on: date) -> Profile:
    """The built-in profile in force on a day; NoProfile without one."""
    return built_in().load(key, on=on)


def get(ref: str) -> Profile:
    """One built-in version by its reference; NoProfile without it."""
    return built_in().get(ref)


def find(chosen: str, *, on: date) -> Profile:
    """What a body that chose a built-in key or reference goes by on a day."""
    return built_in().find(chosen, on=on)


def versions(key: str) -> tuple[Profile, ...]:
    """The built-in versions of a profile, oldest first; NoProfile where there is none."""
    return built_in().versions(key)


def keys() -> tuple[str, ...]:
    """The built-in profiles."""
    return built_in().keys()
