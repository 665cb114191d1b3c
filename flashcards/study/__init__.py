"""A collection and a moment to what there is to do."""
