"""What was released to groups, written once."""
