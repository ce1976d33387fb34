#!/usr/bin/python3
"""What scikit-learn and XGBoost reach with their defaults on the sets that the benchmark `tabular` knows.

On Debian or Ubuntu:  apt-get install python3-sklearn python3-pandas python3-xgboost libopenblas0-pthread
and /usr/bin/python3 to run it. Without the last package NumPy's products take a plain library, and the MLP is slow.

    run_baselines.py FOLDER [--sets iris,adult] [--seeds 0,1,2] [--models MLP,HGB,XGB] [--threads 1] [--record FILE]

FOLDER holds NAME.csv for the sets of its own sets.json, or else of tabular-sets.json beside this script. One JSON line
per set, seed and model; --record puts the runs into a file such as tabular-peers.json, in place of those it had.

Rows     Comma separated, a header, an empty cell is the only missing value. Rows without a target are dropped.
Columns  Numeric where every cell that is not empty is a number and the set does not call it a category.
Split    permutation of the rows by numpy's RandomState(seed); the first fifth is the test part, the first fifth of the
         rest the validation part. These models need none and learn from the whole rest.
MLP      MLPClassifier or MLPRegressor; numbers: mean for missing, standardised; categories: one-hot; target standardised.
HGB      HistGradientBoosting; categories as codes, told to the model up to 254 of them.
XGB      XGBClassifier or XGBRegressor with tree_method=hist; categories one-hot, missing numbers as they are.
Figures  err, logloss (natural, probabilities at least 1e-15), auc (two classes); rmse, mae, r2, nrmse = rmse / std of the test target.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import time
import warnings

HERE = pathlib.Path(__file__).resolve().parent
parser = argparse.ArgumentParser(description="Baselines of scikit-learn and XGBoost; the head of the script says more.")
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--sets")
parser.add_argument("--seeds", default="0,1,2")
parser.add_argument("--models", default="MLP,HGB,XGB")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--record", type=pathlib.Path)
options = parser.parse_args()

# The libraries read these when they are loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(options.threads)
warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import roc_auc_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

PROGRAMS = {
    "MLP": f"scikit-learn {sklearn.__version__}, MLPClassifier / MLPRegressor, defaults",
    "HGB": f"scikit-learn {sklearn.__version__}, HistGradientBoostingClassifier / -Regressor, defaults",
    "XGB": f"XGBoost {xgboost.__version__}, XGBClassifier / XGBRegressor, defaults, tree_method=hist",
}


def load(known):
    """Features, target (numbers, or class numbers in the order of the labels), numeric columns, categories."""
    table = pd.read_csv(options.folder / f"{known['name']}.csv", dtype=str, keep_default_na=False, na_values=[""])
    table = table[table[known["target"]].notna()].reset_index(drop=True)
    target = table.pop(known["target"])
    numbers, categories = [], []
    for column in table.columns:
        if column not in known.get("categories", []):
            try:
                table[column] = pd.to_numeric(table[column]).astype(float)
                numbers.append(column)
                continue
            except (ValueError, TypeError):
                pass
        categories.append(column)
    if known["task"] == "regression":
        return table, pd.to_numeric(target).to_numpy(float), numbers, categories
    return table, np.unique(target.to_numpy(str), return_inverse=True)[1], numbers, categories


def one_hot():
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False, dtype=np.float32)
    return make_pipeline(SimpleImputer(strategy="constant", fill_value="__missing__"), encoder)


def build(model, table, numbers, categories, regression, seed):
    """The estimator from raw columns to predictions."""
    if model == "HGB":
        codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, encoded_missing_value=np.nan)
        few = [False] * len(numbers) + [table[column].nunique() <= 254 for column in categories]
        kind = HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier
        columns = ColumnTransformer([("numbers", "passthrough", numbers), ("categories", codes, categories)])
        return make_pipeline(columns, kind(categorical_features=few if any(few) else None, random_state=seed))
    scaled = make_pipeline(SimpleImputer(), StandardScaler()) if model == "MLP" else "passthrough"
    columns = ColumnTransformer([("numbers", scaled, numbers), ("categories", one_hot(), categories)])
    if model == "XGB":
        kind = xgboost.XGBRegressor if regression else xgboost.XGBClassifier
        return make_pipeline(columns, kind(tree_method="hist", n_jobs=options.threads, random_state=seed))
    if regression:
        network = TransformedTargetRegressor(MLPRegressor(random_state=seed), transformer=StandardScaler())
        return make_pipeline(columns, network)
    return make_pipeline(columns, MLPClassifier(random_state=seed))


def regression_figures(truth, predicted):
    error = predicted - truth
    square = float((error**2).mean())
    return {
        "rmse": square**0.5,
        "mae": float(np.abs(error).mean()),
        "r2": 1 - square / float(truth.var()),
        "nrmse": square**0.5 / float(truth.std()),
    }


def classification_figures(truth, probabilities):
    likelihoods = np.clip(probabilities[np.arange(len(truth)), truth], 1e-15, 1)
    figures = {"err": float((probabilities.argmax(1) != truth).mean()), "logloss": float(-np.log(likelihoods).mean())}
    if probabilities.shape[1] == 2:
        figures["auc"] = float(roc_auc_score(truth, probabilities[:, 1]))
    return figures


def run(known, seed, model, table, target, numbers, categories):
    regression = known["task"] == "regression"
    order = np.random.RandomState(seed).permutation(len(target))
    test, rest = order[: len(order) // 5], order[len(order) // 5 :]
    # Training part first, then the validation part: the order of the rows changes what an MLP learns.
    rest = np.concatenate([rest[len(rest) // 5 :], rest[: len(rest) // 5]])
    estimator = build(model, table, numbers, categories, regression, seed)
    begin = time.perf_counter()
    if regression:
        estimator.fit(table.iloc[rest], target[rest])
    else:
        # The models want classes 0, 1, ... without a gap; one that is only in the test part has probability 0.
        known_classes, codes = np.unique(target[rest], return_inverse=True)
        estimator.fit(table.iloc[rest], codes)
    fitted = time.perf_counter()
    if regression:
        figures = regression_figures(target[test], estimator.predict(table.iloc[test]))
    else:
        probabilities = np.zeros((len(test), int(target.max()) + 1))
        probabilities[:, known_classes] = estimator.predict_proba(table.iloc[test])
        figures = classification_figures(target[test], probabilities)
    return {
        "set": known["name"],
        "model": model,
        "seed": seed,
        "threads": options.threads,
        "fit_rows": len(rest),
        "test_rows": len(test),
        **{name: round(value, 6) for name, value in figures.items()},
        "fit_seconds": round(fitted - begin, 3),
    }


def processor():
    try:
        names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
        return names[0]
    except (OSError, IndexError):
        return platform.processor() or platform.machine()


def record(line):
    """Puts a run into the file in place of the same set, model and seed; other models' runs stay."""
    path = options.record
    known = json.loads(path.read_text()) if path.exists() else {"peers": {}, "runs": []}
    known["peers"][line["model"]] = {
        "program": PROGRAMS[line["model"]],
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "date": datetime.date.today().isoformat(),
    }
    same = lambda other: all(other[key] == line[key] for key in ("set", "model", "seed"))
    runs = [other for other in known["runs"] if not same(other)] + [line]
    runs.sort(key=lambda one: (one["set"], one["model"], one["seed"]))
    peers = json.dumps(known["peers"], indent=2).replace("\n", "\n  ")
    lines = ",\n    ".join(json.dumps(one) for one in runs)
    path.write_text(f'{{\n  "peers": {peers},\n  "runs": [\n    {lines}\n  ]\n}}\n')


own = options.folder / "sets.json"
sets = json.loads((own if own.exists() else HERE / "tabular-sets.json").read_text())
wanted = options.sets.split(",") if options.sets else [known["name"] for known in sets]
models = options.models.split(",")
unknown = [name for name in wanted if name not in [known["name"] for known in sets]] + [name for name in models if name not in PROGRAMS]
if unknown:
    parser.error(f"unknown: {', '.join(unknown)}; the sets are {', '.join(known['name'] for known in sets)}, the models {', '.join(PROGRAMS)}")
for known in sets:
    if known["name"] in wanted:
        data = load(known)
        for seed in map(int, options.seeds.split(",")):
            for model in models:
                line = run(known, seed, model, *data)
                print(json.dumps(line), flush=True)
                if options.record:
                    record(line)
