"""Work that outlives its request: operations that are kept in a store, run by any process, and waited for anywhere."""
