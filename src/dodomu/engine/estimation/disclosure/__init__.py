"""Disclosure control: hide small counts together with whatever would give them back, and prove it by attack."""
