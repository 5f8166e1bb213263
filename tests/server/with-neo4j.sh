#!/usr/bin/env bash
# with-neo4j.sh MEUTE COMMAND…: run the command with a real Neo4j of its own at hand, whose address
# and password are in MEUTE_TEST_NEO4J and MEUTE_TEST_NEO4J_PASSWORD; then stop and delete it.
# Without Java and Maven, or Docker, the command runs all the same, and what needs Neo4j is skipped.
set -euo pipefail

meute=$1
shift

if [[ -n ${MEUTE_TEST_NEO4J:-} ]]; then
    exec "$@"
fi

# The settings of whoever runs this are not those of the tests.
unset MEUTE_GRAPH MEUTE_USER MEUTE_PASSWORD MEUTE_DATABASE
home=$(mktemp -d)
export MEUTE_SERVER_HOME=$home/server
stop() {
    "$meute" server down --erase --yes 2>/dev/null || echo "The test server did not stop." >&2
    rm -rf "$home"
}
trap stop EXIT

read -r port http_port < <(python3 - <<'PY'
import socket

probes = [socket.socket() for _ in range(2)]
for probe in probes:
    probe.bind(("127.0.0.1", 0))
print(*(probe.getsockname()[1] for probe in probes))
PY
)

if url=$("$meute" server up --port "$port" --http-port "$http_port" --heap 1g 2>"$home/said"); then
    MEUTE_TEST_NEO4J=$url
    MEUTE_TEST_NEO4J_PASSWORD=$(<"$MEUTE_SERVER_HOME/password")
    export MEUTE_TEST_NEO4J MEUTE_TEST_NEO4J_PASSWORD
    echo "Neo4j runs for this at $url" >&2
elif [[ -n ${MEUTE_REQUIRE_NEO4J:-} ]]; then
    cat "$home/said" >&2
    exit 1
else
    echo "Without Neo4j; the tests that need one are skipped, because it cannot be started:" >&2
    cat "$home/said" >&2
fi

status=0
(unset MEUTE_SERVER_HOME; "$@") || status=$?
exit "$status"
