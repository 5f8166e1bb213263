"""What may stand around attacking words without changing them, and what may not.

No list of words that turn a clause is ever complete (``frame.py`` says why); these lists are of the
other side. All as folding leaves them. Compiled for this project from general knowledge.
"""

from __future__ import annotations

from . import grammar as g
from .grammar import words

FRAME = (
    g.OPENERS | g.MODIFIERS | g.ADVERBS | g.COPULAS | g.NEGATIONS | g.FIRST | g.SECOND | g.THIRD
    | g.THIRD_SUBJECT | g.DEMONSTRATIVES | g.INDEFINITE | g.TITLES | g.LINKS_BEFORE | g.GOVERNING
    | g.BANDS
    | g.JOINING | g.POSSESSIVES | g.SPEAKER | g.VERBS_OF_ORDER | g.CROWNS | g.YOU_ARE | g.IT_IS
    | words("""
    sait savez savent sais know knows knew swear telling tell say said think find believe guess
    hope
    dis dit repete pense trouve crois sens vois voit sees see seen reminder remember fact truth
    surprise news wonder shame doubt evidence
    turned proved became has have had been can will would should must need needs do does
    did don t ll ve m d re
    a ai as avait ete peut faut doit va vais vas vont veut veux voulons veulent want wants wanted
    let lets pas plus jamais stand hate detest despise deteste hais vomis supporte sick tired fed
    marre ras bol ral fatigue assez enough peux look regarde regardez listen ecoutez wake
    everyone everybody all world one person man woman women people anyone nobody
    tout monde monde gens femme homme fille type pays personne
    vire virer vires licencie licenciez locked jailed
    jpp jsp redis redit pls plz svp stp omg istg ngl tbh smh imo fr nah bah ptn putain rip
    wsh wallah wesh frere frr bro sis mate dude folks guys honey lady girl yo man
    vote voted voter votez votee elu elue elus elected confiance trust
    aujourd hui hier ce soir matin jour today tonight yesterday morning ever
    comme voila voici c est ca cela alors du coup genre grave grosse trop archi hyper super
    par contre au fond en fait au final de toute facon quand meme apres lol mdr ptdr
    frankly basically literally seriously honestly actually sorry ok okay well damn god
    serieux serieusement seriously clairement sincerement evidemment desole
    candidate candidat candidate journalist depute deputee elue
    seule solution seul only croit croient affaires bagages valises bags things yall coudonc
    y una un la el los las de que es son eres muy tan esa esta este ese siempre otra vez
    يا ان هذه هذا هو هي انت كل
    """)
)  # fmt: skip
"""What may stand before attacking words in their clause without changing what they do."""
PERCEIVED = words("""
    vu vue ecoute ecouter entendu croise regarder lu entends saw heard watched met watching
    listening listened hearing
""")
"""What the author says before a name in a clause of its own: « j'ai vu X hier. Quelle … »."""
PASSIVE = ("ed", "ee", "ees")
"""Endings of participles that say what is done to somebody: « X sacked », « X virée »."""
CONCLUDING = words("so donc alors then")
"""With what a sentence begins that draws another's conclusion: « so X is a liar now »."""
MORE = words("more plus need")
"""Before « liars like X » they say that the author likes them."""
DISMISSING = words("fire sack deport ban jail lock virer")
"""Orders that dare somebody where they go on: « fire X and we all leave »."""
MODALS = words("should must ought doit doivent devrait devraient")
NEVER = words("never jamais plus")
GIVING_IN = words("""
    apologise apologize apologising change stop quit leave give back doubt forget excuser arreter
    changer lacher douter oublier ceder partir
""")
"""What nobody who attacks forbids: « traitors like X should never apologise »."""
PAST = words("was were wasn weren used etait etaient fut")
"""Where these stand before them, words of everyday use may tell of what is over."""
CLOSING = words("""
    fr frfr ngl tbh lol lmao mdr ptdr istg smh bruv bro frr frere omg anyway period and et y
    honestly franchement serieux wallah qui who point get leave resign va degage go
    pls plz please svp stp now already maintenant today tonight asap
""")
"""What may follow words of everyday use that are a whole predicate."""
DEGREES = words("si tellement tant so such")
OBJECTS = words("""
    moi les ces cette ce cet tous toutes un une mes nos leurs ses the these those this that them him
    her his my our their all some
""")
"""What makes an order one to do something to others: « dégagez-moi ces … »."""
VERB_FIRST = words("is are was were does did do has have had can could should would will est sont")
"""Verbs that ask where they begin a clause and a name follows."""
LABELS = words("""
    compris chose une choses
    info rappel note verdict conclusion bilan resume resultat truth fact reminder thread breaking
    alerte scoop edit nb ps update attention constat moralite resultats point infos preuve proof
    summary bottom line opinion avis take
""")
"""What an author puts before a colon of his own words."""
LATER = words("""
    qu que ils elles they he if si apparently supposedly allegedly sure right parait soi selon dixit
    according quote said says disent dit disait disaient paraît
""")
"""How a clause begins that makes what stood before it another's, or a jest."""
CONTINUING = (
    g.GOVERNING | g.JOINING | g.ADVERBS | g.SECOND | g.TITLES
    | words("""
    parmi among amongst
    jusqu jusque upon than de du des d a au aux en et ou qui que qu quand comme si depuis va
    hein quoi oui ici la tous
    toutes of to in for and or at who when as from since until ever anyway too tbh ngl fr frfr
    frer frere wallah lol lmao mdr
    كبير كبيرة جدا فقط كالعادة دائما فعلا حقا وفاسدة وكاذبة وخائنة للوطن لبلدها
    professionnel professionnelle professionnels professionnelles pathologique patente patentee
    notoire compulsif compulsive inveteree invetere averee avere absolue absolu totale total
    doublee double doubles extraordinaire extraordinary
    ptdr wake point rends y u yo en el la los las de al
    """)
)  # fmt: skip
"""What may follow attacking words that end with a person."""
AND_I = frozenset(
    {
        ("i", "m"), ("i", "am"), ("moi", "je"), ("je", "suis"), ("yo", "soy"), ("so", "am"),
        ("so", "are"), ("i", "love"), ("i", "adore"), ("i", "like"), ("j", "adore"), ("j", "aime"),
        ("ca", "me"), ("je", "l"), ("je", "t"), ("moi", "aussi"),
    }
)  # fmt: skip
"""How the author goes on after *and* who jests or says the same of himself."""
RETORTS = words("meme memes yourself yourselves")
"""What gives words back: « dégage toi-même »."""
PARTS = words("de d du des of")
LIKENED = words("like as comme como")
"""Before *me* and *I am*: « a weirdo like me », « a liar like I'm a ballerina »."""
ADJECTIVES_FOLLOW = words("un une la le l cette cet ce quelle quel espece de d est es es t plus qu")
"""Words before an insult that show it to be French, where an adjective follows its noun."""
NARROWING = g.ADVERBS | words("at en")
"""What may say in which one thing somebody is bad: « trash at darts », « nulle en cuisine »."""
READ = (
    FRAME
    | g.INSTITUTIONS
    | CONTINUING
    | PERCEIVED
    | LABELS
    | g.TURNS
    | g.DENIALS
    | LATER
    | OBJECTS
    | words("""
    pays region ville village quartier republique peuple nation famille metier profession
    country town city state planet party parti job office
    annees ans years jours days temps time ever anymore already encore another
    ose osent parler lecons montrer presenter passer donner donne rendre reviens revient
    tele tv plateau ecran radio antenne screen
    plain simple simply period story fin histoire final end enough word mots pese
    got gets away again here back stop
    nobody believes believe trust croit
    lo sabe sabemos todo mundo pais vida
    where came comes belongs belong live elsewhere home roots ou viens vient venu venue ailleurs
    vivre habiter partir soigner sorte bonne soiree nuit journee fini finie terres terre sol chez
    faire fais fait merite porte take took prend valise valises honte se me
    living off taxes money impots argent dos sous don hate
    aimes detestes gens ceux celui screens ecrans
    presse press gauche droite journalisme journalism politique politics classe teachers pis
    share rt retweet partagez resign quit answer question step down jail prison demission
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    january february march april june july august september october november december
    rendez vie vies
    prochain prochaine since depuis bientot soon immediatement immediate immediately maintenant
    definitivement
    istg bruv mdrr
    regler compte fr deh walai wallai oklm
    read night nights evening mediter
    clown clowns abrutis cons idiots imbeciles debiles pigeons moutons jambons fools morons
    """)
)
"""Words that may follow attacking words in a post without turning them."""
REACTIONS = g.THINGS | words("""
    lol lmao lmfao rofl xd haha hahaha mdr ptdr ahah hihi no nope nah non nan ben bah never jamais
    de la vie hell way over my dead body as if oh god omg wtf ffs jfc wow damn ew eww yuck beurk
    makes make me us sick puke vomit cry gag fait font vomir gerber pleurer rire degoute degoutent
    ca ce cette ces cet c est it this that these is are s so such a an the la le les un une how very
    just truly really utterly absolutely honestly frankly seriously tellement trop vraiment juste
    tres si franchement serieusement serieux purement simplement hashtag tag tt trend trending
    tendance tendances thing stuff truc du des et and merci pas not again encore today tonight
    aujourd hui soir matin
""")
"""Of what a remark is made that may be about a hashtag as well as about its figure."""
