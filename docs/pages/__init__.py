"""Makes the pages of `docs/` that follow from something else, and the site. Not part of the installed package.

``python docs/generate.py`` writes the committed pages (`pages.cookbook`, `pages.commands`);
``python docs/site_pages.py`` writes the folder that the site is built from (`pages.home`,
`pages.notebook`).
"""
