"""Addresses of posts and profiles, by the platform that they are of."""

from __future__ import annotations

import pytest

from meute.loader.formats.addresses import any_post_in
from meute.loader.formats.ids import IdError, account_id, post_id
from meute.loader.formats.x_common import reference

NUMBER = "7021234567890123777"

POSTS = [
    ("x", f"https://x.com/ana/status/{NUMBER}?s=20", NUMBER),
    ("x", f"twitter.com/i/web/status/{NUMBER}", NUMBER),
    ("tiktok", f"https://www.tiktok.com/@ana.b/video/{NUMBER}?lang=fr", NUMBER),
    ("tiktok", f"https://m.tiktok.com/v/{NUMBER}.html", NUMBER),
    ("instagram", "https://www.instagram.com/p/CVQ1abc_-45/?igsh=1", "CVQ1abc_-45"),
    ("instagram", "https://www.instagram.com/ana/reel/CVQ1abc_-45/", "CVQ1abc_-45"),
    ("threads", "https://www.threads.net/@ana/post/CuW6abcdefg?xmt=1", "CuW6abcdefg"),
    ("youtube", "https://www.youtube.com/watch?v=abc123DEF45&t=3s", "abc123DEF45"),
    ("youtube", "https://www.youtube.com/watch?v=abc123DEF45&lc=UgzX-1.9a", "UgzX-1.9a"),
    ("youtube", "https://youtu.be/abc123DEF45?si=x", "abc123DEF45"),
    ("youtube", "youtube.com/shorts/abc123DEF45", "abc123DEF45"),
    ("reddit", "https://old.reddit.com/r/s/comments/abc/titre/hq1/?context=3", "t1_hq1"),
    ("reddit", "https://www.reddit.com/r/s/comments/abc/titre/", "t3_abc"),
    ("reddit", "https://redd.it/abc", "t3_abc"),
    ("truthsocial", "https://truthsocial.com/@ana/posts/107", "107"),
    ("gab", "https://gab.com/ana/posts/107", "107"),
    ("discord", "https://discord.com/channels/4/5/1450909706323276209", "1450909706323276209"),
    ("telegram", "https://t.me/s/Canal/12", "canal/12"),
    ("telegram", "t.me/canal/12?single", "canal/12"),
    ("telegram", "https://t.me/c/150/9/12", "150/12"),
    ("bluesky", "https://bsky.app/profile/did:plc:a/post/3kaaaaaaaaaa2",
     "at://did:plc:a/app.bsky.feed.post/3kaaaaaaaaaa2"),
]  # fmt: skip

PROFILES = [
    ("x", "https://x.com/Ana?lang=fr", (None, "Ana")),
    ("x", "https://x.com/i/user/42", ("42", None)),
    ("tiktok", "https://www.tiktok.com/@ana.b?lang=fr", (None, "ana.b")),
    ("instagram", "https://www.instagram.com/ana.b/", (None, "ana.b")),
    ("threads", "https://www.threads.com/@ana", (None, "ana")),
    ("youtube", "https://www.youtube.com/channel/UCana-1", ("UCana-1", None)),
    ("youtube", "https://www.youtube.com/@ana", (None, "ana")),
    ("reddit", "https://www.reddit.com/user/ana/", (None, "ana")),
    ("reddit", "/u/ana", (None, "ana")),
    ("truthsocial", "https://truthsocial.com/@ana", (None, "ana")),
    ("gab", "https://gab.com/ana", (None, "ana")),
    ("telegram", "https://t.me/canal", (None, "canal")),
    ("bluesky", "https://bsky.app/profile/did:plc:a", ("did:plc:a", None)),
    ("bluesky", "https://bsky.app/profile/ana.bsky.social", (None, "ana.bsky.social")),
    ("facebook", "https://www.facebook.com/profile.php?id=1000", ("1000", None)),
    ("mastodon", "https://pouet.example/@ana", (None, "ana@pouet.example")),
]


@pytest.mark.parametrize(("platform", "address", "native"), POSTS)
def test_the_id_of_a_post_is_taken_out_of_its_address(
    platform: str, address: str, native: str
) -> None:
    assert post_id(address, platform) == native
    assert any_post_in(f"https://{address.removeprefix('https://')}") == (platform, native)


@pytest.mark.parametrize(("platform", "address", "who"), PROFILES)
def test_the_address_of_a_profile_is_an_id_or_a_handle(
    platform: str, address: str, who: tuple[str | None, str | None]
) -> None:
    for account in (reference(address, None, platform), reference(None, address, platform)):
        assert account is not None
        assert (account.native_id, account.handle) == who


@pytest.mark.parametrize(
    ("platform", "address"),
    [
        ("tiktok", f"https://x.com/ana/status/{NUMBER}"),
        ("mastodon", "https://pouet.example/@ana/107"),
        ("facebook", "https://www.facebook.com/ana/posts/1"),
        ("tiktok", "https://vm.tiktok.com/ZM123/"),
    ],
)
def test_an_address_of_another_form_stays_as_it_is(platform: str, address: str) -> None:
    assert post_id(address, platform) == account_id(address, platform) == address


@pytest.mark.parametrize("host", ["netflix.com", "x.com.example"])
def test_another_host_is_not_x(host: str) -> None:
    with pytest.raises(IdError):
        post_id(f"https://{host}/ana/status/{NUMBER}")


def test_a_page_of_x_is_no_profile() -> None:
    account = reference(None, "https://x.com/home")
    assert account is not None
    assert account.handle == "https://x.com/home"
