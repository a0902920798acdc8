"""How the app hears what happened: sockets or HTTP, triggers, response URLs, acknowledgements."""
