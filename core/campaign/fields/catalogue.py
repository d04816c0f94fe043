"""The catalogue: every fact of a ranked candidate, declared once.

A field says what it is called, in which unit it is counted, how it is read, and in which places it does not stand and
why. The window's table, the command line's JSON, the frozen list with its CSV, XLSX and report, and the frames are
all read off it. To add a column, add a field to ``FIELDS`` and its title to the French texts: it then stands in every
place that it does not decline.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.campaign.fields import readings, units
from core.campaign.fields.field import Field, Place


def fields_in(place: Place) -> list[Field]:
    """The fields that stand in a place, in its order."""
    found = [one for one in FIELDS if place not in one.absent]
    for moved in [one for one in found if place in one.after]:
        found.remove(moved)
        found.insert(next(i for i, one in enumerate(found, 1) if one.key == moved.after[place]), moved)
    return found


def field_of(key: str) -> Field:
    """The field of this key. KeyError where there is none."""
    for one in FIELDS:
        if one.key == key:
            return one
    raise KeyError(key)


def _decline_places(reason: str, *places: Place) -> dict[Place, str]:
    return dict.fromkeys(places, reason)


# Why a field stands aside, said once for all that have the same reason.
_CONTRACT = "the contract's JSON gives the value that the total uses, and says what is provisional"
_LATER = "not in the contract's JSON: nobody asked for it yet"
_FORM = "not in the file's form: it stands in the printed report and the dossier"
_PERSONAL = "read person by person, where a list is frozen"
_REACH = "how to reach somebody leaves with the list only"
_BY_NAME = "the dossier's head and tabs show the person, not the rank's figures"
_AT_LINE = "said at the invitation line, where it was settled"
_NOT_PRINTED = "not printed: the pages show what a client decides by"
_ASIDE: Mapping[Place, str] = {"table": _PERSONAL, "json": _PERSONAL, "frame": _PERSONAL}
_PROSE: Mapping[Place, str] = {**_ASIDE, "export": "prose or a curve: no cell holds it"}
_FEW = "worked out for the few who are flagged"
_FLAGGED = _decline_places(_FEW, "table", "snapshot", "export", "frame", "report", "dossier")

FIELDS: tuple[Field, ...] = (
    Field(
        "id",
        "Identifier",
        units.TEXT,
        texts=lambda board: board.key,
        heading="Entregent key",
        absent={"report": "a key for programs", "dossier": _BY_NAME},
        names={"table": "key"},
        after={"export": "in"},
    ),
    Field("rank", "Rank", units.RANK, read=lambda listed: listed.window.rank, always=True),
    Field(
        "tied",
        "Tied",
        units.YES_NO,
        read=lambda listed: listed.window.tied,
        always=True,
        absent={"table": "the rank bears the sign =", "dossier": _BY_NAME},
    ),
    Field(
        "in",
        "In",
        units.YES_NO,
        read=lambda listed: listed.window.is_in,
        always=True,
        absent={"table": "the invitation line shows it"},
        names={"snapshot": "is_in"},
    ),
    Field(
        "change",
        "Rank change against score alone",
        units.CHANGE,
        read=readings.read_change,
        absent={
            **_decline_places("rank_by_score less rank", "json", "snapshot", "export", "frame"),
            "report": "worked out beside the rank",
            "dossier": _BY_NAME,
        },
    ),
    Field("name", "Candidate", units.TEXT, texts=lambda board: board.name, heading="Name"),
    Field(
        "state",
        "State",
        units.STATE,
        column=lambda board, rows: board.candidates.state[rows],
        absent={
            "json": "stands among the flags",
            "export": "who is frozen competes; the reason stands beside it",
            "dossier": "its buttons say it",
        },
    ),
    Field("handles", "Accounts", units.TEXT, parts=True, absent={"table": _PERSONAL, "frame": _REACH}),
    Field("email", "Email", units.TEXT, absent={**_ASIDE, "report": _REACH, "dossier": _BY_NAME}),
    Field("url", "URL", units.TEXT, absent={**_ASIDE, "report": _REACH, "dossier": _BY_NAME}),
    Field(
        "organisation", "Organisation", units.FEW_TEXTS, texts=lambda board: board.organisation, absent={"json": _LATER}
    ),
    Field("market", "Market", units.OPTIONAL_TEXT, texts=lambda board: board.market),
    Field("country", "Country", units.FEW_TEXTS, texts=lambda board: board.country, absent={"json": _LATER}),
    Field(
        "language",
        "Language of the candidate",
        units.FEW_TEXTS,
        texts=lambda board: board.language,
        heading="Language",
        absent={"json": _LATER, "report": _NOT_PRINTED, "dossier": _BY_NAME},
    ),
    Field(
        "audience",
        "Audience",
        units.COUNT,
        column=lambda board, rows: board.audience[rows],
        online=True,
        names={"dossier": "history"},
    ),
    Field(
        "total",
        "Total",
        units.TOTAL,
        read=lambda listed: listed.window.total,
        always=True,
        after={"json": "levels"},
    ),
    Field(
        "score",
        "Online score",
        units.POINTS,
        column=lambda board, rows: readings.where_known(board.score.value, board.score, rows),
        absent={"table": "score_used stands there, with the word provisional", "json": _CONTRACT},
    ),
    Field(
        "score_used",
        "Online score",
        units.POINTS,
        column=lambda board, rows: board.score.value[rows],
        online=True,
        absent={"export": "an export says what is known, and what is provisional", "dossier": "what is known"},
        names={"table": "score", "json": "score"},
    ),
    Field(
        "score_low",
        "Online score, low",
        units.POINTS,
        column=lambda board, rows: board.score.low[rows],
        absent={"table": "drawn as whiskers on the total"},
    ),
    Field(
        "score_high",
        "Online score, high",
        units.POINTS,
        column=lambda board, rows: board.score.high[rows],
        absent={"table": "drawn as whiskers on the total"},
    ),
    Field(
        "speed",
        "Speed",
        units.POINTS,
        column=lambda board, rows: readings.where_measured(board.speed, board, rows),
        online=True,
    ),
    Field(
        "cruise",
        "Cruise",
        units.POINTS,
        column=lambda board, rows: readings.where_measured(board.cruise, board, rows),
        online=True,
        absent={"json": _LATER, "export": _FORM},
    ),
    Field(
        "age_days",
        "Days since last seen",
        units.COUNT,
        column=lambda board, rows: board.age[rows],
        online=True,
        absent={"json": _LATER, "export": _FORM},
        names={"table": "age"},
    ),
    Field("pause_cost", "Cost of a four-week pause", units.POINTS, absent={**_ASIDE, "export": _FORM}),
    Field(
        "components",
        "Components",
        units.POINTS,
        column=lambda board, rows: {name: values[rows] for name, values in board.components.items()},
        parts=True,
        online=True,
    ),
    Field(
        "credibility",
        "Credibility",
        units.POINTS,
        column=lambda board, rows: readings.where_known(board.credibility.value, board.credibility, rows),
        absent={"table": "credibility_used stands there, with the word provisional", "json": _CONTRACT},
    ),
    Field(
        "credibility_used",
        "Credibility",
        units.POINTS,
        column=lambda board, rows: board.credibility.value[rows],
        absent={"export": "an export says what is known, and what is provisional", "dossier": "what is known"},
        names={"table": "credibility", "json": "credibility"},
    ),
    Field(
        "credibility_low",
        "Credibility, low",
        units.POINTS,
        column=lambda board, rows: board.credibility.low[rows],
        absent={"table": "drawn as whiskers on the total"},
    ),
    Field(
        "credibility_high",
        "Credibility, high",
        units.POINTS,
        column=lambda board, rows: board.credibility.high[rows],
        absent={"table": "drawn as whiskers on the total"},
    ),
    Field(
        "levels",
        "Levels",
        units.LEVEL,
        names={"dossier": "criteria"},
        column=lambda board, rows: {key: values[rows] for key, values in board.levels.items()},
        parts=True,
    ),
    Field(
        "criteria_known",
        "Criteria known",
        units.COUNT,
        column=readings.known_criteria,
        absent={
            **_decline_places("counted from the levels", "json", "snapshot", "export", "report"),
            "dossier": "said as a share of the rubric",
        },
    ),
    Field(
        "stated",
        "Newest level",
        units.DAY,
        column=readings.newest_days,
        absent={"json": _LATER, "export": _FORM},
    ),
    Field(
        "provisional",
        "Provisional",
        units.NAMES,
        column=readings.list_provisional,
        absent={"table": "one of the states", "dossier": "said beside the side it is of"},
        after={"json": "components"},
    ),
    Field(
        "offline",
        "Off line",
        units.YES_NO,
        column=lambda board, rows: board.candidates.offline[rows],
        absent={"table": "one of the states", "json": "stands among the flags"},
    ),
    Field(
        "weight",
        "Weight of credibility (%)",
        units.WEIGHT,
        column=lambda board, rows: np.full(len(rows), board.campaign.weight, np.int32),
        always=True,
        absent={
            "table": "the slider shows it",
            "json": "stands once, under campaign",
            "snapshot": "stands once, for the whole list",
            "report": "stands once, for the whole list",
            "dossier": "the slider shows it",
        },
    ),
    Field(
        "rank_by_score",
        "Rank by score",
        units.RANK,
        column=lambda board, rows: board.rank_by_score[rows],
        heading="Rank by score alone",
        online=True,
        absent={"dossier": _BY_NAME},
    ),
    Field(
        "intervals",
        "In for weights (%)",
        units.SPANS,
        read=readings.read_intervals,
        names={"table": "strip"},
        absent={"dossier": "drawn as a curve of ranks"},
    ),
    Field(
        "acceptability",
        "In plausible worlds (%)",
        units.WEIGHT,
        read=readings.read_acceptability,
        online=True,
        absent=_decline_places(
            "drawn, not decided: a frozen list holds what it was decided by", "snapshot", "export", "frame", "report"
        ),
    ),
    Field(
        "best_rank",
        "Best rank",
        units.RANK,
        read=lambda listed: listed.best_worst[0],
        absent={"table": "one column, possible, shows both ranks", "dossier": _BY_NAME},
    ),
    Field(
        "worst_rank",
        "Worst rank",
        units.RANK,
        read=lambda listed: listed.best_worst[1],
        absent={"table": "one column, possible, shows both ranks", "dossier": _BY_NAME},
    ),
    Field("flags", "Flags", units.NAMES, column=readings.list_flags, absent={"json": "flags holds the state too"}),
    Field(
        "marks",
        "Flags",
        units.NAMES,
        read=readings.list_marks,
        absent=_decline_places(
            "state, offline and flags each stand there", "table", "snapshot", "export", "frame", "report", "dossier"
        ),
        names={"json": "flags"},
    ),
    Field(
        "flagged",
        "Evidence of flags",
        units.TOLD,
        absent={**_decline_places(_FEW, "table", "frame"), "export": _FORM, "dossier": "marked on the curve"},
        names={"json": "flag_evidence"},
    ),
    Field("score_unflagged", "Online score without what is flagged", units.POINTS, absent=_FLAGGED),
    Field(
        "tie_reason",
        "Tie settled by hand",
        units.OPTIONAL_TEXT,
        column=readings.list_tie_reasons,
        absent={"table": _AT_LINE, "export": _FORM, "dossier": _AT_LINE},
    ),
    Field("reason", "Reason", units.TEXT, absent={**_ASIDE, "report": _NOT_PRINTED, "dossier": _BY_NAME}),
    Field(
        "notes",
        "Note",
        units.LINES,
        absent={**_ASIDE, "dossier": "has a form of its own"},
        names={"export": "note"},
    ),
    Field("evidence", "Evidence", units.TOLD, absent=_ASIDE),
    Field(
        "unsupported",
        "Unsupported",
        units.NAMES,
        absent={**_ASIDE, "export": "one of the flags"},
        names={"dossier": "criteria"},
    ),
    Field("assessors", "Assessors", units.COUNT, absent={**_ASIDE, "export": _FORM, "dossier": "each with a line"}),
    Field("why", "Why", units.TOLD, absent={**_PROSE, "dossier": "worked out live, against anybody"}),
    Field("history", "History", units.TOLD, absent=_PROSE),
    Field("told", "Told", units.DAY, absent={**_ASIDE, "export": _FORM, "dossier": "in the window of people's rights"}),
    Field("parts", "Parts of the score", units.TOLD, absent=_PROSE),
    Field("changes", "What would change the score", units.TOLD, absent=_PROSE),
)
