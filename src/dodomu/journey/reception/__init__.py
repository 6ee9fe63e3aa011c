"""The stage of the road where children arrive and are received."""
