"""The command on flags of a history: their evidence, set aside with a reason, raised again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from core.campaign import dossier
from core.cli import show
from core.cli.opening import campaign_of, opened
from core.errors import Trouble
from core.i18n import decimal, tr
from core.rights import actions as rights
from core.scoring import actions as histories
from core.scoring.evidence import Evidence, evidence_json
from core.workspace.store import Workspace


def flags(args: Namespace) -> None:
    """Says what a candidate's flags rest on; sets one aside, or raises it again, where that is asked."""
    with opened(args) as workspace:
        campaign, person = campaign_of(workspace, args), rights.find_one_like(workspace, args.person)
        if args.set_aside:
            _set_aside(workspace, campaign.id, person, args)
        if args.raise_again:
            histories.raise_flag_again(workspace, person, args.raise_again)
        found = dossier.gather_dossier(workspace, campaign.id, person)
        if args.json:
            evidence = [evidence_json(Evidence(one.span, one.reason)) for one in found.flagged]
            show.write_json({"flag_evidence": evidence, "score_unflagged": found.score_unflagged}, args.json)
        if str(args.json) == "-":
            return
        for one in found.flagged:
            print(one.words)
        if found.score_unflagged is not None:
            score = decimal(found.score_unflagged, 2)
            print(tr("Without what is flagged the score would be {score}.", score=score))
        else:
            print(tr("No flag of this history needs evidence."))


def _set_aside(workspace: Workspace, campaign: int, person: int, args: Namespace) -> None:
    """Every span of the flag that is not set aside yet."""
    found = dossier.gather_dossier(workspace, campaign, person).flagged
    spans = [one.span for one in found if one.span.flag == args.set_aside and one.reason is None]
    if not spans:
        raise Trouble(tr("This candidate bears no such flag."), args.set_aside, tr("List the flags first."))
    for span in spans:
        day = datetime.now().astimezone().date()
        histories.set_flag_aside(workspace, person, span, args.reason, day=day, who=args.by)


COMMANDS: dict[str, Callable[[Namespace], None]] = {"flags": flags}
