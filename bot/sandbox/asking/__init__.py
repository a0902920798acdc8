"""What the app asks of the workspace: the Web API, one file a family of methods."""
