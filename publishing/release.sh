#!/usr/bin/env bash
# Makes a release into a local repository, in a clone of what is committed; nothing leaves this machine.
# publishing/release.sh VERSION [--url URL] [--scm URL] [--sign] [--untested] [options for Maven]
# docs/releasing.md says what comes out and what is done with it.
set -euo pipefail
. "$(dirname -- "$0")/common.sh"

version=${1:?VERSION is missing}
shift
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "'$version' is no version such as 0.1.0"
url=https://decant.invalid
scm=$url/decant.git
profiles=release
tests=()
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --url) url=$2 && shift ;;
    --scm) scm=$2 && shift ;;
    --sign) profiles=release,sign ;;
    # shellcheck disable=SC2206
    --untested) tests=($published $untested) ;;
    *) options+=("$1") ;;
  esac
  shift
done

work=$root/target/release
checkout=$work/decant-$version
repository=$work/repository
clone "$checkout"
rm -rf "$repository"
cd "$checkout"

# The version, wherever it stands, and the addresses.
development=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)
git grep -l --fixed-strings "$development" | xargs sed -i "s/${development//./\\.}/$version/g"
sed -i -e "s|<decant.url>.*</decant.url>|<decant.url>$url</decant.url>|" \
  -e "s|<decant.scm>.*</decant.scm>|<decant.scm>$scm</decant.scm>|" pom.xml
git -c user.name=release -c user.email=release@decant.invalid commit -qam "release: $version"

mvn -B -P"$profiles" "${tests[@]}" "${options[@]}" deploy \
  "-DaltDeploymentRepository=release::file://$repository"

# Every artifact has everything.
expect() {
  [ -s "$1" ] || fail "$1 is missing"
  [ "$profiles" = release ] || [ -s "$1.asc" ] || fail "$1.asc is missing"
}
artifacts=0
for artifact in decant-parent $(sed -n 's|.*<artifactId>\(decant[a-z-]*\)</artifactId>.*|\1|p' bom/target/flattened.xml); do
  name=$artifact-$version
  folder=$repository/io/decant/$artifact/$version
  expect "$folder/$name.pom"
  artifacts=$((artifacts + 1))
  grep -q '<packaging>pom</packaging>' "$folder/$name.pom" && continue
  for suffix in .jar -sources.jar -javadoc.jar -cyclonedx.json; do
    expect "$folder/$name$suffix"
  done
done
[ "$artifacts" -gt 10 ] || fail "only $artifacts artifacts were made"
! grep -q '<parent>' "$repository/io/decant/decant-bom/$version/decant-bom-$version.pom" ||
  fail "the BOM has a parent, whose versions of others importers would take"
! grep -rl --include='*.pom' SNAPSHOT "$repository" || fail "these name a snapshot"

last=$(git describe --tags --abbrev=0 HEAD^ 2>/dev/null || true)
"$root/publishing/release-notes.sh" "$version" $last >"$work/release-notes.md"
(cd "$repository" && find . -type f -name '*decant*' ! -name '*.asc' ! -name '*.md5' ! -name '*.sha*' | sort |
  xargs sha256sum) >"$work/SHA256SUMS"
echo "$artifacts artifacts in $repository, notes in $work/release-notes.md, sums in $work/SHA256SUMS"
