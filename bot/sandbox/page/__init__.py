"""The page on which one picks a person and uses the app as they would in Slack.

Start reading at `routes` (the addresses), `screen` (what is shown), `render` (Block Kit to HTML),
`acts` (what people do).
"""

from bot.sandbox.page.routes import routes

__all__ = ["routes"]
