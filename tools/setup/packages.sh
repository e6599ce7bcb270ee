#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packages.sh LIST…: installs the Debian packages named in the lists, only those that are missing. Without a missing one it
# uses no network and asks for no rights.
set -euo pipefail

say() { echo "lineside: $*" >&2; }
fail() { say "$*"; exit 1; }

command -v dpkg-query >/dev/null || fail "the set-up knows Debian 12 only; elsewhere install what $* name and use cmake --preset release."
mapfile -t wanted < <(sed 's/#.*//' "$@" | grep -oE '[^[:space:]]+')
find_missing() {
    mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) \
        <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p' | sort -u))
    [ ${#missing[@]} -gt 0 ] || exit 0
}
find_missing

root=()
if [ "$(id -u)" -ne 0 ]; then
    by_hand="these Debian packages are missing; have root run: apt-get install --no-install-recommends ${missing[*]}"
    command -v sudo >/dev/null || fail "$by_hand"
    say "${#missing[@]} Debian packages are missing; sudo is needed to install them"
    sudo -v || fail "$by_hand"
    root=(sudo)
fi
# One at a time: of two that begin together, the second then finds nothing missing.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lineside
mkdir -p "$cache" 2>/dev/null && { exec 9>"$cache/.apt-lock"; } 2>/dev/null \
    || fail "$cache cannot be written; give it back to yourself (chown) or set XDG_CACHE_HOME to a folder that can."
flock 9
find_missing
# Debian's own updates may run just now: wait for them.
apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
say "installing ${#missing[@]} Debian packages and what they need: ${missing[*]}"
# A source of the user's own that does not answer is no reason to stop: what matters is that the packages are found.
"${apt[@]}" update </dev/null || say "not every package list could be fetched; trying with those that are there"
# In two steps, so that nothing is installed before everything has arrived.
"${apt[@]}" install -y --no-install-recommends --download-only "${missing[@]}" </dev/null \
    || fail "the Debian packages could not be fetched (apt's reason is above); check the network and that no other apt runs, then run the same command again. Nothing was installed."
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null \
    || fail "apt could not install the packages (its reason is above); mend that, then run the same command again."
