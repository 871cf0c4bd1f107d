"""Keys: the private halves of the ingest keys, and one data key for each text the desk keeps."""
