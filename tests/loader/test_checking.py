from __future__ import annotations

from collections.abc import Iterator

import pytest

from meute.errors import InputError
from meute.loader import unread
from meute.loader.checking import Checks
from meute.loader.formats.ids import rounded as rounded_id
from meute.loader.formats.times import epoch_moment
from meute.loader.records import Account, Post, Reject

SPARK = 1634750000
SECONDS = 1 << 22


def snowflake(seconds: int) -> str:
    return str(((SPARK + seconds) * 1000 - 1288834974657) << 22)


def post(seconds: int = 0, *, off: int | None = 0, by: str = "7", **more: object) -> Post:
    created_at, ts = (None, None) if off is None else epoch_moment(SPARK + seconds + off)
    values = {"platform": "x", "native_id": snowflake(seconds), "kind": "original",
              "account": Account(platform="x", native_id=by), "created_at": created_at,
              "ts": ts}  # fmt: skip
    return Post(**(values | more))  # type: ignore[arg-type]


def checked(*posts: Post, zone: str | None = None, **more: bool) -> list[Post | Reject]:
    unread.taken()
    return list(Checks("export.csv", zone, **more).checked(posts))  # type: ignore[arg-type]


@pytest.mark.parametrize(("hours", "said"), [(2, "2 hours ahead"), (-1, "1 hour behind")])
def test_times_that_are_hours_off_the_ids_are_refused(hours: int, said: str) -> None:
    posts = [post(n) for n in range(90)] + [post(n, off=hours * 3600) for n in range(90, 92)]
    with pytest.raises(InputError, match=said) as raised:
        checked(*posts)
    assert "--zone" in raised.value.remedy


@pytest.mark.parametrize(
    ("hours", "map_zone", "said"),
    [
        (2, None, "They fit Europe/Paris: load them with --zone Europe/Paris"),
        (-4, None, "They fit America/New_York: load them with --zone America/New_York"),
        (-2, "Europe/Paris", "They fit UTC: remove «zone: Europe/Paris» from the map"),
        (-6, "Europe/Paris", "write «zone: America/New_York» in the map, in place of Europe/Paris"),
        (13, None, "for example --zone Europe/Paris"),
    ],
)
def test_the_zone_that_fits_is_named(hours: int, map_zone: str | None, said: str) -> None:
    # In October, when Paris is two hours ahead of UTC.
    posts = [post(n, off=hours * 3600) for n in range(0, 86_400 * 5, 7_200)]
    with pytest.raises(InputError) as raised:
        list(Checks("export.csv", map_zone=map_zone).checked(posts))
    assert said in raised.value.remedy


def test_the_stated_zone_puts_them_right() -> None:
    for item in checked(*(post(n, off=7200) for n in range(9)), post(10), zone="Europe/Paris"):
        assert item.ts == SPARK + (int(item.native_id) - int(snowflake(0)) >> 22) // 1000
    assert unread.taken() == {}


def test_the_zone_is_taken_off_once_from_what_several_posts_carry() -> None:
    carried = post(0, platform="facebook", native_id="1", off=7200)
    inner = post(0, platform="facebook", native_id="2", off=7200)
    carried.quote_of = inner
    reposts = [
        post(n, platform="facebook", native_id=f"7{n}", off=7200, kind="repost", repost_of=carried)
        for n in range(3)
    ]
    for item in checked(*reposts, zone="Europe/Paris"):
        assert item.repost_of.ts == inner.ts == SPARK


def test_days_are_not_compared_by_the_hour_and_the_id_gives_the_time() -> None:
    days = [post(3600 * n, ts=SPARK - SPARK % 86400, ts_precision="day") for n in range(5)]
    items = checked(*days)
    assert [item.ts for item in items] == [SPARK + 3600 * n for n in range(5)]
    assert {item.ts_precision for item in items} == {"second"}


def test_times_that_are_all_midnights_are_days() -> None:
    def midnight(number: int) -> Post:
        ts = SPARK - SPARK % 86400 + 86400 * number
        return post(0, platform="facebook", native_id=str(number), ts=ts)

    assert {item.ts_precision for item in checked(*map(midnight, range(4)))} == {"day"}
    mixed = checked(*map(midnight, range(4)), post(0, platform="facebook", native_id="9"))
    assert {item.ts_precision for item in mixed} == {"second"}


def test_a_single_time_off_is_noted_and_the_id_counts() -> None:
    items = checked(*(post(n) for n in range(200)), post(300, off=3600))
    assert items[-1].ts == SPARK + 300
    assert unread.taken()["created_at"].count == 1


def test_an_id_gives_the_time_that_is_missing() -> None:
    bluesky = "at://did:plc:a/app.bsky.feed.post/3l7kzgtlcsk2x"
    for platform, native_id, day in (
        ("x", snowflake(5), "2021-10-20"), ("tiktok", str(SPARK << 32), "2021-10-20"),
        ("mastodon", f"https://m.example/users/a/statuses/{SPARK * 1000 << 16}", "2021-10-20"),
        ("coordination", snowflake(5), "2021-10-20"), ("bluesky", bluesky, "2024-10-28"),
    ):  # fmt: skip
        (item,) = checked(post(off=None, platform=platform, native_id=native_id))
        assert item.created_at.startswith(day), platform


def test_a_time_before_the_platform_or_in_the_future_is_none() -> None:
    for seconds in (0, 44489, 20_000_000_000):
        created_at, ts = epoch_moment(seconds)
        (item,) = checked(post(created_at=created_at, ts=ts, platform="telegram", native_id="1/2"))
        assert (item.ts, item.created_at) == (None, None)
        assert unread.taken()["created_at"].count == 1


def test_a_post_does_not_repost_quote_or_answer_itself() -> None:
    itself = Post(platform="x", native_id=snowflake(0), text="own words", hashtags=["a"], stub=True)
    (item,) = checked(post(kind="repost", repost_of=itself, repost_key="strong"))
    assert (item.kind, item.text, item.hashtags, item.repost_of) == (
        "original", "own words", ["a"], None
    )  # fmt: skip
    (item,) = checked(post(kind="quote", quote_of=itself, reply_to=itself))
    assert (item.kind, item.quote_of, item.reply_to) == ("original", None, None)


def test_one_id_of_two_authors_is_a_contradiction() -> None:
    first, second, again = checked(post(by="7"), post(by="8"), post(by="7"))
    assert isinstance(first, Post)
    assert isinstance(again, Post)
    assert isinstance(second, Reject)
    assert "two authors, 7 and 8" in second.reason


def test_ids_that_mostly_end_in_zeros_are_rounded() -> None:
    rounded = [post(native_id=f"1450907{n:08}0000", by=str(n + 1)) for n in range(3)]
    assert all("rounded" in item.reason for item in checked(*rounded))
    sound = [post(n) for n in range(9)]
    assert len(checked(*sound, rounded[0])) == 10
    assert isinstance(checked(*sound, rounded[0])[-1], Post)


def test_beside_an_id_in_an_exponent_one_that_ends_in_zeros_was_rounded() -> None:
    filled = post(native_id="1450907000000000000")
    (sound,) = checked(filled)
    assert isinstance(sound, Post)
    exponent = Reject(reason=str(rounded_id("1.45E+18")), line=2, raw=b"")
    _, item = Checks("export.csv").checked([exponent, filled])
    assert isinstance(item, Reject)
    assert "rounded" in item.reason


def test_an_author_s_rounded_id_is_rejected_like_a_post_s() -> None:
    items = checked(*(post(n, by=f"135123456789{n:03}0000") for n in range(3)))
    assert all("its author" in item.reason for item in items)


def test_an_error_behind_the_first_records_keeps_them() -> None:
    def broken():
        yield post(1)
        raise InputError("it breaks off", "Export it again")

    items = Checks("export.csv").checked(broken())
    assert isinstance(next(items), Post)
    with pytest.raises(InputError):
        next(items)


def rejected(*ids: int, platform: str = "x") -> set[str]:
    """Which of the ids of made-up posts are rejected as rounded."""
    posts = [post(off=None, platform=platform, native_id=str(n), by=str(n % 97)) for n in ids]
    items = zip(ids, checked(*posts), strict=True)
    return {str(n) for n, item in items if isinstance(item, Reject) and "rounded" in item.reason}


def test_a_few_ids_that_end_in_zeros_among_others_were_rounded() -> None:
    exact = [int(snowflake(n)) + n for n in range(20)]
    assert rejected(*exact, 1_450_909_705_302_960_000) == set(), "one may by chance"
    lost = [1_450_909_705_302_960_000 + n * 10_000 for n in range(3)]
    assert rejected(*exact, *lost) == set(map(str, lost))


def test_ids_that_went_through_doubles_were_rounded() -> None:
    videos = [SPARK + n << 32 | 305_419_897 for n in range(3)]
    assert rejected(*videos, platform="tiktok") == set()
    assert len(rejected(*(int(float(n)) for n in videos), platform="tiktok")) == len(videos)


def test_ids_that_count_nothing_within_a_thousandth_of_a_second_may_be_right() -> None:
    for low in (0, 7919 << 12):
        assert rejected(*(int(snowflake(n)) + low for n in range(40))) == set()


def test_authors_are_compared_over_as_many_posts_as_stated(monkeypatch) -> None:
    monkeypatch.setattr("meute.loader.checking._MOST_AUTHORS", 3)
    others = [post(n) for n in range(1, 4)]
    assert isinstance(checked(post(by="7"), *others[:2], post(by="8"))[-1], Reject)
    assert isinstance(checked(post(by="7"), *others, post(by="8"))[-1], Reject)
    many = [post(n) for n in range(1, 9)]
    assert isinstance(checked(post(by="7"), *many, post(by="8"))[-1], Post)


@pytest.mark.parametrize("platform", ["x", "coordination", "tiktok"])
def test_an_id_of_thousands_of_digits_carries_no_time(platform: str) -> None:
    (item,) = checked(post(off=None, platform=platform, native_id="1" * 5_000))
    assert item.ts is None


def test_of_many_multiples_of_a_power_of_two_some_end_in_zeros() -> None:
    exact = [(n * 104_729 + 354_227_955_396 << 22) + (7 << 12) for n in range(4000)]
    assert sum(str(n).endswith("0000") for n in exact) > 3
    assert rejected(*exact) == set()


def test_few_items_are_held_where_they_are_long() -> None:
    """Four thousand of them would be a gigabyte."""
    given: list[int] = []

    def items() -> Iterator[Post | Reject]:
        for number in range(400):
            given.append(number)
            yield Reject(reason="no post", line=number, raw=b"x" * 500_000)
            yield Post(platform="x", native_id=str(number), text="x" * 250_000)

    checked = Checks("a.jsonl").checked(items())
    next(checked)
    assert len(given) < 40
    assert sum(1 for _ in checked) == 799
