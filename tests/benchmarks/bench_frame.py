"""The ranking of 100,000 people as a Parquet file, beside pandas writing that very frame; each in a fresh process."""

from __future__ import annotations

import atexit
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from core.campaign import online
from core.campaign.frame import ranking_frame_of
from core.workspace.store import open_workspace
from tests.benchmarks.bench_opening import fill
from tests.core.workspaces import cid

N, PAIRS = 100_000, 5
ROOT = Path(__file__).resolve().parents[2]
WRITE = "import pandas as pd, sys; pd.read_pickle(sys.argv[1]).to_parquet(sys.argv[2])"


@cache
def workspace_file() -> Path:
    """A workspace of 100,000 candidates with their ranking as a pickle beside it."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "many.entregent"
    workspace = open_workspace(path)
    fill(workspace, N)
    online.store_prepared(workspace, cid(workspace))  # as an import leaves it
    ranking_frame_of(workspace, cid(workspace)).to_pickle(path.with_suffix(".pickle"))
    workspace.close()
    return path


def run_seconds(*command: str) -> float:
    """Wall seconds of one process."""
    # Compiled modules stay from the first run on, as in any installed program.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(workspace_file().with_name("compiled"))
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True)
    return time.perf_counter() - start


def ranking_to_parquet() -> float:
    """The command, from its start to its end, by pandas reading the finished frame and writing it."""
    path = workspace_file()
    out, pickle = path.with_name("out.parquet"), path.with_suffix(".pickle")
    ours = ("main.py", "table", "ranking", "--workspace", str(path), "--to", str(out))
    theirs = ("-c", WRITE, str(pickle), str(path.with_name("peer.parquet")))
    run_seconds(*ours), run_seconds(*theirs)
    return statistics.median(run_seconds(*ours) / run_seconds(*theirs) for _ in range(PAIRS))


CASES = (("table ranking of 100,000 to Parquet / pandas writes that frame", 1.5, ranking_to_parquet),)
