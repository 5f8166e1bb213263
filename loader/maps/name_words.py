"""Which field the words of a column's name speak of: «N° du message», «Nutzer-ID», «Retuit de»."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_NUMBER = re.compile(r"\bn\.?\s?[°º]|№|\bn[ro]\.", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")

_GROUPS: Mapping[str, frozenset[str]] = {
    group: frozenset(words.split())
    for group, words in {
        "of": (
            "of the to a au aux de des d del du el en et in l la le les los y and at on am um "
            "an auf bei der die das dem den und von vom zu zum zur par by pour il di della"
        ),
        "post": (
            "post posts message messages tweet publication statut status commentaire comment "
            "beitrag beitrags beitrages nachricht nachrichten kommentar mensaje publicacion "
            "comentario contenido contenu inhalt toot skeet note"
        ),
        "id": (
            "id ids identifiant identifier identificador identificativo kennung kennnummer "
            "numero num nummer number nr no"
        ),
        "repost": (
            "partage repartage repost reposte retweet retweete rt republication republie reblog "
            "reblogue transfert transfere shared share forward forwarded boost geteilt "
            "geteilter geteilte teilung weitergeleitet weiterleitung retuit compartido "
            "compartida republicado reenviado reenvio reposted retweeted"
        ),
        "reply": (
            "reponse repond reply replied answer answered antwort antwortet responde respuesta "
            "risposta respond responds"
        ),
        "quote": "cite citation quote quoted zitat zitiert zitierter citado cita",
        "original": (
            "original originel originale origine initial ursprung ursprunglich ursprunglicher "
            "source quelle"
        ),
        "author": (
            "auteur author autor autrice compte account konto cuenta utilisateur user nutzer "
            "benutzer usuario profil profile perfil verfasser verfasserin expediteur absender "
            "poster emetteur"
        ),
        "handle": (
            "pseudo pseudonyme handle login arobase username screenname nutzername benutzername "
            "kurzel"
        ),
        "name": "nom name namen nombre anzeigename",
        "shown": (
            "anzeigename affiche affichee display displayed shown anzeige angezeigt angezeigter "
            "mostrado visible complet full vollstandiger"
        ),
        "date": (
            "date datum fecha heure hour time zeit uhrzeit zeitpunkt hora moment jour publie "
            "publiee published posted veroffentlicht veroffentlichung erstellt creation creado "
            "publicado envoi envoye gesendet sent"
        ),
        "text": "texte text texto wortlaut words mots corps contenu inhalt contenido",
        "link": "lien link liens url adresse address enlace verweis permalien",
    }.items()
}
"""Words of several languages, without accents, by what they speak of; a word may be in several."""

_FIELDS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("repost_of_account_handle", ("repost", "author"), ("handle", "name", "original", "post")),
    ("repost_of_account_handle", ("original", "author"), ("handle", "name", "post")),
    ("repost_of_account_handle", ("repost", "handle"), ()),
    ("reply_to_account_handle", ("reply", "author"), ("handle", "name", "post")),
    ("repost_of", ("repost",), ("post", "id", "original")),
    ("repost_of", ("original", "post"), ("id",)),
    ("reply_to", ("reply",), ("post", "id", "original")),
    ("quote_of", ("quote",), ("post", "id", "original")),
    ("account_name", ("shown", "name"), ("author",)),
    ("account_id", ("author", "id"), ()),
    ("account_handle", ("handle",), ("author", "post", "name")),
    ("account_handle", ("author", "name"), ("post",)),
    ("account_handle", ("author",), ("post",)),
    ("id", ("id",), ("post",)),
    ("url", ("link",), ("post",)),
    ("created_at", ("date",), ("post",)),
    ("text", ("text",), ("post",)),
)
"""Fields, each with the groups of which a name must have a word, and those that may stand beside.

The first that fits counts; words such as *of* may stand anywhere.
"""


def field_named(name: str) -> str | None:
    """The field that a name speaks of; None where a word of it is not known."""
    plain = unicodedata.normalize("NFKD", _NUMBER.sub(" numero ", name)).lower()
    words = _WORDS.findall("".join(c for c in plain if not unicodedata.combining(c)))
    for field, needed, others in _FIELDS:
        allowed = frozenset().union(*(_GROUPS[group] for group in ("of", *needed, *others)))
        if (
            words
            and allowed.issuperset(words)
            and all(not _GROUPS[group].isdisjoint(words) for group in needed)
        ):
            return field
    return None
