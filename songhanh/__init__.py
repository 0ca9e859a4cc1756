"""Song Hành: safety and production side by side, for an industrial-parks authority."""

__version__ = "0.1.0"
