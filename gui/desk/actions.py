"""Every action the window may ask for, by its room; a room of the core is loaded when it is first used.

``actions.campaigns.exclude`` is ``core.campaign.actions.exclude``: a reader and a type checker follow it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.desk.lazy import LazyModule

if TYPE_CHECKING:
    from core.campaign import actions as campaigns
    from core.campaign import assessing, build, online, rubrics
    from core.campaign import dossier as dossier
    from core.campaign import doubles as doubles
    from core.campaign import external as external
    from core.campaign import frame as frame
    from core.campaign import lists as lists
    from core.campaign import rules as rules
    from core.campaign import score_models as score_models
    from core.campaign import sheets as sheets
    from core.campaign import stretching as stretching
    from core.campaign import tables as campaign_tables
    from core.campaign import what_if as what_if
    from core.campaign.about import similar as similar
    from core.campaign.assessors import assigning as assigning
    from core.campaign.assessors import views as assessor_views
    from core.campaign.choices import flagged as flagged
    from core.importing import actions as imports
    from core.importing import changes as changes
    from core.importing import missing_words as missing_words
    from core.importing import preview as preview
    from core.importing import proposals as proposals
    from core.importing import saved_mappings
    from core.importing import tables as import_tables
    from core.invitations import actions as invitations
    from core.invitations import brought as brought
    from core.invitations import messages as guest_messages
    from core.invitations import states as invitation_states
    from core.invitations import tables as invitation_tables
    from core.people import actions as people_actions
    from core.people import find as find
    from core.people import tables as people_tables
    from core.rights import access as rights_access
    from core.rights import actions as rights
    from core.rights import notice as rights_notice
    from core.rights import overview as rights_overview
    from core.rights import record_tables as rights_tables
    from core.rights import writing as rights_writing
    from core.sample import campaign as sample
    from core.scoring import actions as absences
    from core.shortlist import actions as shortlists
    from core.shortlist import outputs as outputs
    from core.shortlist import printing
    from core.shortlist import tables as shortlist_tables
    from core.shortlist import versions as versions
    from core.shortlist.report import render as render
    from core.stature import actions as stature
    from core.stature import assessors as assessors
    from core.workspace import actions as steps
    from core.workspace import automatic
    from core.workspace import backup as backup
    from core.workspace import checking as checking
    from core.workspace import store as store
else:
    campaigns = LazyModule("core.campaign.actions")
    assessing = LazyModule("core.campaign.assessing")
    assigning = LazyModule("core.campaign.assessors.assigning")
    assessor_views = LazyModule("core.campaign.assessors.views")
    assessors = LazyModule("core.stature.assessors")
    build = LazyModule("core.campaign.build")
    online = LazyModule("core.campaign.online")
    doubles = LazyModule("core.campaign.doubles")
    dossier = LazyModule("core.campaign.dossier")
    external = LazyModule("core.campaign.external")
    frame = LazyModule("core.campaign.frame")
    lists = LazyModule("core.campaign.lists")
    rubrics = LazyModule("core.campaign.rubrics")
    rules = LazyModule("core.campaign.rules")
    score_models = LazyModule("core.campaign.score_models")
    sheets = LazyModule("core.campaign.sheets")
    similar = LazyModule("core.campaign.about.similar")
    stretching = LazyModule("core.campaign.stretching")
    what_if = LazyModule("core.campaign.what_if")
    changes = LazyModule("core.importing.changes")
    imports = LazyModule("core.importing.actions")
    missing_words = LazyModule("core.importing.missing_words")
    preview = LazyModule("core.importing.preview")
    saved_mappings = LazyModule("core.importing.saved_mappings")
    invitations = LazyModule("core.invitations.actions")
    brought = LazyModule("core.invitations.brought")
    guest_messages = LazyModule("core.invitations.messages")
    invitation_states = LazyModule("core.invitations.states")
    invitation_tables = LazyModule("core.invitations.tables")
    find = LazyModule("core.people.find")
    people_actions = LazyModule("core.people.actions")
    people_tables = LazyModule("core.people.tables")
    rights_access = LazyModule("core.rights.access")
    rights = LazyModule("core.rights.actions")
    rights_tables = LazyModule("core.rights.record_tables")
    rights_notice = LazyModule("core.rights.notice")
    rights_overview = LazyModule("core.rights.overview")
    rights_writing = LazyModule("core.rights.writing")
    sample = LazyModule("core.sample.campaign")
    absences = LazyModule("core.scoring.actions")
    flagged = LazyModule("core.campaign.choices.flagged")
    shortlists = LazyModule("core.shortlist.actions")
    outputs = LazyModule("core.shortlist.outputs")
    printing = LazyModule("core.shortlist.printing")
    shortlist_tables = LazyModule("core.shortlist.tables")
    versions = LazyModule("core.shortlist.versions")
    stature = LazyModule("core.stature.actions")
    automatic = LazyModule("core.workspace.automatic")
    backup = LazyModule("core.workspace.backup")
    checking = LazyModule("core.workspace.checking")
    steps = LazyModule("core.workspace.actions")
    store = LazyModule("core.workspace.store")
    campaign_tables = LazyModule("core.campaign.tables")
    proposals = LazyModule("core.importing.proposals")
    import_tables = LazyModule("core.importing.tables")
    render = LazyModule("core.shortlist.report.render")
