"""meute finds the pack behind a pile-on."""

from __future__ import annotations

from ._version import VERSION as __version__

__all__ = ["__version__"]
