"""Benchmarks: the dry-needling leaflet by handouts and by its peers, side by side in one run."""
