"""What attackers write where a text is expected: generated from parts, all made up."""

from __future__ import annotations

from itertools import product

_FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\uff1d1+1", "\u2212" + "1")
_BEFORE = ("", "Vernon dehors !", 'said "no"')
_SPLITS = ("", "\r", "\n", ";", "\t", "|", "\x0b", "\x1c", "\x85", "\u2028")
_MARKUP = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<a href=javascript:window.pwned=1>x</a>",
    "<base href=//canary.invalid/>",
    "<meta http-equiv=refresh content=0;url=//canary.invalid/>",
    "<link rel=stylesheet href=//canary.invalid/>",
    "<style>@import url(//canary.invalid/)</style>",
    "<form action=//canary.invalid/><button>x</button></form>",
)
_CONTEXTS = (
    "{}", '">{}', "'>{}", "</script>{}", "</textarea>{}", "</title>{}", "</style>{}", "<!--{}",
    "-->{}", "]]>{}", "{{{{{}}}}}", "${{{}}}", "\\u003c{}", "&lt;{}", "`{}", "![x]({})", "|{}|",
    "\x00{}", "\ufeff{}", "{}\u202e", "&#60;{}", "%3C{}", "//{}", "{}\\", "[{}](//canary.invalid/)",
)  # fmt: skip
_STEERING = (
    "\x1b[2J", "\x1b]0;own\x07", "\x1b]8;;http://canary.invalid/\x1b\\x", "\x9b31m", "\x07",
    "\x08" * 9, "\r", "\u202egnp.exe", "\u2066x\u2069", "\u2028", "\x7f", "\u200b", "\ufeff",
    "\x0c", "\x1b[6n",
)  # fmt: skip

TEXTS = (
    *(f"{b}{s}{f}" for b, s, f in product(_BEFORE, _SPLITS, _FORMULAS)),
    *(context.format(markup) for context, markup in product(_CONTEXTS, _MARKUP)),
    *(f"{b}{steering}{a}" for b, steering, a in product(("", "a"), _STEERING, ("", "b", "=1"))),
    *(f"javascript:window.pwned={n}" for n in range(5)),
    *(f"{'z' + chr(0x301) * n}" for n in (100, 1000)),
)
