"""One made-up scene as every export writes it: a post, its repost, a quote, a reply.

Ana posts the spark with a hashtag, a mention of Eve and a link; Bob reposts it, Cleo quotes it,
Dan answers it, each half a minute later. A scene says which of that its export cannot hold.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

BEGIN = 1_732_104_000  # 20 November 2024, 12:00: every platform existed
WORDS = "une bête #VernonDehors @eve https://example.org/page"
LINK = "https://example.org/page"
PEOPLE = ("ana", "bob", "cleo", "dan", "eve")
ROLES = ("spark", "repost", "quote", "reply")
AUTHORS = dict(zip(ROLES, PEOPLE, strict=False))
SECONDS = {role: BEGIN + 30 * number for number, role in enumerate(ROLES)}
IDS = {role: str((seconds * 1000 - 1288834974657) << 22) for role, seconds in SECONDS.items()}
TIKTOK_IDS = {role: str(seconds << 32 | 305_419_897) for role, seconds in SECONDS.items()}
UIDS = {name: str(9001 + number) for number, name in enumerate(PEOPLE)}
TEXTS = {"spark": WORDS, "repost": f"RT @ana: {WORDS}", "quote": "lisez", "reply": "@ana oui"}


@dataclass(frozen=True)
class Scene:
    """An export of the scene, under the name of the format that recognises it.

    ``posts`` and ``people`` are the native ids (or ``@handle``) in the graph; ``lacks`` names
    what the export cannot hold: a role, or ``strong`` (the id of the reposted post), ``replied``
    and ``answered`` (the post and the account that are answered); ``root`` says that a comment
    answers what it stands under.
    """

    data: bytes
    platform: str = "x"
    posts: dict[str, str] = field(default_factory=lambda: IDS)
    people: dict[str, str] = field(default_factory=lambda: UIDS)
    lacks: frozenset[str] = frozenset()
    map: str = ""
    named: bool = False


def lines(*values: Any) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def table(*rows: dict[str, Any]) -> bytes:
    file = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(file, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def iso(role: str, end: str = "Z") -> str:
    return datetime.fromtimestamp(SECONDS[role], UTC).isoformat()[:19] + end


def v1_time(role: str) -> str:
    return datetime.fromtimestamp(SECONDS[role], UTC).strftime("%a %b %d %H:%M:%S +0000 %Y")


def handles(**more: str) -> dict[str, str]:
    return {name: f"@{name}" for name in PEOPLE} | more


def without(*lacks: str) -> frozenset[str]:
    return frozenset(lacks)


ENTITIES = {
    "hashtags": [{"text": "VernonDehors"}],
    "user_mentions": [{"id_str": UIDS["eve"], "screen_name": "eve"}],
    "urls": [{"expanded_url": LINK, "url": "https://t.co/a"}],
}


def _exporter() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        return {
            "id": IDS[role], "created_at": iso(role).replace("T", " ").replace("Z", " +00:00"),
            "full_text": TEXTS[role], "media": [], "screen_name": AUTHORS[role],
            "name": AUTHORS[role].title(), "in_reply_to": None, "retweeted_status": None,
            "quoted_status": None, "favorite_count": 1, "retweet_count": 2, "views_count": None,
            "url": f"https://twitter.com/{AUTHORS[role]}/status/{IDS[role]}",
        } | more  # fmt: skip

    spark = IDS["spark"]
    rows = [row("spark"), row("repost", retweeted_status=spark),
            row("quote", quoted_status=spark), row("reply", in_reply_to=spark)]  # fmt: skip
    data = json.dumps(rows, ensure_ascii=False, indent=2).encode()
    return Scene(data, people=handles())


def _apify() -> Scene:
    def tweet(role: str, **more: Any) -> dict[str, Any]:
        return {
            "type": "tweet", "id": IDS[role], "text": TEXTS[role], "createdAt": v1_time(role),
            "author": {"type": "user", "id": UIDS[AUTHORS[role]], "userName": AUTHORS[role],
                       "name": AUTHORS[role].title(), "followers": 3},
            "entities": ENTITIES if role == "spark" else {},
            "likeCount": 1, "retweeted_tweet": None, "quoted_tweet": None,
        } | more  # fmt: skip

    spark = tweet("spark")
    reply = tweet("reply", inReplyToId=IDS["spark"], inReplyToUserId=UIDS["ana"], isReply=True)
    return Scene(lines(spark, tweet("repost", retweeted_tweet=spark),
                       tweet("quote", quoted_tweet=spark), reply))  # fmt: skip


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


def _x_archive() -> Scene:
    tweet = {"id_str": IDS["spark"], "full_text": WORDS, "created_at": v1_time("spark"),
             "entities": ENTITIES}  # fmt: skip
    data = b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": tweet}]).encode()
    return Scene(data, people=handles(eve=UIDS["eve"]), lacks=without("repost", "quote", "reply"),
                 map="base: preset:x-archive\nvalues: {account_handle: ana}\n")  # fmt: skip


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


def _flat(role: str, names: dict[str, str], **more: Any) -> dict[str, Any]:
    """A row of an old tool for X, its columns named as that tool names them."""
    values = {
        "id": IDS[role], "time": v1_time(role), "uid": UIDS[AUTHORS[role]],
        "handle": AUTHORS[role], "text": TEXTS[role],
        "tags": "VernonDehors" if role == "spark" else "",
        "links": LINK if role == "spark" else "",
    }  # fmt: skip
    return {names[key]: value for key, value in values.items() if key in names} | more


def _hydrator() -> Scene:
    names = {"id": "id", "time": "created_at", "uid": "user_id", "handle": "user_screen_name",
             "text": "text", "tags": "hashtags", "links": "urls"}  # fmt: skip
    empty = {"reweet_id": "", "retweet_screen_name": "", "quote_id": "", "tweet_url": "",
             "in_reply_to_status_id": "", "in_reply_to_user_id": ""}  # fmt: skip
    data = table(
        _flat("spark", names) | empty,
        _flat("repost", names) | empty | {"reweet_id": IDS["spark"], "retweet_screen_name": "ana"},
        _flat("quote", names) | empty | {"quote_id": IDS["spark"]},
        _flat("reply", names)
        | empty
        | {"in_reply_to_status_id": IDS["spark"], "in_reply_to_user_id": UIDS["ana"]},
    )
    return Scene(data, people=UIDS | {"eve": "@eve"})


def _twarc_1() -> Scene:
    names = {"id": "id", "time": "created_at", "uid": "user_id", "handle": "user_screen_name",
             "text": "text", "tags": "hashtags", "links": "urls"}  # fmt: skip
    spark = {"retweet_or_quote_id": IDS["spark"], "retweet_or_quote_user_id": UIDS["ana"]}
    data = table(
        _flat("spark", names, tweet_type="original", retweet_or_quote_id=""),
        _flat("repost", names, tweet_type="retweet") | spark,
        _flat("quote", names, tweet_type="quote") | spark,
        _flat("reply", names, tweet_type="reply", in_reply_to_status_id=IDS["spark"],
              in_reply_to_user_id=UIDS["ana"]),
    )  # fmt: skip
    return Scene(data, people=UIDS | {"eve": "@eve"})


def _tags() -> Scene:
    names = {"id": "id_str", "time": "created_at", "uid": "from_user_id_str",
             "handle": "from_user", "text": "text"}  # fmt: skip

    def row(role: str, **more: Any) -> dict[str, Any]:
        entities = json.dumps(ENTITIES if role == "spark" else {})
        return _flat(role, names, entities_str=entities) | more

    data = table(
        row("spark"), row("repost"),
        row("reply", in_reply_to_status_id_str=IDS["spark"], in_reply_to_user_id_str=UIDS["ana"]),
    )  # fmt: skip
    return Scene(data, people=UIDS, lacks=without("quote", "strong"))


def _rtweet() -> Scene:
    names = {"id": "status_id", "time": "created_at", "uid": "user_id", "handle": "screen_name",
             "text": "text", "tags": "hashtags", "links": "urls_expanded_url"}  # fmt: skip

    def row(role: str, **more: Any) -> dict[str, Any]:
        found = _flat(role, names, is_retweet="FALSE", retweet_status_id="", quoted_status_id="")
        for name in ("status_id", "user_id"):
            found[name] = f"x{found[name]}"
        found["created_at"] = iso(role, "")
        mentioned = {"mentions_user_id": f"x{UIDS['eve']}", "mentions_screen_name": "eve"}
        return found | (mentioned if role == "spark" else {}) | more

    spark = f"x{IDS['spark']}"
    data = table(
        row("spark"),
        row("repost", is_retweet="TRUE", retweet_status_id=spark, retweet_screen_name="ana",
            retweet_user_id=f"x{UIDS['ana']}"),
        row("quote", quoted_status_id=spark, quoted_screen_name="ana"),
        row("reply", reply_to_status_id=spark, reply_to_user_id=f"x{UIDS['ana']}"),
    )  # fmt: skip
    return Scene(data)


def _academictwitter() -> Scene:
    names = {"id": "tweet_id", "time": "created_at", "uid": "author_id", "handle": "user_username",
             "text": "text"}  # fmt: skip

    def row(role: str, kind: str = "NA", of: str = "NA", **more: Any) -> dict[str, Any]:
        found = _flat(role, names, sourcetweet_type=kind, sourcetweet_id=of)
        return found | {"created_at": iso(role, ".000Z"), "in_reply_to_user_id": "NA"} | more

    data = table(
        row("spark"), row("repost", "retweeted", IDS["spark"], sourcetweet_author_id=UIDS["ana"]),
        row("quote", "quoted", IDS["spark"], sourcetweet_author_id=UIDS["ana"]),
        row("reply", in_reply_to_user_id=UIDS["ana"]),
    )  # fmt: skip
    return Scene(data, people=UIDS | {"eve": "@eve"}, lacks=without("replied"))


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


SCENES: dict[str, Scene] = {
    "academictwitter": _academictwitter(),
    "apify-x": _apify(),
    "communalytic-bluesky": _communalytic(),
    "crowdtangle-facebook": _crowdtangle("facebook"),
    "crowdtangle-instagram": _crowdtangle("instagram"),
    "discord-chat-exporter": _discord(),
    "gab": _gab(),
    "hydrator": _hydrator(),
    "instagram": _instagram(),
    "instagram-comments-csv": _instagram_sheet(),
    "mastodon-outbox": _outbox(),
    "meta-content-library": _mcl(),
    "reddit-comments": _reddit_comments(),
    "reddit-posts": _reddit_posts(),
    "rtweet": _rtweet(),
    "tags": _tags(),
    "threads": _threads(),
    "tiktok-comments": _tiktok_comments(),
    "tiktok-comments-csv": _tiktok_csv("comments"),
    "tiktok-videos": _tiktok_videos(),
    "tiktok-videos-csv": _tiktok_csv("videos"),
    "truth-social": _truth(),
    "twarc-1-csv": _twarc_1(),
    "twitter-web-exporter": _exporter(),
    "x-archive": _x_archive(),
    "youtube-comments-csv": _youtube_csv(),
    "youtube-videos-csv": _youtube_videos(),
    "yt-dlp-comments": _yt_dlp(),
}
