"""The tests. A regular package, as sniffpy, which httplint needs, installs a package of this name too."""
