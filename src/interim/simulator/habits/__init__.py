"""The habits of httpbin: its most used paths, answered as its users expect, where they do not collide with ours."""
