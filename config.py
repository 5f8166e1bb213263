"""Settings: flags over environment (``MEUTE_*``) over the file ``meute.toml`` in this folder."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import msgspec

from .errors import ConfigError
from .files import read_small_text
from .private import is_of_others

SETTINGS_FILE = Path("meute.toml")
PREFIX = "MEUTE_"


class Secret:
    """A value that is shown nowhere; :meth:`get_secret_value` is the only way to it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def get_secret_value(self) -> str:
        """Return the value."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('**********')"


class Settings(msgspec.Struct, frozen=True):
    """Where the graph is and who asks."""

    graph: str = "meute.kgl"
    user: str = "neo4j"
    password: Secret | None = None
    database: str | None = None
    library: Path | None = None
    ca: Path | None = None
    """The certificates of who signed the server's, for the addresses that end in +s."""
    retry_s: Annotated[float, msgspec.Meta(ge=0)] = 120.0
    """How long a server that went away is waited for, seconds."""


def load_settings(flags: Mapping[str, Any]) -> Settings:
    """Return the settings; flags that are None were not given.

    Raises:
        ConfigError: a setting is unknown or of the wrong form; secrets are not repeated.
    """
    types = get_type_hints(Settings, include_extras=True)
    variables = {name: os.environ.get(PREFIX + name.upper()) or None for name in types}
    settings = {}
    for name, value in (_of_file() | _given(variables) | _given(flags)).items():
        try:
            settings[name] = msgspec.convert(value, types[name], strict=False, dec_hook=_of_text)
        except (KeyError, msgspec.ValidationError) as error:
            reason = "there is none of that name" if isinstance(error, KeyError) else error
            raise ConfigError(
                f"The setting {name!r} is wrong: {reason}",
                f"Correct it in the flags, in {PREFIX}{name.upper()} or in {SETTINGS_FILE}.",
            ) from None  # the cause may repeat the value, which may be a password
    return Settings(**settings)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _of_file() -> dict[str, Any]:
    if is_of_others(SETTINGS_FILE):
        raise ConfigError(
            f"{SETTINGS_FILE} in this folder belongs to somebody else, and it says where a "
            "password is sent",
            "Work in another folder, or copy the file if you trust it.",
        )
    try:
        return tomllib.loads(read_small_text(SETTINGS_FILE))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(
            f"{SETTINGS_FILE} cannot be read: {error}", "Correct or remove it."
        ) from error


def _of_text(kind: type, value: Any) -> Any:
    """Make a path or a secret of a text; msgspec knows the other types."""
    if not isinstance(value, str):
        raise TypeError(f"Expected `str`, got `{type(value).__name__}`")
    return kind(value)
