// ---
// title: What was loaded, for the report
// description: >
//   Each loaded file with the digest of its bytes and what became of its records.
// parameters:
//   limit: {type: integer, default: 10000, description: Maximum number of rows.}
// columns:
//   file: {type: string, description: Its name when it was loaded.}
//   digest: {type: string, description: SHA-256 of its bytes.}
//   format: {type: string, description: The format it was read as.}
//   read: {type: integer, description: Records read.}
//   loaded: {type: integer, description: Records that became new posts or accounts.}
//   merged: {type: integer, description: Records merged into ones already there.}
//   rejected: {type: integer, description: Records rejected.}
//   finished_at: {type: string, description: When the load ended.}
// ---
MATCH (i:Import)
RETURN i.file AS file, i.digest AS digest, i.format AS format, i.read AS read, i.loaded AS loaded,
       i.merged AS merged, i.rejected AS rejected, i.finished_at AS finished_at
ORDER BY finished_at, file, digest
LIMIT $limit
