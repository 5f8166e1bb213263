"""Proposed maps, the nearest preset, and ``meute load --check``: as they are typed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import yaml

from meute.loader.maps import Map
from meute.loader.maps.name_words import field_named

from ..formats.reading import SPARK, SPARK_SECONDS, at
from .commands import run


def suggestion(capsys: pytest.CaptureFixture[str], name: str) -> tuple[dict[str, Any], str]:
    code, out, err = run(capsys, "map", "suggest", name)
    assert code == 0, err
    Map.model_validate(yaml.safe_load(out))
    return yaml.safe_load(out), err


def test_a_french_table(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text(
        "Numéro;Auteur;Quand;Texte;Mots-clés;Partage de\n"
        f"{SPARK};ana;20/10/2021 19:13:20;une bête https://x.com/ana;Vernon;\n"
        f"{at(30)};bob;20/10/2021 19:13:50;RT @ana: une bête;;{SPARK}\n"
    )
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed["platform"] == "x"
    assert proposed["columns"] == {
        "id": "Numéro", "account_handle": "Auteur", "created_at": "Quand", "text": "Texte",
        "hashtags": "Mots-clés", "repost_of": "Partage de",
    }  # fmt: skip
    assert f"repost  @bob  id {at(30)}  of {SPARK}" in err


def test_names_that_say_nothing_are_read_by_their_values(folder: Path, capsys) -> None:
    rows = [
        ("1001", "ana", "28/11/2021 21:00:01", "une bête en ville, la nuit", "", "rouge"),
        ("1002", "bob", "28/11/2021 21:00:09", "RT @ana: une bête en ville", "1001", "bleu"),
    ]
    (folder / "t.csv").write_text(
        "id;author;F1;F2;F3;F4\n" + "".join(";".join(row) + "\n" for row in rows)
    )
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed["platform"] == "x"
    assert proposed["columns"] == {
        "id": "id", "account_handle": "author", "created_at": "F1", "text": "F2", "repost_of": "F3",
    }  # fmt: skip
    told = " ".join(err.split())
    assert (
        "from values alone, so check it: created_at (F1), text (F2), repost_of (F3), platform (x)."
        in told
    )
    assert "No text was recognised" not in told
    assert "Not used: F4." in told
    assert "2021-11-28T21:00:09Z repost @bob id 1002 of 1001" in told


@pytest.mark.parametrize(
    ("words", "column", "guess"),
    [
        ("RT @bob: oui", "", ("x", True)),
        ("RT @bob: oui https://x.com/bob", "", ("x", False)),
        ("RT @bob: oui", ";tiktok", (None, False)),
        ("oui", "", ("unknown", False)),
    ],
    ids=["the mark alone", "an address", "a column", "nothing"],
)
def test_a_platform_by_the_mark_of_a_repost_is_a_guess(
    folder: Path, capsys, words: str, column: str, guess: tuple[str | None, bool]
) -> None:
    (folder / "t.csv").write_text(
        f"id;author;text{column and ';platform'}\n1001;ana;{words}{column}\n1007;bob;non{column}\n"
    )
    proposed, err = suggestion(capsys, "t.csv")
    told = " ".join(err.split())
    assert proposed.get("platform") == guess[0]
    assert ("Guessed from values alone, so check it: platform (x)" in told) == guess[1]


def test_a_table_without_words_is_said_to_have_none(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("id;author;likes\n1001;ana;3\n1007;bob;4\n")
    proposed, err = suggestion(capsys, "t.csv")
    assert "text" not in proposed["columns"]
    assert "No text was recognised: without it, no rule can read the posts." in " ".join(
        err.split()
    )


def test_numbers_are_not_taken_for_times_nor_answers_for_reposts(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text(
        "id,author,text,F1,F2\n11,ana,oui,1634750000,\n12,bob,non,1634750030,11\n"
    )
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed["columns"] == {"id": "id", "account_handle": "author", "text": "text"}
    assert "Not used: F1, F2." in err


def test_json_in_a_document(folder: Path, capsys) -> None:
    post = {"post_id": "71", "author": {"user_id": 9, "username": "ana"}, "created": 1634750000,
            "body": "x", "tags": [{"name": "v"}], "link": "https://tiktok.com/@a/1"}  # fmt: skip
    (folder / "t.json").write_text(
        json.dumps({"page": 1, "items": [post, post | {"post_id": "72"}]})
    )
    proposed, err = suggestion(capsys, "t.json")
    assert (proposed["platform"], proposed["records"]) == ("tiktok", "items[]")
    assert proposed["columns"]["account_id"] == "author.user_id"
    assert proposed["columns"]["hashtags"] == "tags[].name"
    assert "2021-10-20T17:13:20Z  original  @ana  id 71  #v  x" in err


def test_a_spreadsheet_and_both_readings_of_a_date(folder: Path, capsys) -> None:
    book = openpyxl.Workbook()
    for row in (["user", "date", "text"], ["ana", "03/04/2021", "a"], ["bob", "04/05/2021", "b"]):
        book.active.append(row)
    book.save(folder / "t.xlsx")
    code, out, _ = run(capsys, "map", "suggest", "t.xlsx")
    assert code == 0
    assert "id made from: [user, date, text]" in out
    assert "time form: day first  # or month first: both fit" in out


def test_repeated_numbers_are_no_ids(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("id,user,text\n1,ana,x\n1,bob,y\n")
    proposed, _ = suggestion(capsys, "t.csv")
    assert "id" not in proposed["columns"]
    assert proposed["id made from"] == ["user", "text"]


def test_the_numbers_of_rows_and_missing_times_are_doubted(folder: Path, capsys) -> None:
    rows = "".join(f"{n},ana,mot {n}\n" for n in range(1, 5))
    (folder / "t.csv").write_text(f"id,author,tweet_text\n{rows}")
    found, err = suggestion(capsys, "t.csv")
    assert found["columns"] == {"id": "id", "account_handle": "author", "text": "tweet_text"}
    assert "numbers of rows" in err
    assert "No time was recognised" in err


def test_ids_are_made_from_what_tells_the_rows_apart(folder: Path, capsys) -> None:
    rows = "".join(f"ana,2021-10-20,oui,{n}\n" for n in range(4))
    (folder / "t.csv").write_text(f"user,date,text,couleur\n{rows}")
    found, err = suggestion(capsys, "t.csv")
    assert found["id made from"] == ["user", "date", "text", "couleur"]
    assert "alike" in err


def test_records_deep_in_a_document(folder: Path, capsys) -> None:
    children = [
        {"kind": "t1", "data": {"id": f"h{n}", "name": f"t1_h{n}", "author": "ana", "body": "oui",
                                "created_utc": 1634750000.0 + n, "subreddit": "s"}}
        for n in range(3)
    ]  # fmt: skip
    (folder / "t.json").write_text(json.dumps({"kind": "Listing", "data": {"children": children}}))
    found, _ = suggestion(capsys, "t.json")
    assert (found["platform"], found["records"]) == ("reddit", "data.children[]")
    assert found["columns"] == {
        "id": "data.id", "account_handle": "data.author", "created_at": "data.created_utc",
        "text": "data.body",
    }  # fmt: skip


def test_without_an_author_it_says_that_packs_cannot_be_found(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text("id,text\n1,x\n2,y\n")
    _, err = suggestion(capsys, "t.csv")
    assert "packs cannot be found" in err


@pytest.mark.parametrize("data", ["a,b\n1,2\n", '{"q": 1}\n'])
def test_what_has_no_known_name_is_refused(folder: Path, capsys, data: str) -> None:
    (folder / "t").write_text(data)
    code, _, err = run(capsys, "map", "suggest", "t")
    assert code == 2
    assert "docs/formats.md" in err


def test_a_refusal_names_the_nearest_preset_or_the_command(folder: Path, capsys) -> None:
    (folder / "near.csv").write_text(
        "id,user_id,user_screen_name,retweet_screen_name,tweet_url\n1,2,a,,\n"
    )
    (folder / "far.csv").write_text("colour,size\nred,2\n")
    code, _, err = run(capsys, "load", "near.csv")
    assert code == 1
    assert "nearest to the preset hydrator, but has no quote_id" in err
    code, _, err = run(capsys, "load", "far.csv")
    assert code == 1
    assert "nearest" not in err
    assert "meute map suggest" in err


NAMES = {
    "id": ["N° message", "N° du message", "Message n°", "Beitrags-Nr.", "N.º del mensaje"],
    "repost_of": [
        "Partage du message n°", "Repartage de", "Geteilter Beitrag", "Retweet von Nr.",
        "Mensaje compartido", "Shared post no.",
    ],
    "reply_to": ["Réponse au message n°", "Antwort auf Nachricht", "Respuesta a", "Reply to post"],
    "quote_of": ["Citation du message", "Zitat von", "Cita de"],
    "account_name": ["Nom affiché", "Anzeigename", "Nombre mostrado", "Display name"],
    "account_id": ["N° du compte", "Nutzer-ID", "ID de usuario"],
    "account_handle": ["Auteur du message", "Pseudo", "Nutzername", "Nombre de usuario"],
    "created_at": ["Date et heure", "Veröffentlicht am", "Fecha y hora", "Publié le"],
    "text": ["Texte du message", "Wortlaut", "Texto del mensaje"],
    "url": ["Lien du message", "Link zum Beitrag", "Enlace"],
    "repost_of_account_handle": ["Auteur du message partagé", "Compte d'origine"],
    None: ["Nombre de partages", "Date de collecte", "Sentiment", "Note de lecture", ""],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for field, names in NAMES.items() for name in names]
)
def test_names_of_several_words_and_languages(name: str, field: str | None) -> None:
    assert field_named(name) == field


def test_a_french_monitoring_table(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text(
        "N° message;Nom affiché;Pseudo;Date et heure;Texte du message;Partage du message n°\n"
        f"{SPARK};Ana Martin;ana;20/10/2021 19:13:20;une bête;\n"
        f"{at(30)};Bob;bob;20/10/2021 19:13:50;;{SPARK}\n"
        f"{at(40)};Eve;eve;20/10/2021 19:14:00;oui;\n"
    )
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed["columns"] == {
        "id": "N° message", "account_name": "Nom affiché", "account_handle": "Pseudo",
        "created_at": "Date et heure", "text": "Texte du message",
        "repost_of": "Partage du message n°",
    }  # fmt: skip
    assert f"repost  @bob  id {at(30)}  of {SPARK}" in err


@pytest.mark.parametrize(
    ("words", "kind"),
    [(("une bête", "une bête"), "repost_of"), (("", ""), "repost_of"),
     (("mais non", "mais si"), "reply_to")],
)  # fmt: skip
def test_a_column_of_ids_of_other_rows_is_a_guess(
    folder: Path, capsys, words: tuple[str, str], kind: str
) -> None:
    (folder / "t.csv").write_text(
        "id;author;text;Bezug;Note\n"
        f"{at(0)};ana;une bête;;5\n"
        f"{at(5)};bob;{words[0]};{at(0)};4\n"
        f"{at(9)};cy;{words[1]};{at(0)};5\n"
    )
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed["columns"][kind] == "Bezug"
    assert f"Guessed from values alone, so check it: {kind} (Bezug)" in " ".join(err.split())


@pytest.mark.parametrize(
    "values",
    [("1001", "1002", "1003"), ("1002", "1001", "9999"), ("1002", "", "")],
    ids=["its own", "of no row", "one alone"],
)
def test_other_columns_of_numbers_refer_to_nothing(
    folder: Path, capsys, values: tuple[str, ...]
) -> None:
    rows = zip(("1001", "1002", "1003"), values, strict=True)
    (folder / "t.csv").write_text(
        "id;author;text;Bezug\n" + "".join(f"{i}7;ana;oui;{v and v + '7'}\n" for i, v in rows)
    )
    proposed, _ = suggestion(capsys, "t.csv")
    assert not {"repost_of", "reply_to"} & proposed["columns"].keys()


@pytest.mark.parametrize(("hours", "platform"), [(0, "x"), (2, "x"), (None, "unknown")])
def test_ids_that_carry_the_times_beside_them_are_of_x(
    folder: Path, capsys, hours: int | None, platform: str
) -> None:
    times = ["2021-10-20 17:13:20", "2021-10-20 17:13:50"]
    if hours is None:
        times = ["2020-01-01 17:13:20", "2020-01-01 17:13:50"]
    elif hours:
        times = [time.replace(" 17", f" {17 + hours}") for time in times]
    (folder / "t.csv").write_text(
        f"id,author,date,text\n{SPARK},ana,{times[0]},oui\n{at(30)},bob,{times[1]},non\n"
    )
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed["platform"] == platform
    assert ("No platform was recognised" in err) is (platform == "unknown")


def test_a_german_monitoring_table(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text(
        "Beitrags-Nr.;Plattform;Nutzername;Datum;Wortlaut;Geteilt von Nr.;Reichweite\n"
        "700109;Facebook;ana;05.03.2024 18:04:31;Der Haushalt, endlich;;4829,51\n"
        "700141;Facebook;bob;05.03.2024 18:25:37;;700109;12,5\n",
        encoding="cp1252",
    )
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed == {
        "columns": {
            "platform": "Plattform", "id": "Beitrags-Nr.", "account_handle": "Nutzername",
            "created_at": "Datum", "text": "Wortlaut", "repost_of": "Geteilt von Nr.",
        },
        "time form": "day first",
    }  # fmt: skip
    assert "2024-03-05T18:25:37Z  repost  @bob  id 700141  of 700109" in err
    assert "The times state no zone and are taken for UTC" in " ".join(err.split())
    assert "No platform" not in err


def test_times_that_may_be_read_in_two_ways_are_told(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text(
        "id,author,date,text\n1,ana,03/05/2024 17:00,oui\n2,bob,03/05/2024 17:07,non\n"
    )
    _, err = suggestion(capsys, "t.csv")
    told = " ".join(err.split())
    assert "Times such as 03/05/2024 17:00 are read with the day first" in told
    assert "«time form: month first»" in told


def test_of_two_addresses_the_id_is_the_post_and_the_other_a_link(folder: Path, capsys) -> None:
    (folder / "t.csv").write_text(
        "URL,User Name,Message,Link\n"
        "https://www.facebook.com/page.0/posts/7700000,page.0,oui,https://news.example/a\n"
    )
    proposed, _ = suggestion(capsys, "t.csv")
    assert proposed["columns"]["id"] == "URL"
    assert proposed["columns"]["links"] == "Link"
    assert "url" not in proposed["columns"]


def test_an_export_that_is_recognised_needs_no_map(folder: Path, capsys) -> None:
    (folder / "t.jsonl").write_text(
        '{"data": [{"id": "1", "text": "a", "author_id": "2"}], "meta": {"result_count": 1}}\n'
    )
    _, _, err = run(capsys, "map", "suggest", "t.jsonl")
    assert "t.jsonl needs no map: `meute load` recognises it as x-api-v2" in err


def test_a_text_that_is_no_table_gets_no_map(folder: Path, capsys) -> None:
    (folder / "t.txt").write_text("hello world\nthis is a text\n")
    code, out, err = run(capsys, "map", "suggest", "t.txt")
    assert (code, out) == (2, "")
    assert "t.txt is text, but neither JSON nor a table with a header" in err


@pytest.mark.parametrize(
    ("form", "told"),
    [("%d/%m/%Y %H:%M:%S", "day first"), ("%m/%d/%Y %H:%M:%S", "month first"),
     ("%Y-%m-%d %H:%M:%S", None)],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "America/New_York"])
def test_ids_settle_the_form_and_the_zone_of_times(
    folder: Path, capsys, form: str, told: str | None, zone: str
) -> None:
    # In the first week of November the day could be the month.
    seconds = [86_400 * (12 + n) for n in range(8)]
    rows = [
        f"{at(n)};ana;{datetime.fromtimestamp(SPARK_SECONDS + n, ZoneInfo(zone)):{form}};oui"
        for n in seconds
    ]
    (folder / "t.csv").write_text("id;author;date;text\n" + "\n".join(rows) + "\n")
    proposed, err = suggestion(capsys, "t.csv")
    assert proposed["platform"] == "x"
    assert proposed.get("zone") == (None if zone == "UTC" else zone)
    assert proposed.get("time form") == told
    assert "if that is wrong" not in err
    assert "state no zone" not in err


@pytest.mark.parametrize(
    ("content", "told"),
    [("id,text\n", "t.csv holds no rows or objects. Export it again"),
     ("a,b\n1,2\n", "None of the names in t.csv is known as a field: a, b.")],
)  # fmt: skip
def test_a_table_without_rows_or_known_names(folder: Path, capsys, content: str, told: str) -> None:
    (folder / "t.csv").write_text(content)
    code, out, err = run(capsys, "map", "suggest", "t.csv")
    assert (code, out) == (2, "")
    assert told in err
