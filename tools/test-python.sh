#!/usr/bin/env bash
# Tests the Python client: style, types, and its tests on a real server. What they need is installed in node_modules/.python.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=node_modules/.python
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --requirement sdks/python/requirements-test.txt
cd sdks/python
python="../../$venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[async]'
"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
"$python" -m pytest "$@"
