# Sourced by build and test, which have changed to the project's folder.
# `setup build` or `setup test`: makes .venv hold exactly what requirements/NAME.txt locks, and the
# project itself, editable. When nothing changed since the last time, it only compares a stamp.

find_python() {
  local name
  for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "Python 3.11 or newer, with its venv module, was not found. Please install it (on Debian:" \
    "apt-get install python3 python3-venv), or name one: PYTHON=/path/to/python $0" >&2
  exit 2
}

setup() {
  local stamp python
  stamp="$PWD $(cat pyproject.toml requirements/*.txt | cksum)"
  if [[ ! -x .venv/bin/python || "$(cat .venv/stamp 2>/dev/null)" != "$stamp" ]]; then
    python=$(find_python)
    echo "Setting up .venv with $("$python" --version) ..." >&2
    "$python" -m venv --clear .venv
    echo "$stamp" >.venv/stamp
  fi
  # What the tests install includes what a build needs.
  if [[ ! -e .venv/has-test && ! -e .venv/has-$1 ]]; then
    local pip=(.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps)
    "${pip[@]}" --require-hashes --requirement "requirements/$1.txt"
    "${pip[@]}" --no-build-isolation --editable .
    touch ".venv/has-$1"
  fi
}
