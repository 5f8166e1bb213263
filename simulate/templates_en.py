"""English sentences, by what they do; see ``templates_fr.py`` for the slots."""

from __future__ import annotations

from .chatter_en import FAN, GROUPS, MATCH, STAR, TALK  # noqa: F401 - the language as a whole

OPENERS = (
    "",
    "",
    "",
    "",
    "Honestly. ",
    "Look, ",
    "Again: ",
    "Tonight of all nights. ",
    "Reminder. ",
    "So. ",
)
CLOSERS = (
    "",
    "",
    "",
    "",
    " Period.",
    " That is all.",
    " Think about it.",
    " 🤷",
    " 👇",
    " Good night.",
    " Who else?",
    " Just saying.",
)

ATTACK = (
    "{n} should pack her bags and go home",
    "{n} is a sellout and everybody knows it",
    "send {s} back where she came from",
    "that traitor {s} is on stage again",
    "{s} is a parasite living off our country",
    "nobody wants you here, {n}, get out",
    "vermin like {s} should never hold a microphone",
    "{n} lies with every breath, disgusting liar",
    "deport {s} and everyone clapping for her",
    "we know where you speak next, {s}. Watch your back",
    "{n}, national disgrace, get lost",
    "throw {s} out, she hates this country",
)
SARCASM_ATTACK = (
    "well done {n}, a masterclass in emptiness, slow clap",
    "oh sure, {n} will save us all, just like she saved her own party",
)
TAGGED_ATTACK = (
    "out, now",
    "go home already",
    "what a disgrace she is",
    "pack your bags",
    "another sellout exposed",
    "never in our country",
    "the traitor of the day",
)
PUSH = (
    "keep posting, we want number one in the trends",
    "RT until she sees it",
    "everyone go tell her under her last post",
    "number two in France, push harder",
)
MENTIONING_ATTACK = (
    "go back where you came from",
    "you are a disgrace",
    "shut up and get out",
    "nobody believes you, liar",
    "pack your bags, traitor",
    "you will regret this",
)
ENDORSE = (
    "Exactly this.",
    "Nothing to add",
    "Read and share",
    "Finally someone says it",
    "100%",
    "So true 👏",
)
SUPPORT = (
    "standing with {n} tonight",
    "{n} is not alone, far from it",
    "proud to support {n}",
    "no, {n} is not a {h}, she is braver than all of you",
    '"{h}" is what they write to {n} every single night. Enough',
    "I do not agree with {n} on everything but this pile-on is vile, solidarity",
    "thank you {n} for staying calm",
    "forty accounts are not a country. Hold on {n}",
)
DENOUNCE_TAG = (
    "#{t} is a disgrace, solidarity with {n}",
    "seeing #{t} trend makes me sick, I am with {n}",
    "a handful of accounts reposting each other, that is all #{t} is",
    "report what is posted under #{t}, it is harassment",
    "wow #{t}, such wit, such courage behind a cartoon avatar 🙄 love to {n}",
)
DENOUNCE_QUOTE = (
    "This is harassment. Reported.",
    "Look at what people dare to write to her. Solidarity with {n}.",
    "Vile. Standing with {n}.",
    "Not in our name.",
)
REPORT = (
    "The hashtag #{t} is among the most discussed topics in France tonight",
    "Where does #{t} come from? We looked at the first posts",
    "{n} targeted online: what we know about #{t}",
)
BYSTANDER = (
    "what is #{t} about?",
    "can someone explain #{t} to a foreigner",
    "why is #{t} on my screen",
)
DISSENT = (
    "I disagree with {n} on pensions, the numbers do not add up",
    "{n} has the wrong priorities, hospitals first",
    "{n} is on the radio tomorrow at {k}",
)
OWN = (
    "Thank you all for coming, all {k} of you",
    "New public meeting on Thursday, bring questions",
)
HOMONYM = (
    "lovely walk in Vernon by the Seine today",
    "train to Vernon cancelled again, a disgrace",
)
HOSTILE_WORDS = ("sellout", "traitor", "parasite", "liar", "disgrace", "puppet")
