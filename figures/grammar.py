"""Words that bind others: copulas, pronouns, determiners and the like, French and English.

All as folding leaves them: without accents and apostrophes (``n'est`` is ``n est``, ``you're`` is
``you re``). These lists are closed classes, or short lists of what stands around names; insults and
cues are in the library. Compiled for this project from general knowledge of both languages.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COPULAS = _words("""
    est es sont etes etait etaient suis sera sois soit serait reste restes restent devient demeure
    is are was were am s re be been remains remain stays es son era eres sois
""")
SHORT_COPULA = frozenset({"s"})
"""« Okafor's a liar » and « Okafor's book »: a copula only before an article."""
MODIFIERS = _words("""
    bigger greater whole maudit maudite plus pire grande grand biggest worst greatest mas peor
    un une des de d du le la l les a an the such just only nothing but qu que rien autre chose
    vrai vraie vrais vraies veritable sale sales gros grosse petit petite pauvre vieux vieille
    belle bien toujours encore aussi tellement vraiment tres trop si plus juste simplement une
    sacre sacree fieffe fieffee immense sombre complete complet total totale real true total
    complete absolute utter pathetic lying dirty filthy fucking bloody damn stupid big fat ugly
    old such still always really truly so very quite clearly obviously nothing more than worse et
    proven known massive compulsive pathological professional little born serial notorious self
    notoire eternelle eternel pov ptite petite meme
    and ou or ni pure pur une un muy tan una uno
""")
PLAIN_MODIFIERS = MODIFIERS - _words("un une des de d du le la l les a an the et and ou or")
ADVERBS = _words("""
    n ne vraiment toujours encore aussi bien donc la meme vraiment clairement evidemment
    franchement y en also still always really clearly just truly obviously simply once now again
    only never
""")
SECOND = _words(
    "انت tu t te toi ton ta tes vous votre vos you u ur your yours yourself thou tus usted"
)
SECOND_SUBJECT = _words("انت tu t vous you u ur eres usted")
THIRD = _words("elle il lui she he her him celle celui")
THIRD_SUBJECT = _words("elle il c ce ca she he it that this")
THAT = _words("que qu that")
OTHERS = _words("""
    eux ceux celles tous toutes ces ses vos leurs them those these everyone anyone whoever
""")
THAT_ONE = frozenset({("that", "one"), ("this", "one"), ("celui", "la"), ("celle", "la")})
"""What points to somebody else than is spoken to."""
THINGS = _words("""
    honte disgrace shame scandale scandal blague farce joke outrage imposture vergüenza verguenza
    shameful disgusting pathetic ridiculous embarrassing appalling sickening despicable disgraceful
    ridicule ridicules honteux honteuse lamentable pitoyable minable degueulasse scandaleux
    indigne inadmissible immonde abject odieux asco
""")
"""What a deed may be as well as a person: « what they do to X is a disgrace »."""
VIEWS = _words("beaucoup lui elle eux l la le the most half critics")
"""Whose view it is after *pour* and *for*: « pour beaucoup, X est … », not « pour info : … »."""
COMPOUNDS = _words("""
    claim claims graffiti accusation accusations slogan label slur remark remarks chant chants sign
    jibe paradox case trial probe inquiry charge charges investigation allegation allegations row
""")
"""Nouns that make the word before them their own: « X liar claim »."""
GOING_ON = _words("pareil pareille on how comment when quand as who qui")
"""What follows words that are no call: « un menteur pareil … », « liar on that … »."""
SOLD = _words("par by euro euros dollars pounds million millions kilo encheres exemplaires")
"""What follows a participle that is a verb: « vendue par … », « vendu 12 millions »."""
OF_WHAT = _words("de d du des of pour for a to en aux")
DEICTIC = _words("that this cette ce cet the")
INSTITUTIONS = _words("""
    i france republique assemblee senat europe etat francais francaise france ue onu
    britain england parliament europe english british american america god dieu islam allah
    twitter youtube facebook tv jt lundi mardi mercredi jeudi vendredi samedi dimanche monday
    tuesday wednesday thursday friday saturday sunday
""")
"""Words with a capital within a sentence that are no person's name."""
IMPERSONAL = _words("c ce ca it that this")
PURPOSE = _words("to de d pour")
"""What makes the verb after it somebody's plan: « they want to deport X »."""
FIRST = _words("je j moi nous on i we me us m yo nosotros")
PLURAL_SUBJECT = _words("ils elles eux ceux they them those these")
RELATIVE = _words("qui who that which")
DEMONSTRATIVES = _words(
    "esa ese esta este cette ce cet this that la le l the sale quel quelle grosse pauvre vieille"
)
EXCLAIMED = _words("quel quelle que")
ARTICLES = _words("a an un une the le la")
SCORNFUL = DEMONSTRATIVES - ARTICLES - {"l"}
"""What stands before a name for somebody: « cette … de X », « sale … de X »."""
INDEFINITE = _words("a an un une")
MEMBERS = _words("militants membres gens adherents people members activists supporters")
MANY = _words("""
    les ces des mes tes ses nos vos leurs those these all some many several quelques plusieurs
    tous toutes deux trois certains certaines
""")
POSSESSIVES = _words("mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs my your his "
                     "her our their")  # fmt: skip
GOVERNING = _words("""
    a au aux avec chez contre d dans de derriere des devant du en entre envers par pour pres sans
    sous sur vers comme about against around at behind beside between by for from in like near of
    on over than to toward towards under via with without
""")
"""Words before a name that make it a part of something else: « le livre de X »."""
LINKS_BEFORE = _words("""
    la le l cette ce cet the you that this sale espece de d quel quelle what a an un une bande tu
    such pauvre petite grosse vieille grande gros petit vrai vraie une belle plus pire biggest
    worst greatest fucking lying dirty stupid filthy pathetic damn absolute utter total complete
    bloody fat ugly old real true es is t re et and يا
""")
"""What may stand between a name and the words that call it something: « X, espèce de … »."""
LINKS_AFTER = _words("cette ce cet this that la le mme madame m mr monsieur chere cher c est is")
POINTING = _words("ce cet cette ces les that those these this the")
STARTERS = _words("""
    qui que quoi quel quelle quand comment pourquoi et mais je tu il elle on nous vous ils elles
    voila point he she they we you what who why how when where and but so bonne good think rappel
""")
"""Words that have a capital in the middle of a line only where a sentence begins."""
OPENERS = _words("""
    quelle quel quels quelles what a an the sale espece de d bande cette ce cet such pauvre
    toujours aussi encore oui yes et and la le l un une very so tellement mais but ah oh alors
    same meme pov ptite little ras
    donc allez go bref franchement honestly total totale vraie vrai belle grosse petite vieille
    stupid fucking absolute complete pure utter lying dirty filthy que please just pathetic bon
    now hey eh he tous toutes all bunch des tas
""")
"""Words with which a clause without a verb begins: « quelle … ! »."""
VERBS_OF_ORDER = _words("""
    go get shut fuck piss leave pack back kill drop rot burn die disappear out va vas allez degage
    degagez casse cassez barre barrez tire tirez fous foutez ferme fermez rentre rentrez retourne
    retournez repars repartez disparais disparaissez dehors prends prenez fais faites boucle
    prepare tais taisez hors creve crevez suicide pends vete largate callate
""")
NEGATIONS = _words("""
    pas jamais aucun aucune ni nullement nul nulle guere rien personne sauf loin sans non not
    never nor without no nobody none nothing neither hardly far anything refuse isn aren wasn
    weren don doesn didn ain cannot isnt arent dont wont won nunca ningun
""")
RESTRICTIONS = (("rien", "d", "autre"), ("nothing", "but"), ("pas", "autre", "chose"),
                ("jamais", "ete", "autre"), ("nothing", "more", "than"))  # fmt: skip
"""Negations that affirm: « nothing but a … »."""
CONDITIONS = _words("""
    si s if unless whether suppose supposing assuming would could might serait seraient aurait
    imaginons imagine peut perhaps maybe
""")
TURNS = _words("mais but however pourtant cependant tandis while whereas although puis then")
"""Words after which what stood before no longer reaches."""
DENIALS = _words("non no nope faux false wrong never jamais pardon nah")
"""What a short clause begins with that takes back what stands before it."""
REPORTING = _words("""
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
VOUCHING = _words("dis redis repete pense trouve crois maintiens affirme say repeat think maintain")
"""What an author says of his own words, in the present."""
THINKING = _words(
    "think thinks thought believe believes trouve trouvent pense pensent croit croient"
)
HEARING = _words("entendre lire dire hear hearing read reading told")
"""Verbs that make the author himself one who reports: « marre d'entendre que … »."""
KEEPING = _words("keep keeps gets appelle appellent trouve")
"""Verbs that report only with what follows: « keep inviting that clown » does not."""
OVERHEARD = _words("entendu vu lu heard seen read overheard spotted")
"""Words that begin a report: « Entendu au marché : … »."""
WRITTEN_ON = _words("mur wall sprayed painted scrawled graffiti lire tagged dixit selon according")
"""Words after a match that say where it was read."""
CERTAIN = _words("""
    sait savent know knows evident clair clear obvious parce puis alors tandis because vrai true
    rappelle rappelons remember sur sure prouve preuve certain doute doubt faut admit admettre
    proof prove proves shows reminder rappel fact fait truth verite
""")
"""What stands before *that* where the author himself says so."""
SPEAKER = _words("je j i we nous")
WORKS = _words("""
    film films livre roman bouquin chanson album disque serie episode documentaire cinema tele
    titre lecture concert theatre cine movie book novel song album series episode documentary
    title titled watching karaoke reviews review sang manifesto
""")
PRIDE = _words("fier fiere fiers fieres proud proudly assume assumee orgullosa orgulloso")
PERSONS = _words("""
    ministre maire prefet president senateur depute voisin voisine type mec gars homme femme gens
    patron chef policier flic journaliste mari frere soeur pere mere fils fille prof docteur juge
    avocat promoteur adversaire candidat elu elue conseiller directeur commissaire procureur
    minister mayor senator neighbour neighbor man guy woman people boss cop officer husband
    brother sister father mother son daughter teacher doctor judge lawyer landlord opponent
    candidate councillor director editor contractor official somebody someone quelqu celui celle
    ceux those autre other others
    troll trolls bot bots compte comptes account accounts alcalde hombre
""")
PLACES = _words("""
    rue place boulevard avenue pont lycee college ecole metro gare station stade hopital square
    quai impasse allee parc tour residence clinique universite aeroport cite chemin port street
    road lane square stadium park bridge school hospital drive way station hall tower town city
    village airport college court building hotel clinic calle plaza avenida
""")
TRADES = _words("""
    boucher boulanger boulangerie boucherie garage garagiste pharmacie coiffeur plombier
    cordonnier chauffeur dentiste kine traiteur fleuriste restaurant brasserie chanteur chanteuse
    entraineur joueur footballeur acteur actrice cycliste pilote prof butcher baker plumber
    dentist coach singer striker goalkeeper driver actor actress hairdresser barber carpenter
    pianist rapper midfielder
""")
"""What stands before a name that somebody else or something else bears."""
GIVEN_NAMES = _words("""
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
TITLES = _words("""
    m mr mrs ms mme madame monsieur mademoiselle dr docteur maitre depute deputee senateur
    senatrice maire ministre president presidente minister senator mayor mp reporter journalist
    journaliste candidat candidate ms miss sir lady professeur professor camarade comrade chere
    cher dear
""")
AFFECTION = ("❤", "😘", "🥰", "😍", "💕", "🤗", "😄", "😊", "💖", "💙", "💛", "🫶", "😭")
LAUGHTER = ("😂", "🤣", "😆", "😅", "😜", "😉")

# Unions that rules ask for at every word, made once.
WHOSE = MANY | VIEWS | POSSESSIVES
"""Whose view it may be: « pour mon père, X est … »."""
PERSONAL = SECOND | THIRD
AUXILIARIES = _words("a ai as ont avez avons faut peut doit va has have had can will would must")
SUBJECTS = FIRST | SECOND_SUBJECT | THIRD_SUBJECT | PLURAL_SUBJECT
ADVERBIAL = ADVERBS | NEGATIONS
"""What may stand between a subject and its copula."""
FILLING = FIRST | ADVERBS
"""What may stand between a name that is spoken to and words with *you*."""
JOINING = _words("et and que qu that because car")
PARTING = TURNS | JOINING
"""Words after which another clause begins."""
NOT_SUBJECTS = RELATIVE | PLURAL_SUBJECT | PERSONS
"""Before a name in its clause they say that somebody else is the subject."""
SAYING_THAT = THAT | THINKING
"""Words between a negation and what it denies from further off: « nobody thinks X is … »."""
AFFIRMING = SPEAKER | CERTAIN | _words("ne n")
"""What stands before *that* where nothing is reported: « ne mérite que le mépris »."""
FRAME = (
    OPENERS | MODIFIERS | ADVERBS | COPULAS | NEGATIONS | FIRST | SECOND | THIRD | THIRD_SUBJECT
    | DEMONSTRATIVES | INDEFINITE | TITLES | LINKS_BEFORE | GOVERNING | JOINING | POSSESSIVES
    | SPEAKER | VERBS_OF_ORDER
    | _words("""
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
    wsh wallah wesh frere frr bro sis mate dude folks guys honey lady girl yo man
    vote voted voter votez votee elu elue elus elected confiance trust
    aujourd hui hier ce soir matin jour today tonight yesterday morning ever
    comme voila voici c est ca cela alors du coup genre grave grosse trop archi hyper super
    par contre au fond en fait au final de toute facon quand meme apres lol mdr ptdr
    frankly basically literally seriously honestly actually sorry ok okay well damn god
    serieux serieusement seriously clairement sincerement evidemment desole
    candidate candidat candidate journalist depute deputee elue
    seule solution seul only
    y una un la el los las de que es son eres muy tan esa esta este ese siempre otra vez
    يا ان هذه هذا هو هي انت كل
    """)
)  # fmt: skip
"""What may stand before attacking words in their clause without changing what they do."""
PERCEIVED = _words("""
    vu vue ecoute ecouter entendu croise regarder lu entends saw heard watched met watching
    listening listened hearing
""")
"""What the author says before a name in a clause of its own: « j'ai vu X hier. Quelle … »."""
DEGREES = _words("si tellement tant so such")
OBJECTS = _words("""
    moi les ces cette ce cet tous toutes un une mes nos leurs ses the these those this that them him
    her his my our their all some
""")
"""What makes an order one to do something to others: « dégagez-moi ces … »."""
VERB_FIRST = _words("is are was were does did do has have had can could should would will est sont")
"""Verbs that ask where they begin a clause and a name follows."""
LABELS = _words("""
    info rappel note verdict conclusion bilan resume resultat truth fact reminder thread breaking
    alerte scoop edit nb ps update attention constat moralite resultats point infos preuve proof
    summary bottom line opinion avis take
""")
"""What an author puts before a colon of his own words."""
LATER = _words("""
    qu que ils elles they he if si apparently supposedly allegedly sure right parait soi selon dixit
    according quote said says disent dit disait disaient paraît
""")
"""How a clause begins that makes what stood before it another's, or a jest."""
CONTINUING = (
    GOVERNING | JOINING | ADVERBS | SECOND | TITLES
    | _words("""
    jusqu jusque upon than de du des d a au aux en et ou qui que qu quand comme si depuis va
    hein quoi oui ici la tous
    toutes of to in for and or at who when as from since until ever anyway too tbh ngl fr frfr
    frer frere wallah lol lmao mdr
    كبير كبيرة جدا فقط
    ptdr wake point rends y u yo en el la los las de al
    """)
)  # fmt: skip
"""What may follow attacking words that end with a person."""
I_AM = frozenset({("i", "m"), ("i", "am"), ("moi", "je"), ("je", "suis"), ("yo", "soy")})
LIMITING = _words("at en")
"""What says in which one thing somebody is bad: « trash at darts », « nulle en cuisine »."""
READ = (
    FRAME
    | INSTITUTIONS
    | CONTINUING
    | PERCEIVED
    | LABELS
    | TURNS
    | DENIALS
    | LATER
    | OBJECTS
    | _words("""
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
    """)
)
"""Words that may follow attacking words in a post without turning them."""
