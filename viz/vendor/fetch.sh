#!/usr/bin/env bash
# Fetch what the network page holds of others and bundle it: `make vendor`. Versions and digests
# stand in package-lock.json, which names no registry.
# - vis-network (Apache-2.0 or MIT, here MIT): the build without style sheets, which a page of ours
#   neither has nor allows. Its source map's address goes, since the page asks nobody for anything.
# - sigma, graphology and what they need (MIT): only the parts that sigma-entry.mjs names, by esbuild.
set -euo pipefail
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp package.json package-lock.json sigma-entry.mjs "$folder"
(cd "$folder" && npm ci --silent --ignore-scripts --no-audit --no-fund)
modules=$folder/node_modules
sed '/sourceMappingURL/d' "$modules/vis-network/dist/vis-network.min.js" >vis-network.min.js
cp "$modules/vis-network/LICENSE-MIT" LICENSE-vis-network-MIT
(cd "$folder" && node_modules/.bin/esbuild sigma-entry.mjs --bundle --minify --format=iife \
	--target=es2020 --legal-comments=none --log-level=warning --outfile=sigma.min.js)
cp "$folder/sigma.min.js" .
for name in sigma graphology graphology-utils events; do
	echo "$name $(node -p "require('$modules/$name/package.json').version")"
	echo
	cat "$modules/$name"/LICENSE*
	echo
done >LICENSE-sigma-MIT
sha256sum ./*.min.js LICENSE-* | sed 's|\./||' >vendor.sha256
