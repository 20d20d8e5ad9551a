"""The pytest plugin: a real simulator for the tests of other people's clients."""
