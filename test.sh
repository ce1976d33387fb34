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

# One test runs on an emulated Arm64, with the C and C++ libraries that Debian and Ubuntu have for it. Elsewhere it is skipped.
if [ "$(uname -m)" = x86_64 ]; then
  arm64=()
  command -v qemu-aarch64 > /dev/null || arm64+=(qemu-user)
  [ -f /usr/aarch64-linux-gnu/lib/libc.so.6 ] || arm64+=(libc6-arm64-cross)
  [ -f /usr/aarch64-linux-gnu/lib/libstdc++.so.6 ] || arm64+=(libstdc++6-arm64-cross)
  [ -f /usr/aarch64-linux-gnu/lib/libgcc_s.so.1 ] || arm64+=(libgcc-s1-arm64-cross)
  if [ ${#arm64[@]} -gt 0 ]; then
    say "Installing for the test on an emulated Arm64: ${arm64[*]}"
    { [ ${#missing[@]} -gt 0 ] || as_root apt-get update -qq; } \
      && as_root apt-get install -y -qq --no-install-recommends "${arm64[@]}" > /dev/null \
      || echo "They cannot be installed here, so that test will be skipped. Everything else runs."
  fi
fi

# One test asks the ONNX project's own checker, a Python package. Elsewhere it is skipped.
if command -v apt-get > /dev/null && ! /usr/bin/python3 -c "import onnx" 2> /dev/null; then
  say "Installing the ONNX checker for one test: python3-onnx"
  { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends python3-onnx > /dev/null; } \
    || echo "It cannot be installed here, so that test will be skipped. Everything else runs."
fi

# Some tests start real ranks, of both families of MPI libraries. Elsewhere they are skipped.
if command -v apt-get > /dev/null && ! { command -v mpirun.openmpi && command -v mpirun.mpich; } > /dev/null; then
  say "Installing MPI for the tests of several processes: openmpi-bin mpich"
  { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends openmpi-bin mpich > /dev/null; } \
    || echo "They cannot be installed here, so those tests will be skipped. Everything else runs."
fi

# The studio is tested in a real browser. Elsewhere those tests are skipped.
if command -v apt-get > /dev/null && ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } > /dev/null; then
  say "Installing a browser for the studio's tests: chromium"
  { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends chromium > /dev/null; } \
    || echo "It cannot be installed here, so those tests will be skipped. Everything else runs."
fi

say "Build (warnings are errors)"
dotnet restore Feedforward.slnx --locked-mode -v quiet
dotnet build Feedforward.slnx -c Release --no-restore -v quiet

say "Formatting"
dotnet format Feedforward.slnx --no-restore --verify-no-changes

say "Tests"
passed=0 failed=0 skipped=0 status=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  echo "-- $name"
  output=$("$project/bin/Release/net10.0/$name" --progress off --no-ansi 2>&1) || status=1
  printf '%s\n' "$output" | grep -vE '^\s*$' | tail -n 100
  count() { printf '%s\n' "$output" | sed -nE "s/^ *$1: ([0-9]+).*/\1/p" | tail -n 1; }
  passed=$((passed + $(count succeeded) + 0))
  failed=$((failed + $(count failed) + 0))
  skipped=$((skipped + $(count skipped) + 0))
done

say "Result"
[ "$skipped" = 0 ] || echo "$skipped skipped, for the reasons above"
echo "$passed passed, $failed failed"
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
