"""English sentences kept for evaluation; see ``reserved_fr.py``."""

from __future__ import annotations

from .chatter_en import FAN, GROUPS, MATCH, STAR, TALK  # noqa: F401 - the language as a whole

OPENERS = ("", "", "", "Well ", "Unreal. ", "Her again. ", "Note: ")
CLOSERS = ("", "", "", " The end.", " There, I said it.", " 🙃", " Share.", " Bye.")

ATTACK = (
    "one way ticket for {n}, please",
    "{s} is a rat and rats leave",
    "shut your mouth {s}, nobody asked you",
    "{n} sold this country for a seat on TV",
    "revoke her passport, {s} has no place here",
    "we will find you, {s}",
    "{n} makes me sick, filthy liar",
    "kick {n} out before she ruins everything",
)
SARCASM_ATTACK = ("hats off {n}, twelve promises, zero ideas, world record",)
TAGGED_ATTACK = (
    "good riddance",
    "one way ticket",
    "filthy liar",
    "out of our sight",
    "sick of her",
)
PUSH = ("post, post, post, she must not sleep tonight", "top of the list before midnight, go")
MENTIONING_ATTACK = (
    "you make me sick",
    "leave and do not come back",
    "shut your mouth",
    "we see you, rat",
)
ENDORSE = ("A hundred times yes", "Well said", "Sharing this")
SUPPORT = (
    "I am with {n} tonight more than ever",
    "what {n} goes through is vile, respect for her dignity",
    "they call her {h}, she answers with arguments. Thank you {n}",
    "stay strong {n}",
)
DENOUNCE_TAG = (
    "#{t} makes me ashamed, love to {n}",
    "no to #{t}, yes to {n}",
    "#{t}: three angry men and their spare accounts. With {n}",
)
DENOUNCE_QUOTE = ("Unacceptable. Reported.", "And they call themselves patriots. Courage {n}.")
REPORT = ("#{t}: how an evening online unfolded", "Who started #{t}? Hour by hour")
BYSTANDER = ("yet another hashtag I do not get, #{t}", "who is #{t} even about?")
DISSENT = ("{n} did not answer the question on energy", "where do {n}'s {k} billion come from?")
OWN = ("Back from a day on the road, {k} conversations",)
HOMONYM = ("rain over Vernon, {k} mm", "so many people at Vernon castle")
HOSTILE_WORDS = ("liar", "rat", "sellout", "fraud")
