"""The clerk's desk for suggestions, promises and figures."""
