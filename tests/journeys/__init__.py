"""Real browsers against the real server: what a person does, from the first tap to the desk."""
