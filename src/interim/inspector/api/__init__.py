"""The inspector over HTTP: what `interim serve` offers under `/api/`."""
