"""The site: simulator and inspector as one application."""
