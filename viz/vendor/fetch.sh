#!/usr/bin/env bash
# Fetch what the network page holds of others, by version and digest: `make vendor`.
# vis-network (Apache-2.0 or MIT, here MIT): the build without style sheets, which a page of ours
# neither has nor allows. Its source map's address goes, since the page asks nobody for anything.
set -euo pipefail
cd "$(dirname "$0")"
version=10.1.5
digest=civ5BjoMdAEwRb/PZMmBZ3sD+NPymIWfkIeaoBDqQZKJ1YDq20X6vTB8u+UstwdWT9ftxRaSEflKFOUTw43I0w==
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && npm pack --silent "vis-network@$version" >/dev/null)
archive=$folder/vis-network-$version.tgz
[[ $(openssl dgst -sha512 -binary "$archive" | base64 -w0) == "$digest" ]] ||
	{ echo "vis-network $version is not what it was" >&2; exit 1; }
tar -xzf "$archive" -C "$folder"
sed '/sourceMappingURL/d' "$folder/package/dist/vis-network.min.js" >vis-network.min.js
cp "$folder/package/LICENSE-MIT" LICENSE-vis-network-MIT
sha256sum vis-network.min.js LICENSE-vis-network-MIT >vendor.sha256
