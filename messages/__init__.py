"""Every word and block people see: Jinja2 templates of Block Kit JSON.

`render(name, **facts)` makes a message, `view(name, **facts)` a modal or the Home tab. Which names
there are and what each is told stands in `messages.facts`; the ids under which Slack reports what
people tap stand in `messages.actions`. Code passes facts, templates hold the words.
"""

from messages.rendering import Rendered, render, view

__all__ = ["Rendered", "render", "view"]
