#!/bin/sh
# Writes the three locks from pyproject.toml: what it takes to run, to develop, to measure.
set -eu
compile() {
    uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@"
}
compile --extra oidc --extra postgres --extra build -o requirements/run.txt
compile --extra test -o requirements/dev.txt
compile --extra bench --extra postgres --extra build -o requirements/bench.txt
