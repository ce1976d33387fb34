#!/bin/bash
# Sets up and runs everything that must pass: build with warnings as errors, formatting, all tests.
# Works on a fresh Debian or Ubuntu as well; what it installs there is printed first.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '\n== %s\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo > /dev/null; then sudo "$@"; else
    echo "This needs administrator rights: $*" >&2
    return 1
  fi
}

if ! command -v dotnet > /dev/null; then
  say "The .NET 10 SDK is missing: installing it to ~/.dotnet with Microsoft's install script"
  command -v curl > /dev/null || { as_root apt-get update && as_root apt-get install -y curl ca-certificates; }
  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 --install-dir "$HOME/.dotnet"
  export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"
fi

# One test publishes the command line ahead of time, which links with clang and zlib.
missing=()
command -v clang > /dev/null || missing+=(clang)
[ -f /usr/include/zlib.h ] || missing+=(zlib1g-dev)
if [ ${#missing[@]} -gt 0 ]; then
  say "Installing for ahead-of-time compilation: ${missing[*]}"
  as_root apt-get update -qq
  as_root apt-get install -y -qq "${missing[@]}" > /dev/null
fi

say "Build (warnings are errors)"
dotnet restore Feedforward.slnx --locked-mode -v quiet
dotnet build Feedforward.slnx -c Release --no-restore -v quiet

say "Formatting"
dotnet format Feedforward.slnx --no-restore --verify-no-changes

say "Tests"
passed=0 failed=0 status=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  echo "-- $name"
  output=$("$project/bin/Release/net10.0/$name" --progress off --no-ansi 2>&1) || status=1
  printf '%s\n' "$output" | grep -vE '^\s*$' | tail -n 100
  count() { printf '%s\n' "$output" | sed -nE "s/^ *$1: ([0-9]+).*/\1/p" | tail -n 1; }
  passed=$((passed + $(count succeeded) + 0))
  failed=$((failed + $(count failed) + 0))
done

say "Result"
echo "$passed passed, $failed failed"
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
