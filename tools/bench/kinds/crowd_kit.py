"""What crowd-kit makes of the crowds on standard input: JSON, one answer for each."""

import json
import sys
import warnings

import pandas as pd
from crowdkit.aggregation import BinaryRelevance, DawidSkene, MajorityVote, NoisyBradleyTerry

warnings.filterwarnings("ignore")


def scores(rows):
    """Scores of items, by NoisyBradleyTerry; of ties it knows nothing."""
    data = pd.DataFrame([row for row in rows if row["label"] is not None])
    return {item: float(score) for item, score in NoisyBradleyTerry(n_iter=100).fit_predict(data).items()}


def sets(rows):
    """Options of each task, by the majority of each option."""
    found = BinaryRelevance(MajorityVote()).fit_predict(pd.DataFrame(rows))
    return {str(task): sorted(options) for task, options in found.items()}


def medians(rows):
    """The median step of each task, of two the lower one."""
    found = pd.DataFrame(rows).groupby("task")["label"].quantile(0.5, interpolation="lower")
    return {str(task): int(step) for task, step in found.items()}


def steps(rows):
    """The likeliest step of each task, by Dawid and Skene."""
    return {str(task): int(step) for task, step in DawidSkene(n_iter=20).fit_predict(pd.DataFrame(rows)).items()}


answers = {
    "comparison": lambda rows: {"scores": scores(rows), "sets": {}, "steps": {}},
    "multi_label": lambda rows: {"scores": {}, "sets": sets(rows), "steps": {}},
    "rating": lambda rows: {"scores": {}, "sets": {}, "steps": {"median": medians(rows), "Dawid-Skene": steps(rows)}},
}
json.dump([answers[crowd["kind"]](crowd["rows"]) for crowd in json.load(sys.stdin)], sys.stdout)
