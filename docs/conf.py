"""The documentation as a site, by Sphinx: `make site`. It asks nothing of the network."""

from __future__ import annotations

project = "meute"
html_title = "meute"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
html_theme = "furo"
html_show_copyright = False
html_show_sphinx = False
html_use_index = False
# `make man`: the page of commands as `man meute`.
man_pages = [("cli", "meute", "find the pack behind a pile-on", "", 1)]
exclude_patterns: list[str] = []
# Metadata of stored queries and YAML with comments are not always in a lexer's grammar. Links to
# files beside docs/ lead out of the site; tests/project/test_docs.py checks that all links lead
# somewhere.
suppress_warnings = ["misc.highlighting_failure", "myst.xref_missing"]
