"""What only the person may ever see: walled off from all code that serves managers or admins."""
