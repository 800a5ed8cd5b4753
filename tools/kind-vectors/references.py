"""Agreement as other programs compute it, as JSON on standard output: Krippendorff's alpha by `krippendorff`, MASI by `nltk`."""

import json
import random
import sys

import krippendorff
import numpy as np
from nltk.metrics import masi_distance

LEVELS = ("nominal", "ordinal", "interval")
TABLES = 100
PAIRS = 200
DISTANCES = 40
OPTIONS = ("a", "b", "c", "d", "e", "f")

draw = random.Random("kinds of tasks")


def table():
    """Raters by units, with gaps; at least two values differ within the units that have two values."""
    while True:
        raters, units, steps = draw.randint(2, 6), draw.randint(3, 15), draw.randint(2, 7)
        gaps = draw.choice((0.0, 0.2, 0.5))
        drift = draw.choice((0, 1, steps))
        rows = [[None] * units for _ in range(raters)]
        for unit in range(units):
            truth = draw.randint(1, steps)
            for row in rows:
                if draw.random() >= gaps:
                    row[unit] = min(steps, max(1, truth + draw.randint(-drift, drift)))
        columns = [[row[unit] for row in rows if row[unit] is not None] for unit in range(units)]
        if len({value for column in columns if len(column) > 1 for value in column}) > 1:
            return rows


def alphas(rows):
    data = [[float("nan") if value is None else float(value) for value in row] for row in rows]
    return {level: float(krippendorff.alpha(data, level_of_measurement=level)) for level in LEVELS}


def some():
    return sorted(draw.sample(OPTIONS, draw.randint(0, len(OPTIONS))))


def pair():
    while True:
        one, other = some(), some()
        # Of two empty sets the other program divides by nothing.
        if one or other:
            return {"one": one, "other": other, "distance": masi_distance(set(one), set(other))}


def distances():
    """The same over values of which only it is known how far two are apart, as of boxes and spans: symmetric, in 1/65536."""
    rows = table()
    count = max(value for row in rows for value in row if value is not None) + 1
    apart = [[0] * count for _ in range(count)]
    for one in range(count):
        for other in range(one):
            apart[one][other] = apart[other][one] = draw.randint(1, 65_536)

    def metric(v1, v2, i1, i2, n_v, dtype=float):
        return np.array(apart, dtype=float)[v1.astype(int), v2.astype(int)].astype(dtype)

    data = [[float("nan") if value is None else float(value) for value in row] for row in rows]
    return {"rows": rows, "apart": apart, "alpha": float(krippendorff.alpha(data, level_of_measurement=metric))}


def lines(values):
    return ",\n".join(json.dumps(value) for value in values)


about = "Made by tools/kind-vectors/references.py with krippendorff and nltk; the rows of a table are raters."
tables = lines({"rows": rows, **alphas(rows)} for rows in (table() for _ in range(TABLES)))
pairs = lines(pair() for _ in range(PAIRS))
apart = lines(distances() for _ in range(DISTANCES))
sys.stdout.write(f'{{"about": {json.dumps(about)}, "tables": [\n{tables}\n], "masi": [\n{pairs}\n], "distances": [\n{apart}\n]}}\n')
