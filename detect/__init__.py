"""Posts become coordination: numeric kernels, no database text."""
