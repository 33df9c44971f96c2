"""Outlines that Mermaid draws from hundreds of points, with those that can be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import hypot

Point = tuple[float, float]
# a line (one point) or a curve (two control points, and where it leads)
Step = tuple[Point, ...]

# less than that, in pixels, nobody sees
TOLERANCE = 0.2

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def simplified(path: str) -> str:
    """The same outline with fewer points; a path that is not made of straight lines and curves stays as it is."""
    parts: list[tuple[Point, list[Step]]] = []
    for command, rest in _COMMAND.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if command == "M" and points:
            parts.append((points[0], [(point,) for point in points[1:]]))
        elif command == "L" and parts:
            parts[-1][1].extend((point,) for point in points)
        elif command == "C" and parts and len(points) % 3 == 0:
            parts[-1][1].extend(tuple(points[at : at + 3]) for at in range(0, len(points), 3))
        elif command not in "Zz":
            return path
    is_closed = path.rstrip().endswith(("Z", "z"))
    return "".join(_written(start, steps) for start, steps in parts) + ("Z" if is_closed else "")


def _written(start: Point, steps: Sequence[Step]) -> str:
    """One part of a path."""
    out = f"M{_pair(start)}"
    straight = [start]
    for step in steps:
        if len(step) == 1 or _is_straight(straight[-1], step):
            straight.append(step[-1])
            continue
        out += _lines(straight) + f"C{' '.join(map(_pair, step))}"
        straight = [step[-1]]
    return out + _lines(straight)


def _lines(points: Sequence[Point]) -> str:
    return "".join(f"L{_pair(point)}" for point in _fewer(points)[1:])


def _fewer(points: Sequence[Point]) -> list[Point]:
    """The points without those that lie on the line between others (Ramer, Douglas, Peucker)."""
    if len(points) < 3:
        return list(points)
    first, last = points[0], points[-1]
    distances = [_distance(point, first, last) for point in points[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[farthest] <= TOLERANCE:
        return [first, last]
    return [*_fewer(points[: farthest + 2])[:-1], *_fewer(points[farthest + 1 :])]


def _is_straight(start: Point, step: Step) -> bool:
    return all(_distance(point, start, step[-1]) <= TOLERANCE for point in step[:-1])


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the stretch between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
    share = min(1, max(0, share))
    return hypot(x1 + share * (x2 - x1) - x, y1 + share * (y2 - y1) - y)


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def number(value: float) -> str:
    """A length in pixels, as exact as it is seen."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
