"""Makes the pages of `docs/` that follow from something else, and the site. Not part of the installed package.

``python docs/generate.py`` writes the committed pages (`pages.cookbook`, `pages.commands`);
``docs/site_hooks.py`` gives MkDocs those that are made when the site is built (`pages.home`,
`pages.notebook`).
"""
