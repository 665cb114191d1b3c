"""A graph without cycles to a picture in layers: what is built on above, what builds on it below.

`layers` gives every node its layer and long edges their bends; `crossings` puts each layer in order; `columns` finds
places from left to right; `layout` does all of it for each connected part and puts the parts side by side. It knows
nothing of topics, and the same graph always makes the same picture.
"""
