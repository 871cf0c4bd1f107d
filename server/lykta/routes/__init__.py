"""The doors: HTTP in, a few lines, HTTP out. What is decided is decided elsewhere."""
