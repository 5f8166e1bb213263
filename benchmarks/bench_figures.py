"""How many posts per second the figures' matcher searches, and the judge decides.

    python benchmarks/bench_figures.py [--posts 200000] [--phrases 500] [--long 1000] [--profile]

Posts are made up: 22 words each by Zipf's law, the commonest ones really French and English, with
tags, mentions, links, accents and emoji; every ninth bears on a figure. One thread; rates are per
second of processor time, so that other work on the machine does not count. With ``--long`` the
speed per character of that many posts of 25,000 characters stands beside that of short posts, of
which the long ones are made; all of them bear on a figure.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import pstats
import random
import tempfile
import time
from pathlib import Path

import yaml

from meute.figures.declarations import read_figures
from meute.figures.references import PostView
from meute.figures.rules import rule_book
from meute.figures.stance import Judge

_SYLLABLES = """
    ba bé ca ce cha dé di do en fa fé ga gou ha in jo la le li lon ma mi mou na né ou pa pé
    pro qua ra ré ri sa sé si ta té ti tou va vi vrai
"""
SYLLABLES = _SYLLABLES.split()
COMMON = """
de la le et les des en un est que pour qui dans a par plus pas au sur ne se ce il sont avec elle
the of and to in is that for it as was with be on not he by are this but have from or they
"""
EXTRAS = ("@someone", "#actu", "https://t.co/abc", "🤔", "l’été,", "«", "»", "2023", "!", "C’est")
LONG = 25_000
ABOUT = ("Vernon", "@camillevernon", "#VernonDehors", "Belkacemi", "#AvecVernon", "vendue")


def texts(count: int, rng: random.Random, every: int = 9) -> list[str]:
    words = COMMON.split()
    words += ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(8000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    pool = rng.choices(words, weights, k=2_000_000)
    made = []
    for number in range(count):
        first = rng.randrange(len(pool) - 30)
        post = pool[first : first + 20]
        post.insert(rng.randrange(20), rng.choice(EXTRAS))
        post.append(rng.choice(ABOUT) if number % every == 0 else rng.choice(EXTRAS))
        made.append(" ".join(post))
    return made


def figures_file(phrases: int, rng: random.Random) -> str:
    made = {"".join(rng.choices(SYLLABLES, k=4)) for _ in range(phrases)}
    rules = [
        {"id": "hate", "kind": "hashtag", "tags": ["VernonDehors"], "stance": "attack"},
        {"id": "own", "kind": "hashtag", "tags": ["AvecVernon"], "stance": "support"},
        {"id": "words", "kind": "phrase", "phrases": sorted(made), "stance": "attack"},
    ]
    account = {"platform": "x", "id": "1001", "handle": "camillevernon"}
    vernon = {"id": "vernon", "name": "Vernon", "accounts": [account], "rules": rules}
    return yaml.safe_dump({"figures": [vernon, {"id": "belkacemi", "name": "Belkacemi"}]})


def long_posts(judge: Judge, count: int, rng: random.Random) -> dict[str, float]:
    """Compare the characters judged per second of long posts and of the short ones in them."""
    short = texts(2_000, rng, every=1)
    lines = itertools.cycle(short)
    long = []
    for _ in range(count):
        post = ""
        while len(post) < LONG:
            post += next(lines) + "\n"
        long.append(post)
    rates = {}
    for name, posts in (("short", short), ("long", long)):
        views = [PostView(f"x/{number}", text) for number, text in enumerate(posts)]
        began = time.process_time()
        for _ in judge.judge(views):
            pass
        taken = time.process_time() - began
        rates[f"{name}_characters_per_s"] = round(sum(map(len, posts)) / taken)
    return rates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--phrases", type=int, default=500, help="Besides the library's own.")
    parser.add_argument("--long", type=int, default=0, help="Posts of 25,000 characters.")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.yml"
        path.write_text(figures_file(chosen.phrases, rng), encoding="utf-8")
        began = time.process_time()
        book = rule_book(read_figures([path]))
        judge = Judge(book)
        built = time.process_time() - began
    posts = texts(chosen.posts, rng)
    profiler = cProfile.Profile()
    if chosen.profile:
        profiler.enable()
    began = time.process_time()
    found = sum(len(text.hits) for text in judge.matcher.search(posts))
    matched = time.process_time() - began
    views = [PostView(f"x/{number}", text) for number, text in enumerate(posts)]
    began = time.process_time()
    decided = sum(len(decisions) for _, decisions in judge.judge(views))
    judged = time.process_time() - began
    if chosen.profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(18)
    print(
        json.dumps(
            {
                "posts": len(posts),
                "characters": sum(map(len, posts)),
                "phrases": book.phrase_count,
                "forms": len(judge.matcher.of_figures.forms) + len(judge.matcher.general.forms),
                "build_s": round(built, 2),
                "match_posts_per_s": round(len(posts) / matched),
                "hits": found,
                "judge_posts_per_s": round(len(posts) / judged),
                "decisions": decided,
                **(long_posts(judge, chosen.long, rng) if chosen.long else {}),
            }
        )
    )


if __name__ == "__main__":
    main()
