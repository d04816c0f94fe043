"""What every test shares: the published data sets, and a rule that nothing stray passes unseen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from core import i18n

settings.register_profile("entregent", deadline=None)  # how long an example takes depends on the machine
settings.load_profile("entregent")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="rewrite tests/expected from today's output")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published data sets and hostile files that may stand beside the project."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the published data sets (../shared) are not here")
    return SHARED


@pytest.fixture
def update_expected(request: pytest.FixtureRequest) -> bool:
    """True when the run rewrites the expected files instead of comparing with them."""
    return bool(request.config.getoption("--update-expected"))


@pytest.fixture(autouse=True, scope="session")
def keys_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Lists that tests freeze are signed with a key of the tests, and leave nothing in the user's own folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("ENTREGENT_KEYS", str(tmp_path_factory.mktemp("keys")))
        yield


@pytest.fixture(autouse=True)
def english() -> object:
    """Every test starts in English and leaves no other language behind."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(autouse=True)
def no_stray_log(caplog: pytest.LogCaptureFixture) -> object:
    """A warning in the log that no test asked for is a failure."""
    yield
    stray = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not stray, stray
