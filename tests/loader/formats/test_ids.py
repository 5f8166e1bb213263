from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meute.loader.formats.ids import IdError, account_id, own_id, post_id
from meute.loader.formats.x_common import reference

ID = "1450870000000000321"


@pytest.mark.parametrize(
    "written",
    [
        ID, f" {ID}\u00a0", f"'{ID}", f"'{ID}'", f'"{ID}"', f'="{ID}"', f"x{ID}", int(ID),
        f"https://twitter.com/ana/status/{ID}", f"https://x.com/i/web/status/{ID}?s=20",
        f"mobile.twitter.com/ana/statuses/{ID}#m", "1,450,870,000,000,000,321",
    ],
)  # fmt: skip
def test_what_programs_put_around_an_id_is_taken_off(written: str | int) -> None:
    assert post_id(written) == ID


@pytest.mark.parametrize(
    "nothing",
    [None, "", " ", "0", 0, "-", "-1", -1, "False", False, "\\N", "#N/A", "None", "nan",
     float("nan"), "null", "absent", "0.0", 0.0, -1.0, "00", "<NA>"],
)  # fmt: skip
def test_words_for_nothing_are_no_reference(nothing: object) -> None:
    assert post_id(nothing) is None
    assert account_id(nothing, "tiktok") is None


@pytest.mark.parametrize(
    "lost", ["1.45087E+18", "1,45087E+18", "1.45087e18", "1E+18", 1.45087e18, f"{ID}.0", f"x{ID}.0",
             "x1.45087E+18", "1.45087E+18.0"]
)  # fmt: skip
def test_an_id_without_its_digits_is_an_error(lost: str | float) -> None:
    for check in (post_id, account_id):
        with pytest.raises(IdError, match="rounded"):
            check(lost)


@pytest.mark.parametrize("odd", ["id", "9 1", "9" * 40, True, "1.5", "{'id': 1}", "٤٥"])
def test_what_cannot_be_an_id_of_x_is_an_error(odd: object) -> None:
    with pytest.raises(IdError):
        post_id(odd)


def test_the_guard_of_rtweet_is_taken_off_on_every_platform() -> None:
    assert own_id(f"x{ID}", "tiktok") == post_id(f"xx{ID}", "discord") == ID
    assert own_id("x12", "forum") == "x12"


@pytest.mark.parametrize("word", ["no", "Unknown", "(empty)", "n.a.", "[deleted]", "()", "[None]"])
@pytest.mark.parametrize("platform", ["x", "tiktok", "forum"])
def test_words_for_no_id_are_none_on_any_platform(word: str, platform: str) -> None:
    assert post_id(word, platform) is None
    assert reference(None, "unknown", platform) is not None, "which may be a handle"


@pytest.mark.parametrize("word", ["TRUE", "yes", "Oui"])
def test_a_yes_is_not_an_id(word: str) -> None:
    with pytest.raises(IdError, match="condition"):
        post_id(word, "tiktok")


def test_half_a_number_is_no_id_of_x() -> None:
    with pytest.raises(IdError):
        own_id("1450.87.3", "x")
    with pytest.raises(IdError):
        account_id("9002\ufffd", "tiktok")
    for stray in (f"Ê{ID}", f"{ID}Â", f"†{ID}†"):
        with pytest.raises(IdError):
            own_id(stray, "coordination")


def test_a_frame_s_decimal_keeps_a_short_id() -> None:
    assert account_id("9001.0") == account_id(9001.0) == account_id("9001,00") == "9001"


def test_an_id_that_is_not_decimal_by_nature_is_not_rounded() -> None:
    assert account_id("9E0973", "reddit") == post_id("9E0973", "reddit") == "9E0973"
    assert own_id("0", "forum") == "0"


def test_the_address_of_a_profile_is_a_handle() -> None:
    account = reference("https://twitter.com/Ana", None)
    assert account is not None
    assert (account.native_id, account.handle) == (None, "Ana")
    assert account_id("https://x.com/i/user/42") == "42"


@given(st.integers(1, 2**64 - 1))
def test_an_id_is_itself(number: int) -> None:
    assert post_id(str(number)) == account_id(number) == own_id(f'="{number}"', "x") == str(number)


@given(st.floats(allow_infinity=True, allow_nan=True) | st.text())
def test_no_value_is_turned_into_other_digits(value: float | str) -> None:
    try:
        found = post_id(value)
    except IdError:
        return
    if found is not None:
        shown = f"{value:.0f}" if isinstance(value, float) else value
        assert found in "".join(c for c in shown if c.isdecimal())


@pytest.mark.parametrize(
    "spoilt", ["1.x8592050460722463e+18", "1.8592.050460722463", "1+85920504607224"]
)
@pytest.mark.parametrize("platform", ["x", "discord", "youtube"])
def test_no_platform_has_long_numbers_with_signs_in_them(spoilt: str, platform: str) -> None:
    for check in (post_id, account_id):
        with pytest.raises(IdError):
            check(spoilt, platform)


def test_a_spreadsheet_takes_a_hyphen_for_a_formula() -> None:
    assert post_id("=-UgxA_1", "youtube") == "-UgxA_1"
