"""What a person gets: the digest, the questions, the patterns in their own answers."""
