#!/bin/sh
# Checks the records of a county, in any CI or by hand, from the repository's top folder:
#
#   ci/check-records.sh [BASE]
#
#   BASE or BASE_REF   what to compare with: origin/main, main, a commit. None: a whole check.
#   RECORDS            the records folder (records).
#   REPORTS            a folder for gongshi.sarif, junit.xml, gitlab.json, summary.md and, with a
#                      base, comment.md: what the change means, naming nobody. None: no files.
#
# The findings are printed as text, on GitHub as annotations and job summary too. Exits as gongshi
# does, after all reports are written: 0 nothing blocks, 1 errors, 2 wrong use, 3 fault of gongshi.
set -eu

base=${1:-${BASE_REF:-}}
records=${RECORDS:-records}
reports=${REPORTS:-}

command -v gongshi >/dev/null || {
  echo "这里没有安装 gongshi，做法见 README。 / gongshi is not installed here: the README says how." >&2
  exit 2
}

# The commit of the base. Branches come first: a tag named origin/main must not stand in for one.
find_commit() {
  for name in "refs/remotes/$base" "refs/heads/$base" "refs/remotes/origin/$base" "$base"; do
    commit=$(git rev-parse --quiet --verify --end-of-options "$name^{commit}" 2>/dev/null) && return
  done
  return 1
}

is_here() {
  find_commit && git merge-base "$commit" HEAD >/dev/null 2>&1
}

# Every branch with its whole history, from each remote: no name of a stranger is used.
fetch_all() {
  for remote in $(git remote 2>/dev/null); do
    whole=
    [ "$(git rev-parse --is-shallow-repository)" = false ] || whole=--unshallow
    GIT_TERMINAL_PROMPT=0 git fetch --quiet --no-tags $whole \
      "$remote" "+refs/heads/*:refs/remotes/$remote/*" ||
      echo "从 $remote 取不到以前的版本。 / cannot fetch earlier versions from $remote." >&2
  done
}

set -- --records "$records"
if [ -n "$base" ]; then
  # What is still missing gongshi itself tells, with the command that fetches it.
  is_here || { fetch_all; find_commit; } || commit=$base
  set -- "$@" "--base=$commit"
fi

set -- "$@" --format text
if [ -n "$reports" ]; then
  mkdir -p "$reports"
  rm -f "$reports/comment.md"
  set -- "$@" --format sarif --output "$reports/gongshi.sarif" \
    --format junit --output "$reports/junit.xml" \
    --format gitlab --output "$reports/gitlab.json" \
    --format markdown --output "$reports/summary.md"
fi
annotations=
if [ -n "${GITHUB_ACTIONS:-}" ]; then
  annotations=$(mktemp)
  trap 'rm -f "$annotations"' EXIT
  set -- "$@" --format github --output "$annotations"
fi

code=0
gongshi check "$@" || code=$?
[ -z "$annotations" ] || cat "$annotations"

# Who reviews what, as the records say it now: a file that gongshi made is held against them.
for forge in github gitlab gitea; do
  owners=.$forge/CODEOWNERS
  if [ -f "$owners" ] && grep -q "gongshi codeowners" "$owners"; then
    gongshi codeowners --records "$records" --forge "$forge" --check "$owners" || {
      failed=$?
      [ "$code" -ne 0 ] || code=$failed
    }
  fi
done
# What lies beside the records is public too, once it is pushed.
[ "$code" -eq 2 ] || gongshi scan || {
  failed=$?
  [ "$code" -ne 0 ] || code=$failed
}

if [ -n "$reports" ] && [ -n "$base" ] && [ "$code" -ne 2 ]; then
  gongshi diff --records "$records" --format markdown "$commit" >"$reports/comment.md" || {
    failed=$?
    rm "$reports/comment.md"
    [ "$code" -ne 0 ] || code=$failed
  }
fi
exit "$code"
