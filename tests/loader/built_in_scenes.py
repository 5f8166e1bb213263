"""The scene as the exports write it that are read without a map."""

from __future__ import annotations

from typing import Any

from .scene import (
    AUTHORS,
    ENTITIES,
    IDS,
    LINK,
    PEOPLE,
    ROLES,
    TEXTS,
    UIDS,
    Scene,
    iso,
    lines,
    table,
    v1_time,
    without,
)


def _v2() -> Scene:
    def tweet(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "id": IDS[role], "text": TEXTS[role], "created_at": iso(role, ".000Z"),
            "author_id": UIDS[name], "public_metrics": {"like_count": 1},
            "author": {"id": UIDS[name], "username": name, "name": name.title()},
        } | more  # fmt: skip

    def of(kind: str) -> list[dict[str, str]]:
        return [{"type": kind, "id": IDS["spark"]}]

    entities = {
        "hashtags": [{"tag": "VernonDehors"}], "mentions": [{"username": "eve", "id": UIDS["eve"]}],
        "urls": [{"expanded_url": LINK}],
    }  # fmt: skip
    return Scene(lines(
        tweet("spark", entities=entities), tweet("repost", referenced_tweets=of("retweeted")),
        tweet("quote", referenced_tweets=of("quoted")),
        tweet("reply", referenced_tweets=of("replied_to"), in_reply_to_user_id=UIDS["ana"]),
    ))  # fmt: skip


def _v1() -> Scene:
    def tweet(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        return {
            "id_str": IDS[role], "full_text": TEXTS[role], "created_at": v1_time(role),
            "user": {"id_str": UIDS[name], "screen_name": name, "name": name.title()},
            "entities": ENTITIES if role == "spark" else {},
        } | more  # fmt: skip

    spark = tweet("spark")
    reply = tweet("reply", in_reply_to_status_id_str=IDS["spark"],
                  in_reply_to_user_id_str=UIDS["ana"], in_reply_to_screen_name="ana")  # fmt: skip
    quote = tweet("quote", quoted_status_id_str=IDS["spark"], quoted_status=spark)
    return Scene(lines(spark, tweet("repost", retweeted_status=spark), quote, reply))


def _scraped(tool: str) -> Scene:
    def user(name: str) -> dict[str, Any]:
        return {"id": int(UIDS[name]), "username": name, "displayname": name.title()}

    def tweet(role: str, **more: Any) -> dict[str, Any]:
        extra = {"id_str": IDS[role]} if tool == "twscrape" else {}
        return {
            "id": int(IDS[role]), "date": iso(role, "+00:00"), "rawContent": TEXTS[role],
            "url": f"https://x.com/{AUTHORS[role]}/status/{IDS[role]}",
            "user": user(AUTHORS[role]), "retweetedTweet": None, "quotedTweet": None,
            "mentionedUsers": [user("eve")] if role == "spark" else [],
            "hashtags": ["VernonDehors"] if role == "spark" else [],
            "links": [{"url": LINK}] if role == "spark" else [],
        } | extra | more  # fmt: skip

    spark = tweet("spark")
    reply = tweet("reply", inReplyToTweetId=int(IDS["spark"]), inReplyToUser=user("ana"))
    return Scene(lines(
        spark, tweet("repost", retweetedTweet=spark), tweet("quote", quotedTweet=spark), reply,
    ))  # fmt: skip


def _twarc_csv() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        return {
            "id": IDS[role], "author_id": UIDS[AUTHORS[role]], "text": TEXTS[role],
            "created_at": iso(role, ".000Z"), "referenced_tweets.retweeted.id": "",
            "entities.hashtags": '[{"tag": "VernonDehors"}]' if role == "spark" else "",
            "entities.mentions": f'[{{"username": "eve", "id": "{UIDS["eve"]}"}}]'
            if role == "spark" else "",
            "entities.urls": f'[{{"expanded_url": "{LINK}"}}]' if role == "spark" else "",
            "author.username": AUTHORS[role],
        } | more  # fmt: skip

    spark = IDS["spark"]
    repost = {"referenced_tweets.retweeted.id": spark, "retweeted_user_id": UIDS["ana"]}
    reply = {"referenced_tweets.replied_to.id": spark, "in_reply_to_user_id": UIDS["ana"]}
    return Scene(table(row("spark"), row("repost") | repost,
                       row("quote") | {"referenced_tweets.quoted.id": spark},
                       row("reply") | reply))  # fmt: skip


def _four_cat_csv() -> Scene:
    def row(role: str, **more: Any) -> dict[str, Any]:
        return {
            "id": IDS[role], "thread_id": IDS["spark"], "body": TEXTS[role],
            "author": AUTHORS[role], "author_id": UIDS[AUTHORS[role]], "is_retweet": "no",
            "retweeted_user": "", "unix_timestamp": "", "timestamp": iso(role, ""),
            "is_reply": "no", "is_quote_tweet": "no",
            "hashtags": "VernonDehors" if role == "spark" else "",
            "mentions": "eve" if role == "spark" else "", "urls": LINK if role == "spark" else "",
        } | more  # fmt: skip

    data = table(row("spark"), row("repost", is_retweet="yes", retweeted_user="ana"))
    return Scene(data, people=UIDS | {"eve": "@eve"}, lacks=without("strong", "quote", "reply"))


def _mastodon() -> Scene:
    host = "https://pouet.example"

    def status(role: str, **more: Any) -> dict[str, Any]:
        name = AUTHORS[role]
        words = f'<p>une bête <a href="{LINK}">l</a></p>'
        return {
            "id": f"10{role}", "uri": f"{host}/users/{name}/statuses/10{role}",
            "created_at": iso(role, ".000Z"), "visibility": "public", "reblog": None,
            "content": words if role == "spark" else f"<p>{TEXTS[role]}</p>",
            "account": {"id": UIDS[name], "acct": name, "username": name,
                        "uri": f"{host}/users/{name}", "url": f"{host}/@{name}"},
            "tags": [{"name": "VernonDehors"}] if role == "spark" else [],
            "mentions": [{"id": UIDS["eve"], "acct": "eve", "username": "eve",
                          "url": f"{host}/@eve"}] if role == "spark" else [],
        } | more  # fmt: skip

    spark = status("spark")
    data = lines(
        spark, status("repost", reblog=spark, content=""),
        status("quote", quote={"state": "accepted", "quoted_status": spark}),
        status("reply", in_reply_to_id="10spark", in_reply_to_account_id=UIDS["ana"],
               mentions=[{"id": UIDS["ana"], "acct": "ana", "username": "ana",
                          "url": f"{host}/@ana"}]),
    )  # fmt: skip
    posts = {role: f"{host}/users/{AUTHORS[role]}/statuses/10{role}" for role in ROLES}
    people = {name: f"{host}/users/{name}" for name in PEOPLE} | {"eve": "@eve@pouet.example"}
    return Scene(data, "mastodon", posts, people)


BUILT_IN: dict[str, Scene] = {
    "4cat-csv": _four_cat_csv(),
    "mastodon": _mastodon(),
    "snscrape": _scraped("snscrape"),
    "twarc-csv": _twarc_csv(),
    "twscrape": _scraped("twscrape"),
    "x-api-v1": _v1(),
    "x-api-v2": _v2(),
}
"""By the format's name."""
