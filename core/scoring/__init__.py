"""The online score: a named model as data, its components, smoothing and explanation."""
