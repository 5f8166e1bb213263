"""Words that bind others: copulas, pronouns, determiners and the like, French and English.

All as folding leaves them: without accents and apostrophes (``n'est`` is ``n est``, ``you're`` is
``you re``). These lists are closed classes, or short lists of what stands around names; insults and
cues are in the library. Compiled for this project from general knowledge of both languages.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


COPULAS = words("""
    est es sont etes etait etaient suis sera sois soit serait reste restes restent devient demeure
    r is are was were am s re be been remains remain stays es son era eres sois
""")
YOU_ARE = words("youre ur yer tes t")
IT_IS = words("cest ce c cst")
"""Subject and copula as people type them, where an article follows."""
AFTER_BE = words("a an un une rien qu such just the ben trop")
PLURAL_COPULAS = words("sont etaient seront restent are were remain son")
SHORT_COPULA = frozenset({"s"})
"""« Okafor's a liar » and « Okafor's book »: a copula only before an article."""
MODIFIERS = words("""
    completement totalement absolument carrement profondement parfaitement litteralement grave
    hyper archi super extremement incroyablement vrmt vmt vrm completely totally absolutely utterly
    literally actually fully deeply incredibly extremely entirely thoroughly straight actual
    overpaid lazy greedy useless
    bigger greater whole maudit maudite plus pire grande grand biggest worst greatest mas peor
    un une des de d du le la l les a an the such just only nothing but qu que rien autre chose
    vrai vraie vrais vraies veritable sale sales gros grosse petit petite pauvre vieux vieille
    whole reet proper ben belle bien toujours encore aussi tellement vraiment tres trop si plus
    juste simplement une
    sacre sacree fieffe fieffee immense sombre complete complet total totale real true total
    complete absolute utter pathetic lying dirty filthy fucking bloody damn stupid big fat ugly
    old such still always really truly so very quite clearly obviously nothing more than worse et
    proven known massive compulsive pathological professional little born serial notorious self
    notoire eternelle eternel pov ptite petite meme
    and pis ou or ni pure pur une un muy tan una uno
""")
PLAIN_MODIFIERS = MODIFIERS - words("un une des de d du le la l les a an the et and ou or")
ADVERBS = words("""
    n ne vraiment toujours encore aussi bien donc la meme vraiment clairement evidemment
    franchement vrmt vmt vrm tjs tjrs
    y en also still always really clearly just truly obviously simply once now again
    only never
""")
SECOND = words(
    "انت tu t te toi ton ta tes vous votre vos you u ur your yours yourself thou tus usted"
)
SECOND_SUBJECT = words("انت tu t vous you u ur eres usted")
THIRD = words("elle il lui she he her him celle celui")
THIRD_SUBJECT = words("elle il c ce ca she he it that this")
THAT = words("que qu that")
OTHERS = words("""
    eux ceux celles tous toutes ces ses vos leurs them those these everyone anyone whoever
""")
THAT_ONE = frozenset({("that", "one"), ("this", "one"), ("celui", "la"), ("celle", "la")})
"""What points to somebody else than is spoken to."""
THINGS = words("""
    honte disgrace shame scandale scandal blague farce joke outrage imposture vergüenza verguenza
    shameful disgusting pathetic ridiculous embarrassing appalling sickening despicable disgraceful
    ridicule ridicules honteux honteuse lamentable pitoyable minable degueulasse scandaleux
    indigne inadmissible immonde immondes abject abjecte abjects odieux asco ignoble ignobles racist
    raciste racistes infect infecte pathetique pathetiques degoutant degoutante lamentables
    insupportable insupportables toxique toxic vile evil stupid stupide dumb joke blague farce
    embarrassment failure shambles filth rubbish garbage trash criminal repulsive repugnant
    repugnante revolting criminel sexist sexiste terrible horrible
    awful merde
""")
"""What a deed may be as well as a person: « what they do to X is a disgrace »."""
OUTRAGES = words("""
    vile racist raciste racistes sexist sexiste immonde immondes ignoble ignobles abject abjecte
    abjects disgusting appalling sickening despicable degueulasse odieux inadmissible scandaleux
    repugnant repugnante shameful honteux indigne
""")
"""Of those, what people say of a campaign that they find outrageous."""
MASSES = words("filth scum trash garbage rubbish vermin racaille vermine escoria")
"""Words for one and for many: « go to hell, scum » may be said to all who attack."""
FED_UP = words("jpp marre bol ral assez fatigue sick tired fed likes visage")
"""Before *of* and a name they say what the author thinks of its bearer: « marre de X »."""
VIEWS = words("beaucoup lui elle eux l la le the most half critics")
"""Whose view it is after *pour* and *for*: « pour beaucoup, X est … », not « pour info : … »."""
COMPOUNDS = words("""
    claim claims graffiti accusation accusations slogan label slur remark remarks chant chants sign
    jibe paradox case trial probe inquiry charge charges investigation allegation allegations row
""")
"""Nouns that make the word before them their own: « X liar claim »."""
GOING_ON = words("pareil pareille on how comment when quand as who qui")
"""What follows words that are no call: « un menteur pareil … », « liar on that … »."""
FOND = words("fou folle fous folles dingue dingues crazy mad malade loco loca")
"""Insults that are none before *of* and *about*: « folle de joie »."""
SOLD = words("par by euro euros dollars pounds million millions kilo encheres exemplaires")
"""What follows a participle that is a verb: « vendue par … », « vendu 12 millions »."""
OF_WHAT = words("de d du des of pour for a to en aux")
DEICTIC = words("that this cette ce cet the")
INSTITUTIONS = words("""
    i france republique assemblee senat europe etat francais francaise france ue onu
    britain england parliament europe english british american america god dieu islam allah
    twitter youtube facebook tv jt lundi mardi mercredi jeudi vendredi samedi dimanche monday
    tuesday wednesday thursday friday saturday sunday
""")
"""Words with a capital within a sentence that are no person's name."""
IMPERSONAL = words("c ce ca it that this")
PURPOSE = words("to de d pour")
"""What makes the verb after it somebody's plan: « they want to deport X »."""
FIRST = words("je j moi nous on i we me us m yo nosotros")
PLURAL_SUBJECT = words("ils elles eux ceux they them those these")
RELATIVE = words("qui who that which")
DEMONSTRATIVES = words(
    "esa ese esta este cette ce cet this that la le l the sale quel quelle grosse pauvre vieille"
)
EXCLAIMED = words("quel quelle que")
ARTICLES = words("a an un une the le la")
SCORNFUL = (DEMONSTRATIVES - ARTICLES - {"l"}) | words("maudit maudite satane satanee foutu foutue")
"""What stands before a name for somebody: « cette … de X », « sale … de X »."""
SCORNED_BAND = words("ces those these")
"""The same before the name of a group: « ces parasites de X », « those crooks at X »."""
AMONG = (["des"], ["du"], ["at"], ["from"], ["chez"])
AFTER_T = words("es un une qu trop")
AFTER_VOUS = words("etes faites dites n ne")
"""What shows that *t'* and *vous* are the subject."""
DETERMINERS = words("""
    what quelle quel quels quelles que cette ce cet this that such la le l the une un a an vraie
    vrai
    total totale pure pur real true esa ese una
""")
"""What stands before a noun that is said of somebody and does not call him."""
BANDS = words("bunch pack gang band bande tas ramassis lot of")
PEOPLE = words("people lot guys gens types")
"""With *you*: a group that is spoken to."""
BASE_VERBS = words("go get leave pack piss fuck disappear")
"""After one person's name orders: « X go home », where a statement has « X goes home »."""
HAILS = words("hey eh oh ho he yo salut bonjour dear cher chere coucou allo ok")
"""What may stand before the name of somebody who is spoken to."""
INDEFINITE = words("a an un une")
MEMBERS = words("militants membres gens adherents people members activists supporters")
MANY = words("""
    les ces des mes tes ses nos vos leurs those these all some many several quelques plusieurs
    tous toutes deux trois certains certaines
""")
POSSESSIVES = words("mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs my your his "
                     "her our their")  # fmt: skip
GOVERNING = words("""
    a au aux avec chez contre d dans de derriere des devant du en entre envers par pour pres sans
    sous sur vers comme about against around at behind beside between by for from in like near of
    on over than to toward towards under via with without
""")
"""Words before a name that make it a part of something else: « le livre de X »."""
LINKS_BEFORE = words("""
    whole
    la le l cette ce cet the you that this sale espece de d quel quelle what a an un une bande tu
    such pauvre petite grosse vieille grande gros petit vrai vraie une belle plus pire biggest
    worst greatest fucking lying dirty stupid filthy pathetic damn absolute utter total complete
    bloody fat ugly old real true es is t re et and يا
""")
"""What may stand between a name and the words that call it something: « X, espèce de … »."""
LINKS_AFTER = words("cette ce cet this that la le mme madame m mr monsieur chere cher c est is")
POINTING = words("ce cet cette ces les la le l that those these this the")
STARTERS = words("""
    qui que quoi quel quelle quand comment pourquoi et mais je tu il elle on nous vous ils elles
    voila point he she they we you what who why how when where and but so bonne good think rappel
""")
"""Words that have a capital in the middle of a line only where a sentence begins."""
OPENERS = words("""
    quelle quel quels quelles what a an the sale espece de d bande cette ce cet such pauvre
    toujours aussi encore oui yes et and la le l un une very so tellement mais but ah oh alors
    same meme pov ptite little ras
    donc allez go bref franchement honestly total totale vraie vrai belle grosse petite vieille
    stupid fucking absolute complete pure utter lying dirty filthy que please just pathetic bon
    now hey eh he tous toutes all bunch des tas
""")
"""Words with which a clause without a verb begins: « quelle … ! »."""
VERBS_OF_ORDER = words("""
    go get shut fuck piss leave pack back kill drop rot burn die disappear out va vas allez degage
    degagez casse cassez barre barrez tire tirez fous foutez ferme fermez rentre rentrez retourne
    retournez repars repartez disparais disparaissez dehors prends prenez fais faites boucle
    prepare stfu gtfo tg ftg kys tais taisez hors creve crevez suicide pends vete largate callate
""")
NEGATIONS = words("""
    pas jamais aucun aucune ni nullement nul nulle guere rien personne sauf loin sans non not
    never nor without no nobody none nothing neither hardly far anything refuse isn aren wasn
    weren don doesn didn ain cannot isnt arent dont wont won nunca ningun
""")
RESTRICTIONS = (("rien", "d", "autre"), ("rien", "qu"), ("rien", "que"), ("nothing", "but"),
                ("pas", "autre", "chose"),
                ("jamais", "ete", "autre"), ("nothing", "more", "than"))  # fmt: skip
"""Negations that affirm: « nothing but a … »."""
CONDITIONS = words("""
    si s if unless whether suppose supposing assuming would could might serait seraient aurait
    imaginons imagine peut perhaps maybe
""")
TURNS = words("mais but however pourtant cependant tandis while whereas although puis then")
"""Words after which what stood before no longer reaches."""
DENIALS = words("""
    sure whatever non no nope faux false wrong never jamais pardon nah fake bullshit rubbish
    nonsense intox foutaises mensonge mensonges calomnie libel slander
""")
"""What a short clause begins with that takes back what stands before it."""
REPORTING = words("""
    disaient dira diront racontaient pretendaient pretendait ecrivait ecrivaient hurlait hurlaient
    criait affirmait affirmaient repetait repetaient insinue insinuent insistent clamait assure
    assurent soutenait jurait jurent swears swore insists insisted chanted chanting screaming
    screams screamed yelled yells posts posted tweeted tweets tweet accusing hears
    dit disent disait dire dise disant ecrit ecrivent ecrire crie crient criaient hurle hurlent
    repete repetent repeter raconte racontent pretendre affirmer lie mensonge calomnie insultes
    injures insults slurs gets pretend pretendent affirme affirment accuse accusent accuser
    accusee traite traitent traiter traitee traites qualifie qualifient qualifiee appelle
    appellent appelle scande scandent selon dixit trouve trouvent pense pensent croit croient
    parait rumeur insulte insultent traitant clame clament denonce denoncent tract affiche
    graffiti dicen dice segun say says said saying call calls called calling claim claims claimed
    claiming accuse accuses accused accusing according think thinks thought believe believes shout
    shouts shouted yell write writes wrote written brand branded label labelled labeled named told
    tell tells telling keep allege alleged allegedly apparently rumour rumor reading reads leaflet
    flyer banner replies reply insulted dismissed described describes painted
""")
VOUCHING = words("dis redis repete pense trouve crois maintiens affirme say repeat think maintain")
"""What an author says of his own words, in the present."""
THINKING = words(
    "think thinks thought believe believes trouve trouvent pense pensent croit croient"
)
HEARING = words("entendre lire dire hear hearing read reading told")
"""Verbs that make the author himself one who reports: « marre d'entendre que … »."""
KEEPING = words("keep keeps gets appelle appellent trouve")
"""Verbs that report only with what follows: « keep inviting that clown » does not."""
OVERHEARD = words("entendu vu lu heard seen read overheard spotted")
"""Words that begin a report: « Entendu au marché : … »."""
WRITTEN_ON = words("mur wall sprayed painted scrawled graffiti lire tagged dixit selon according")
"""Words after a match that say where it was read."""
HEARSAY = words("""
    apparently allegedly supposedly reportedly presumably apparemment presume presumee presumes
    presumees paraitrait pretendue pretendu supposee supposedly repentie repenti reformed
""")
"""What stands right after words that are others', or were true once: « a commie apparently »."""
IN_EYES_OF = frozenset(
    {
        ("pour", "ceux"), ("pour", "les"), ("pour", "qui"), ("aux", "yeux"), ("d", "apres"),
        ("to", "those"), ("for", "those"), ("to", "people"), ("to", "some"),
        ("pour", "certains"), ("pour", "vous"), ("for", "some"),
    }
)  # fmt: skip
"""What says in whose eyes somebody is so: « une menteuse aux yeux de … »."""
IF_BELIEVED = frozenset(
    {
        ("if", "you", "believe"), ("if", "you", "trust"), ("if", "we", "believe"),
        ("si", "on", "croit"), ("si", "vous", "croyez"), ("si", "tu", "crois"),
    }
)  # fmt: skip
CERTAIN = words("""
    sait savent know knows evident clair clear obvious parce puis alors tandis because vrai true
    vivement
    rappelle rappelons remember sur sure prouve preuve certain doute doubt faut admit admettre
    proof prove proves shows reminder rappel fact fait truth verite
""")
"""What stands before *that* where the author himself says so."""
SPEAKER = words("je j i we nous")
WORKS = words("""
    film films livre roman bouquin chanson album disque serie episode documentaire cinema
    titre lecture concert theatre cine movie book novel song album series episode documentary
    title titled watching karaoke reviews review sang manifesto
""")
OWNING_UP = words("assume")
"""« X est une menteuse, j'assume » owns up to the words, « menteuse et j'assume » to the name."""
PRIDE = words("fier fiere fiers fieres proud proudly assume assumee orgullosa orgulloso")
PERSONS = words("""
    ministre maire prefet president senateur depute voisin voisine type mec gars homme femme gens
    patron chef policier flic journaliste mari frere soeur pere mere fils fille prof docteur juge
    avocat promoteur adversaire candidat elu elue conseiller directeur commissaire procureur
    minister mayor senator neighbour neighbor man guy woman people boss cop officer husband
    brother sister father mother son daughter teacher doctor judge lawyer landlord opponent
    candidate councillor director editor contractor official somebody someone quelqu celui celle
    ceux those autre other others
    troll trolls bot bots compte comptes account accounts alcalde hombre
""")
PLACES = words("""
    rue place boulevard avenue pont lycee college ecole metro gare station stade hopital square
    quai impasse allee parc tour residence clinique universite aeroport cite chemin port street
    road lane square stadium park bridge school hospital drive way station hall tower town city
    village airport college court building hotel clinic calle plaza avenida
""")
TRADES = words("""
    boucher boulanger boulangerie boucherie garage garagiste pharmacie coiffeur plombier
    cordonnier chauffeur dentiste kine traiteur fleuriste restaurant brasserie chanteur chanteuse
    entraineur joueur footballeur acteur actrice cycliste pilote prof butcher baker plumber
    dentist coach singer striker goalkeeper driver actor actress hairdresser barber carpenter
    pianist rapper midfielder
""")
"""What stands before a name that somebody else or something else bears."""
GIVEN_NAMES = words("""
    paul pierre jean jacques michel alain bernard andre philippe nicolas julien thomas antoine
    alexandre maxime lucas hugo louis jules arthur adam gabriel raphael leo nathan theo enzo
    clement frederic laurent christophe stephane sebastien david eric olivier patrick pascal
    thierry bruno vincent francois guillaume benoit mathieu romain florian kevin jerome cedric
    fabrice yves serge marie martine sophie nathalie isabelle catherine valerie sylvie sandrine
    stephanie christine anne claire julie camille lea manon chloe emma ines jade louise alice
    sarah laura lucie pauline nadia leila fatima aicha samira karima amina khadija mohamed
    mohammed ahmed ali karim rachid mehdi youssef omar hassan ibrahim said mustapha abdel bilal
    samir farid hamza amine james john robert michael william richard joseph charles thomas daniel
    matthew anthony mark steven andrew joshua kenneth george brian edward ronald jason jeffrey
    ryan jacob gary jonathan larry justin scott brandon frank benjamin samuel gregory jack dennis
    jerry tyler jay ray sam ben tom joe bob jim tim dan mike steve chris peter simon alan ian neil
    stuart craig graham mary patricia jennifer linda elizabeth barbara susan jessica karen nancy
    lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah
    rebecca sharon cynthia kathleen amy angela anna ruth brenda pamela katherine helen rachel
    carolyn janet maria diana emeka chidi ngozi chinedu amaka kwame kofi ama abena moussa mamadou
    aminata fatou ousmane carlos juan jose luis jorge pedro miguel ana lucia carmen elena isabel
    pablo javier sofia
""")
TITLES = words("""
    m mr mrs ms mme madame monsieur mademoiselle dr docteur maitre depute deputee senateur
    senatrice maire ministre president presidente minister senator mayor mp reporter journalist
    journaliste candidat candidate ms miss sir lady professeur professor camarade comrade chere
    cher dear
""")
AFFECTION = ("❤", "😘", "🥰", "😍", "💕", "🤗", "😄", "😊", "💖", "💙", "💛", "🫶", "😭")
LAUGHTER = ("😂", "🤣", "😆", "😅", "😜", "😉")

AND = words("et and y pis pi ou or")
COMPARED = words("bigger worse greater plus pire gros grosse aussi more such")
CROWNS = words("reine roi champion championne maitre king queen prince princesse emperor")
"""What makes one of several: « reine des menteuses »."""

# Unions that rules ask for at every word, made once.
OF_EACH = PLURAL_COPULAS | ADVERBS | NEGATIONS | MODIFIERS | MANY | words(
    "both pair bunch gang bande tas lot toute toutes tout of de d"
)  # fmt: skip
"""What may stand between a list of names and what all of them are called."""
PREDICATING = COPULAS | NEGATIONS | MODIFIERS | words("n ne")
"""What may stand between a figure's name and a noun that it is said to be."""
WHOSE = MANY | VIEWS | POSSESSIVES
"""Whose view it may be: « pour mon père, X est … »."""
PERSONAL = SECOND | THIRD
CALLING = PLAIN_MODIFIERS | INDEFINITE | {"such"}
"""What may stand between *you* and what somebody is called: « you absolute … »."""
AT_ANOTHER = POINTING | POSSESSIVES
"""With what a noun begins that an insult is said of: « quel connard ce type »."""
AUXILIARIES = words("a ai as ont avez avons faut peut doit va has have had can will would must")
BEFORE_CALLED = (
    VERBS_OF_ORDER
    | TITLES
    | HAILS
    | OPENERS
    | FED_UP
    | OF_WHAT
    | SECOND
    | words("""
    toi home country way back fuera
""")
)
"""What may stand before the name in « go home X, liar »."""
THAT_IS_WHAT = (
    ["voila", "ce", "qu", "est"], ["c", "est", "ce", "qu", "est"],
    ["that", "s", "what"], ["thats", "what"], ["that", "is", "what"],
)  # fmt: skip
"""What stands between what somebody is and the name: « a liar, that's what X is »."""
VERBS_AFTER_NAMES = (
    COPULAS
    | AUXILIARIES
    | words("""
    n ne should does did won couldn wouldn isn aren wasn doit va vient fait dit says said ment lied
""")
)
"""Verbs that make the word with a capital before them a name: « Hollis should go »."""
AFTER_CLITIC = words("""
    une pour maintenant vite stp svp un bien et definitivement enfin toi vieille pauvre sale grosse
    gros espece peu
""")
"""What may follow an order that ends with a pronoun: « ferme-la une bonne fois »."""
ACTING = FIRST | SECOND_SUBJECT
"""Who does something after *and*: « fire X and we all leave »."""
SUBJECTS = FIRST | SECOND_SUBJECT | THIRD_SUBJECT | PLURAL_SUBJECT
ADVERBIAL = ADVERBS | NEGATIONS
"""What may stand between a subject and its copula."""
FILLING = FIRST | ADVERBS
"""What may stand between a name that is spoken to and words with *you*."""
JOINING = words("et and pis que qu that because car")
PARTING = TURNS | JOINING
"""Words after which another clause begins."""
NOT_SUBJECTS = RELATIVE | PLURAL_SUBJECT | PERSONS
"""Before a name in its clause they say that somebody else is the subject."""
SAYING_THAT = THAT | THINKING
"""Words between a negation and what it denies from further off: « nobody thinks X is … »."""
AFFIRMING = SPEAKER | CERTAIN | words("ne n")
"""What stands before *that* where nothing is reported: « ne mérite que le mépris »."""
COUNTER_TAGS = (
    "haine", "racis", "facho", "fascis", "sexis", "stays", "reste", "standwith", "solidar",
    "harcel", "harass", "troll", "hate",
)  # fmt: skip
"""Parts of hashtags that answer an attack."""
