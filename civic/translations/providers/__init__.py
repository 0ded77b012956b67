"""The engines that this instance may ask: one for most languages, and a chat endpoint for those that it does not know."""
