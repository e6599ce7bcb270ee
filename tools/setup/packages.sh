#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packages.sh LIST…: installs the Debian packages named in the lists, only those that are missing.
set -euo pipefail

missing=()
for package in $(sed 's/#.*//' "$@"); do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

say() { echo "lineside: $*" >&2; }
root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        say "these Debian packages are needed and only root can install them: ${missing[*]}"
        exit 1
    fi
    root=(sudo)
fi
say "installing ${#missing[@]} Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
if ! "${root[@]}" apt-get update -q; then
    say "the package lists could not be fetched; check the network, then run the same command again. Nothing was installed."
    exit 1
fi
if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; then
    say "apt could not install the packages (its reason is above); run the same command again when that is mended."
    exit 1
fi
