"""The workspace's tables as pandas data frames, for notebooks and files.

pandas is imported inside the functions: it takes half a second, and the window never needs it before it is asked for a
file. Missing is ``<NA>`` (``NaT`` for a day) throughout; texts that repeat are categories; nothing is translated.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.campaign import build, online
from core.campaign.fields.catalogue import fields_in
from core.campaign.fields.field import Field
from core.campaign.fields.units import STATES, Day, Names, Number, Spans, State, Text, YesNo
from core.campaign.ranked import Ranked, rank_board
from core.errors import Trouble
from core.frame_files import check_ending, write_frame
from core.i18n import tr
from core.importing import tables as importing_tables
from core.model import METRICS, UNDATED, CodedTexts, LongArray, PackedTexts, Texts
from core.people import tables as people_tables
from core.scoring import tables as scoring_tables
from core.stature import tables as stature_tables
from core.workspace.store import Workspace

if TYPE_CHECKING:
    from pandas import DataFrame

PARTS = {"components": "component", "levels": "level"}
"""How the columns of a field in parts begin: ``component_reach``, ``level_standing``."""


def ranking_frame(ranked: Ranked) -> DataFrame:
    """The whole list from top to bottom, one row a candidate, indexed by ``id`` (str).

    The columns are the catalogue's: texts are string or category, ranks and counts Int64, points 0..100, levels 0..4
    and percent Float64, yes and no boolean, days datetime64[ms]; flags and intervals are texts, empty for none.
    """
    import pandas as pd

    found: dict[str, Any] = {}
    for one in fields_in("frame"):
        if one.parts:
            parts = one.values_of(ranked)
            found.update({f"{PARTS[one.key]}_{part}": _make_column(one, values) for part, values in parts.items()})
        elif one.texts:
            found[one.key] = text_column(one.texts(ranked.board), ranked.window.index, one.unit)
        else:
            found[one.key] = _make_column(one, one.values_of(ranked))
    return by_id(pd.DataFrame(found))


def ranking_frame_of(workspace: Workspace, campaign: int) -> DataFrame:
    """``ranking_frame`` of a campaign as it stands. Trouble names rules that clash."""
    return ranking_frame(rank_board(build.build_board(workspace, campaign)))


def write_ranking(workspace: Workspace, campaign: int, path: Path) -> None:
    """Writes the whole ranking as a table, whole or not at all. Trouble for an ending nobody reads."""
    check_ending(path)
    write_frame(ranking_frame_of(workspace, campaign), path)


def observations_frame(workspace: Workspace, campaign: int) -> DataFrame:
    """Every observation of a campaign's candidates, ascending by person, day and channel.

    ``id`` string, ``day`` datetime64[ms], ``channel`` category, ``per_post`` boolean, each metric Float64.
    """
    import pandas as pd

    people, seen = online.people_of(workspace, campaign), scoring_tables.observation_columns(workspace, campaign)
    found = {
        "id": text_column(people.key, np.searchsorted(people.person, seen.person)),
        "day": day_column(seen.day),
        "channel": pd.Categorical.from_codes(seen.channel, words_index(seen.channels)),
        "per_post": pd.array(seen.per_post, "boolean"),
    }
    for metric in METRICS:
        values = seen.metrics.get(metric, np.full(len(seen.person), np.nan))
        found[metric] = masked_numbers(values, np.isnan(values))
    return pd.DataFrame(found)


def levels_frame(workspace: Workspace, campaign: int) -> DataFrame:
    """Every level given to a campaign's candidates, by every assessor, oldest first.

    ``id`` string; ``criterion``, ``assessor`` and ``market`` category (empty: for every market); ``level`` Float64,
    0..4, ``<NA>`` where the assessor said "unknown"; ``day`` datetime64[ms].
    """
    import pandas as pd

    people, said = online.people_of(workspace, campaign), stature_tables.level_columns(workspace, campaign)
    return pd.DataFrame(
        {
            "id": text_column(people.key, np.searchsorted(people.person, said.person)),
            "criterion": categories(list(said.criterion)),
            "assessor": categories(list(said.assessor)),
            "market": categories(list(said.market), keep_empty=True),
            "level": masked_numbers(said.level, np.isnan(said.level)),
            "day": day_column(said.day),
        }
    )


def issues_frame(workspace: Workspace) -> DataFrame:
    """What the imports did not take as it stood, the newest import first, row by row.

    ``import`` Int64, ``file``, ``field`` and ``reason`` (English) category, ``row`` Int64 (``<NA>``: the whole file),
    ``raw`` string, ``refused`` boolean.
    """
    import pandas as pd

    rows = [
        (batch.id, batch.file, issue)
        for batch in importing_tables.batches(workspace)
        for issue in importing_tables.issues(workspace, batch.id)
    ]
    lines = np.array([issue.row for _, _, issue in rows], np.int64)
    return pd.DataFrame(
        {
            "import": pd.array([number for number, _, _ in rows], "Int64"),
            "file": categories([file for _, file, _ in rows]),
            "row": masked_integers(lines, lines == 0),
            "field": categories([issue.field for _, _, issue in rows]),
            "raw": pd.array([issue.raw for _, _, issue in rows], "string"),
            "reason": categories([issue.reason for _, _, issue in rows]),
            "refused": pd.array([issue.refused for _, _, issue in rows], "boolean"),
        }
    )


def comparison_frame(workspace: Workspace, number: int | None = None) -> DataFrame:
    """An import, the newest unless one is named, beside the one before of the same tool's files.

    ``name`` string; ``change`` category: new, gone or changed; for the changed ``channel`` category, ``before`` and
    ``after`` Float64, the audience. Trouble where there is nothing to compare with.
    """
    import pandas as pd

    from core.importing import actions as imports
    from core.importing import tables as importing_tables
    from core.importing import traces

    known = importing_tables.batches(workspace)
    number = number if number is not None else known[0].id if known else 0
    earlier = imports.import_before(workspace, number) if known else None
    if earlier is None:
        raise Trouble(
            tr("There is no earlier import to compare with."), "", tr("Import a later file of the same tool.")
        )
    found = traces.compare_batches(workspace, earlier.id, number)
    called = people_tables.names_by_id(workspace)
    rows: list[tuple[int, str, str, float | None, float | None]] = [
        *((person, "new", "", None, None) for person in found.new),
        *((person, "gone", "", None, None) for person in found.gone),
        *((person, "changed", channel, before, after) for person, channel, before, after in found.changed),
    ]
    people, changes, channels, before, after = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    return pd.DataFrame(
        {
            "name": pd.array([called.get(person, "") for person in people], "string"),
            "change": pd.Categorical(list(changes), words_index(("new", "gone", "changed"))),
            "channel": categories(list(channels)),
            "before": pd.array(list(before), "Float64"),
            "after": pd.array(list(after), "Float64"),
        }
    )


def by_id(frame: DataFrame) -> DataFrame:
    """The frame indexed by its column ``id``, as str: the dtype that an index has again when a Parquet file is read."""
    found = frame.set_index("id")
    found.index = found.index.astype("str")
    return found


def _make_column(one: Field, values: Any) -> Any:
    """The values of a field as a pandas array of its unit's dtype."""
    import pandas as pd

    match one.unit:
        case Number() as unit if unit.parts == 1:
            known = unit.known(values)
            return masked_integers(np.where(known, values, 0).astype(np.int64), ~known)
        case Number() as unit:
            known = unit.known(values)
            return masked_numbers(np.where(known, values, 0) / unit.parts, ~known)
        case YesNo():
            return pd.array(np.asarray(values, bool), "boolean")
        case Day():
            return day_column(values)
        case State():
            return pd.Categorical.from_codes(values, words_index(tuple(STATES.values())))
        case Names():
            return _joined_names(values)
        case Spans() as unit:
            # Most rows of a long list never hold a seat: their text is written without a look at them.
            held = np.fromiter(map(bool, values), np.bool_, len(values))
            texts = np.full(len(held), "", object)
            texts[held] = [unit.to_cell(spans) for spans in unit.to_frozen(values[at] for at in np.flatnonzero(held))]
            return pd.array(texts, "string")
        case _:
            return pd.array([str(value) for value in values], "string")


def _joined_names(values: Sequence[tuple[str, ...]]) -> Any:
    """Several names a row as one text, a category in the order of the alphabet; few combinations occur, each joined
    once."""
    import pandas as pd

    joined = {names: ", ".join(names) for names in set(values)}
    words = sorted(set(joined.values()))
    place = {names: words.index(text) for names, text in joined.items()}
    codes = np.fromiter(map(place.__getitem__, values), np.int64, len(values))
    return pd.Categorical.from_codes(codes, words_index(words))


def text_column(texts: Texts, rows: LongArray, unit: Any = None) -> Any:
    """The texts of some rows, ``<NA>`` for empty ones: a category where few share many, else a string."""
    import pandas as pd

    if not len(texts):
        return categories([""] * len(rows))
    if isinstance(texts, CodedTexts):
        words = texts.words.take(range(len(texts.words)))
        # Codes of empty words become -1, which pandas knows as missing; the others close up.
        codes = np.where([word != "" for word in words], np.cumsum([word != "" for word in words]) - 1, -1)
        return pd.Categorical.from_codes(codes[texts.codes[rows]], words_index([word for word in words if word]))
    if isinstance(unit, Text) and unit.few:
        return categories(texts.take(rows.tolist()))
    if isinstance(texts, PackedTexts):
        return _packed_column(texts, rows)
    return pd.array([text or None for text in texts.take(rows.tolist())], "string")


def _packed_column(texts: PackedTexts, rows: LongArray) -> Any:
    """Concatenated UTF-8 as it stands: no text of it becomes an object on the way."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    starts = pa.py_buffer(np.ascontiguousarray(texts.starts, np.int64))
    whole = pa.LargeStringArray.from_buffers(len(texts), starts, pa.py_buffer(texts.letters))
    found = whole.take(pa.array(rows))
    found = pc.if_else(pc.equal(found, ""), pa.scalar(None, found.type), found)
    return pd.StringDtype("pyarrow").__from_arrow__(found)


def categories(texts: list[str], keep_empty: bool = False) -> Any:
    """Texts as a category in the order of the alphabet; an empty one is ``<NA>`` unless it says something itself."""
    import pandas as pd

    words = sorted({text for text in texts if text or keep_empty})
    return pd.Categorical([text if text or keep_empty else None for text in texts], words_index(words))


def words_index(words: Sequence[str]) -> Any:
    """The words of a category: their dtype is said, since a file cannot tell what no words are of."""
    import pandas as pd

    return pd.Index(list(words), dtype="str")


def masked_integers(values: LongArray, missing: Any) -> Any:
    """Int64, ``<NA>`` where missing."""
    import pandas as pd

    return pd.arrays.IntegerArray(values, np.asarray(missing, bool))


def masked_numbers(values: Any, missing: Any) -> Any:
    """Float64, ``<NA>`` where missing."""
    import pandas as pd

    plain = np.where(missing, 0.0, values)  # a NaN behind the mask would come back as one
    return pd.arrays.FloatingArray(plain, np.asarray(missing, bool))


def day_column(days: Any) -> Any:
    """datetime64[ms] from days since 1970-01-01, ``NaT`` for ``UNDATED``."""
    import pandas as pd

    found = np.asarray(days, np.int64).astype("datetime64[D]").astype("datetime64[ms]")
    found[np.asarray(days) == UNDATED] = np.datetime64("NaT")
    return pd.array(found)
