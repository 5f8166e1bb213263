"""The figures that the tests of this room share; all names are made up."""

from __future__ import annotations

from pathlib import Path

from meute.figures.declarations import Declarations, read_figures

FIGURES = """\
figures:
  - id: vernon
    name: Camille Vernon
    kind: person
    names: [Vernon, "C. Vernon"]
    accounts: [{platform: x, id: "1001", handle: camillevernon}]
    rules:
      - {id: hate-tag, kind: hashtag, tags: [VernonDehors], stance: attack, confidence: 0.8}
      - {id: own-tag, kind: hashtag, tags: [AvecVernon], stance: support, confidence: 0.8}
      - {id: at, kind: mention, stance: concern, confidence: 0.5}
      - {id: slur, kind: phrase, phrases: ["vendu(e)(s)", "honte à Vernon"], stance: attack,
         confidence: 0.9}
  - id: belkacemi
    name: Nadia Belkacemi
    names: [Belkacemi]
    accounts: [{platform: x, id: "1002", handle: nbelkacemi}]
    rules:
      - {id: hate-tag, kind: hashtag, tags: [StopBelkacemi], stance: attack, confidence: 0.8}
"""


def written(folder: Path, text: str = FIGURES, name: str = "figures.yml") -> Path:
    """Return the path, from the test's folder where it is there.

    Rules say where they stand: those of a file of that name are the same in every test, and
    compiled once.
    """
    path = folder / name
    path.write_text(text, encoding="utf-8")
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def declared(folder: Path, text: str = FIGURES) -> Declarations:
    return read_figures([written(folder, text)])
