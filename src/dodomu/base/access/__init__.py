"""Who works here, in which role, and what each may see and do: one module (``policy``) decides, everything asks it."""
