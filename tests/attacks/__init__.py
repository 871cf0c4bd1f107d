"""What a stranger, a broken phone or a colleague of ill will may send; each test names its row."""
