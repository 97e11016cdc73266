#!/usr/bin/env sh
# Compiles, lints and formats every Bicep and parameter file with the compiler at $1. Its warnings are failures here.
set -u
bicep=$1
source=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$source" "$work/infra"
cd "$work" || exit 1

# Whoever deploys gives these; a file that asked for none would deploy without them.
export AZURE_ENV_NAME="${AZURE_ENV_NAME:-hub-check}" AZURE_LOCATION="${AZURE_LOCATION:-uksouth}"
export HUB_ALERT_EMAIL="${HUB_ALERT_EMAIL:-operators@hub.example}" HUB_MAIL_FROM="${HUB_MAIL_FROM:-hub@hub.example}"

failed=0
quiet() {
  "$bicep" "$@" >words 2>&1 && [ ! -s words ] && return
  echo "bicep $*" >&2
  sed "s|$work/||" words >&2
  failed=1
}

quiet lint --pattern 'infra/**/*.bicep'
for file in infra/*.bicepparam; do quiet build-params "$file" --outfile compiled.json; done
quiet format --pattern 'infra/**/*.bicep'
quiet format --pattern 'infra/*.bicepparam'
diff -r "$source" infra >&2 || { echo 'Format these files: bicep format --pattern "infra/**/*.bicep"' >&2; failed=1; }
exit "$failed"
