"""Which column is which field: by its heading in English or French, checked against its contents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from core.errors import Trouble
from core.importing.columns.days import with_days
from core.importing.columns.fitting import ALSO, NOT_LEVELS
from core.importing.columns.headings import folded, presets, understand, words
from core.importing.columns.recognise import (
    FIELDS,
    HEADING_MENDED,
    TOTALS_LEFT,
    apply_choices,
    from_json,
    recognise,
    shape,
    to_json,
)
from core.importing.reading.table import Dialect, TextTable
from core.model import UNDATED, to_day


def table(columns: dict[str, list[str]] | list[tuple[str, list[str]]], **dialect: Any) -> TextTable:
    """A table of these columns; the list of pairs allows for two columns of one heading."""
    pairs = list(columns.items()) if isinstance(columns, dict) else columns
    count = len(pairs[0][1])
    arrays = tuple(pa.array(cells, pa.string()) for _, cells in pairs)
    return TextTable(tuple(name for name, _ in pairs), arrays, np.arange(2, count + 2), Dialect("csv", **dialect))


@pytest.mark.parametrize(
    ("heading", "field", "average", "platform"),
    [
        ("Followers", "audience", False, ""),
        ("\nFollowers", "audience", False, ""),
        ("Nombre d'abonnés", "audience", False, ""),
        ("Subscribers count", "audience", False, ""),
        ("Instagram Followers", "audience", False, "instagram"),
        ("YouTube subscribers", "audience", False, "youtube"),
        ("TikTok", "tiktok", False, "tiktok"),
        ("LinkedIn", "linkedin", False, "linkedin"),
        ("twitter_followers", "audience", False, "twitter"),
        ("Подписчики", "audience", False, ""),
        ("Likes avg.", "likes", True, ""),
        ("Likes per post", "likes", True, ""),
        ("J'aime (moy.)", "likes", True, ""),
        ("Views (Avg.)", "views", True, ""),
        ("Commentaires par publication", "comments", True, ""),
        ("60_day_eng_rate", "engagement_rate", False, ""),
        ("Taux d’engagement", "engagement_rate", False, ""),
        ("influence_score", "external:influence_score", False, ""),
        ("Klout_score", "external:klout", False, ""),
        ("channel_info", "handle", False, ""),
        ("E-mail", "email", False, ""),
        ("Domaines référents", "inbound_links", False, ""),
        ("dateMaj", "date", False, ""),
    ],
)
def test_headings(heading: str, field: str, average: bool, platform: str) -> None:
    found = understand(heading)
    assert (found.field, found.average, found.platform) == (field, average, platform)


@pytest.mark.parametrize(
    "heading",
    [
        *("Online score", "Score en ligne", "Score\u00a0: Portée"),
        *("rank", "S.no", "row-cell", "#", "", "Followers gained", "subscribers_for_last_30_days", "New followers"),
        *("Followers growth", "Abonnés (30 derniers jours)", "following", "country_rank", "A_follower_count"),
        *("Reach from Organic posts", "scoreParticipation", "datePriseFonction", "Likes rank", "nombreMandats"),
    ],
)
def test_headings_that_name_no_field(heading: str) -> None:
    assert understand(heading).field == ""


def test_aliases_are_folded_and_name_one_field_each() -> None:
    seen: dict[str, str] = {}
    for field, aliases in words()["fields"].items():
        assert field in FIELDS or field.startswith("external:") or field in ("creator", "title")
        for alias in aliases:
            assert alias == folded(alias), alias
            assert seen.setdefault(alias, field) == field, alias


def test_presets_are_folded_and_name_fields_there_are() -> None:
    for known in presets():
        assert known["source"]
        assert all(heading == folded(heading) for heading in (*known["signature"], *known["columns"]))
        assert set(known["columns"].values()) <= {*FIELDS, "", "creator", "post"}, known["tool"]


def test_the_more_exact_of_two_twins_wins_and_the_other_checks_it() -> None:
    found = recognise(table([("Name", ["A b"]), ("Subscribers", ["13.8M"]), ("Subscribers", ["13800000"])]))
    assert found.of("audience").column == 2  # type: ignore[union-attr]
    assert found.checks == ((2, 1),)


def test_handles_and_names_are_told_apart_by_their_contents() -> None:
    words_, names = ["aldo.bel", "mrdelorme", "anoukfal"], ["Aldo Bel", "Mr Delorme", "Anouk Fal"]
    for first, second in (("Tiktoker name", "Tiktok name"), ("Tiktok name", "Tiktoker name")):
        found = recognise(table({first: words_, second: names}))
        assert found.headings == {"handle": first, "name": second}
        assert found.platform == "tiktok"


@pytest.mark.parametrize("cells", [["Avocate", "Ingénieur"], ["5", "2"]])
def test_a_criterion_is_a_level_only(cells: list[str]) -> None:
    found = recognise(table({"Nom": ["A", "B"], "profession": cells}))
    assert "profession" not in found.headings
    assert recognise(table({"Nom": ["A", "B"], "Profession": ["4", ""]})).headings["profession"] == "Profession"


def test_job_titles_are_kept_as_a_note() -> None:
    assert recognise(table({"Nom": ["A"], "profession": ["Avocate"]})).headings["note"] == "profession"


def test_a_surname_beside_a_first_name_and_a_name_that_holds_it() -> None:
    assert set(recognise(table({"nom": ["Bidi"], "prenom": ["Émeline"]})).headings) == {"last_name", "first_name"}
    assert set(recognise(table({"nom": ["Émeline Bidi"], "prenom": ["Émeline"]})).headings) == {"name"}


def test_averages_before_totals_and_the_totals_are_said() -> None:
    found = recognise(table({"Name": ["A"], "avg_likes": ["5"], "total_likes": ["900"], "Comments": ["80"]}))
    assert (found.of("likes").column, found.of("comments")) == (1, None)  # type: ignore[union-attr]
    said = [(doubt.raw, doubt.reason) for doubt in found.doubts]
    assert said == [("total_likes: 900", TOTALS_LEFT), ("Comments: 80", TOTALS_LEFT)]


def test_of_two_columns_of_one_field_the_one_left_out_is_said() -> None:
    found = recognise(table({"Name": ["A", "B"], "Followers": ["5", "9"], "Subscribers": ["7", "8"]}))
    assert [(doubt.field, doubt.raw, doubt.reason) for doubt in found.doubts] == [
        ("audience", "Subscribers: 7, 8", ALSO)
    ]


@pytest.mark.parametrize(("one", "other"), [("Category", "Category 2"), ("id", "id 2"), ("Country", "country_2")])
def test_a_second_column_of_a_field_is_said_also_where_its_heading_is_not_outright(one: str, other: str) -> None:
    found = recognise(table({"Name": ["A", "B"], one: ["x", "y"], other: ["v", "w"], f"{other} b": ["", ""]}))
    assert [(doubt.raw, doubt.reason) for doubt in found.doubts] == [(f"{other}: v, w", ALSO)]


def test_gains_are_no_level() -> None:
    found = recognise(table({"Name": ["A", "B"], "Followers": ["+1,200", "-30"]}))
    assert found.of("audience") is None
    assert [doubt.reason for doubt in found.doubts] == [NOT_LEVELS]


@pytest.mark.parametrize(
    ("name", "platform", "day"),
    [
        ("influencers - Tiktok sep 2022.csv", "tiktok", date(2022, 9, 1)),
        ("top_insta_influencers_data.csv", "instagram", None),
        ("list.csv", "", None),
    ],
)
def test_platform_and_day_of_a_file_name(name: str, platform: str, day: date | None) -> None:
    found = recognise(table({"Handle": ["a"], "Followers": ["1"]}), name)
    assert (found.platform, found.day) == (platform, to_day(day) if day else UNDATED)


def test_choices_by_heading_and_by_number() -> None:
    given = table({"Who": ["A"], "Size": ["12"], "Odd": ["7"]})
    found = apply_choices(recognise(given), given, {"name": "Who", "audience": "2", "external:odd": "odd"})
    assert found.headings == {"name": "Who", "audience": "Size", "external:odd": "Odd"}
    assert all(use.confidence == 1 for use in found.uses)
    assert "audience" not in apply_choices(found, given, {"audience": ""}).headings


@pytest.mark.parametrize("choices", [{"name": "Nobody"}, {"name": "9"}, {"no field": "Who"}, {}])
def test_choices_that_cannot_be(choices: dict[str, str]) -> None:
    given = table({"Who": ["A"], "Size": ["12"]})
    with pytest.raises(Trouble):
        apply_choices(recognise(given), given, choices)


def test_a_mapping_is_offered_again_when_figures_in_headings_drift() -> None:
    before = table({"Канал": ["A b"], "Видео за 30 дн.": ["3"], "Extra": ["9"]})
    after = table({"Канал": ["C d"], "Видео за 40 дн.": ["4"], "Extra": ["8"]})
    assert shape(before) == shape(after) != shape(table({"Канал": ["A"]}))
    saved = to_json(apply_choices(recognise(before), before, {"external:extra": "Extra"}))
    again = apply_choices(recognise(after), after, from_json(saved, after))
    assert again.headings == {"name": "Канал", "posts": "Видео за 40 дн.", "external:extra": "Extra"}


EXPORTS = {
    "StarNgage": """RANK: 1; NAME: Ana Bell @ana -> handle, name; FOLLOWERS: 4M -> audience; ER: 1% -> engagement_rate;
        COUNTRY: Spain -> country; TOPIC OF INFLUENCE: Art -> market; POTENTIAL REACH: 1M""",
    "Valosan": """Status: NEW; Email: j@x.fr -> email; First name: Jo -> first_name; Last name: Li -> last_name;
        Title: Editor -> note; Company: Daily -> organisation; Company website: https://d.fr -> url;
        Twitter: @jo -> twitter; Linked-In: -> linkedin; Interests: Tech -> market; Rating: 3""",
    "HypeAuditor": """Username: jo -> handle; Full name: Jo Li -> name; Followers: 9 -> audience;
        AQS: 78 -> audience_quality; Audience country: Italy; Country: Spain -> country; Avg. likes: 3 -> likes""",
    "Followers2csv": """id: 1 -> id; name: Jo Li -> name; screen_name: jo -> handle; followers_count: 9 -> audience;
        friends_count: 4; listed_count: 2 -> listed; statuses_count: 7 -> posts; created_at: Mon""",
    "BuzzStream": """Website Name: Daily -> name; Website: https://d.fr -> url; Inbound Links: 900;
        Linking Root Domains: 30 -> inbound_links; Domain Authority: 40 -> external:influence_score""",
    "Pitchbox": """Partner URL: https://d.fr -> blog; Partner Category: Tech -> market; Contact Email: j@x.fr -> email;
        Contact First Name: Jo -> first_name; Contact Last Name: Li -> last_name; Guest Post Price: 150""",
    "Upfluence": """influencer_id: 1 -> id; media_url: https://instagram.com/jo -> url; profile_name: Jo -> name;
        email: j@x.fr -> email; phone_number: 1""",
    "Meta Business Suite": """Post ID: 1; Page ID: 7 -> id; Page name: Jo -> name; Publish time: 03/27/2026 -> date;
        Reach: 45; Reactions, comments and shares: 9; Reactions: 5 -> likes; Comments: 3 -> comments""",
    "Meta Business Suite, français": """Nom d’utilisateur du compte: jo -> handle; Heure de publication: 03/27/2026
        -> date; Couverture: 45; Mentions J’aime: 5 -> likes; Followers: 1; Commentaires: 2 -> comments""",
    "Meltwater": """Date: 15-Nov-2025 09:12PM -> date; Hit Sentence: x; Author Name: Jo Li -> name;
        Author Handle: @jo -> handle; Source Type: X -> platform; Source Name: X -> organisation; Likes: 4; Shares: 3;
        Reach: 9 -> audience; Engagement: 7 -> likes; Title: t; URL: https://x.com/jo/status/1""",
}


@pytest.mark.parametrize("tool", EXPORTS)
def test_exports_of_other_tools(tool: str) -> None:
    cells, wanted = {}, {}
    for part in EXPORTS[tool].split(";"):
        heading, _, rest = " ".join(part.split()).partition(":")
        cells[heading], _, fields = (said.strip() for said in rest.partition("->"))
        wanted |= {field: heading for field in fields.split(", ") if field}
    found = recognise(table({heading: [cell] for heading, cell in cells.items()}))
    assert found.headings == wanted
    assert found.posts == tool.startswith(("Met", "Mel"))


def test_the_more_usual_words_and_the_fuller_column_win() -> None:
    found = recognise(table({"Nom": ["A b"], "Remarques": [""], "Fonction": ["Rédactrice"], "Title": ["x"]}))
    assert found.headings["note"] == "Fonction"
    assert found.stand_ins == ()


def test_an_export_of_mentions() -> None:
    mentions = {"Date": ["2025-11-15"], "URL": ["https://x.com/a/status/1"], "Hit Sentence": ["…"]}
    mentions |= {"Source": ["Daily"], "Influencer": ["@jane"], "Reach": ["10000"], "Engagement": ["7"]}
    found = recognise(table(mentions))
    assert found.posts
    assert found.headings == {
        "date": "Date",
        "organisation": "Source",
        "handle": "Influencer",
        "audience": "Reach",
        "likes": "Engagement",
    }


ACCENTED = ("Abonnés", "Prénom", "Société", "Abonnés Instagram", "Nombre d’abonnés", "Abonnés (k)", "Catégorie")


@pytest.mark.parametrize("heading", ACCENTED)
@pytest.mark.parametrize("lost", ["?", "\ufffd", "", "twice"])
def test_a_heading_that_lost_an_accent_is_taken_for_its_field_and_said(heading: str, lost: str) -> None:
    if lost == "twice":
        text = heading.replace("’", "'").encode().decode("cp1252", "replace")
    else:
        text = "".join(lost if letter in "éèêàç" else letter for letter in heading)
    said = understand(text)
    field = understand(heading).field
    assert (said.field, said.mended, said.confidence <= 0.7) == (field, True, True)
    cells = ["12", "7"] if field == "audience" else ["Ada", "Bob"]
    found = recognise(table({"Compte Instagram": ["@a", "@b"], text: cells}))
    assert [(doubt.raw, doubt.reason) for doubt in found.doubts] == [(text, HEADING_MENDED)]


@pytest.mark.parametrize("heading", ["Notice", "Vile", "Rang", "Bonnes", "Sure?", "Postcode", "Sexe", "Ville?"])
def test_a_heading_that_lost_nothing_is_left_alone(heading: str) -> None:
    assert not understand(heading).mended


def test_the_day_an_account_was_made_is_no_day_of_measuring() -> None:
    made = table({"Name": ["A"] * 3 + ["B"] * 3, "made": ["2019-01-02"] * 3 + ["2020-05-06"] * 3})
    assert with_days(recognise(made), made, frozenset(), surely=False).of("date") is None
    few = table({"Name": ["A", "A", "B", "B"], "made": ["2019-01-02", "2020-05-06", "", ""]})
    few = replace(few, columns=(few.columns[0], pa.array(["2019-01-02", "NA", "NA", "NA"])))
    assert with_days(recognise(few), few, frozenset({"na"}), surely=False).of("date") is None
    measured = table({"Name": ["A", "A", "B", "B"], "taken": ["2026-01-02", "2026-02-02"] * 2})
    assert with_days(recognise(measured), measured, frozenset(), surely=False).of("date") is not None
