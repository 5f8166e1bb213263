"""What an export shows of an account: id, handle, name, dates, description, program.

All of it is drawn by lot from one population; the interest group colours the description.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .campaign import DAY, Campaign
from .cast import RELAY_DESCRIPTION, RELAY_HANDLE, RELAY_NAME, TARGETS
from .ledger import SNOWFLAKE_EPOCH
from .population import Population

Ints = npt.NDArray[np.int64]

OLD_IDS = 5_000_000_000
"""Ids of accounts from before snowflakes begin here: above all that were ever given out."""

LONGEST_HANDLE = 15
SNOWFLAKES_FROM_MS = 1_456_790_400_000
NETWORK_BORN_MS = 1_230_768_000_000

_FIRST = (
    "Lea", "Hugo", "Manon", "Louis", "Chloe", "Jules", "Ines", "Adam", "Sarah", "Paul", "Yasmine",
    "Marc", "Sylvie", "Karim", "Odile", "Theo", "Nora", "Gilles", "Awa", "Bruno", "Elsa", "Farid",
    "Jeanne", "Loic", "Mona", "Pascal", "Rita", "Simon", "Tess", "Yann", "Zoe", "Denis",
)  # fmt: skip
_HEAD = (
    "Bar", "Cor", "Dal", "Fer", "Gar", "Lam", "Mar", "Nou", "Per", "Rou", "Sal", "Tri", "Val",
    "Ver", "Bel", "Cha", "Des", "Mon", "Pra", "Lou",
)  # fmt: skip
_TAIL = (
    "bier", "dineau", "gnol", "lier", "mont", "nac", "pell", "quin", "ret", "sson", "tel", "vard",
    "vois", "zac", "court", "lange", "reux", "ville", "dot", "mière",
)  # fmt: skip
_SIGNS = ("", "", "", "", " 🌿", " 🇫🇷", " ⚽", " 🎧", " ☕", " 🐈", " 📚", " ✊")
_INTERESTS = (
    "politique", "politique et société", "musique", "infos locales", "football", "cuisine",
    "informatique", "cinéma et séries", "nature et chats", "jeux vidéo",
)  # fmt: skip
_ABOUT = (
    "", "", "", "{i}", "{i}, avis personnels", "Passionné de {i}", "{c}", "{c}. {i}",
    "Ici pour {i}. RT n’est pas approbation", "{i} et mauvaise foi", "Parent, {c}",
    "Compte de secours", "{c} | {i}", "Curieux de tout", "Râleur professionnel", "DM fermés",
)  # fmt: skip
_CITIES = (
    "Lyon", "Lille", "Nantes", "Toulouse", "Rennes", "Marseille", "Metz", "Bruxelles", "Genève",
    "Montréal", "Tours", "Pau", "Dijon", "Brest", "Nîmes", "Amiens",
)  # fmt: skip
APPS = ("Twitter for Android", "Twitter for iPhone", "Twitter Web App", "Twitter for iPad")


class Profiles:
    """Profiles by account code, each a pure function of a few drawn columns."""

    def __init__(
        self, campaign: Campaign, population: Population, rng: np.random.Generator
    ) -> None:
        n = len(population)
        self._population = population
        self.created_ms = _created(campaign, rng, n)
        self.ids = _ids(self.created_ms, rng)
        self.app = rng.choice(len(APPS), n, p=[0.42, 0.33, 0.22, 0.03]).astype(np.int8)
        self.following = np.minimum(rng.lognormal(5.6, 1.0, n), 9_000).astype(np.int64)
        age_days = (campaign.end_ms - self.created_ms) // DAY
        self.posted = (20 + age_days * population.activity * rng.lognormal(-0.6, 0.5, n)).astype(
            np.int64
        )
        self._looks = rng.integers(0, 2**62, n)
        # A number in steps that share no factor with 10^6 never repeats: handles stay unique.
        self._numbers = (np.arange(n, dtype=np.int64) * 387_420_489 + 71) % 1_000_003
        self._fixed = _fixed(population)

    def native_id(self, account: int) -> str:
        """Return the platform's id."""
        return str(int(self.ids[account]))

    def handle(self, account: int) -> str:
        """Return the handle, without @."""
        if account in self._fixed:
            return self._fixed[account][0]
        looks = int(self._looks[account])
        first, surname = _names(looks)
        number = int(self._numbers[account]) + 1_000_003 * (account // 1_000_003)
        style = looks // 12_800 % 4
        plain = surname.replace("è", "e")
        stem = (f"{first}{plain}", plain.lower(), first.lower(), f"{first}_{plain[0]}")[style]
        tail = ("", "_", "_", "")[style] + str(number)
        return stem[: LONGEST_HANDLE - len(tail)] + tail

    def display_name(self, account: int) -> str:
        """Return the name shown beside the handle."""
        if account in self._fixed:
            return self._fixed[account][1]
        looks = int(self._looks[account])
        first, surname = _names(looks)
        sign = _SIGNS[looks // 51_200 % len(_SIGNS)]
        return (f"{first} {surname}" if looks // 700_000 % 3 else first) + sign

    def description(self, account: int) -> str:
        """Return the profile text."""
        if account in self._fixed:
            return self._fixed[account][2]
        looks = int(self._looks[account]) // 1_000_000
        about = _ABOUT[looks % len(_ABOUT)]
        looks //= len(_ABOUT)
        city = _CITIES[looks % len(_CITIES)]
        interest = _INTERESTS[int(self._population.group[account]) % len(_INTERESTS)]
        text = about.format(i=interest, c=city)
        return text[:1].upper() + text[1:]


def _names(looks: int) -> tuple[str, str]:
    first = _FIRST[looks % 32]
    return first, _HEAD[looks // 32 % 20] + _TAIL[looks // 640 % 20]


def _created(campaign: Campaign, rng: np.random.Generator, n: int) -> Ints:
    """Draw when accounts were made: mostly long ago, one in nine within the last half year."""
    last = campaign.start_ms
    old = NETWORK_BORN_MS + rng.beta(1.4, 1.6, n) * (last - NETWORK_BORN_MS)
    new = last - rng.random(n) * 180 * DAY
    return np.where(rng.random(n) < 0.11, new, old).astype(np.int64)  # noqa: PLR2004


def _ids(created: Ints, rng: np.random.Generator) -> Ints:
    """Return unique ids that grow with the date, snowflakes for the newer accounts."""
    snowflakes = ((created - SNOWFLAKE_EPOCH) << 22) | rng.integers(0, 2**22, len(created))
    span = SNOWFLAKES_FROM_MS - NETWORK_BORN_MS
    old = OLD_IDS + (created - NETWORK_BORN_MS) * (4_000_000_000 / span)
    ids = np.where(created >= SNOWFLAKES_FROM_MS, snowflakes, old.astype(np.int64))
    order = np.argsort(ids, kind="stable")
    ranked = ids[order]
    # Equal ids move up by one: least[i] = max over j <= i of ranked[j] + (i - j).
    place = np.arange(len(ranked))
    ids[order] = np.maximum.accumulate(ranked - place) + place
    return ids


def _fixed(population: Population) -> dict[int, tuple[str, str, str]]:
    """Return handle, name and description of the accounts the story names."""
    fixed = {
        int(code): (target.handle, target.name, target.description)
        for code, target in zip(population.targets, TARGETS, strict=True)
    }
    fixed[population.relay] = (RELAY_HANDLE, RELAY_NAME, RELAY_DESCRIPTION)
    return fixed
