#!/bin/sh
# Makes a virtual environment with pip in it: tools/make_venv.sh FOLDER. On a bare Debian the parts of Python that do
# it may be missing; what is there is used, and what is missing is named in one line to copy.
set -eu
folder=$1
python=${PYTHON:-}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ -z "$python" ]; then
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && new_enough "$candidate"; then python=$candidate; break; fi
    done
fi
if [ -z "$python" ] || ! new_enough "$python"; then
    echo "Stelsel needs Python 3.11 or newer. On Debian 12: sudo apt-get install --yes python3 python3-venv" >&2
    exit 1
fi

if "$folder/bin/python" -m pip --version >/dev/null 2>&1 && new_enough "$folder/bin/python"; then
    exit 0
fi
rm -rf "$folder"
if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$folder" && exit 0
fi
# Debian keeps ensurepip in python3-venv. Another pip, or virtualenv, or uv can put pip into the environment as well.
if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip "$folder" 2>/dev/null; then
    "$python" -m pip --quiet --disable-pip-version-check --python "$folder/bin/python" install pip && exit 0
fi
if "$python" -m virtualenv --version >/dev/null 2>&1; then
    "$python" -m virtualenv --quiet "$folder" && exit 0
fi
if command -v uv >/dev/null; then
    uv venv --quiet --seed --python "$python" "$folder" && exit 0
fi
rm -rf "$folder"
echo "Python can make no virtual environment here. Run this, then try again: sudo apt-get install --yes python3-venv" >&2
exit 1
