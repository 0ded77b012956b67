"""Comments: what people say about a contribution, for it, against it or neither."""
