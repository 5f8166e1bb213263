"""French everyday talk by interest group; all words are ours.

``{x}`` is a word of the group, ``{k}`` a number.
"""

from __future__ import annotations

STAR = (
    "Nouveau clip à minuit. Vous êtes prêts ?",
    "{k} 000 de vous hier soir, je n’ai pas les mots",
    "Répétition terminée, la voix tient 🎤",
    "Un extrait, rien que pour vous",
    "Merci. Infiniment.",
    "Date supplémentaire annoncée, courez",
    "Studio, jour {k}",
    "Devinez le titre en {k} lettres",
)
FAN = (
    "je pleure c’est trop beau",
    "la reine 👑",
    "places prises pour les {k} dates",
    "en boucle depuis ce matin",
    "meilleur album, on ne discute pas",
    "viens à Lyon s’il te plaît",
    "mon cœur 😭😭",
    "numéro {k} direct",
)

GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (
            "les impôts locaux augmentent encore de {k} %, et pour quoi ?",
            "{x} : on nous promet tout, on ne voit rien",
            "le vrai sujet c’est {x}, personne n’ose le dire",
            "encore un débat sur {x} sans aucun chiffre",
            "j’ai relu le budget, {x} y tient en {k} lignes",
            "à l’Assemblée on parle de {x} devant des bancs vides",
            "réunion publique sur {x} ce soir, salle pleine",
            "ce gouvernement est une honte sur {x}, qu’il démissionne",
        ),
        (
            "la sécurité",
            "la frontière",
            "le pouvoir d’achat",
            "l’essence",
            "la ruralité",
            "la dette",
            "l’industrie",
        ),
    ),
    (
        (
            "tribune collective sur {x}, à lire",
            "manif pour {x} samedi, départ à {k} h",
            "on avance sur {x}, lentement mais on avance",
            "{x} n’est pas un slogan, c’est un droit",
            "superbe conférence sur {x} hier soir",
            "la commission sur {x} remet son rapport, {k} pages",
            "qui parle encore de {x} au journal ? Personne",
            "atelier sur {x}, {k} inscrits, merci",
        ),
        (
            "l’égalité",
            "le climat",
            "le logement",
            "l’hôpital public",
            "les discriminations",
            "l’école",
            "le droit d’asile",
        ),
    ),
    (
        (
            "{x} en boucle au casque",
            "concert de {x} : {k} minutes de rappel, fou",
            "le nouveau single de {x} est une claque",
            "je refais ma liste d’écoute, {x} en tête",
            "{x} à la radio ce matin, bonne journée assurée",
            "vinyle de {x} trouvé à {k} euros au vide-grenier",
            "ce clip de {x}, quelle folie",
        ),
        (
            "Lune Vive",
            "Les Quais Noirs",
            "Mirabelle K",
            "Orso",
            "Tempête 9",
            "Sœurs Lacaze",
            "DJ Palourde",
        ),
    ),
    (
        (
            "{x} : circulation coupée jusqu’à {k} h",
            "le conseil municipal parle de {x} lundi",
            "{x}, avant et après les travaux, photos",
            "notre dossier sur {x} paraît demain",
            "orage sur la vallée, {k} mm en une heure",
            "{x} rouvre ses portes samedi",
            "enquête : ce que coûte vraiment {x}",
            "grève des bus, {x} desservi toutes les {k} minutes",
        ),
        (
            "la piscine",
            "le viaduc",
            "la médiathèque",
            "la gare",
            "le tramway",
            "la halle",
            "le stade",
        ),
    ),
    (
        (
            "cet arbitre est une honte, qu’il dégage",
            "{x} perd encore dans les arrêts de jeu, je n’en peux plus",
            "quel but de {x} !!",
            "{x} en finale, j’y crois à {k} %",
            "le mercato de {x} est illisible",
            "{k}e minute et toujours rien, allez {x}",
            "cet entraîneur doit partir, dehors",
            "victoire de {x}, nuit courte en vue",
        ),
        (
            "l’AS Mistral",
            "le FC Ondaine",
            "le Racing du Val",
            "l’US Corniche",
            "l’équipe",
            "le Stade Cévenol",
        ),
    ),
    (
        (
            "recette du soir : {x}, {k} minutes au four",
            "{x} ratée, tant pis on mange quand même",
            "qui a une astuce pour {x} ?",
            "marché ce matin, de quoi faire {x}",
            "{x} de ma grand-mère, {k} grammes de beurre et on ne discute pas",
            "premier essai de {x}, verdict ce soir",
            "{x} sans gluten : ça marche",
        ),
        (
            "la tarte aux mirabelles",
            "le pain au levain",
            "la soupe au pistou",
            "le clafoutis",
            "la pissaladière",
            "le gratin",
        ),
    ),
    (
        (
            "mise à jour de {x}, plus rien ne marche",
            "{x} : mon retour après {k} mois",
            "tutoriel sur {x} en ligne, {k} étapes",
            "pourquoi {x} consomme autant de mémoire ?",
            "je migre tout vers {x} ce week-end, souhaitez-moi bonne chance",
            "offre d’emploi, {x}, télétravail {k} jours",
            "{x} en version {k}, les notes sont longues",
        ),
        (
            "mon serveur",
            "ce cadre web",
            "la base de données",
            "l’imprimante",
            "le noyau",
            "le pare-feu",
        ),
    ),
    (
        (
            "vu {x} hier, {k} minutes de trop",
            "{x} est le film de l’année",
            "qui a fini {x} ? Pas de divulgâchage",
            "saison {k} de {x} confirmée",
            "la fin de {x} me hante",
            "je relance {x} pour la {k}e fois",
            "l’actrice de {x} mérite tous les prix",
        ),
        (
            "Le Phare",
            "Minuit Gare du Nord",
            "Les Baleines",
            "Tante Odile",
            "Zone Blanche 2",
            "La Part du Vent",
        ),
    ),
    (
        (
            "footing du matin, {k} km, {x} sous la brume",
            "randonnée vers {x}, {k} m de dénivelé",
            "{x} au lever du jour, rien à ajouter",
            "mon chat refuse {x}, négociations en cours",
            "vélo : {k} km de vent de face jusqu’à {x}",
            "week-end à {x}, enfin",
            "qui garde {x} pendant les vacances ?",
        ),
        ("le lac", "le col", "le phare", "la crique", "le jardin", "la forêt"),
    ),
    (
        (
            "niveau {k} terminé, {x} était coriace",
            "partie de {x} ce soir, il reste une place",
            "{x} en promo à {k} euros, je craque",
            "le boss de {x} m’a eu {k} fois",
            "tournoi de {x} samedi, inscriptions ouvertes",
            "bande-annonce de {x} : j’attends de voir",
        ),
        ("Chroniques d’Azur", "Drift Royale", "Petits Fermiers", "Donjon 404", "Ligue des Brumes"),
    ),
)
"""Sentences and words by interest group; further groups reuse them in turn."""
