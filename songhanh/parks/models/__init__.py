"""Parks' tables."""

from songhanh.parks.models.park import IndustrialPark
from songhanh.parks.models.plot import Plot

__all__ = ["IndustrialPark", "Plot"]
