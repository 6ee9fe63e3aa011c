"""Floor 5: composes the stages into one application; holds no logic of its own."""
