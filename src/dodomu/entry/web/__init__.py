"""The pages that belong to no single stage: my work, search, help."""
