#!/usr/bin/env bash
# Builds what is published twice, in two clones in folders of different names, and compares every file.
# publishing/reproducible.sh [options for Maven]
set -euo pipefail
. "$(dirname -- "$0")/common.sh"
work=$root/target/reproducible

build() {
  # shellcheck disable=SC2086
  (cd "$1" && mvn -B -q -Prelease $published $untested "${@:2}" package)
  (cd "$1" && find . -path '*/target/decant-*.jar' -o -path '*/target/bom.json' -o -path '*/target/bom.xml' \
    -o -path '*/target/flattened.xml' | sort | xargs sha256sum) >"$1.sums"
}

clone "$work/one"
clone "$work/another"
build "$work/one" "$@"
sleep 2
build "$work/another" "$@"
files=$(wc -l <"$work/one.sums")
[ "$files" -ge 50 ] || fail "only $files files were found"
diff "$work/one.sums" "$work/another.sums" || fail "the builds differ"
echo "$files files are the same in both builds"
