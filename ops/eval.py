"""`make eval`: how well the assistant understands, beside stock Rasa, into docs/evaluation.md.

Thresholds and phrases are tuned with `--calibration`, which shows each mistake; the evaluation set
only ever gives totals.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import yaml

from knowledge.evaluation_sets import PhraseSet, load_set
from knowledge.layout import Layout
from knowledge.loader import load_library
from ops.console import say
from ops.layout import BOT, PYTHON, ROOT
from ops.training import TrainingError, ensure_model
from ops.understanding.mistakes import mistakes
from ops.understanding.page import Subject, tables
from ops.understanding.reading import Reading, ReadingError, read
from ops.understanding.scores import score, understand
from ops.understanding.serving_paths import ServingPaths, serving_paths
from ops.understanding.timed_training import OURS, STOCK_EPOCHS, Trained, stock, train

PAGE = ROOT / "docs" / "evaluation.md"
FIGURES = PAGE.with_suffix(".json")


def main() -> int:
    options = _parser().parse_args()
    layout = Layout()
    phrases = load_set(layout.calibration if options.calibration else layout.evaluation, layout)
    if phrases.problems:
        print("\n".join(str(problem) for problem in phrases.problems), file=sys.stderr)
        return 1
    try:
        if options.model is None:
            compile_knowledge()
        with tempfile.TemporaryDirectory() as folder:
            measure(options, phrases, Path(folder))
    except (TrainingError, ReadingError, CompilationError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


class CompilationError(Exception):
    """The entries have errors, told just above."""


def compile_knowledge() -> None:
    command = [str(PYTHON), "-m", "knowledge", "compile"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise CompilationError("Les fiches ne se compilent pas.")


def measure(options: argparse.Namespace, phrases: PhraseSet, folder: Path) -> None:
    whole = not (options.calibration or options.no_stock or options.model)
    trained = train_ours(folder) if whole else None
    model = trained.model if trained else options.model or ensure_model()
    reading = read_phrases(model, phrases)
    paths = serving_paths()
    ours = score(phrases, reading, paths)
    subjects = [Subject("Chorale", ours, trained.seconds if trained else None)]
    if not options.no_stock:
        subjects.append(measure_stock(phrases, folder, options.stock_epochs))
    if whole:
        write(phrases, subjects)
        return
    print("\n".join(tables(subjects)))
    if options.calibration:
        print("\n## Erreurs\n", *mistakes(phrases, understand(reading, paths), paths), sep="\n")


def train_ours(folder: Path) -> Trained:
    say("entraînement de Chorale")
    return train("chorale", OURS, folder)


def measure_stock(phrases: PhraseSet, folder: Path, epochs: int) -> Subject:
    say(f"entraînement de Rasa d’origine, {epochs} passages (des heures pour cent)")
    trained = train("stock", stock(folder, epochs), folder)
    scores = score(phrases, read_phrases(trained.model, phrases), ServingPaths())
    name = "Rasa d’origine" + ("" if epochs == STOCK_EPOCHS else f", {epochs} passages")
    return Subject(name, scores, trained.seconds)


def read_phrases(model: Path, phrases: PhraseSet) -> Reading:
    texts = [written.text for written in phrases.all()]
    say(f"lecture de {len(texts)} phrases par {model.name}")
    return read(model, texts)


def write(phrases: PhraseSet, subjects: list[Subject]) -> None:
    PAGE.write_text("\n".join([*head(phrases), *tables(subjects)]) + "\n", encoding="utf-8")
    figures = {subject.name: asdict(subject) for subject in subjects}
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    FIGURES.write_text(text + "\n", encoding="utf-8")
    say(f"écrit : {PAGE.relative_to(ROOT)}, {FIGURES.relative_to(ROOT)}")


def head(phrases: PhraseSet) -> list[str]:
    library = load_library(Layout())
    settings = fallback_settings()
    return [
        "# Compréhension",
        "",
        "Produit par `make eval`. Les phrases de `knowledge/evaluation` sont écrites à part des "
        "fiches ; `make check` prouve qu’aucune n’est, à peu de lettres près, dans ce qui est "
        "appris ou réglé. Les seuils se règlent sur `knowledge/calibration` "
        "(`make eval CALIBRATION=1`). Aucune phrase manquée n’est montrée ici, pour que personne "
        "n’écrive de fiche d’après elles.",
        "",
        f"Appris : {len(library.entries)} fiches, {library.question_count} phrases. Mesuré sur "
        f"{len(phrases.in_scope)} questions du domaine, {len(phrases.out_of_scope)} hors du "
        f"domaine, {len(phrases.portal)} demandes du portail, {len(phrases.hand_over)} souhaits "
        f"d’un agent. Seuil de réponse : {french(settings['threshold'])}, écart exigé avec la "
        f"suivante : {french(settings['ambiguity_threshold'])} (`bot/config.yml`).",
        "",
        "« Rasa d’origine » est le pipeline de `rasa init` (`bot/evaluation/stock.yml`), appris "
        "dans la même exécution sur les mêmes phrases ; il n’apprend que la compréhension, "
        "Chorale aussi les règles du dialogue. Il compte cent passages, des heures sur deux cœurs "
        "avec autant de phrases : `make eval STOCK_EPOCHS=6` en fait moins, et le nom de la "
        "colonne le dit alors ; il y perd. Les temps valent l’un par rapport à l’autre, ici "
        f"sur {os.cpu_count()} cœurs, {platform.machine()}, {platform.system()}.",
        "",
    ]  # fmt: skip


def french(value: float) -> str:
    return str(value).replace(".", ",")


def fallback_settings() -> dict[str, float]:
    """Thresholds of the `FallbackClassifier` of bot/config.yml."""
    config = yaml.safe_load((BOT / "config.yml").read_text(encoding="utf-8"))
    steps = {step["name"]: step for step in config["pipeline"]}
    return steps["FallbackClassifier"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make eval")
    parser.add_argument("--calibration", action="store_true", help="phrases de réglage, erreurs")
    parser.add_argument("--no-stock", action="store_true", help="sans Rasa d’origine")
    parser.add_argument("--stock-epochs", type=int, default=STOCK_EPOCHS, help="passages")
    parser.add_argument("--model", type=Path, help="mesurer ce modèle, sans rien entraîner")
    return parser


if __name__ == "__main__":
    sys.exit(main())
