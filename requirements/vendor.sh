#!/bin/sh
# Brings files of npm packages into the tree, each with its licence, and checks them against their sums.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# take PACKAGE@VERSION  FILE IN IT  WHERE IT GOES  WHERE ITS LICENCE GOES
take() {
    (cd "$work" && rm -rf package && npm pack --silent "$1" >name && tar xzf "$(cat name)")
    mkdir -p "$here/$(dirname "$3")"
    cp "$work/package/$2" "$here/$3"
    cp "$work/package/LICENSE" "$here/$4"
}

static=templates/web/static
take htmx.org@2.0.11 dist/htmx.min.js $static/vendor/htmx.min.js $static/vendor/htmx.LICENSE
take @fontsource-variable/source-sans-3@5.3.1 files/source-sans-3-latin-wght-normal.woff2 \
    $static/font/source-sans-3.woff2 $static/font/source-sans-3.LICENSE
# Papers in PDF are set in the same letters; Typst wants them in files of their own.
python3 -m venv "$work/fonts" && "$work/fonts/bin/pip" install --quiet fonttools==4.68.0 brotli==1.2.1
"$work/fonts/bin/python" "$here/requirements/print_fonts.py" \
    "$here/$static/font/source-sans-3.woff2" "$here/templates/papers/font"
cp "$here/$static/font/source-sans-3.LICENSE" "$here/templates/papers/font/LICENSE"
take axe-core@4.14.1 axe.min.js tests/web/vendor/axe.min.js tests/web/vendor/axe.LICENSE

cd "$here" && sha256sum --quiet --check requirements/vendor.sha256 && echo "vendored files are as they should be"
