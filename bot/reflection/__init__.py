"""What a person gets: which tasks are asked about, the digest, the patterns in their own answers."""
