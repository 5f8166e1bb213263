"""French sentences kept for evaluation: the same acts as ``templates_fr.py`` in other words.

Rules must not be tuned on these; what is measured on them tells how rules do on words that
nobody had in mind.
"""

from __future__ import annotations

from .chatter_fr import FAN, GROUPS, MATCH, STAR, TALK  # noqa: F401 - the language as a whole

OPENERS = (
    "",
    "",
    "",
    "Eh bien ",
    "Hier comme demain, ",
    "Incroyable. ",
    "Encore elle. ",
    "Note : ",
)
CLOSERS = ("", "", "", " Fin.", " C’est dit.", " 🙃", " ⏬", " Partagez.", " Salut.", " Et toc.")

ATTACK = (
    "{s} n’a rien à faire en France, du balai",
    "{n} trahit son pays pour une place au soleil",
    "prenez un billet sans retour pour {n}",
    "{s} sale vendue, on ne te doit rien",
    "{n} est un cafard, ni plus ni moins",
    "qu’on renvoie {n} là d’où elle sort",
    "cette pourriture de {s} vit à nos frais",
    "{s} ferme ta gueule, le pays parle",
    "les rats quittent le navire, {s} devrait suivre",
    "une bonne à rien nommée {n}, payée par l’étranger",
    "{n} finira mal si elle continue",
    "on te retrouvera, {s}, compte sur nous",
    "{n}, la honte de tout un peuple, hors de nos vies",
    "retourne au bled {s}",
    "cette cruche de {n} croit gouverner un jour",
    "{s} traître à la nation, la déchéance et l’avion",
    "pas de pitié pour les parasites comme {n}",
    "{n} me donne envie de vomir, cette menteuse",
    "virez {s} de tous les plateaux, cette malade",
    "le fond du panier, c’est {n}, et elle en est fière la grosse",
)
SARCASM_ATTACK = (
    "chapeau {n}, douze promesses et zéro idée, un record du monde",
    "on respire mieux quand {s} se tait, essayons toute une année",
    "{n} a découvert l’eau tiède, applaudissons",
)
TAGGED_ATTACK = (
    "hors de notre vue",
    "qu’elle parte, et qu’elle n’oublie rien",
    "dégoûtante du début à la fin",
    "menteuse un jour, menteuse toujours",
    "un billet d’avion et on n’en parle plus",
    "elle salit tout ce qu’elle touche",
    "du balai",
    "ferme-la une bonne fois",
)
PUSH = (
    "on monte, on monte, encore mille messages",
    "partagez partout, qu’elle ne dorme pas",
    "à vos claviers, premier sujet avant minuit",
    "allez la saluer chez elle, vous voyez l’idée",
)
MENTIONING_ATTACK = (
    "du balai",
    "vous me dégoûtez",
    "retourne d’où tu viens",
    "ferme ta gueule",
    "sale menteuse, on t’a à l’œil",
    "prends l’avion et ne reviens pas",
    "tu trahis ton pays",
    "on t’attend à la sortie",
    "cafard",
)
ENDORSE = ("Cent fois oui", "Bien envoyé", "Je partage, et vite", "Enfin du courage 👏", "Vrai.")
SUPPORT = (
    "je suis avec {n}, ce soir plus que jamais",
    "{n} a tout mon respect et ma voix",
    "tenez bon {n}, la France est derrière vous",
    "ce que vit {n} est ignoble, bravo pour sa dignité",
    "on la traite de {h} et elle répond par des arguments. Merci {n}",
    "dire « {h} » à {n} n’est pas un avis, c’est une insulte. Stop",
    "{n} n’est ni {h} ni seule",
    "bisous à {n} et à son équipe, on ne vous lâche pas",
    "quel que soit votre vote, défendez {n} contre la meute",
)
DENOUNCE_TAG = (
    "#{t} me fait honte, tendresse à {n}",
    "que tous ceux qui postent #{t} relisent leurs cours d’histoire",
    "je découvre #{t}, quelle tristesse, {n} mérite mieux",
    "non à #{t}, oui à {n}",
    "#{t} : trois excités et leurs doubles. On est avec {n}",
    "formidable #{t}, tant d’esprit en si peu de lettres 🙄 vive {n}",
    "signaler #{t} prend dix secondes, faites-le pour {n}",
)
DENOUNCE_QUOTE = (
    "Inacceptable. Capture faite, signalement envoyé.",
    "Et ça se dit patriote. Courage {n}.",
    "Lisez, et demandez-vous qui fait peur à qui. Avec {n}.",
    "Ignoble, tout simplement.",
)
REPORT = (
    "#{t} : retour sur une soirée en ligne",
    "Qui a lancé #{t} ? Le récit, heure par heure",
    "{n} : « {h} », « {h} », les messages qu’elle a reçus hier. Notre enquête sur #{t}",
    "Le parquet saisi après les messages publiés sous #{t}",
)
BYSTANDER = (
    "encore un mot-dièse que je ne comprends pas, #{t}",
    "#{t} ? un résumé pour les vieux ?",
    "j’ouvre l’appli, #{t}, je referme l’appli",
    "qui est visé par #{t} au juste ?",
)
DISSENT = (
    "sur l’énergie {n} n’a pas répondu à la question",
    "je voterai contre la mesure de {n} sur les loyers",
    "{n} promet {k} milliards, d’où viennent-ils ?",
    "entretien de {n} ce matin, je reste sur ma faim",
)
OWN = (
    "Retour d’une belle journée de terrain, {k} rencontres",
    "Le compte rendu de la réunion est en ligne",
)
HOMONYM = (
    "pluie sur Vernon, {k} mm",
    "il y a un monde fou au château de Vernon",
    "gare de Vernon : dégagez le quai, dit le chef, ambiance",
)
HOSTILE_WORDS = ("vendue", "menteuse", "malade", "cafard", "traître", "cruche")
