"""The scene as tools for other platforms write it, and all that maps read."""

from __future__ import annotations

import json
from typing import Any

from .scene import (
    AUTHORS,
    IDS,
    LINK,
    PEOPLE,
    ROLES,
    SECONDS,
    TEXTS,
    TIKTOK_IDS,
    UIDS,
    WORDS,
    Scene,
    handles,
    iso,
    lines,
    table,
    without,
)
from .x_scenes import X


def _youtube_csv() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        return {
            "id": f"Ug{role}", "replyCount": 0, "likeCount": 1,
            "publishedAt": iso(role, "").replace("T", " "),
            "authorName": f"@{AUTHORS[role]}", "text": TEXTS[role],
            "authorChannelId": f"UC{AUTHORS[role]}", "isReply": 0, "isReplyTo": "",
        } | more  # fmt: skip

    posts = {role: f"Ug{role}" for role in ROLES}
    people = {name: f"UC{name}" for name in PEOPLE} | {"eve": "@eve"}
    data = table(row("spark"), row("reply", isReply=1, isReplyTo="Ugspark"))
    lacks = without("repost", "quote")
    return Scene(data, "youtube", posts, people, lacks)


def _youtube_videos() -> Scene:
    row = {"position": 1, "channelId": "UCana", "channelTitle": "Ana", "videoId": "v1",
           "publishedAt": iso("spark"), "videoTitle": "titre", "videoDescription": WORDS,
           "viewCount": 1, "likeCount": 1, "commentCount": 1}  # fmt: skip
    people = {"ana": "UCana", "eve": "@eve"}
    return Scene(table(row), "youtube", {"spark": "v1"}, people,
                 without("repost", "quote", "reply"))  # fmt: skip


def _yt_dlp() -> Scene:
    def comment(role: str, parent: str) -> dict[str, Any]:
        return {
            "id": f"Ug{role}", "parent": parent, "text": TEXTS[role], "like_count": 1,
            "author_id": f"UC{AUTHORS[role]}", "author": f"@{AUTHORS[role]}",
            "timestamp": SECONDS[role],
        }  # fmt: skip

    document = {"id": "v1", "title": "t", "extractor": "youtube",
                "comments": [comment("reply", "Ugspark"), comment("spark", "root")]}  # fmt: skip
    posts = {role: f"Ug{role}" for role in ROLES} | {"video": "v1"}
    people = {name: f"UC{name}" for name in PEOPLE} | {"eve": "@eve"}
    lacks = without("repost", "quote", "root")
    return Scene(json.dumps(document).encode(), "youtube", posts, people, lacks)


def _tiktok_comments() -> Scene:
    def comment(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "cid": TIKTOK_IDS[role], "aweme_id": "7000000000000000001", "reply_id": "0",
            "create_time": SECONDS[role], "text": TEXTS[role],
            "user": {"uid": UIDS[name], "unique_id": name, "nickname": name.title()},
            "text_extra": [{"user_id": UIDS["eve"], "hashtag_name": ""},
                           {"user_id": "", "hashtag_name": "VernonDehors"}]
            if role == "spark" else [],
        } | more  # fmt: skip

    posts = {role: TIKTOK_IDS[role] for role in ROLES} | {"video": "7000000000000000001"}
    wrapped = {"item_id": "1", "timestamp_collected": 1700000000000,
               "source_platform": "tiktok.com-comments"}  # fmt: skip
    data = lines(wrapped | {"data": comment("spark")}, comment("reply", reply_id=posts["spark"]))
    return Scene(data, "tiktok", posts, lacks=without("repost", "quote", "answered", "root"))


def _tiktok_videos() -> Scene:
    def video(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "id": TIKTOK_IDS[role], "desc": TEXTS[role], "createTime": str(SECONDS[role]),
            "author": {"id": UIDS[name], "uniqueId": name, "nickname": name.title()},
            "stats": {"diggCount": 1}, "video": {"id": "v"}, "music": {"id": "1"},
            "textExtra": [{"hashtagName": "VernonDehors", "userId": "", "userUniqueId": ""},
                          {"hashtagName": "", "userId": UIDS["eve"], "userUniqueId": "eve"}]
            if role == "spark" else [],
        } | more  # fmt: skip

    posts = {role: TIKTOK_IDS[role] for role in ROLES}
    wrapped = {"item_id": "1", "timestamp_collected": 1700000000000,
               "source_platform": "tiktok.com"}  # fmt: skip
    duet = video("quote", duetInfo={"duetFromId": posts["spark"]})
    return Scene(lines(wrapped | {"data": video("spark")}, duet), "tiktok", posts,
                 lacks=without("repost", "reply"))  # fmt: skip


def _instagram() -> Scene:
    item = {"code": "Cspark", "user": {"pk": UIDS["ana"], "username": "ana", "full_name": "Ana"},
            "taken_at": SECONDS["spark"], "media_type": 1, "caption": {"text": WORDS},
            "like_count": 1}  # fmt: skip
    wrapped = {"item_id": "1", "timestamp_collected": 1700000000000,
               "source_platform": "instagram.com", "data": item}  # fmt: skip
    people = UIDS | {"eve": "@eve"}
    return Scene(lines(wrapped, item), "instagram", {"spark": "Cspark"}, people,
                 without("repost", "quote", "reply"))  # fmt: skip


def _threads() -> Scene:
    def post(role: str, **info: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "code": f"C{role}", "taken_at": SECONDS[role], "like_count": 1, "media_type": 19,
            "user": {"pk": UIDS[name], "username": name, "full_name": name.title()},
            "caption": {"text": TEXTS[role]} if role != "repost" else None,
            "text_post_app_info": {"repost_count": 1, "link_preview_attachment":
                                   {"url": LINK} if role == "spark" else None} | info,
        }  # fmt: skip

    spark = post("spark")
    data = lines(
        spark, post("repost", share_info={"reposted_post": spark}),
        post("quote", share_info={"quoted_post": spark}),
        post("reply", reply_to_author={"pk": UIDS["ana"], "username": "ana"}),
    )  # fmt: skip
    return Scene(data, "threads", {role: f"C{role}" for role in ROLES}, UIDS | {"eve": "@eve"},
                 without("replied"))  # fmt: skip


def _masto_like(host: str, role: str, **more: Any) -> dict[str, Any]:
    name = AUTHORS[role]
    words = f'<p>une bête <a class="mention hashtag">#VernonDehors</a> <a href="{LINK}">l</a></p>'
    return {
        "id": f"10{role}", "created_at": iso(role, ".000Z"), "visibility": "public",
        "uri": f"https://{host}/users/{name}/statuses/10{role}",
        "url": f"https://{host}/@{name}/10{role}",
        "content": words if role == "spark" else f"<p>{TEXTS[role]}</p>" * (role != "repost"),
        "account": {"id": UIDS[name], "username": name, "acct": name,
                    "display_name": name.title(), "note": "", "url": f"https://{host}/@{name}",
                    "uri": f"https://{host}/users/{name}"},
        "mentions": [{"id": UIDS["eve"], "username": "eve", "acct": "eve",
                      "url": f"https://{host}/@eve"}] if role == "spark" else [],
        "tags": [{"name": "VernonDehors"}] if role == "spark" else [],
        "reblog": None, "in_reply_to_id": None, "in_reply_to_account_id": None,
        "reblogs_count": 1, "favourites_count": 2, "replies_count": 0, "media_attachments": [],
    } | more  # fmt: skip


def _truth() -> Scene:
    host = "truthsocial.com"
    spark = _masto_like(host, "spark")
    data = lines(
        spark, _masto_like(host, "repost", reblog=spark),
        _masto_like(host, "quote", quote=spark, quote_id="10spark"),
        _masto_like(host, "reply", in_reply_to_id="10spark", in_reply_to_account_id=UIDS["ana"]),
    )  # fmt: skip
    return Scene(data, "truthsocial", {role: f"10{role}" for role in ROLES})


def _gab() -> Scene:
    spark = _masto_like("gab.com", "spark")
    data = lines(
        spark, _masto_like("gab.com", "repost", reblog=spark),
        _masto_like("gab.com", "quote", quote=spark, quote_of_id="10spark"),
        _masto_like("gab.com", "reply", in_reply_to_id="10spark",
                    in_reply_to_account_id=UIDS["ana"]),
    )  # fmt: skip
    people = UIDS | {"eve": "@eve"}
    return Scene(data, "gab", {role: f"10{role}" for role in ROLES}, people)


def _reddit_comments() -> Scene:
    def comment(role: str, parent: str) -> dict[str, Any]:
        return {
            "id": role, "author": AUTHORS[role], "body": TEXTS[role], "subreddit": "s",
            "created_utc": SECONDS[role], "link_id": "t3_post", "parent_id": parent, "score": 1,
            "permalink": f"/r/s/comments/post/_/{role}/",
        }  # fmt: skip

    posts = {role: f"t1_{role}" for role in ROLES} | {"video": "t3_post"}
    return Scene(lines(comment("spark", "t3_post"), comment("reply", "t1_spark")), "reddit", posts,
                 handles(), without("repost", "quote", "root"))  # fmt: skip


def _reddit_posts() -> Scene:
    def post(role: str, **more: Any) -> dict[str, Any]:
        return {
            "id": role, "author": AUTHORS[role], "title": "titre", "selftext": TEXTS[role],
            "subreddit": "s", "created_utc": SECONDS[role], "num_comments": 1, "score": 1,
        } | more  # fmt: skip

    posts = {role: f"t3_{role}" for role in ROLES}
    return Scene(lines(post("spark"), post("quote", crosspost_parent="t3_spark")), "reddit", posts,
                 handles(), without("repost", "reply"))  # fmt: skip


def _discord() -> Scene:
    def message(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "id": IDS[role], "type": "Default", "timestamp": iso(role, "+00:00"),
            "content": TEXTS[role] if role != "repost" else "",
            "author": {"id": UIDS[name], "name": name, "nickname": name.title()},
            "attachments": [], "embeds": [],
            "mentions": [{"id": UIDS["eve"], "name": "eve"}] if role == "spark" else [],
        } | more  # fmt: skip

    reference = {"messageId": IDS["spark"], "channelId": "5", "guildId": "4"}
    document = {
        "guild": {"id": "4", "name": "g"}, "channel": {"id": "5", "name": "c"},
        "exportedAt": "2023-11-14T22:13:20+00:00",
        "messages": [
            message("spark"),
            message("repost", reference=reference | {"type": "Forward"},
                    forwardedMessage={"content": WORDS}),
            message("reply", type="Reply", reference=reference | {"type": "Default"}),
        ],
        "messageCount": 3,
    }  # fmt: skip
    data = json.dumps(document, indent=1, ensure_ascii=False).encode()
    return Scene(data, "discord", lacks=without("quote", "answered"))


def _outbox() -> Scene:
    def actor(name: str) -> str:
        return f"https://pouet.example/users/{name}"

    def address(role: str) -> str:
        return f"{actor(AUTHORS[role])}/statuses/10{role}"

    def create(role: str, **more: Any) -> dict[str, Any]:
        note = {"id": address(role), "type": "Note", "content": f"<p>{TEXTS[role]}</p>",
                "url": address(role), "inReplyTo": None, "tag": []} | more  # fmt: skip
        return {"id": f"{address(role)}/activity", "type": "Create", "actor": actor("ana"),
                "published": iso(role), "object": note}  # fmt: skip

    spark = create("spark", content=f'<p>une bête <a href="{LINK}">l</a></p>', tag=[
        {"type": "Hashtag", "name": "#VernonDehors", "href": "https://pouet.example/tags/v"},
        {"type": "Mention", "name": "@eve", "href": actor("eve")},
    ])  # fmt: skip
    document = {"type": "OrderedCollection", "totalItems": 1, "orderedItems": [spark]}
    people = {name: actor(name) for name in PEOPLE}
    return Scene(json.dumps(document).encode(), "mastodon", {"spark": address("spark")}, people,
                 without("repost", "quote", "reply"))  # fmt: skip


def _crowdtangle(platform: str) -> Scene:
    row: dict[str, Any] = {
        "User Name": "ana", "Followers at Posting": 3, "Post Created":
        iso("spark", "").replace("T", " ") + " UTC", "Type": "Link", "Likes": 1, "Comments": 0,
        "URL": "https://www.example.com/9001/posts/1", "Link": LINK,
    }  # fmt: skip
    people = handles(ana=UIDS["ana"] if platform == "facebook" else "@ana")
    if platform == "facebook":
        row |= {"Page Name": "Ana", "Facebook Id": UIDS["ana"], "Message": WORDS,
                "Total Interactions": "1,234", "Final Link": ""}  # fmt: skip
    else:
        row |= {"Account": "Ana", "Photo": "", "Title": "", "Description": WORDS, "Views": 1}
    return Scene(table(row), platform, {"spark": row["URL"]}, people,
                 without("repost", "quote", "reply"))  # fmt: skip


def _mcl() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "id": f"5{role}", "creation_time": iso(role), "text": TEXTS[role], "lang": "fr",
            "mcl_url": "https://www.facebook.com/transparency/x", "surface.id": UIDS[name],
            "post_owner.id": UIDS[name], "post_owner.name": name.title(),
            "link_attachment.link": LINK if role == "spark" else "",
        } | more  # fmt: skip

    data = table(row("spark"), row("quote", shared_post_id="5spark"))
    return Scene(data, "facebook", {role: f"5{role}" for role in ROLES}, UIDS | {"eve": "@eve"},
                 without("repost", "reply"))  # fmt: skip


def _communalytic() -> Scene:
    row = {"id": "5spark", "username": "ana", "date": iso("spark"), "text": WORDS}
    return Scene(table(row), "bluesky", {"spark": "5spark"}, handles(),
                 without("repost", "quote", "reply"), named=True)  # fmt: skip


def _instagram_sheet() -> Scene:
    row = {"text": WORDS, "likes": 1, "created_at": iso("spark", ".000Z"), "username": "ana"}
    made = "made:e0"  # compared by its beginning
    return Scene(table(row), "instagram", {"spark": made}, handles(),
                 without("repost", "quote", "reply"), named=True)  # fmt: skip


def _tiktok_csv(kind: str) -> Scene:
    row = {"id": "71", "author": "ana", "author_full": "Ana", "body": WORDS,
           "unix_timestamp": SECONDS["spark"]}  # fmt: skip
    if kind == "videos":
        more = {"tiktok_url": "https://www.tiktok.com/@ana/video/71", "is_duet": "no",
                "hashtags": "VernonDehors"}  # fmt: skip
        return Scene(table(row | more), "tiktok", {"spark": "71"}, handles(),
                     without("repost", "quote", "reply"))  # fmt: skip
    more = {"thread_id": "70", "post_id": "70", "comment_url": "https://www.tiktok.com/x",
            "is_comment_on_comment": "no"}  # fmt: skip
    reply = row | more | {"id": "72", "author": "dan", "body": "oui", "thread_id": "71",
                          "unix_timestamp": SECONDS["reply"]}  # fmt: skip
    return Scene(table(row | more, reply), "tiktok",
                 {"spark": "71", "reply": "72", "video": "70"}, handles(),
                 without("repost", "quote", "answered", "root"))  # fmt: skip


SCENES: dict[str, Scene] = X | {
    "communalytic-bluesky": _communalytic(),
    "crowdtangle-facebook": _crowdtangle("facebook"),
    "crowdtangle-instagram": _crowdtangle("instagram"),
    "discord-chat-exporter": _discord(),
    "gab": _gab(),
    "instagram": _instagram(),
    "instagram-comments-csv": _instagram_sheet(),
    "mastodon-outbox": _outbox(),
    "meta-content-library": _mcl(),
    "reddit-comments": _reddit_comments(),
    "reddit-posts": _reddit_posts(),
    "threads": _threads(),
    "tiktok-comments": _tiktok_comments(),
    "tiktok-comments-csv": _tiktok_csv("comments"),
    "tiktok-videos": _tiktok_videos(),
    "tiktok-videos-csv": _tiktok_csv("videos"),
    "truth-social": _truth(),
    "youtube-comments-csv": _youtube_csv(),
    "youtube-videos-csv": _youtube_videos(),
    "yt-dlp-comments": _yt_dlp(),
}
