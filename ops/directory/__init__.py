"""A directory of the size of the real one, made by rule: for benchmarks and tests only."""
