#!/usr/bin/env bash
# Writes release notes in Markdown from the subjects of the log, by area ("area: what", "area, area: what").
# publishing/release-notes.sh VERSION [FROM]   FROM: the last release's tag; without it, the whole log.
set -euo pipefail
version=${1:?VERSION is missing}
range=${2:+$2..}HEAD

echo "# Decant $version"
echo
echo "$(git rev-list --count --no-merges "$range") changes${2:+ since $2}."
git log --no-merges --reverse --format=%s "$range" | awk '
  {
    colon = index($0, ": ")
    area = colon ? substr($0, 1, colon - 1) : "other"
    what = colon ? substr($0, colon + 2) : $0
    # areas are a few words; what looks otherwise is a sentence with a colon
    if (area !~ /^[A-Za-z.-]+(, [A-Za-z.-]+)*$/) { area = "other"; what = $0 }
    sub(/,.*/, "", area)
    if (area != "README") area = tolower(area)
    if (seen[area, what]++) next
    if (!(area in lines)) order[++count] = area
    lines[area] = lines[area] "- " toupper(substr(what, 1, 1)) substr(what, 2) "\n"
  }
  END { for (i = 1; i <= count; i++) printf "\n## %s\n%s", order[i], lines[order[i]] }'
