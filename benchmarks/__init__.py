"""Benchmarks: the dry-needling leaflet by handouts and by its peers, side by side in one run.

``python -m benchmarks`` measures the leaflet without a person, cold and warm;
``python -m benchmarks people`` a leaflet for each of many people, and complete batches.
"""
