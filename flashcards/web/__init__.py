"""The web face: pages over one open collection, each a plain function of the desk and a request."""
