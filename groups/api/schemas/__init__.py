"""What answers look like: each name with its sort of value, what it means, and an example."""
