"""The two targets, their hashtags, and the names of everything invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetName:
    """How a target is called; ``hate_tags`` and ``own_tags`` begin with the usual one."""

    id: str
    name: str
    short: str
    handle: str
    description: str
    hate_tags: tuple[str, ...]
    own_tags: tuple[str, ...]


TARGETS = (
    TargetName(
        "vernon", "Camille Vernon", "Vernon", "CVernon_Elan",
        "Candidate du mouvement Élan Commun. Compte tenu avec l’équipe de campagne.",
        ("VernonDehors", "VernonDégage"), ("AvecVernon", "ÉlanCommun"),
    ),
    TargetName(
        "belkacemi", "Nadia Belkacemi", "Belkacemi", "NBelkacemi_Rives",
        "Présidente de l’association Rives Égales, contre le racisme. Autrice.",
        ("BelkacemiTaisToi", "StopBelkacemi"), ("SoutienNadia", "AvecNadia"),
    ),
)  # fmt: skip
"""In the order of their bits."""

RELAY_SITE = "leguetdusoir.example"
RELAY_NAME, RELAY_HANDLE = "Le Guet du Soir", "LeGuetDuSoir_fr"
RELAY_DESCRIPTION = "Le site qui regarde ce que les autres taisent. " + RELAY_SITE

MATCH_TAG = "OndaineMistral"
GROUP_TAGS = (
    ("Budget", "Débat", "Assemblée"), ("Climat", "Logement", "Égalité"), ("NowPlaying", "Concert"),
    ("Vallée", "Travaux", "AlerteMétéo"), ("Foot", "Mercato"), ("Recette", "FaitMaison"),
    ("Python", "DevFR"), ("Série", "Cinéma"), ("Rando", "Caturday"), ("JeuVidéo", "Stream"),
)  # fmt: skip
"""Hashtags of the interest groups."""

NEWS_SITES = (
    "vallee-matin.example", "lacroisee-info.example", "depeche-du-val.example",
    "radio-horizon.example", "northquay-times.example", "carnets-publics.example",
    "blog-des-halles.example", "sport-mistral.example",
)  # fmt: skip
