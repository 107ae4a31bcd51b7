# For the scripts beside it: the repository's root, clones, and how they are built.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
# Everything that is published, without running tests.
published="-pl !examples,!publishing"
untested="-Dmaven.test.skip=true -Dspotless.check.skip=true"

fail() {
  echo "$(basename -- "$0"): $1" >&2
  exit 1
}

# Clones what is committed into a new folder.
clone() {
  [ -z "$(git -C "$root" status --porcelain)" ] || fail "commit first: a release is made of what is committed"
  rm -rf "$1"
  git clone -q "$root" "$1"
}
