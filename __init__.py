"""meute finds the pack behind a pile-on."""

from __future__ import annotations

from ._version import VERSION

__version__ = VERSION

__all__ = ["__version__"]
