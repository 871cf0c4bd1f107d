"""What keeps the desk going besides letters: people, keys, checks."""
