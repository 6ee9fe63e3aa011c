"""Other matchers, each behind one small function, and the environment they live in, apart from the product's."""
