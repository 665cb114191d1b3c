"""A folder, opened: its settings, its notes under lasting names, and what is remembered of them."""
