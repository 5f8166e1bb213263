"""French sentences, by what they do. All words are ours.

``{n}`` is the target's name, ``{s}`` its short form, ``{h}`` a hostile word somebody else used,
``{t}`` the hate hashtag, ``{x}`` a word of the interest group, ``{k}`` a number. Hashtags and
mentions that depend on the form of the post are added by ``texts.py``.
"""

from __future__ import annotations

from .chatter_fr import FAN, GROUPS, MATCH, STAR, TALK  # noqa: F401 - the language as a whole

OPENERS = (
    "",
    "",
    "",
    "",
    "Franchement. ",
    "Sérieusement, ",
    "Bon. ",
    "Voilà : ",
    "Je le dis depuis des mois. ",
    "Ce soir encore. ",
    "Allez. ",
    "Thread. ",
    "Pour info : ",
    "On en parle ? ",
    "Rappel. ",
)
CLOSERS = (
    "",
    "",
    "",
    "",
    " Point.",
    " Voilà.",
    " À méditer.",
    " Et ce n’est pas fini.",
    " 🤷",
    " ⬇️",
    " 👇",
    " Bonne soirée.",
    " Qui d’autre ?",
    " 😶",
    " Je dis ça, je dis rien.",
    " 🔁",
)

ATTACK = (
    "{n} dehors, la France n’en veut pas",
    "{n} n’est qu’une vendue et chacun le voit",
    "qu’elle fasse sa valise, {n}, on ne la retiendra pas",
    "{n} dégage, et emporte tes leçons de morale",
    "cette traîtresse de {s} ose encore se montrer",
    "{s}, parasite de la République",
    "le vrai visage de {n} : la haine de notre pays. Qu’elle rentre chez elle",
    "remigration pour {s} et toute sa clique",
    "{n} est une honte ambulante, qu’on la fasse taire",
    "on ne discute pas avec la vermine, {s} en tête",
    "{s} menteuse, {s} vendue, {s} dehors",
    "encore cette folle de {n} à la télé, coupez-lui le micro",
    "{n} ne mérite que le mépris, cette ordure",
    "si {s} aime tant l’étranger, qu’elle y retourne",
    "{n} crache sur la France, la France lui dit : dégage",
    "personne n’a élu {s}, cette idiote prétentieuse",
    "{n}, tu vas payer ce que tu as dit",
    "il faudrait expulser {n} et ceux qui l’applaudissent",
    "{s} est la pire racaille de la politique",
    "on sait où tu tiens tes réunions, {s}. À bientôt",
    "regardez cette guenon de {s} se pavaner",
    "{n}, collabo jusqu’au bout des ongles",
    "qui paye {s} ? Une marionnette, une vendue, rien d’autre",
    "{n} nous prend pour des abrutis, cette clown mérite la porte",
    "une ennemie de la France, voilà ce qu’est {n}",
    "{s} à la mer avec ses valises",
    "ras le bol de cette hystérique de {n}",
    "{n} pue la trahison",
    "tôt ou tard {s} sera jugée comme la traîtresse qu’elle est",
    "la place de {n} est en prison, pas sur une estrade",
    "{s} et sa bande de cafards rasent les murs ce soir",
    "ferme-la {s}, tu n’es pas chez toi ici",
)
SARCASM_ATTACK = (
    "bravo {n}, grand moment de dignité, on a failli pleurer de rire",
    "quel courage, {n}, parler devant trente chaises vides",
    "merci {s} de nous rappeler chaque jour pourquoi on ne votera jamais pour toi",
    "{n}, lumière de notre temps… 40 watts, et encore",
)
TAGGED_ATTACK = (
    "dehors, et vite",
    "qu’elle dégage",
    "la honte, tout simplement",
    "ouste",
    "elle a eu ce qu’elle mérite",
    "une vendue de plus",
    "la valise, et bon vent",
    "jamais chez nous",
    "qu’elle retourne d’où elle vient",
    "elle ment comme elle respire",
    "la traîtresse du jour",
    "elle ose tout, c’est à ça qu’on la reconnaît",
)
PUSH = (
    "on ne lâche rien, tout le monde poste",
    "faites monter, on vise la première place des tendances",
    "deuxième des tendances, encore un effort",
    "RT massif, qu’elle le voie en se couchant",
    "allez tous lui dire sous son dernier message",
    "plus fort, on veut la voir pleurer ce soir",
    "chacun poste trois fois et cite cinq amis",
    "la meute est de sortie 🐺",
)
MENTIONING_ATTACK = (
    "vous êtes une honte pour ce pays",
    "rentre chez toi",
    "dégage de nos écrans",
    "tu n’es qu’une vendue",
    "retire-toi, traîtresse",
    "personne ne t’écoute, parasite",
    "va vivre ailleurs si tu détestes la France",
    "on ne t’oubliera pas, menteuse",
    "tais-toi et fais ta valise",
    "tu finiras mal",
    "la remigration commence par toi",
    "pauvre folle, va te faire soigner",
)
ENDORSE = (
    "Exactement.",
    "Tout est dit 👇",
    "Je signe des deux mains",
    "À lire et à partager",
    "👏👏👏",
    "Rien à ajouter",
    "Lui au moins il ose le dire",
    "Voilà, merci",
    "Ça, c’est envoyé 💪",
    "+1000",
)
SUPPORT = (
    "soutien total à {n} ce soir",
    "{n} n’est pas seule, nous sommes des milliers avec elle",
    "courage {n}, vos idées font peur aux lâches",
    "fier d’avoir voté pour {n}, je le referai",
    "je ne partage pas tout avec {n} mais ce harcèlement est indigne, soutien entier",
    "{n} a parlé juste, et ils ne le supportent pas",
    "merci {n} pour votre calme face à la haine",
    "non, {n} n’est pas une {h}, c’est une femme debout",
    "personne ne devrait lire « {h} » sous chacun de ses messages. Force à {n}",
    "« {h} », voilà ce qu’on écrit à {n} depuis une heure. Assez",
    "quarante comptes ne sont pas la France. Tenez bon {n}",
    "je signale un par un les messages contre {n}, faites pareil",
    "à tous ceux qui crient contre {n} : l’histoire vous regarde",
)
DENOUNCE_TAG = (
    "#{t} est une honte, soutien à {n}",
    "voir #{t} en tendance me dégoûte, je suis avec {n}",
    "derrière #{t}, une poignée de comptes qui se repostent entre eux. Pas en notre nom",
    "#{t} ? Non. Jamais. Respect à {n}",
    "signalez les messages sous #{t}, c’est du harcèlement en meute",
    "la honte ce n’est pas {n}, la honte c’est #{t}",
    "ils écrivent « {h} » avec #{t}, nous répondons par des livres et des bulletins",
    "ah #{t}, quel niveau, quel argumentaire, on est impressionnés 🙄 Solidarité avec {n}",
    "bravo aux courageux anonymes de #{t}, vraiment, quel courage sous pseudo. Bises à {n}",
    "à ceux qui lancent #{t} : le racisme n’est pas une opinion, c’est un délit",
)
DENOUNCE_QUOTE = (
    "Ceci est du harcèlement. Signalé.",
    "Regardez bien ce qu’on ose écrire à une femme en politique. Solidarité.",
    "Voilà le niveau. Soutien à {n}.",
    "Honte à l’auteur de ce message.",
    "Ce genre de message tombe sous le coup de la loi. {n}, nous sommes là.",
    "Non. Pas de ça chez nous. Force à {n}.",
    "Le mépris en 240 signes. Je préfère {n}, merci.",
)
REPORT = (
    "Le mot-dièse #{t} figure parmi les sujets les plus commentés de la soirée en France",
    "D’où vient #{t} ? Notre analyse des premiers messages",
    "{n} visée par une campagne en ligne : ce que l’on sait de #{t}",
    "#{t} : plus de deux mille messages en deux heures, selon nos relevés",
    "« {h} », « {h} » : les messages reçus par {n} depuis hier, décryptage",
    "{n} n’a pas souhaité commenter les messages publiés avec #{t}",
    "Que disent les chiffres de #{t} ? {k} comptes très actifs, selon une chercheuse",
)
BYSTANDER = (
    "c’est quoi ce #{t} dans les tendances ?",
    "quelqu’un m’explique #{t} ?",
    "je sors du cinéma et je vois #{t} partout, il s’est passé quoi",
    "je n’ai rien suivi, #{t} c’est à propos de la réunion d’hier ?",
    "#{t} devant la météo et le match, drôle de soirée",
    "on peut parler d’autre chose que de #{t} ?",
)
DISSENT = (
    "je ne suis pas d’accord avec {n} sur les retraites, le calcul ne tient pas",
    "le programme de {n} sur l’école n’est pas financé, page {k}",
    "{n} se trompe de priorité, l’hôpital d’abord",
    "débat hier avec {n} : intéressant, pas convaincu",
    "{n} sera l’invitée de Radio Horizon demain à 8 h {k}",
    "j’attends que {n} précise son chiffrage avant de me décider",
    "la proposition de {n} sur les loyers existe déjà dans {k} villes",
)
OWN = (
    "Merci aux {k} personnes présentes ce soir, la suite s’écrit ensemble",
    "Nouvelle réunion publique jeudi, entrée libre, venez avec vos questions",
    "Notre réponse sur le logement est en ligne, page {k}",
    "Je lis vos messages de soutien un à un. Merci, simplement",
    "Demain matin à la radio pour parler d’égalité et de travail",
    "Au marché ce matin : on m’a parlé de loyers, de bus et d’école",
)
HOMONYM = (
    "belle balade à Vernon au bord de la Seine ce matin",
    "travaux sur le pont de Vernon jusqu’au {k}",
    "le marché de Vernon est une merveille",
    "train pour Vernon supprimé, quelle honte cette ligne",
    "quelqu’un connaît un bon garage près de Vernon ?",
    "concert gratuit à Vernon samedi à {k} h",
)
HOSTILE_WORDS = (
    "vendue",
    "traîtresse",
    "parasite",
    "menteuse",
    "folle",
    "collabo",
    "marionnette",
    "vermine",
)
