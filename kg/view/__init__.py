"""The page: a part of the graph as one self-contained HTML file.

`kg.graph.drawn` chooses what to draw, `kg.view.page` writes it. The steps between: positions
(`kg.view.layout`), words (`kg.view.wording`), links (`kg.view.links`), the data of the page
(`kg.view.payload`) and pyvis's network with a template of our own (`kg.view.vis_network`).
"""
