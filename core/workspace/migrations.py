"""The schema, as an append-only list of frozen steps. Nothing here may import the live code or be edited later;
``moved_ids`` is a part of it."""

from __future__ import annotations

import hashlib
import re

from sqlite_utils import Database, Migrations

from core.workspace.moved_ids import move_ids

migrations = Migrations("entregent")


def _run_script(db: Database, script: str) -> None:
    """Statement by statement: ``executescript`` would end the migration's transaction."""
    for statement in script.split(";"):
        db.conn.execute(statement)


@migrations()
def m0001_people_and_imports(db: Database) -> None:
    """People, the names they go by, the files they came from and what was observed of them."""
    _run_script(
        db,
        """
        CREATE TABLE batch(
            id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, kind TEXT NOT NULL,
            dialect TEXT NOT NULL, mapping TEXT NOT NULL, rows_read INTEGER NOT NULL,
            rows_imported INTEGER NOT NULL, rows_refused INTEGER NOT NULL, day INTEGER, raw BLOB, owners BLOB);
        CREATE TABLE issue(
            batch INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE, row INTEGER NOT NULL, field TEXT NOT NULL,
            raw TEXT NOT NULL, reason TEXT NOT NULL, refused INTEGER NOT NULL);
        CREATE INDEX issue_batch ON issue(batch, row);
        CREATE TABLE person(
            id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, fold TEXT NOT NULL,
            email TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL DEFAULT '', market TEXT NOT NULL DEFAULT '',
            organisation TEXT NOT NULL DEFAULT '', offline INTEGER NOT NULL DEFAULT 0, batch INTEGER);
        CREATE INDEX person_batch ON person(batch);
        CREATE TABLE handle(
            platform TEXT NOT NULL, handle TEXT NOT NULL, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
            since INTEGER, until INTEGER, batch INTEGER, PRIMARY KEY(platform, handle, person)) WITHOUT ROWID;
        CREATE INDEX handle_person ON handle(person);
        CREATE TABLE observation(
            person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, day INTEGER NOT NULL, channel TEXT NOT NULL,
            batch INTEGER NOT NULL, row INTEGER NOT NULL, per_post INTEGER NOT NULL DEFAULT 0,
            audience REAL, posts REAL, likes REAL, comments REAL, shares REAL, mentions REAL, views REAL,
            listed REAL, inbound_links REAL, visits REAL, engagement_rate REAL, audience_quality REAL,
            PRIMARY KEY(person, day, channel, batch)) WITHOUT ROWID;
        CREATE TABLE external(
            person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, name TEXT NOT NULL, day INTEGER NOT NULL,
            batch INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY(person, name, day, batch)) WITHOUT ROWID;
        CREATE TABLE preset(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, shape TEXT NOT NULL, mapping TEXT NOT NULL);
        CREATE TABLE proposal(
            id INTEGER PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL, reason TEXT NOT NULL, verdict TEXT,
            UNIQUE(one, other));
        CREATE TABLE absence(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
            since INTEGER NOT NULL, until INTEGER NOT NULL, reason TEXT NOT NULL DEFAULT '');
        """,
    )


@migrations()
def m0002_campaigns_and_stature(db: Database) -> None:
    """Campaigns, what is known of people off line, shortlists, people's rights, and the undo log."""
    _run_script(
        db,
        """
        CREATE TABLE campaign(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, day INTEGER, place TEXT NOT NULL DEFAULT '',
            market TEXT NOT NULL DEFAULT '', seats INTEGER NOT NULL DEFAULT 40, weight INTEGER NOT NULL DEFAULT 500,
            reserve INTEGER NOT NULL DEFAULT 4, missing TEXT NOT NULL DEFAULT 'median', cutoff INTEGER,
            score_source TEXT NOT NULL DEFAULT 'computed', score_model TEXT NOT NULL DEFAULT 'entregent-2026.1',
            half_life REAL, as_of INTEGER, rules TEXT NOT NULL DEFAULT '{}');
        CREATE TABLE candidacy(
            campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
            person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, pinned INTEGER NOT NULL DEFAULT 0,
            excluded INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', markets TEXT NOT NULL DEFAULT '',
            invitation TEXT NOT NULL DEFAULT '', invited_wave INTEGER, reply_day INTEGER,
            link TEXT NOT NULL DEFAULT '', cost REAL, batch INTEGER, PRIMARY KEY(campaign, person)) WITHOUT ROWID;
        CREATE INDEX candidacy_person ON candidacy(person);
        CREATE TABLE rubric(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL,
            UNIQUE(name, version));
        CREATE TABLE assessment(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
            criterion TEXT NOT NULL, assessor TEXT NOT NULL DEFAULT '', level REAL, note TEXT NOT NULL DEFAULT '',
            day INTEGER, market TEXT NOT NULL DEFAULT '', campaign INTEGER, batch INTEGER);
        CREATE INDEX assessment_person ON assessment(person, criterion);
        CREATE TABLE evidence(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
            criterion TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL DEFAULT '',
            url TEXT NOT NULL DEFAULT '', day INTEGER, expires INTEGER, added_by TEXT NOT NULL DEFAULT '',
            market TEXT NOT NULL DEFAULT '', file_name TEXT NOT NULL DEFAULT '', file BLOB, batch INTEGER);
        CREATE INDEX evidence_person ON evidence(person);
        CREATE TABLE shortlist(
            id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
            name TEXT NOT NULL, data TEXT NOT NULL, digest TEXT NOT NULL, signed_by TEXT NOT NULL DEFAULT '',
            signed_on INTEGER);
        CREATE TABLE told(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
            day INTEGER NOT NULL, how TEXT NOT NULL);
        CREATE TABLE suppression(hash TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE step(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0, batch INTEGER);
        CREATE TABLE undo_log(
            id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES step ON DELETE CASCADE, sql TEXT NOT NULL);
        CREATE INDEX undo_log_step ON undo_log(step);
        """,
    )


@migrations()
def m0003_score_models(db: Database) -> None:
    """Score models a user made from the ones that come with the program."""
    _run_script(
        db,
        """
        CREATE TABLE score_model(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, hash TEXT NOT NULL,
            data TEXT NOT NULL);
        """,
    )


@migrations()
def m0004_notes_for_the_client(db: Database) -> None:
    """What the client may read of somebody, apart from the assessors' own notes."""
    _run_script(
        db,
        """
        CREATE TABLE client_note(
            campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
            person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, note TEXT NOT NULL,
            PRIMARY KEY(campaign, person)) WITHOUT ROWID;
        """,
    )


@migrations()
def m0005_derived(db: Database) -> None:
    """What was computed from the rest, so that a large workspace opens at once."""
    _run_script(
        db,
        """
        CREATE TABLE derived(
            thing TEXT NOT NULL, part TEXT NOT NULL, areas TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
            data BLOB NOT NULL, PRIMARY KEY(thing, part));
        """,
    )


@migrations()
def m0006_relations(db: Database) -> None:
    """What stood inside texts becomes columns: who settled, notes without a level, who was joined with whom.

    Until then an assessor "settled:Anne" settled a difference, a criterion "standing.note" held a note without a
    level, and a handle of the platform "id:joined" read "12:7": person 12, up to batch 7.
    """
    _run_script(
        db,
        """
        ALTER TABLE assessment ADD COLUMN kind TEXT NOT NULL DEFAULT 'level';
        UPDATE assessment SET kind='settlement', assessor=substr(assessor, 9) WHERE substr(assessor, 1, 8)='settled:';
        UPDATE assessment SET kind='note', criterion=substr(criterion, 1, length(criterion) - 5)
            WHERE substr(criterion, -5)='.note';
        CREATE TABLE joined(
            was INTEGER NOT NULL, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
            up_to_batch INTEGER NOT NULL, PRIMARY KEY(was, person, up_to_batch)) WITHOUT ROWID;
        CREATE INDEX joined_person ON joined(person);
        INSERT INTO joined(was, person, up_to_batch)
            SELECT CAST(substr(handle, 1, instr(handle, ':') - 1) AS INTEGER), person,
                CAST(substr(handle, instr(handle, ':') + 1) AS INTEGER) FROM handle WHERE platform='id:joined';
        DELETE FROM handle WHERE platform='id:joined';
        ALTER TABLE handle ADD COLUMN account INTEGER
            GENERATED ALWAYS AS (platform NOT IN ('email', 'url') AND platform NOT LIKE 'id:%') VIRTUAL;
        """,
    )
    for number, sql in db.conn.execute("SELECT id, sql FROM undo_log").fetchall():
        after = _with_relations(sql)
        if after != sql:
            db.conn.execute("UPDATE undo_log SET sql=? WHERE id=?", (after, number))


_QUOTED = "'((?:[^']|'')*)'"
_JOINED_AT = r"platform='id:joined' AND handle='(\d+):(\d+)' AND person=(\d+)"
_ASSESSED = (
    re.compile(
        r"(INSERT INTO assessment\(id,person),criterion,assessor,(.*?)(\) VALUES\(\d+,\d+),"
        + f"{_QUOTED},{_QUOTED},(.*)\\)",
        re.DOTALL,
    ),
    re.compile(rf"(UPDATE assessment SET id=\d+,person=\d+),criterion={_QUOTED},assessor={_QUOTED},(.*)", re.DOTALL),
)
_JOINED = (
    (
        re.compile(f"DELETE FROM handle WHERE {_JOINED_AT}"),
        r"DELETE FROM joined WHERE was=\1 AND up_to_batch=\2 AND person=\3",
    ),
    (
        re.compile(r"INSERT INTO handle\(.*?\) VALUES\('id:joined','(\d+):(\d+)',(\d+),.*"),
        r"INSERT INTO joined(was,up_to_batch,person) VALUES(\1,\2,\3)",
    ),
    (
        re.compile(rf"UPDATE handle SET platform='id:joined',handle='\d+:\d+',person=(\d+),.* WHERE {_JOINED_AT}"),
        r"UPDATE joined SET person=\1 WHERE was=\2 AND up_to_batch=\3 AND person=\4",
    ),
)


def _with_relations(sql: str) -> str:
    """A statement of the undo log of schema 5 as schema 6 has it, so that older steps can still be undone."""
    for pattern, after in _JOINED:
        if found := pattern.fullmatch(sql):
            return found.expand(after)
    if found := _ASSESSED[0].fullmatch(sql):
        head, names, middle, criterion, assessor, rest = found.groups()
        kind, criterion, assessor = _kind_of(criterion, assessor)
        return f"{head},kind,criterion,assessor,{names}{middle},'{kind}','{criterion}','{assessor}',{rest})"
    if found := _ASSESSED[1].fullmatch(sql):
        head, criterion, assessor, rest = found.groups()
        kind, criterion, assessor = _kind_of(criterion, assessor)
        return f"{head},kind='{kind}',criterion='{criterion}',assessor='{assessor}',{rest}"
    return sql


def _kind_of(criterion: str, assessor: str) -> tuple[str, str, str]:
    """Kind, criterion and assessor of a row of schema 6."""
    if criterion.endswith(".note"):
        return "note", criterion.removesuffix(".note"), assessor.removeprefix("settled:")
    if assessor.startswith("settled:"):
        return "settlement", criterion, assessor.removeprefix("settled:")
    return "level", criterion, assessor


@migrations()
def m0007_erasures(db: Database) -> None:
    """Which keyed hashes belong to one erasure, and its day: so that bringing somebody back can be asked for."""
    _run_script(
        db,
        """
        ALTER TABLE suppression ADD COLUMN erasure TEXT NOT NULL DEFAULT '';
        ALTER TABLE suppression ADD COLUMN day INTEGER;
        """,
    )


@migrations()
def m0008_digests(db: Database) -> None:
    """Digests over what is packed, checked whenever it is read. What can be computed again is computed again."""
    _run_script(
        db,
        """
        ALTER TABLE batch ADD COLUMN raw_digest BLOB;
        ALTER TABLE batch ADD COLUMN owners_digest BLOB;
        ALTER TABLE derived ADD COLUMN digest BLOB;
        DELETE FROM derived;
        """,
    )
    for (number,) in db.conn.execute("SELECT id FROM batch").fetchall():
        for column in ("raw", "owners"):
            (data,) = db.conn.execute(f"SELECT {column} FROM batch WHERE id=?", (number,)).fetchone()
            if data is not None:
                digest = hashlib.blake2b(column.encode() + data, digest_size=16).digest()
                db.conn.execute(f"UPDATE batch SET {column}_digest=? WHERE id=?", (digest, number))


@migrations()
def m0009_rights(db: Database) -> None:
    """What the law asks of whoever holds a file on people: since when and by whom somebody was typed in, why they may
    expect it, what they asked for, what was corrected, and the answers of the register and the assessments."""
    _run_script(
        db,
        """
        ALTER TABLE person ADD COLUMN added INTEGER;
        ALTER TABLE person ADD COLUMN added_by TEXT NOT NULL DEFAULT '';
        CREATE TABLE grounds(
            person INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE, expects TEXT NOT NULL DEFAULT '',
            basis TEXT NOT NULL DEFAULT '');
        CREATE TABLE request(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, kind TEXT NOT NULL,
            day INTEGER NOT NULL, done INTEGER, note TEXT NOT NULL DEFAULT '');
        CREATE INDEX request_person ON request(person, kind);
        CREATE TABLE correction(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, field TEXT NOT NULL,
            old TEXT NOT NULL, new TEXT NOT NULL, day INTEGER NOT NULL, who TEXT NOT NULL);
        CREATE INDEX correction_person ON correction(person, field);
        CREATE TABLE answer(question TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
        """,
    )


@migrations()
def m0010_signed_lists_and_assessors(db: Database) -> None:
    """The seal of a signed list, who decided on a candidate, and of assessors: who they are, how sure they were, whom
    they are too close to, and who assesses whom."""
    _run_script(
        db,
        """
        ALTER TABLE shortlist ADD COLUMN seal TEXT NOT NULL DEFAULT '';
        ALTER TABLE candidacy ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
        ALTER TABLE campaign ADD COLUMN assessing TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE assessment ADD COLUMN confidence TEXT NOT NULL DEFAULT '';
        CREATE TABLE assessor(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, organisation TEXT NOT NULL DEFAULT '',
            email TEXT NOT NULL DEFAULT '');
        CREATE TABLE conflict(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
            assessor TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', day INTEGER,
            waived_by TEXT NOT NULL DEFAULT '', waived_why TEXT NOT NULL DEFAULT '', waived_on INTEGER);
        CREATE INDEX conflict_person ON conflict(person);
        CREATE TABLE assignment(
            campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
            person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, assessor TEXT NOT NULL,
            PRIMARY KEY(campaign, person, assessor)) WITHOUT ROWID;
        CREATE INDEX assignment_person ON assignment(person);
        """,
    )


@migrations()
def m0011_rows_in_parts(db: Database) -> None:
    """The raw table of an import in parts, so that one person's rows are read without the others. What older versions
    stored whole stays in its batch, and is read as one part."""
    _run_script(
        db,
        """
        CREATE TABLE batch_part(
            batch INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE, first INTEGER NOT NULL, data BLOB NOT NULL,
            digest BLOB NOT NULL, PRIMARY KEY(batch, first));
        """,
    )


@migrations()
def m0012_ties(db: Database) -> None:
    """Why somebody goes before those equal to them in everything: a tie settled by hand."""
    _run_script(db, "ALTER TABLE candidacy ADD COLUMN tie_reason TEXT NOT NULL DEFAULT ''")


@migrations()
def m0013_random_ids(db: Database) -> None:
    """Ids begin anywhere below 2^62, so that an id of one file means nothing in another."""
    move_ids(db)


@migrations()
def m0014_flags_set_aside(db: Database) -> None:
    """Flags of a history that somebody looked at and set aside: of whom, which days, why, by whom and when."""
    _run_script(
        db,
        """
        CREATE TABLE set_aside(
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, flag TEXT NOT NULL,
            since INTEGER NOT NULL, until INTEGER NOT NULL, reason TEXT NOT NULL, day INTEGER NOT NULL,
            who TEXT NOT NULL DEFAULT '');
        CREATE INDEX set_aside_person ON set_aside(person);
        """,
    )


@migrations()
def m0015_labels_of_lists(db: Database) -> None:
    """What a frozen list is called by now: its own name was signed, and is never another."""
    _run_script(db, "ALTER TABLE shortlist ADD COLUMN label TEXT NOT NULL DEFAULT ''")


@migrations()
def m0016_rubric_of_a_campaign(db: Database) -> None:
    """A campaign assesses by a rubric of its own; until then all did by the one saved last."""
    _run_script(
        db,
        """
        ALTER TABLE campaign ADD COLUMN rubric INTEGER;
        UPDATE campaign SET rubric=(SELECT max(id) FROM rubric);
        """,
    )


@migrations()
def m0017_coverage(db: Database) -> None:
    """What guests published after an event."""
    _run_script(
        db,
        """
        CREATE TABLE coverage(
            id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
            person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, day INTEGER,
            platform TEXT NOT NULL DEFAULT '', link TEXT NOT NULL DEFAULT '', reach INTEGER, reactions INTEGER);
        CREATE INDEX coverage_person ON coverage(person);
        CREATE UNIQUE INDEX coverage_link ON coverage(campaign, person, link) WHERE link<>'';
        """,
    )


NAMES = (
    "m0001_people_and_imports",
    "m0002_campaigns_and_stature",
    "m0003_score_models",
    "m0004_notes_for_the_client",
    "m0005_derived",
    "m0006_relations",
    "m0007_erasures",
    "m0008_digests",
    "m0009_rights",
    "m0010_signed_lists_and_assessors",
    "m0011_rows_in_parts",
    "m0012_ties",
    "m0013_random_ids",
    "m0014_flags_set_aside",
    "m0015_labels_of_lists",
    "m0016_rubric_of_a_campaign",
    "m0017_coverage",
)
"""Every step in order. ``PRAGMA user_version`` holds how many a file has."""
