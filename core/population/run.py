"""A run over many partitions: what was done is not done again, and nothing half done is taken for whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet

from core.errors import Cancelled, Trouble
from core.files import replace_whole
from core.i18n import tr
from core.model import UNDATED, Progress, no_progress
from core.population.partition import ENDINGS, newest_day
from core.population.scoring import ENTREGENT, Basis, Done, done_before, score_file
from core.scoring import model as models

Waiting = tuple[int, Path, Path]
"""A partition still to be scored: its place, its file, and the file of its scores."""
SCORES, REPORT, PARTS = "scores.parquet", "report.json", "parts"


@dataclass(frozen=True)
class Request:
    """What is to be scored. ``sources``: files, or folders of them. ``as_of`` (since 1970): the day of the score, the
    newest in the data where it is None. ``workers``: how many partitions at a time, in threads of this program; with
    a ``scheduler`` (the address of dask's) its workers do them, on paths that they see as well."""

    sources: Sequence[Path]
    out: Path
    model: models.ScoreModel = field(default_factory=models.load)
    as_of: int | None = None
    half_life: float | None = None
    counts: dict[str, str] = field(default_factory=dict)
    workers: int = 2
    scheduler: str = ""


@dataclass(frozen=True)
class Finished:
    """What a run came to: each partition in order, how many had been done before, and the file of all scores, None
    where a partition failed: what is not whole is not given for whole."""

    partitions: tuple[Done, ...]
    before: int
    scores: Path | None


def score_population(request: Request, progress: Progress = no_progress) -> Finished:
    """Scores every partition into ``out/parts``, and writes ``out/scores.parquet`` and ``out/report.json``.

    A partition that was done on the same model, day and file is not done again, so a run that was stopped goes on. One
    that cannot be read is said and left, the others are done. ``progress`` may raise ``Cancelled``. Trouble where
    there is nothing to score.
    """
    sources = list_sources(request.sources)
    basis = Basis(request.model.to_json(), _find_day(request, sources), request.half_life, request.counts)
    targets = [request.out / PARTS / f"{at:06d}-{source.stem}.parquet" for at, source in enumerate(sources)]
    (request.out / PARTS).mkdir(parents=True, exist_ok=True)
    found = [done_before(source, target, basis) for source, target in zip(sources, targets, strict=True)]
    before = sum(one is not None for one in found)
    waiting = [at for at, one in enumerate(found) if one is None]
    for at, done in _score_each([(at, sources[at], targets[at]) for at in waiting], basis, request):
        found[at] = done
        progress(sum(one is not None for one in found), len(found), tr("Scoring a population"))
    partitions = tuple(one for one in found if one is not None)
    whole = not any(one.fault for one in partitions)
    scores = _join_scores(targets, request.out / SCORES, basis) if whole else None
    if not whole:
        (request.out / SCORES).unlink(missing_ok=True)
    _write_report(request.out / REPORT, basis, partitions)
    return Finished(partitions, before, scores)


def list_sources(given: Iterable[Path]) -> list[Path]:
    """The partition files, those of a folder by name. Trouble where there is none, or one of another kind."""
    found = [file for one in given for file in (_list_folder(one) if one.is_dir() else [one])]
    for file in found:
        if file.suffix.lower() not in ENDINGS:
            raise Trouble(
                tr("A partition is a Parquet or CSV file."), file.name, tr("Name such files, or their folder.")
            )
    if not found:
        raise Trouble(
            tr("There is nothing to score."), ", ".join(map(str, given)), tr("Name files, or a folder of them.")
        )
    return found


def overlapping(partitions: Iterable[Done]) -> list[tuple[str, str]]:
    """Pairs of neighbouring partitions whose people may overlap, so that somebody may be scored twice."""
    filled = [one for one in partitions if one.people]
    whole = all(end.isdecimal() for one in filled for end in (one.first, one.last))
    ends = sorted(
        (int(one.first), int(one.last), one.source) if whole else (one.first, one.last, one.source) for one in filled
    )
    return [(a[2], b[2]) for a, b in pairwise(ends) if b[0] <= a[1]]  # type: ignore[operator]


def _list_folder(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.suffix.lower() in ENDINGS and not one.name.startswith("."))


def _find_day(request: Request, sources: Sequence[Path]) -> int:
    if request.as_of is not None:
        return request.as_of
    days = []
    for source in sources:
        try:
            days.append(newest_day(source))
        except Trouble:  # said where it is scored
            continue
    return max(days, default=UNDATED)


def _score_each(waiting: Sequence[Waiting], basis: Basis, request: Request) -> Iterator[tuple[int, Done]]:
    """Each partition's place and what became of it, as they end."""
    if request.scheduler:
        return _score_on_cluster(waiting, basis, request.scheduler)
    return _score_in_threads(waiting, basis, request.workers)


def _score_on_cluster(waiting: Sequence[Waiting], basis: Basis, scheduler: str) -> Iterator[tuple[int, Done]]:
    """The same function on the workers of dask's scheduler; a partition whose worker dies is given to another."""
    try:
        from dask.distributed import Client, as_completed
    except ImportError as error:
        remedy = tr("Install entregent[cluster], or leave --scheduler out.")
        raise Trouble(tr("Scoring on a cluster needs dask."), scheduler, remedy) from error
    try:
        client = Client(scheduler, timeout=10)  # type: ignore[no-untyped-call,unused-ignore]
    except (OSError, TimeoutError) as error:
        raise Trouble(tr("No scheduler answers."), scheduler, tr("Start one, or check its address.")) from error
    with client:
        places = {
            client.submit(_score_or_say, source.resolve(), target.resolve(), basis, pure=False, retries=3): at
            for at, source, target in waiting
        }
        for future in as_completed(list(places)):  # type: ignore[no-untyped-call,unused-ignore]
            yield places[future], future.result()


def _score_in_threads(waiting: Sequence[Waiting], basis: Basis, workers: int) -> Iterator[tuple[int, Done]]:
    """No more are begun once the caller stops."""
    with ThreadPoolExecutor(max(1, workers)) as pool:
        running: dict[Future[Done], int] = {}
        left = iter(waiting)
        try:
            while True:
                while len(running) < workers and (one := next(left, None)) is not None:
                    running[pool.submit(_score_or_say, one[1], one[2], basis)] = one[0]
                if not running:
                    return
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield running.pop(future), future.result()
        except (Cancelled, GeneratorExit):
            pool.shutdown(cancel_futures=True)
            raise


def _score_or_say(source: Path, target: Path, basis: Basis) -> Done:
    """What became of a partition; one that cannot be read or written is said, and takes nothing with it."""
    try:
        return score_file(source, target, basis)
    except Trouble as trouble:
        target.unlink(missing_ok=True)
        return Done(source.name, fault=str(trouble))


def _join_scores(parts: Sequence[Path], out: Path, basis: Basis) -> Path:
    """All partitions' scores in one file, a row group each: nothing is held but the part in hand."""
    said = json.dumps({"basis": basis.to_json(), "partitions": len(parts)}, ensure_ascii=False)
    with replace_whole(out) as draft:
        schema = pyarrow.parquet.read_schema(parts[0]).with_metadata({ENTREGENT: said})
        with pyarrow.parquet.ParquetWriter(draft, schema) as writer:
            for part in parts:
                writer.write_table(
                    pyarrow.parquet.read_table(part).cast(schema).replace_schema_metadata(schema.metadata)
                )
    return out


def _write_report(out: Path, basis: Basis, partitions: Sequence[Done]) -> None:
    said = {
        "basis": basis.to_json(),
        "rows_read": sum(one.read for one in partitions),
        "rows_refused": sum(one.refused for one in partitions),
        "people": sum(one.people for one in partitions),
        "failed": sum(bool(one.fault) for one in partitions),
        "overlapping": overlapping(partitions),
        "partitions": [vars(one) for one in partitions],
    }
    with replace_whole(out) as draft:
        draft.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
