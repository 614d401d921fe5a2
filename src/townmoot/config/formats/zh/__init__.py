"""Chinese, also with the words of a profile: 2026年1月16日."""
