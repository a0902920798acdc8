"""What is true in the workspace: people, conversations, files, what is open on screens."""
