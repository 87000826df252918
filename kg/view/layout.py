"""Where the nodes go: computed here once, so that the page needs no physics.

A force-directed layout (Fruchterman TMJ, Reingold EM. Software: Practice and Experience 21, 1991,
doi:10.1002/spe.4380211102) that starts from rings around the centres, each ring ordered by
category, instead of from random places: the same graph always gives the same picture, and nodes of
one category tend to stay together. Overlaps are then pushed apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.graph.subgraph import Subgraph

Points: TypeAlias = NDArray[np.float64]

SPACING = 70.0
"""Wished distance between neighbours, in pixels at zoom 1."""
GAP = 14.0
"""Least free space between two nodes, in pixels: room for a line and an arrow."""
_WIDTH = 1.1
"""Names run sideways, so the drawing is a little wider than high."""
_PULL_TO_CENTRE = 0.03


def radius(degree: int) -> float:
    """Compute a node's radius in pixels from how many edges it has in the drawing."""
    return float(round(6.0 + 2.2 * min(degree, 60) ** 0.5, 1))


def place(subgraph: Subgraph) -> dict[str, tuple[float, float]]:
    """Find positions in pixels by node id, without overlaps, the same for the same subgraph."""
    if not subgraph.nodes:
        return {}
    index = {node.id: number for number, node in enumerate(subgraph.nodes)}
    pairs = sorted({(index[edge.subject], index[edge.object]) for edge in subgraph.edges})
    degrees = drawn_degrees(subgraph)
    radii = np.array([radius(degrees[node.id]) for node in subgraph.nodes])
    start = _rings([(node.step, node.category, node.id) for node in subgraph.nodes])
    settled = settle(start, np.array(pairs, dtype=np.int64).reshape(-1, 2))
    apart = separate(settled * (_WIDTH, 1.0), radii)
    places = ((round(float(x), 1), round(float(y), 1)) for x, y in apart)
    return dict(zip((node.id for node in subgraph.nodes), places, strict=True))


def drawn_degrees(subgraph: Subgraph) -> Mapping[str, int]:
    """Count how many drawn edges each drawn node has."""
    degrees = {node.id: 0 for node in subgraph.nodes}
    for edge in subgraph.edges:
        degrees[edge.subject] += 1
        degrees[edge.object] += 1
    return degrees


def _rings(keys: Sequence[tuple[int, str, str]]) -> Points:
    """Make a ring for each step, its nodes in the order of category and id."""
    points = np.zeros((len(keys), 2))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    steps = sorted({step for step, _, _ in keys})
    for step in steps:
        ring = [number for number in order if keys[number][0] == step]
        distance = SPACING * max(step, 0.2) * max(1.0, (len(ring) / 12) ** 0.5)
        angles = 2 * np.pi * np.arange(len(ring)) / len(ring) + 0.5 * step
        points[ring] = distance * np.column_stack((np.cos(angles), np.sin(angles)))
    return points


def settle(points: Points, pairs: NDArray[np.int64]) -> Points:
    """Let the forces settle.

    Args:
        points: where the nodes start, shape (n, 2).
        pairs: rows of nodes that an edge joins, shape (m, 2).

    Returns:
        The settled places, shape (n, 2), their mean at 0.
    """
    n = len(points)
    settled = points.copy()
    rounds = int(np.clip(60_000 / max(n, 1), 40, 250))
    heat = SPACING * max(1.0, n**0.5) / 8
    weights = 1.0 / np.sqrt(np.maximum(np.bincount(pairs.ravel(), minlength=n), 1.0))
    for turn in range(rounds):
        force = _repulsion(settled) - _PULL_TO_CENTRE * settled
        for one, other in ((0, 1), (1, 0)):
            way = settled[pairs[:, other]] - settled[pairs[:, one]]
            pull = np.linalg.norm(way, axis=1) / SPACING * np.maximum(weights[pairs[:, 0]], weights[pairs[:, 1]])
            for axis in (0, 1):
                force[:, axis] += np.bincount(pairs[:, one], weights=way[:, axis] * pull, minlength=n)
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        settled += force / length * np.minimum(length, heat * (1 - turn / rounds))
    settled -= settled.mean(axis=0)
    return settled


def _repulsion(points: Points) -> Points:
    """Let every node push every other with SPACING² / distance."""
    dx, dy, square = _between(points)
    np.fill_diagonal(square, np.inf)
    strength = SPACING**2 / np.maximum(square, 1.0)
    return np.column_stack(((dx * strength).sum(axis=1), (dy * strength).sum(axis=1)))


def separate(points: Points, radii: NDArray[np.float64], *, rounds: int = 80) -> Points:
    """Push overlapping nodes apart until every two are `GAP` pixels from touching.

    Args:
        points: shape (n, 2).
        radii: in pixels, shape (n,).
        rounds: how often to push; what still overlaps then is solved by spreading the whole drawing.
    """
    apart = points.copy()
    n = len(apart)
    angles = 2.399963 * np.arange(n)  # the golden angle: nodes on one spot leave it in different directions
    apart += 0.01 * np.column_stack((np.cos(angles), np.sin(angles)))
    least = radii[:, None] + radii[None, :] + GAP
    np.fill_diagonal(least, 0.0)
    for _ in range(rounds):
        dx, dy, square = _between(apart)
        distance = np.sqrt(square)
        lack = np.maximum(least * 1.02 - distance, 0.0)
        if not (distance < least).any():
            return apart
        share = 0.5 * lack / np.maximum(distance, 1e-9)
        apart += np.column_stack(((dx * share).sum(axis=1), (dy * share).sum(axis=1)))
    _, _, square = _between(apart)
    distance = np.sqrt(square) + np.where(least > 0, 0.0, 1.0)
    return apart * max(1.0, float((least / distance).max()) * 1.001)


def _between(points: Points) -> tuple[Any, Any, Any]:
    """Compute differences in x and y and squared distances of all pairs, each of shape (n, n)."""
    dx = points[:, 0][:, None] - points[:, 0][None, :]
    dy = points[:, 1][:, None] - points[:, 1][None, :]
    return dx, dy, dx * dx + dy * dy
