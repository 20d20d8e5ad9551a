"""The reference: a page per status code and rule, the matrix, the inspector's page; and all products as one site."""
