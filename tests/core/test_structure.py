"""The house as it is cut: no circles of files, no crowded folder, SQL in its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_MODULES = 25
SQL_CALLS = ("execute", "executemany", "executescript", "blobopen")


@cache
def modules() -> dict[str, Path]:
    """Dotted name -> file of every module of the program."""
    found = {}
    for path in [*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]:
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path) -> Iterator[str]:
    """The program's modules that a file imports anywhere in it, also late and for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules() else node.module


def test_no_circle_of_files() -> None:
    arrows = {name: {one for one in imported(path) if one in modules()} - {name} for name, path in modules().items()}
    while ends := {name for name, to in arrows.items() if not to}:
        arrows = {name: to - ends for name, to in arrows.items() if name not in ends}
    assert not arrows, sorted(arrows)


def test_no_folder_is_crowded() -> None:
    folders: dict[Path, int] = {}
    for path in modules().values():
        folders[path.parent] = folders.get(path.parent, 0) + 1
    assert not {str(folder): count for folder, count in folders.items() if count > MOST_MODULES}


def test_sql_stands_in_the_tables_of_the_rooms() -> None:
    """Import-linter keeps ``core.workspace.sql`` to them; here, that nobody goes past it to the connection."""
    for name, path in modules().items():
        if re.search(r"(^|[._])tables$", name) or name.startswith("core.workspace."):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Attribute) and node.attr in SQL_CALLS), (name, node.lineno)


def test_nothing_is_looked_up_by_name() -> None:
    """A click is followed by "go to definition": modules are named where they are used, and so are their functions."""
    for name, path in modules().items():
        if name == "gui.desk.lazy":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Name | ast.Attribute):
                assert (node.id if isinstance(node, ast.Name) else node.attr) != "import_module", (name, node.lineno)
            if name.startswith("gui.") and isinstance(node, ast.Call) and _is_getattr(node):
                assert not isinstance(node.args[0], ast.Name) or node.args[0].id not in _modules_in(tree), (
                    name,
                    node.lineno,
                )


def _is_getattr(call: ast.Call) -> bool:
    """A look-up under a name that is not written out."""
    named = isinstance(call.func, ast.Name) and call.func.id == "getattr"
    return named and not isinstance(call.args[1], ast.Constant)


def _modules_in(tree: ast.Module) -> set[str]:
    """The names by which a file knows modules of the program, the lazy ones of the desk included."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if f"{node.module}.{alias.name}" in modules() or node.module == "gui.desk.actions":
                    found.add(alias.asname or alias.name)
    return found
