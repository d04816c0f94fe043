"""Files of replies as forms export them: the column that answers, who replied, and what is left as a doubt."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.errors import Trouble
from core.importing.reading.read import read_text
from core.invitations.answers import understand_answer
from core.invitations.replies import Replies, RepliesFile
from core.invitations.states import Guest

NAMES = ("Ann Bel", "Cid Dor", "Eve Fox", "Gus Hop", "王小明")
GUESTS = [
    (
        Guest(n, f"key:{n}", name, n, "invited", f"{name.split()[0].lower()}@guests.example.org"),
        {"instagram": f"acc{n}"},
    )
    for n, name in enumerate(NAMES, 1)
]
ANN, CID, EVE = (guest.email for guest, _ in GUESTS[:3])


def replies(text: str, column: str = "") -> Replies:
    return RepliesFile(read_text(text), GUESTS).understand(column)


def told(found: Replies) -> dict[str, str]:
    return {one.name: one.state for one in found.matched}


def reasons(found: Replies) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in found.doubts]


FORMS = {
    "Google": (
        "Timestamp,Email Address,What is your name?,Can you attend?,How many of you are attending?,Comments\n"
        f'2026/05/12 10:00:00 AM GMT+2,{ANN},Ann Bel,"Yes,  I\'ll be there",2,No nuts please\n'
        f'2026/05/12 10:01:00 AM GMT+2,{CID},Cid Dor,"Sorry, can\'t make it",0,\n',
        "Can you attend?",
    ),
    "Microsoft": (
        "ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Votre nom complet;Serez-vous présent(e) ?;Photo ?\n"
        "1;5/12/26 10:00;5/12/26 10:01;anonymous;;Ann Bel;Oui;Non\n"
        "2;5/13/26 10:00;5/13/26 10:01;anonymous;;Cid Dor;Non;Oui\n",
        "Serez-vous présent(e) ?",
    ),
    "Typeform": (
        "#,What's your *name*?,Your email?,Will you be joining us?,Newsletter?,Response Type,Submit Date (UTC),Tags\n"
        f"0a9,Ann Bel,{ANN},1,0,completed,2026-05-12 10:00:00,\n0b7,Cid Dor,{CID},0,1,completed,2026-05-12 11:00:00,\n",
        "Will you be joining us?",
    ),
    "Eventbrite": (
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Order Type,Total Paid,"
        "Attendee Status,Buyer First Name,Buyer Last Name,Buyer Email,Are you vegetarian?\n"
        f"1,2026-05-12,Ann,Bel,{ANN},1,Invitation,11,Free Order,0.00,Attending,Eve,Fox,{EVE},No\n"
        f"2,2026-05-12,Cid,Dor,{CID},1,Invitation,12,Free Order,0.00,Not Attending,Cid,Dor,{CID},Yes\n",
        "Attendee Status",
    ),
    "Weezevent": (
        "Numéro de billet;Nom;Prénom;E-mail;Tarif;Date d'achat;Statut;Contrôlé;Nom acheteur;Prénom acheteur\n"
        f"B1;BEL;Ann;{ANN};Invitation;12/05/2026;Validé;Non;FOX;Eve\n"
        f"B2;DOR;Cid;{CID};Invitation;12/05/2026;Annulé;Non;FOX;Eve\n",
        "Statut",
    ),
    "HelloAsso": (
        "Référence commande;Date de la commande;Statut de la commande;Nom participant;Prénom participant;Nom payeur;"
        "Prénom payeur;Email payeur;Moyen de paiement;Billet;Montant tarif\n"
        f"1;12/05/2026;Validé;Bel;Ann;Fox;Eve;{EVE};Gratuit;Invitation;0,00\n"
        f"2;12/05/2026;Remboursé;Dor;Cid;Dor;Cid;{CID};Gratuit;Invitation;0,00\n",
        "Statut de la commande",
    ),
}


@pytest.mark.parametrize("tool", FORMS)
def test_forms_as_their_tools_export_them(tool: str) -> None:
    text, column = FORMS[tool]
    found = replies(text)
    assert (found.column, told(found), found.doubts) == (column, {"Ann Bel": "accepted", "Cid Dor": "declined"}, ())
    assert found.columns[0] == column


def test_the_other_yes_and_no_columns_can_be_chosen() -> None:
    text, _ = FORMS["Weezevent"]
    assert told(replies(text, "Contrôlé")) == {"Ann Bel": "no_show", "Cid Dor": "no_show"}
    with pytest.raises(Trouble, match="There is no column “Coming”"):
        replies(text, "Coming")


@pytest.mark.parametrize(
    "headings",
    ["Will you attend the lunch?,Will you attend the talk?", "Question 1,Question 2", "Vegetarian,Photos allowed"],
)
def test_several_columns_that_may_be_the_reply_are_asked(headings: str) -> None:
    found = replies(f"Name,{headings}\nAnn Bel,yes,no\nCid Dor,no,yes\n")
    assert (found.column, found.matched, found.doubts) == ("", (), ())
    assert set(found.columns) == set(headings.split(","))


@pytest.mark.parametrize(("heading", "cells"), [("Vegetarian", "yes,no"), ("Guests", "1,0"), ("Saturday", "x,x")])
def test_a_lone_column_about_something_else_or_of_bare_marks_is_asked(heading: str, cells: str) -> None:
    one, other = cells.split(",")
    found = replies(f"Name,{heading}\nAnn Bel,{one}\nCid Dor,{other}\n")
    assert (found.column, found.columns) == ("", (heading,))


@pytest.mark.parametrize(
    ("heading", "cells", "states"),
    [
        ("Coming", "✓,✗", ("accepted", "declined")),
        ("Coming", "✔️,❌", ("accepted", "declined")),
        ("Coming", "x,", ("accepted",)),
        ("Présent", "VRAI,FAUX", ("accepted", "declined")),
        ("Viendrez-vous ?", "présente,absente", ("accepted", "declined")),
        ("Not coming", "x,no", ("declined", "accepted")),
        ("Absent ?", "absent,non", ("declined", "accepted")),
        ("Attended", "yes,no", ("came", "no_show")),
        ("Reply", "1.0,0.0", ("accepted", "declined")),
        ("Status", "present,n’est pas venue", ("came", "no_show")),
    ],
)
def test_marks_and_truth_values_by_their_question(heading: str, cells: str, states: tuple[str, ...]) -> None:
    one, other = cells.split(",")
    found = replies(f"Name;{heading}\nAnn Bel;{one}\nCid Dor;{other}\n")
    assert found.column == heading and found.doubts == ()
    assert tuple(told(found).values()) == states


def test_an_x_beside_ticks_is_a_doubt() -> None:
    found = replies("Name,Coming\nAnn Bel,✓\nCid Dor,x\n")
    assert told(found) == {"Ann Bel": "accepted"}
    assert reasons(found) == [(3, "The reply is not understood.")]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Oui, avec plaisir", "accepted"),
        ("Avec joie !", "accepted"),
        ("I can't wait!", "accepted"),
        ("No problem, I'll be there", "accepted"),
        ("Désolée du retard, oui", "accepted"),
        ("Je n’y manquerai pas", "accepted"),
        ("sorry, can't", "declined"),
        ("avec regret", "declined"),
        ("Je ne pourrai malheureusement pas venir", "declined"),
        ("Non, je ne serai pas présent", "declined"),
        ("I will not be there", "declined"),
        ("I am not coming", "declined"),
        ("thanks but no thanks", "declined"),
        ("Je décline l’invitation", "declined"),
        ("no allergies", None),
        ("Yes if my boss agrees", None),
        ("I'd love to but can't", None),
        ("Oui ?", None),
        ("peut-être", None),
        ("why not", None),
        ("blue", None),
        ("2", None),
    ],
)
def test_free_words(text: str, state: str | None) -> None:
    assert understand_answer(text) == state


@given(
    some.sampled_from(["yes", "oui", "I'll be there", "avec plaisir", "je viendrai", "count me in"]),
    some.sampled_from(["sorry, can't", "non", "je ne pourrai pas", "unfortunately not", "count me out", "avec regret"]),
    some.booleans(),
)
def test_words_of_both_kinds_are_never_taken_for_a_yes(yes: str, no: str, turned: bool) -> None:
    assert understand_answer(f"{no}; {yes}" if turned else f"{yes}; {no}") != "accepted"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"Cid Dor,{ANN},no", "The name and the address or account are of different guests."),
        (f"Somebody Else,{ANN},no", "The address or account is of a guest with another name."),
        ("Somebody Else,else@example.org,no", "Nobody on the invitation list fits."),
    ],
)
def test_a_name_and_an_address_that_disagree_are_a_doubt(row: str, reason: str) -> None:
    found = replies(f"name,email,reply\n{row}\nEve Fox,{EVE},yes\n")
    assert told(found) == {"Eve Fox": "accepted"}
    assert reasons(found) == [(2, reason)]


def test_a_name_in_any_order_and_a_private_address_are_the_guest() -> None:
    found = replies("name,email,reply\nBEL Ann,ann@home.example,yes\nDor (Cid),,no\n")
    assert told(found) == {"Ann Bel": "accepted", "Cid Dor": "declined"}


def test_whoever_answers_three_times_and_differently_is_asked() -> None:
    found = replies("name,reply\nAnn Bel,yes\nAnn Bel,no\nAnn Bel,yes\nCid Dor,yes\nCid Dor,oui\n")
    assert told(found) == {"Cid Dor": "accepted"}
    assert reasons(found) == [(4, "Rows 3 and 4 answer differently for the same guest.")]


def test_days_of_an_american_form_are_read_month_first() -> None:
    found = replies("Timestamp,Name,Reply\n5/12/2026 10:00,Ann Bel,yes\n5/13/2026 10:00,Cid Dor,yes\n")
    assert [str(one.day) for one in found.matched] == ["2026-05-12", "2026-05-13"]


def test_nothing_is_lost_and_nobody_answers_for_another() -> None:
    """Every row with an answer is matched to the guest it names, or is a doubt, whatever stands beside it."""
    chance = random.Random(13)
    cells = ["yes", "non", "maybe", "", "✓", "sorry, can't", "je viens", "42"]
    for _ in range(200):
        rows = [(chance.choice(NAMES), chance.choice([*(g.email for g, _ in GUESTS), ""]), chance.choice(cells))
                for _ in range(6)]  # fmt: skip
        text = "name,email,reply,vegan\nAnn Bel,,yes,no\n" + "".join(f"{n},{e},{r},no\n" for n, e, r in rows)
        found = replies(text)
        emails = {guest.email: guest.name for guest, _ in GUESTS}
        for one in found.matched:
            name, email, _ = rows[one.row - 3] if one.row > 2 else ("Ann Bel", "", "")
            assert one.name == name and emails.get(email, name) == name
        assert {one.row for one in (*found.matched, *found.doubts)} <= set(range(2, 9))
