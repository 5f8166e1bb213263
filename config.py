"""Settings: flags over environment (``MEUTE_*``) over the file ``meute.toml`` in this folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .errors import ConfigError

SETTINGS_FILE = Path("meute.toml")


class Settings(BaseSettings):
    """Where the graph is and who asks."""

    model_config = SettingsConfigDict(
        env_prefix="MEUTE_", toml_file=SETTINGS_FILE, extra="forbid", env_ignore_empty=True
    )

    graph: str = "meute.kgl"
    user: str = "neo4j"
    password: SecretStr | None = None
    database: str | None = None
    library: Path | None = None
    ca: Path | None = None
    """The certificates of who signed the server's, for the addresses that end in +s."""
    retry_s: float = Field(default=120.0, ge=0)
    """How long a server that went away is waited for, seconds."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file; nothing else."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(flags: Mapping[str, Any]) -> Settings:
    """Return the settings; flags that are None were not given.

    Raises:
        ConfigError: a setting is unknown or of the wrong form; secrets are not repeated.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise ConfigError(
            f"The setting {name!r} is wrong: {first['msg']}",
            f"Correct it in the flags, in MEUTE_{name.upper()} or in {SETTINGS_FILE}.",
        ) from None  # the cause repeats the value, which may be a password
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{SETTINGS_FILE} cannot be read: {error}", "Correct or remove it."
        ) from error
