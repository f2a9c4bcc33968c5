"""Benchmarks: the dry-needling leaflet by handouts and by its peers, side by side in one run.

``python -m benchmarks`` is the leaflet for nobody in particular, cold and warm;
``python -m benchmarks people`` a leaflet for each of many people, and whole batches.
"""
