"""The planted campaign that the demo, the tests and the benchmarks share."""
