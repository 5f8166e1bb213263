"""English everyday talk by interest group; all words are ours.

``{x}`` is a word of the group, ``{k}`` a number.
"""

from __future__ import annotations

STAR = ("New video at midnight", "{k} 000 of you last night, no words", "Studio, day {k}")
FAN = ("crying, this is so good", "the queen 👑", "on repeat since {k} am", "come to London please")

GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (
            "nobody wants to talk about {x}",
            "{x} again, {k} minutes of debate and no answer",
            "taxes up {k} percent and {x} still a mess",
            "this minister is a disgrace on {x}, resign",
        ),
        ("border control", "fuel prices", "public debt", "farming", "crime"),
    ),
    (
        (
            "march for {x} on Saturday at {k}",
            "{x} is a right, not a slogan",
            "great panel on {x} last night",
            "new report on {x}, {k} pages, worth it",
        ),
        ("equality", "climate", "housing", "public hospitals", "schools"),
    ),
    (
        (
            "{x} live was unreal, {k} minutes of encore",
            "the new {x} single is a punch",
            "found a {x} record for {k} euros",
            "{x} on the radio, good day ahead",
        ),
        ("Lune Vive", "Orso", "The Night Quays", "DJ Palourde", "Mirabelle K"),
    ),
    (
        (
            "{x} closed until {k}",
            "city council on {x} next week",
            "our piece on {x} is out tomorrow",
            "{k} mm of rain in an hour, {x} flooded",
        ),
        ("the viaduct", "the station", "the library", "the tram line", "the stadium"),
    ),
    (
        (
            "that referee is a disgrace, get him out",
            "{x} concede in minute {k} again",
            "what a goal from {x}!!",
            "{x} in the final, I believe",
        ),
        ("AS Mistral", "FC Ondaine", "Racing du Val", "US Corniche"),
    ),
    (
        (
            "tonight: {x}, {k} minutes in the oven",
            "{x} went wrong, we eat it anyway",
            "any trick for {x}?",
            "first try at {x}",
        ),
        ("sourdough", "plum tart", "onion soup", "gratin", "cherry cake"),
    ),
    (
        (
            "updated {x}, now nothing works",
            "{x} after {k} months, my notes",
            "why does {x} eat all my memory?",
            "moving everything to {x} this weekend",
        ),
        ("the server", "this web framework", "the printer", "the database"),
    ),
    (
        (
            "{x} was {k} minutes too long",
            "{x} is the film of the year",
            "season {k} of {x} confirmed",
            "cannot stop thinking about the end of {x}",
        ),
        ("The Lighthouse Keeper", "Aunt Odile", "White Zone 2", "The Whales"),
    ),
    (
        (
            "{k} km run, {x} in the fog",
            "hiking up to {x}",
            "{x} at sunrise",
            "weekend at {x} at last",
        ),
        ("the lake", "the pass", "the cove", "the garden"),
    ),
    (
        (
            "level {k} done, {x} was tough",
            "{x} on sale for {k}",
            "room for one more in {x} tonight",
            "the boss in {x} got me {k} times",
        ),
        ("Azure Chronicles", "Drift Royale", "Dungeon 404", "League of Mists"),
    ),
)
MATCH = (
    "GOAL!! minute {k}",
    "what a save",
    "this referee is a disgrace, get him off",
    "was that a penalty?",
    "extra time, my heart",
    "number {k} is unreal",
    "two one, done",
)
TALK = (
    "thanks",
    "Thank you!",
    "so true",
    "do you have a source?",
    "same here",
    "no way",
    "lol",
    "good question",
    "congrats",
    "what a shame",
    "noted",
    "see you in {k} days",
    "where is that?",
)
