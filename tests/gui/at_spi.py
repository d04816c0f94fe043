"""What a screen reader hears and does, through AT-SPI alone: run by a Python that has pyatspi, prints JSON.

It knows nothing of the program but its accessibility tree: it finds the application, names what has no name, reads
the ranking row by row, moves the slider and reads what that changed.
"""

import json
import sys
import time

import pyatspi

PATIENCE_S = 60.0
ROWS, WEIGHT = 12, 700.0
NAMELESS_ROLES = {
    "filler", "panel", "layered pane", "viewport", "scroll pane", "unknown", "separator", "scroll bar", "split pane",
    "application", "status bar", "page tab list", "redundant object", "table cell", "table column header",
    "table row header", "label",
}  # fmt: skip
"""Roles that hold others and say nothing themselves; an empty cell, heading or label is a blank, not a control."""


def wait_for(what, find):
    """What ``find`` finds within the time; AssertionError where it finds nothing."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            found = find()
        except Exception:  # noqa: BLE001 - an object may go while it is read
            found = None
        if found is not None:
            return found
        time.sleep(0.3)
    raise AssertionError(f"no {what}")


def application():
    desktop = pyatspi.Registry.getDesktop(0)
    return next((app for app in desktop if app is not None and app.name.casefold().startswith("entregent")), None)


def walk(top, deep=True):
    """Every accessible in sight below one; of a table only a few cells."""
    for at in range(min(top.childCount, 60) if top.getRoleName() in ("table", "tree table") else top.childCount):
        child = top.getChildAtIndex(at)
        if child is None:
            continue
        yield child
        if deep and child.getState().contains(pyatspi.STATE_SHOWING):
            yield from walk(child)


def find(top, role, name):
    return next((one for one in walk(top) if one.getRoleName() == role and name in one.name), None)


def unnamed(top):
    return [
        f"{one.getRoleName()} in {one.parent.name or one.parent.getRoleName()}"
        for one in walk(top)
        if one.getState().contains(pyatspi.STATE_SHOWING)
        and not one.name.strip()
        and one.getRoleName() not in NAMELESS_ROLES
    ]


def read_rows(table, count):
    cells = table.queryTable()
    return [
        [cells.getAccessibleAt(row, column).name for column in range(cells.nColumns)]
        for row in range(min(count, cells.nRows))
    ]


def move(slider):
    """Sets the slider's value, and waits for the words that say what it did."""
    before = slider.description
    slider.queryValue().currentValue = WEIGHT
    begun = time.monotonic()
    while slider.description == before and time.monotonic() < begun + 5:
        time.sleep(0.01)
    return slider.description, slider.queryValue().currentValue


def main():
    app = wait_for("application", application)
    table = wait_for("table", lambda: find(app, "table", sys.argv[1]))
    wait_for("rows", lambda: table.queryTable().nRows or None)
    slider = wait_for("slider", lambda: find(app, "slider", ""))
    headings = [table.queryTable().getColumnHeader(at).name for at in range(table.queryTable().nColumns)]
    rows = read_rows(table, ROWS)
    said, value = move(slider)
    found = {
        "headings": headings,
        "rows": rows,
        "all": table.queryTable().nRows,
        "slider": [slider.name, said, value],
        "after": read_rows(table, ROWS),
        "unnamed": unnamed(app),
    }
    print(json.dumps(found))


main()
