"""Actions on score models: copy one, change the copy, choose one for a campaign."""

from __future__ import annotations

import json
from dataclasses import dataclass

from core.campaign import tables
from core.errors import Trouble
from core.i18n import tr
from core.model import Campaign
from core.scoring import model as shipped
from core.scoring import tables as scoring_tables
from core.scoring.model import ScoreModel
from core.scoring.tables import StoredModel
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Listed:
    """One model to choose from. ``shipped``: it comes with the program; ``frozen``: the shortlists that rest on it."""

    model: ScoreModel
    shipped: bool
    frozen: tuple[str, ...] = ()

    @property
    def changeable(self) -> bool:
        """False where it may only be copied."""
        return not (self.shipped or self.frozen)


def load_model(workspace: Workspace, name: str) -> ScoreModel:
    """The model of this name: the workspace's own, else the one that comes with the program. Trouble for neither."""
    found = scoring_tables.stored_model(workspace, name)
    if found is not None:
        return _read_model(found)
    if name not in shipped.available():
        raise Trouble(
            tr("There is no score model of this name."),
            name,
            tr("Choose one of these: {names}.", names=", ".join(_list_names(workspace))),
        )
    return shipped.load(name)


def in_force(workspace: Workspace, campaign: Campaign) -> tuple[ScoreModel, float]:
    """A campaign's model and its half-life in days, which may be the campaign's own."""
    model = load_model(workspace, campaign.score_model)
    return model, campaign.half_life or model.half_life


def list_models(workspace: Workspace) -> list[Listed]:
    """Every model to choose from: those that come with the program, then the workspace's own, by name."""
    own = scoring_tables.stored_models(workspace)
    ours = [Listed(shipped.load(name), True) for name in shipped.available()]
    return ours + [
        Listed(_read_model(found), False, tuple(scoring_tables.shortlists_with_model(workspace, found.hash)))
        for found in own
    ]


def copy_model(workspace: Workspace, model: ScoreModel, name: str) -> Changed:
    """Keeps a model under a name of its own. Trouble for a blank name, one that is taken, or an unsound model."""
    name = name.strip()
    if not name:
        raise Trouble(tr("A score model needs a name."), "", tr("Type one."))
    if name in _list_names(workspace):
        raise Trouble(tr("There is a score model of this name already."), name, tr("Type another name."))
    made = model.changed(name, version="1")
    step = tr("Copy the score model as “{name}”", name=name)
    with workspace.step(step, "campaign"):
        scoring_tables.add_model(workspace, _to_stored(made, 1))
    return changed(step, "campaign")


def change_model(workspace: Workspace, model: ScoreModel) -> Changed:
    """Changes the workspace's model of the same name; its version rises by one. Nothing happens where nothing differs.

    Trouble for a model that comes with the program, one that a frozen shortlist rests on, or an unsound one.
    """
    held = _find_changeable(workspace, model.name)
    step = tr("Change the score model “{name}”", name=model.name)
    if model.changed(model.name, version=str(held.version)).hash != held.hash:
        made = model.changed(model.name, version=str(held.version + 1))
        with workspace.step(step, "campaign"):
            scoring_tables.change_model(workspace, _to_stored(made, held.version + 1))
    return changed(step, "campaign")


def remove_model(workspace: Workspace, name: str) -> Changed:
    """Takes one of the workspace's models away. Trouble while a campaign or a frozen shortlist rests on it."""
    _find_changeable(workspace, name)
    users = scoring_tables.campaigns_with_model(workspace, name)
    if users:
        raise Trouble(
            tr("A campaign ranks by this score model."), ", ".join(users), tr("Choose another model for it first.")
        )
    step = tr("Remove the score model “{name}”", name=name)
    with workspace.step(step, "campaign"):
        scoring_tables.remove_model(workspace, name)
    return changed(step, "campaign")


def choose_model(
    workspace: Workspace, campaign: int, name: str, *, half_life: float | None = None, source: str = "computed"
) -> Changed:
    """Ranks a campaign by a model; ``half_life`` (days) replaces the model's, ``source`` is one of computed, external
    and mixed. Trouble for a model or a source that there is none of, or a half-life that is not positive."""
    load_model(workspace, name)
    if half_life is not None and not half_life > 0:
        raise Trouble(tr("A half-life is a positive number of days."), "", tr("Type 1 or more."))
    if source != "computed" and not scoring_tables.has_external(workspace, campaign):
        raise Trouble(
            tr("No file brought a score of its own."),
            "",
            tr("Rank by the computed score, or map a column to external:NAME."),
        )
    step = tr("Score model “{name}”", name=name)
    with workspace.step(step, "campaign"):
        tables.change_campaign(workspace, campaign, score_model=name, half_life=half_life, score_source=source)
    return changed(step, "campaign")


def apply_draft(workspace: Workspace, campaign: int, draft: ScoreModel, source: str = "computed") -> Changed:
    """Ranks a campaign by a draft of the model it is named after, as one step.

    Where the draft differs in its half-life only, that becomes the campaign's own and the model stays as it is;
    anything else changes the model. Trouble as ``change`` and ``choose``.
    """
    held = load_model(workspace, draft.name)
    same = draft.changed(held.name, version=held.version, half_life=held.half_life).hash == held.hash
    step = tr("Score model “{name}”", name=draft.name)
    with workspace.step(step, "campaign"):
        if not same:
            change_model(workspace, draft)
        half_life = draft.half_life if same and draft.half_life != held.half_life else None
        choose_model(workspace, campaign, draft.name, half_life=half_life, source=source)
    return changed(step, "campaign")


def copy_and_choose(
    workspace: Workspace, campaign: int, draft: ScoreModel, name: str, source: str = "computed"
) -> Changed:
    """Keeps a draft under a name of its own and ranks a campaign by it, as one step."""
    with workspace.step(tr("Copy the score model as “{name}”", name=name.strip()), "campaign"):
        what = copy_model(workspace, draft, name)
        choose_model(workspace, campaign, name.strip(), source=source)
    return what


def _find_changeable(workspace: Workspace, name: str) -> StoredModel:
    found = scoring_tables.stored_model(workspace, name)
    if found is None:
        raise Trouble(
            tr("The models that come with the program cannot be changed."), name, tr("Copy it, and change the copy.")
        )
    lists = scoring_tables.shortlists_with_model(workspace, found.hash)
    if lists:
        raise Trouble(
            tr("The frozen shortlist “{list}” rests on this score model.", list=lists[0]),
            name,
            tr("Copy it, and change the copy."),
        )
    return found


def _list_names(workspace: Workspace) -> list[str]:
    return sorted({*shipped.available(), *(found.name for found in scoring_tables.stored_models(workspace))})


def _read_model(found: StoredModel) -> ScoreModel:
    return shipped.from_json(json.loads(found.data), found.name)


def _to_stored(model: ScoreModel, version: int) -> StoredModel:
    data = json.dumps(model.to_json(), ensure_ascii=False, sort_keys=True)
    return StoredModel(model.name, version, model.hash, data)
