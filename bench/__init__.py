"""Measurements. Each is a command; `make bench` runs all and writes docs/performance.md. Figures are ratios within one run."""
