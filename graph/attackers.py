"""THE definition of who attacks a figure, as the beginning of every query that speaks of attackers.

An account attacks a figure by own words, or by more than one repost, and only where these outweigh
its support of the figure. Own words count twice a repost. Attacks count from a confidence on;
support counts at any, in favour of the account. A mark that does not say whose words they are is
one of own words.
"""

from __future__ import annotations

import re

ATTACKERS = """\
MATCH (t:Target)<-[r:ATTACKS|SUPPORTS]-(p:Post)<-[:POSTED]-(a:Account)
WHERE type(r) = 'SUPPORTS' OR r.confidence >= $min_confidence
WITH t.id AS target, a.id AS attacker, type(r) = 'ATTACKS' AS attack,
     CASE WHEN coalesce(r.own_words, true) THEN 2 ELSE 1 END AS weight
WITH target, attacker, sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
     sum(CASE WHEN attack AND weight = 2 THEN 1 ELSE 0 END) AS own,
     sum(CASE WHEN attack THEN weight ELSE 0 END) AS against,
     sum(CASE WHEN attack THEN 0 ELSE weight END) AS support
WHERE against > support AND (own > 0 OR attacks > 1)
"""
"""Answers ``target`` and ``attacker`` (ids), and of that account against that figure ``attacks``
(posts), ``own`` (those in own words), ``against`` and ``support`` (weights)."""


def decides_otherwise(statement: str) -> bool:
    """Whether a statement weighs attacks against support, or takes own words, in a way of its own.

    ``coalesce(r.own_words, true)`` is the way to take them.
    """
    if re.search(r"(?<!coalesce\()\b\w+\.own_words\b", statement):
        return True
    weighs = re.search(r"\bagainst\b|>\s*(support|COUNT \{ \(a\))", statement)
    return weighs is not None and " ".join(ATTACKERS.split()) not in " ".join(statement.split())
