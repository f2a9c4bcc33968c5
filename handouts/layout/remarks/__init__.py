"""Remarks: warnings and notes about how a leaflet looks, one file for each rule or two."""
