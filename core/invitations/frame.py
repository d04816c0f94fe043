"""The invitations of a campaign as a pandas data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.campaign.frame import by_id, day_column, masked_integers, words_index
from core.invitations import states
from core.invitations.actions import list_guests
from core.model import to_day
from core.workspace.store import Workspace

if TYPE_CHECKING:
    from pandas import DataFrame


def invitations_frame(workspace: Workspace, campaign: int) -> DataFrame:
    """Everyone on the invitation list and the best of those who are not yet, indexed by ``id`` (str).

    ``name``, ``email`` and ``link`` string, ``position`` Int64 from 1, ``state`` category (``<NA>``: not on the list
    yet), ``wave`` Int64 (``<NA>`` before any), ``reply_day`` datetime64[ms].
    """
    import pandas as pd

    guests = list_guests(workspace, campaign)
    waves = np.array([guest.wave for guest in guests], np.int64)
    found = pd.DataFrame(
        {
            "id": pd.array([guest.key for guest in guests], "string"),
            "name": pd.array([guest.name for guest in guests], "string"),
            "position": pd.array([guest.place for guest in guests], "Int64"),
            "state": pd.Categorical([guest.state or None for guest in guests], words_index(states.STATES)),
            "email": pd.array([guest.email or None for guest in guests], "string"),
            "wave": masked_integers(waves, waves == 0),
            "reply_day": day_column([to_day(guest.reply_day) for guest in guests]),
            "link": pd.array([guest.link or None for guest in guests], "string"),
        }
    )
    return by_id(found)
