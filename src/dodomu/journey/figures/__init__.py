"""Counts that expose no child, and the published figures of others."""
