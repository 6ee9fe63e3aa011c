"""The stage of the road after the arrival: care plan, follow-up, closure."""
