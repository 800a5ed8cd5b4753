#!/usr/bin/env bash
# Builds what is published of the Python client, an archive of the sources and the wheel made of it, and checks both as PyPI will: pack-python.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?"the folder for the archives"}
venv=node_modules/.python
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --requirement sdks/python/requirements-test.txt
"$venv/bin/python" -m build --no-isolation --outdir "$folder" sdks/python
"$venv/bin/python" -m twine check --strict "$folder"/*
