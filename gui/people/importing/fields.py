"""The fields a column may be taken for, as the import names them, and how sure a guess is."""

from __future__ import annotations

from core.i18n import tr

NAMES = {
    "": "— left out —",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Surname",
    "handle": "Account",
    "id": "Identifier",
    "email": "E-mail",
    "url": "Address (URL)",
    "blog": "Blog",
    "platform": "Network",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "twitter": "X / Twitter",
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
    "country": "Country",
    "language": "Language",
    "market": "Market",
    "organisation": "Organisation",
    "date": "Date",
    "audience": "Audience",
    "posts": "Posts",
    "likes": "Likes",
    "comments": "Comments",
    "shares": "Shares",
    "mentions": "Mentions",
    "views": "Views",
    "listed": "Listed",
    "inbound_links": "Inbound links",
    "visits": "Visits",
    "engagement_rate": "Engagement rate",
    "audience_quality": "Audience quality",
    "profession": "Level: profession",
    "network": "Level: off-line network",
    "standing": "Level: professional stature",
    "peers": "Level: credit among peers",
    "note": "Note",
    "evidence": "Evidence",
    "assessor": "Assessor",
    "external:klout": "Klout score",
    "external:kred": "Kred score",
    "external:peerindex": "PeerIndex score",
    "external:favikon": "Favikon score",
    "external:influence_score": "Another tool’s score",
}
GROUPS = (
    ("", ("",)),
    ("Person", ("name", "first_name", "last_name", "id", "email", "organisation", "market", "country", "language")),
    (
        "Accounts",
        (
            *("handle", "platform", "instagram", "youtube", "tiktok", "twitter", "facebook", "linkedin"),
            *("url", "blog"),
        ),
    ),
    (
        "Figures",
        (
            *("date", "audience", "posts", "likes", "comments", "shares", "mentions", "views", "listed"),
            *("inbound_links", "visits", "engagement_rate", "audience_quality"),
        ),
    ),
    ("Stature", ("profession", "network", "standing", "peers", "note", "evidence", "assessor")),
    (
        "Scores of other tools",
        tuple(f"external:{tool}" for tool in ("klout", "kred", "peerindex", "favikon", "influence_score")),
    ),
)
"""The fields as they stand together where one is chosen: the name of each group, and its fields."""
WHY = {"heading": "heading", "contents": "contents", "chosen": "your choice"}
"""What a guess rests on."""
KINDS = (
    ("candidates", "candidates and their figures"),
    ("history", "a history of known people"),
    ("stature", "levels and notes on known people"),
    ("offline", "people who are on no network"),
)
SURE, LIKELY = 0.85, 0.55


def name_of(field: str) -> str:
    """A field's name on the screen."""
    return tr(NAMES[field]) if field in NAMES else field.removeprefix("external:")


def why_words(why: str) -> str:
    """What a guess rests on: the heading, the contents, or the user; empty where it is not known."""
    return tr(WHY[why]) if why in WHY else ""


def confidence_words(confidence: float | None) -> tuple[str, str]:
    """A sign with a word, and the name of the colour it is shown in: the colour is never the only sign."""
    if confidence is None:
        return tr("– left out"), "quiet"
    if confidence >= SURE:
        return tr("✓ sure"), "better"
    return (tr("~ likely"), "credibility_text") if confidence >= LIKELY else (tr("? doubtful"), "worse")
