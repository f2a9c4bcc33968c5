"""The colour profile of a file's colours: sRGB (IEC 61966-2.1).

Created once by LittleCMS 2.19 (``ImageCms.createProfile("sRGB")`` in Pillow), which states
"No copyright, use freely" in it; its date is set to 1 January 2000.
"""

from __future__ import annotations

from base64 import b64decode

PACKED_PROFILE = b64decode(
    "eNqVkb1Lw1AUxU9bRdFKBx1EHDJUcWhBFMRR69ClSKkVrLo0r0krJGlIUqS4Ci4OBQfRxa/B/0BXwVWhICiCiH+DX4uU"
    "eNIUWkQH7+Pl/jh553LffUAwpQnd7poDdMOxMsmEtJJblXrqCHA1Iy9scz6dTuHP+Lz3z97FvVr4X/QXFFsAgV7yjDAt"
    "h8xukNp0TI93yUOilC+Qj8kxiw2Sbzxd9vnF46LP7x5b2cwCEPRqSsUOljtYlCydPEGO6lpFtPrxbhJWjOUl5hHuUdjI"
    "IIkEJMioYAMaHMSZDc7sd99k07eIMj2CXxNVWHQUUaI3RrXCqgqzSl3h0lD15v5znrY6PeVXDyeA7mfXfRsDevaARs11"
    "v05ct3EKhJ6AK6PtL3NOsx/Ua20tegREtoGL67Ym7wOXO8Dwo5m38k0pxB1UVeD1HBjIAYN1oG/Nn1XrP84egOwWn+gW"
    "ODgExnk+sv4NBP1nlg=="
)
"""The ICC profile, compressed by zlib."""

PROFILE_NAME = "sRGB IEC61966-2.1"
