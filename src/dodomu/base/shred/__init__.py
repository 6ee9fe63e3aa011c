"""Lawful destruction: care data are shredded by destroying their keys, and the organisation's key is rotated.

shred.rotate_keys(viewer)
"""

from dodomu.base.shred.rotating import rotate_keys

__all__ = ["rotate_keys"]
