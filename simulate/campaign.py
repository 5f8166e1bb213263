"""The knobs of a planted campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from zoneinfo import ZoneInfo

from ..errors import UsageError

DEMO_POSTS = 20_000
PARIS = ZoneInfo("Europe/Paris")
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
"""Milliseconds."""

WEEKS = 9


@dataclass(frozen=True, slots=True)
class Knob:
    """The range of a number that shapes a campaign, and its option; some have none."""

    least: float
    most: float
    option: str = ""

    @property
    def within(self) -> str:
        """The range in words."""
        return f"from {self.least:,} to {self.most:,}"


KNOBS = {
    "posts": Knob(500, 50_000_000, "--posts"),
    "seed": Knob(0, 2**63 - 1, "--seed"),
    "accounts": Knob(100, 5_000_000, "--accounts"),
    "groups": Knob(3, 50),
    "homophily": Knob(0, 1, "--homophily"),
    "speeds_sigma": Knob(0, 3, "--speeds-sigma"),
    "waves": Knob(0, 100_000, "--waves"),
    "fan_communities": Knob(0, 20),
    "pack_size": Knob(0, 5_000, "--pack"),
    "pack_intensity": Knob(0, 20, "--intensity"),
    "pack_turnout": Knob(0.05, 1, "--turnout"),
    "english": Knob(0, 1, "--english"),
}


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything that shapes a planted campaign; equal campaigns give equal bytes.

    ``posts`` is the exact number of lines. ``accounts`` is the whole population, by default 3,000
    at 20,000 posts and growing as posts^0.75. ``pack_size=0`` is the null: nothing is coordinated,
    everything else stays. ``pack_intensity`` scales the number of the pack's salvoes,
    ``pack_turnout`` is the share of the pack that takes part in one. ``homophily`` is the
    probability that a repost comes from the author's interest group; ``speeds_sigma`` the spread
    (of the logarithm) of how fast accounts react; ``rhythm=False`` flattens day and night;
    ``waves`` counts broadcast waves (None: by size); ``fan_communities`` the stars whose fans
    repost them fast. ``burst``, ``episodes`` and ``counter_campaign`` switch the two-hour burst,
    the smaller attacks weeks apart, and the supporters' answer. ``english`` is the share of
    accounts that write English; ``wording`` is ``open``, or ``reserved`` for sentences that occur
    nowhere else and on which no rule may be tuned.

    Raises:
        UsageError: a knob is out of its range.
    """

    posts: int = DEMO_POSTS
    seed: int = 1
    accounts: int | None = None
    groups: int = 10
    homophily: float = 0.85
    speeds_sigma: float = 0.8
    rhythm: bool = True
    waves: int | None = None
    fan_communities: int = 2
    pack_size: int = 40
    pack_intensity: float = 1.0
    pack_turnout: float = 0.5
    burst: bool = True
    episodes: bool = True
    counter_campaign: bool = True
    english: float = 0.15
    wording: str = "open"
    first_day: date = date(2023, 9, 4)

    def __post_init__(self) -> None:
        """Refuse what cannot be planted."""
        for name, knob in KNOBS.items():
            value = getattr(self, name)
            if value is not None and not knob.least <= value <= knob.most:
                raise UsageError(
                    f"{knob.option or name} must be {knob.within}, not {value:,}",
                    "See meute simulate --help.",
                )
        if self.wording not in {"open", "reserved"}:
            raise UsageError(f"There is no wording {self.wording!r}", "Choose open or reserved.")
        if self.pack_size == 1:
            raise UsageError("One account is not a pack", "Choose 0, or 2 and more.")
        if self.pack_size > self.population // 5:
            raise UsageError(
                f"A pack of {self.pack_size} is too large for {self.population} accounts",
                f"Choose at least {self.pack_size * 5} accounts, or a smaller pack.",
            )

    @property
    def population(self) -> int:
        """How many accounts there are."""
        if self.accounts is not None:
            return self.accounts
        return max(300, round(3_000 * float((self.posts / DEMO_POSTS) ** 0.75)))

    @property
    def growth(self) -> float:
        """The size of what is planted, against the demo: linear below it, a square root above.

        A burst or a pack does not grow with everything that was collected besides.
        """
        ratio = self.posts / DEMO_POSTS
        return ratio if ratio < 1 else sqrt(ratio)

    def sized(self, at_demo: float, least: int = 0) -> int:
        """Return a number of planted things, given their number at the demo's size."""
        return max(least, round(at_demo * self.growth))

    @property
    def start_ms(self) -> int:
        """Local midnight of the first day, in epoch milliseconds."""
        return self.moment(0, 0)

    @property
    def end_ms(self) -> int:
        """When the collection ends, in epoch milliseconds."""
        return self.moment(7 * WEEKS, 0)

    def moment(self, day: int, hour: int, minute: int = 0) -> int:
        """Return a local time on the n-th day (from 0), in epoch milliseconds."""
        at = self.first_day + timedelta(days=day)
        local = datetime(at.year, at.month, at.day, hour, minute, tzinfo=PARIS)
        return round(local.timestamp() * 1000)
