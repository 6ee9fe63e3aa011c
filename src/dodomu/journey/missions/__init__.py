"""The stage of the road where the way home is planned and travelled."""
