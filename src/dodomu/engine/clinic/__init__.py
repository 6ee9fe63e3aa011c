"""Triage and measures at arrival: rules as dated data, results with reasons."""
