#!/usr/bin/env bash
# Makes a Debian package of an archive with a Java of its own (docs/releasing.md), beside the archive.
# publishing/debian.sh cli/target/dist/decant-VERSION-linux-ARCHITECTURE.tar.gz
# To be run on the Debian that it is for: the package depends on what the archive's Java is linked with there.
set -euo pipefail
. "$(dirname -- "$0")/common.sh"

archive=${1:?the archive is missing}
name=$(basename -- "$archive" .tar.gz)
[[ $name =~ ^decant-(.+)-linux-(x86_64|arm64)$ ]] || fail "'$archive' is no archive such as decant-0.1.0-linux-x86_64.tar.gz"
# 0.1.0~SNAPSHOT comes before 0.1.0
version=${BASH_REMATCH[1]/-/\~}
architecture=${BASH_REMATCH[2]/x86_64/amd64}
[ "$(dpkg --print-architecture)" = "$architecture" ] || fail "this machine is no $architecture, for which '$archive' is"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/DEBIAN" "$work/opt" "$work/usr/bin" "$work/usr/share/doc/decant"
tar xzf "$archive" --no-same-owner -C "$work/opt"
mv "$work/opt/$name" "$work/opt/decant"
ln -s /opt/decant/decant "$work/usr/bin/decant"
(cd "$work/opt/decant" && cat NOTICE LICENSE docs/third-party.md) >"$work/usr/share/doc/decant/copyright"

# The packages that have the libraries which Java is linked with, but for those of windows and sound.
packages() {
  find "$work/opt/decant/runtime/lib" -name '*.so' ! -name 'libawt_xawt.so' ! -name 'libjawt.so' \
    ! -name 'libsplashscreen.so' ! -name 'libjsound.so' -exec ldd {} + |
    sed -n 's/.* => \(\/.*\) (.*/\1/p' | grep -v "^$work" | sort -u | while read -r library; do
    found=$(dpkg -S "*-linux-gnu/${library##*/}" | head -n 1)
    echo "${found%%:*}"
  done | sort -u
}
depends=$(packages | paste -sd, | sed 's/,/, /g')
[[ $depends == *libc6* ]] || fail "the libraries that Java needs were not found, only '$depends'"

cat >"$work/DEBIAN/control" <<END
Package: decant
Version: $version
Architecture: $architecture
Maintainer: The Decant authors
Installed-Size: $(du -sk "$work/opt" | cut -f 1)
Depends: $depends
Section: science
Priority: optional
Description: Caffe networks on any device, and bigger than its memory
 Trains and runs Caffe's networks on the CPU, by OpenCL and by CUDA. Brings a
 Java of its own. The command is decant; Caffe's programs lie in /opt/decant/bin.
END
package=$(dirname -- "$archive")/decant_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zgzip --build "$work" "$package"
(cd "$(dirname -- "$package")" && sha256sum -b "$(basename -- "$package")") >"$package.sha256"
