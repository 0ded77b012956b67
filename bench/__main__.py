"""All measurements, one after the other."""

from bench import enumeration, pages, search

pages.main()
enumeration.main()
search.main(["--write"])
