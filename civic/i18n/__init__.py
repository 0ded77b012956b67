"""Languages: which there are, which one a page is in, and the words, dates and numbers of each."""
