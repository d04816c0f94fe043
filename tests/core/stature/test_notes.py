"""Notes: an alarm where one is due, none where the words are innocent."""

from __future__ import annotations

import json
import unicodedata

import pytest

from core import i18n
from core.stature.notes import warnings
from core.stature.rubric import RUBRIC_DIR

DUE = {
    "health": [
        "has been ill since March",
        "Depressed since his divorce",
        "has multiple sclerosis",
        "Burnout last year",
        "diagnosed with ADHD",
        "en arrêt de travail",
        "Atteinte de sclérose en plaques",
        "A fait un AVC",
        "a un handicap",
        "en rémission",
        "Was off work for months with a depression.",
        "She is pregnant, due in May.",
        "On sick leave since June",
        "Recovering from cancer",
        "uses a wheelchair",
        "HIV positive, told me so",
        "suffers from migraines",
        "Has Parkinson’s",
        "Est aveugle depuis l’enfance",
        "is an alcoholic",
        "Had burn-out in 2023",
        "Elle est enceinte de six mois.",
        "En arrêt maladie depuis mars",
        "A fait une dépression",
        "DIABÉTIQUE, prévoir le repas",
        "en situation de handicap",
        "Suit une chimiothérapie",
        "Atteint d’un cancer",
        "Séropositif",
        "Burn-out l’an dernier",
    ],
    "religion": [
        "doesn’t eat pork",
        "Anglican, active in his parish",
        "a Quaker",
        "Francs-maçons, tous les deux",
        "Ne mange pas de porc",
        "chiite",
        "fait ramadan",
        "A devout Catholic",
        "muslim, no alcohol at the table",
        "Jewish, keeps kosher",
        "practising Christian",
        "Fasts during Ramadan",
        "Musulmane pratiquante",
        "catholique très pratiquant",
        "Il est juif",
        "Elle est chrétienne",
        "va à la messe tous les dimanches",
        "Franc-maçon notoire",
    ],
    "politics": [
        "a Trump voter",
        "Électrice de gauche",
        "plutôt de gauche",
        "adhérente LR",
        "Gilets jaunes de la première heure",
        "militante écologiste",
        "Votes for the Greens",
        "far-right views on everything",
        "Member of the Labour Party",
        "an old communist",
        "Homme de gauche",
        "Plutôt à droite",
        "proche de l’extrême droite",
        "Encartée au Parti socialiste",
        "sympathisant du Rassemblement national",
        "Militante politique",
    ],
    "union": [
        "an active unionist",
        "membre de FO",
        "A trade-union official",
        "shop steward at the plant",
        "is a union member",
        "Déléguée CGT",
        "Syndiqué depuis 2010",
        "délégué syndical",
        "membre d’un syndicat",
    ],
    "sexuality": [
        "LGBT",
        "having an affair with the editor",
        "marié à un homme",
        "Elle est trans",
        "a une maîtresse à Lyon",
        "openly gay",
        "She is a lesbian",
        "came out as bisexual",
        "Came with his husband",
        "Homosexuel",
        "a fait son coming out",
        "Son orientation sexuelle est connue",
    ],
}

INNOCENT = [
    "Speaks at every European Union summit on telecoms.",
    "Member of the International Telecommunication Union's study group 13",
    "Works for Western Union; credit union expert",
    "Left the company in 2019, right after the merger.",
    "Christian Dupont, editor-in-chief",
    "Interview with Jean Chrétien on trade",
    "A conservative estimate: 400 readers",
    "Great party host, works the room",
    "The Great Depression is her subject as a historian",
    "Directs cancer research at Institut Curie",
    "Raised money for a cancer charity",
    "Has a new book coming out in May",
    "Votes for the best app every year as a juror: readers voted for him",
    "Comments are disabled on his blog",
    "Aids start-ups with their first round",
    "Reviews non-alcoholic beers and alcoholic drinks",
    "Marvin Gay's biographer",
    "Sick of press releases; ill-timed calls annoy her",
    "Mass-market phones, church of the iPhone, gospel of growth",
    "Labour lawyer; labour market economist",
    "Democratises data; a republic of letters",
    "Union square meetup organiser",
    "Straight talker, blunt, fair",
    "Spécialiste des enceintes connectées",
    "Se trouve dans l’enceinte de l’exposition, enceinte du parc",
    "Tient la colonne de gauche du journal, rive gauche",
    "Adroite et à l’aise devant un public ; à droite de la scène",
    "Juriste en droit du travail",
    "Directeur de l’Assurance maladie",
    "Préside le syndicat d’initiative et le syndicat mixte du port",
    "Siège à la Chambre syndicale de la haute couture",
    "Professeur à l’Université catholique de Louvain",
    "Mécène de la Ligue contre le cancer",
    "Plaide pour le logiciel libre",
    "Parti de rien, il dirige l’entreprise",
    "Vote pour le prix du meilleur blog",
    "Auteur d’Homo numericus",
    "Kinésithérapeute pratiquant la course à pied",
    "Son mari dirige une maison d’édition",
    "Union européenne : experte des marchés publics",
    "Sympathique, franche, disponible",
    "Cite volontiers ses confrères ; très crédible",
    "Maladroit à l’oral, brillant à l’écrit",
    "Décorée de l’ordre national du Mérite",
    "Green energy blogger, reads the Guardian",
    "Naomi Parkinson, Saiful Islam and Paul Christian met at the fair",
    "Writes on enterprise software, mental health and product management",
    "Chairs the ethics committee of the cancer institute",
    "Spécialiste du diabète au CHU",
    "HIV researcher; chercheuse sur le VIH",
    "Bipolar transistors are her subject",
    "La dépression économique des années trente",
    "Curator of Islamic art; conservateur d’art islamique",
    "Professor of Jewish history",
    "Pratiquante de judo à haut niveau",
    "At the far left of the picture",
    "Préside le Syndicat de la presse indépendante",
    "Defends LGBT rights in her column",
    "Depressed markets are his beat",
    "Évangéliste technologique chez un éditeur",
    "",
]


@pytest.mark.parametrize(("topic", "note"), [(topic, note) for topic, notes in DUE.items() for note in notes])
def test_an_alarm_where_one_is_due(topic: str, note: str) -> None:
    assert topic in {found.topic for found in warnings(note)}
    assert topic in {found.topic for found in warnings(unicodedata.normalize("NFD", note))}


@pytest.mark.parametrize("note", INNOCENT)
def test_no_alarm_where_words_are_innocent(note: str) -> None:
    assert warnings(note) == []


def test_the_passage_is_shown_as_it_was_written() -> None:
    (found,) = warnings("Elle a fait une Dépression, dit-on.")
    assert found.found == "Dépression"
    assert found.words().startswith("“Dépression” may say something about health.")
    i18n.use("fr")
    assert "la santé" in found.words()
    assert "RGPD" in found.words()


def test_one_passage_one_warning() -> None:
    assert [found.found for found in warnings("trade union member; cancer, then cancer again")] == [
        "cancer",
        "cancer",
        "trade union",
    ]


def test_every_topic_has_both_languages() -> None:
    for topic in json.loads((RUBRIC_DIR / "sensitive.json").read_text(encoding="utf-8"))["topics"]:
        assert set(topic["names"]) == set(topic["words"]) == {"en", "fr"}
        for listed in topic["words"].values():
            assert len(listed) == len(set(listed))
