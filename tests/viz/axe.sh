#!/usr/bin/env bash
# Fetch axe-core (MPL-2.0), which tests alone use and nothing ships: print the path of its script.
# Exit code 3: what came is not what it was.
set -euo pipefail
version=4.14.1
digest=FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==
folder=${1:?the folder to keep it in}/axe-core-$version
if [[ ! -f $folder/package/axe.min.js ]]; then
	mkdir -p "$folder"
	(cd "$folder" && npm pack --silent "axe-core@$version" >/dev/null)
	archive=$folder/axe-core-$version.tgz
	[[ $(openssl dgst -sha512 -binary "$archive" | base64 -w0) == "$digest" ]] ||
		{ echo "axe-core $version is not what it was" >&2; exit 3; }
	tar -xzf "$archive" -C "$folder" package/axe.min.js package/LICENSE
fi
echo "$folder/package/axe.min.js"
