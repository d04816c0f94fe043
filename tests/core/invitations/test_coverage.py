"""Coverage: whose posts a monitoring file holds, and what an event brought."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from core.campaign import actions as campaigns
from core.campaign import rules, screening
from core.errors import Trouble
from core.invitations import actions, states, tables
from core.invitations.brought import accept_coverage, list_brought, look_at_coverage, say_all_brought, say_brought
from core.invitations.coverage import Coverage, CoverageTerms, say_left_out
from core.model import Campaign
from core.people import tables as people_tables
from core.workspace import undo
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid, pid

EVENT = date(2026, 9, 30)
GUESTS = """Name,Instagram,YouTube,E-mail,Website,Followers,Likes,Posts
Greta Torinvi,@gretatorinvi,,greta@torinvi.example,https://torinvi.example,12000,300,4
Hana Lamimber,@hanalamimber,lamimbertv,hana@lami.example,https://blogs.example/hana,9000,200,4
Oona Pelelmo,@oonapelelmo,,oona@pele.example,https://blogs.example/oona,8000,100,4
"""


def invited(folder: Path, text: str = GUESTS, seats: int = 3, day: date | None = EVENT) -> Workspace:
    """A campaign whose candidates are all invited and have accepted."""
    path = folder / "guests.csv"
    path.write_text(text, encoding="utf-8")
    workspace = temporary_workspace()
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Autumn preview", day=day, seats=seats))[0]
    screening.import_files(workspace, campaign, screening.Files("candidates", [path]))
    actions.start_invitations(workspace, campaign)
    for one in tables.invitations(workspace, campaign):
        actions.set_state(workspace, campaign, one.person, states.INVITED)
        actions.set_state(workspace, campaign, one.person, states.ACCEPTED)
    return workspace


def written(folder: Path, head: str, *rows: str) -> Path:
    """A file with these rows."""
    path = folder / "mentions.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def looked(workspace: Workspace, file: Path, by_name: bool = False) -> Coverage:
    """The file as it is understood by the usual terms."""
    return look_at_coverage(workspace, cid(workspace), file).understand(CoverageTerms(by_name=by_name))


def test_account_link_and_site_say_whose_a_post_is(tmp_path: Path) -> None:
    workspace = invited(tmp_path)
    file = written(
        tmp_path,
        "Date,URL,Author,Handle,Views,Likes,Comments",
        "2026-10-01,https://torinvi.example/2026/10/evening,Greta Torinvi,,1200,30,4",
        "2026-10-02,https://www.instagram.com/hanalamimber/p/Cxy12/,,,900,10,1",
        "2026-10-02,https://www.youtube.com/watch?v=abc,Lamimber TV,@hanalamimber,5000,,",
        "2026-10-03,https://blogs.example/oona/an-evening,,,,,",
        "2026-10-03,https://elsewhere.example/post,Ada Roy,@adaroy,100,1,1",
        "2026-11-20,https://torinvi.example/winter,,,,,",
        "2026-10-01,https://torinvi.example/2026/10/evening?utm_source=x,Greta Torinvi,,1200,30,4",
    )
    found = looked(workspace, file)
    assert [(one.row, one.name) for one in found.mentions] == [
        (2, "Greta Torinvi"),
        (3, "Hana Lamimber"),
        (4, "Hana Lamimber"),
        (5, "Oona Pelelmo"),
    ]
    assert (found.of_others, found.outside, found.repeated, found.doubts) == (1, 1, 1, ())
    assert [(one.reach, one.reactions) for one in found.mentions] == [(1200, 34), (900, 11), (5000, None), (None, None)]


def test_what_points_to_two_guests_or_to_a_name_alone_is_asked(tmp_path: Path) -> None:
    workspace = invited(tmp_path)
    file = written(
        tmp_path,
        "Date,URL,Author,Handle",
        "2026-10-01,https://elsewhere.example/1,Greta Torinvi,",
        "2026-10-01,https://torinvi.example/2,,@hanalamimber",
        "2026-10-01,https://torinvi.example/3,Marc Autrui,",
    )
    found = looked(workspace, file)
    assert not found.mentions
    assert [doubt.row for doubt in found.doubts] == [2, 3, 4]
    assert found.doubts[0].reason == "Only the name fits."
    by_name = looked(workspace, file, by_name=True)
    assert [one.row for one in by_name.mentions] == [2]


def test_a_list_of_links_will_do(tmp_path: Path) -> None:
    workspace = invited(tmp_path)
    file = written(tmp_path, "Link", "https://torinvi.example/evening", "https://www.instagram.com/oonapelelmo/p/1/")
    found = looked(workspace, file)
    assert [one.name for one in found.mentions] == ["Greta Torinvi", "Oona Pelelmo"]
    assert found.undated == 2 and say_left_out(found).endswith("2 without a date, counted")


def test_a_post_without_a_link_is_kept_once_too(tmp_path: Path) -> None:
    workspace = invited(tmp_path)
    found = looked(workspace, written(tmp_path, "Date,Handle,Views", "2026-10-01,@gretatorinvi,900"))
    accept_coverage(workspace, cid(workspace), found)
    accept_coverage(workspace, cid(workspace), found)
    assert [one.posts for one in list_brought(workspace, cid(workspace))] == [1]


def test_what_was_taken_is_added_up_with_its_price_once_and_is_undone(tmp_path: Path) -> None:
    workspace = invited(tmp_path)
    campaign = cid(workspace)
    rules.set_cost(workspace, campaign, pid(workspace, 1), 60)
    head = "Date,URL,Views,Likes"
    rows = ("2026-10-01,https://torinvi.example/1,1000,30", "2026-10-02,https://torinvi.example/2,2000,40")
    found = looked(workspace, written(tmp_path, head, *rows))
    accept_coverage(workspace, campaign, found)
    accept_coverage(workspace, campaign, found)
    (one,) = list_brought(workspace, campaign)
    assert (one.name, one.posts, one.reach, one.reactions, one.cost, one.per_thousand) == (
        *("Greta Torinvi", 2, 3000, 70, 60.0),
        20.0,
    )
    assert say_brought(one) == "Greta Torinvi: 2 posts, reach 3,000, 70 reactions, 20.00 for a thousand reached"
    assert say_all_brought([one]).startswith("What it brought: 2 posts by 1 guest, reach 3,000")
    state_of = {guest.person: guest.state for guest in tables.invitations(workspace, campaign)}
    assert state_of[pid(workspace, 1)] == states.WROTE
    assert undo.steps(workspace.connection).undo == "2 posts"
    workspace.undo()
    assert not list_brought(workspace, campaign)


def test_without_a_day_or_a_guest_it_is_said_what_to_do(tmp_path: Path) -> None:
    file = written(tmp_path, "Link", "https://torinvi.example/1")
    workspace = invited(tmp_path, day=None)
    with pytest.raises(Trouble, match="does not say when"):
        looked(workspace, file)


def test_of_many_generated_posts_nearly_all_are_matched_and_none_to_a_wrong_guest(tmp_path: Path) -> None:
    chance = Random(5)
    names = [
        f"{one}{two} {three}lo" for one in ("Ana", "Bru", "Cor") for two in "nrst" for three in ("Vel", "Tor", "Mi")
    ]
    lines, posts, authors = ["Name,Instagram,TikTok,E-mail,Website"], [], []
    for number, name in enumerate(names):
        account = name.replace(" ", "").lower()
        lines.append(f"{name},{account},{account}.tt,{account}@mail.example,https://{account}.example/blog")
        for turn in range(12):
            link = chance.choice(
                (
                    f"https://www.instagram.com/{account}/p/{number}{turn}/",
                    f"https://www.tiktok.com/@{account}.tt/video/{number}{turn}",
                    f"http://www.{account}.example/blog/{turn}?utm_source=news",
                    f"https://news.example/{number}/{turn}",
                )
            )
            known = "news.example" not in link
            handle = "" if known and chance.random() < 0.5 else f"@{account}"
            posts.append(
                (EVENT + timedelta(days=turn), link, name if chance.random() < 0.7 else "", handle, "Instagram")
            )
            authors.append(name)
    strangers = [(EVENT, f"https://other.example/{n}", f"Zoe Wynd{n}", f"@zoewynd{n}", "Instagram") for n in range(300)]
    with (tmp_path / "posts.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Date", "URL", "Author", "Handle", "Platform"), *posts, *strangers])
    workspace = invited(tmp_path, "\n".join(lines), seats=len(names))
    found = looked(workspace, tmp_path / "posts.csv")
    right = sum(authors[one.row - 2] == one.name for one in found.mentions if one.row - 2 < len(authors))
    assert len(found.mentions) == right
    assert right >= 0.98 * len(posts)
    assert found.of_others == len(strangers)


def test_coverage_goes_with_an_erased_person(tmp_path: Path) -> None:
    from tests.core.workspaces import erase_person

    workspace = invited(tmp_path)
    campaign = cid(workspace)
    file = written(tmp_path, "Date,URL", "2026-10-01,https://torinvi.example/1")
    accept_coverage(workspace, campaign, looked(workspace, file))
    erase_person(workspace, pid(workspace, 1))
    assert not list_brought(workspace, campaign)
    assert people_tables.names_by_id(workspace)
