"""A package of Anki to topics and events: what is in it, what of that is new here, and what differs."""
