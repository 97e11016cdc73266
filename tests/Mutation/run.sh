#!/usr/bin/env bash
# Mutates the files of one area and runs its pure tests against each mutant; fails where fewer than 85 % are killed.
# tests/Mutation/run.sh timescales|updates|ledger|snapshots|all [glob of the files to mutate]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

run() {
  local area=$1 files=$2
  # What tests/Updates links of the disclosure guard is mutated with the snapshots.
  cd "$here/$area/Tests"
  dotnet stryker --config-file ../../stryker-config.json --mutate "$files" ${3:+--mutate "$3"} --output "$here/out/$area" --skip-version-check
}

dotnet tool restore --tool-manifest "$here/../../.config/dotnet-tools.json"
status=0
case ${1:-} in
  timescales) run Timescales "${2:-**/*.cs}" ;;
  updates) run Updates "${2:-**/*.cs}" "!**/Disclosure/*.cs" ;;
  ledger) run Ledger "${2:-**/*.cs}" ;;
  snapshots) run Snapshots "${2:-**/*.cs}" ;;
  all) for area in updates ledger snapshots timescales; do "$0" "$area" || status=1; done ;;
  *) sed -n 3p "$0" | cut -c3- && status=2 ;;
esac
exit "$status"
