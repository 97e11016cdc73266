#!/usr/bin/env bash
# Measures the hub and prints one table; nothing else should run meanwhile. HUB_BENCH=20 goes up to 100,000 items, which is slow.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export HUB_BENCH=${HUB_BENCH:-10} HUB_BENCH_TABLE
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
HUB_BENCH_TABLE=$folder/table.md
export HUB_PUBLISHED_APP=$folder/worker HUB_EMPTY_WORKER=$folder/empty HUB_KESTREL_APP=$PWD/functions/bin/Release/net10.0
{
  dotnet publish functions -c Release -o "$HUB_PUBLISHED_APP" -v q
  dotnet publish tests/Benchmarks/EmptyWorker -c Release -o "$HUB_EMPTY_WORKER" -v q
  dotnet test tests -c Release --filter FullyQualifiedName~Tests.Benchmarks
} >&2
cat "$HUB_BENCH_TABLE"
