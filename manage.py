#!/usr/bin/env python3
"""Django's own entry point, for developers; users call ``songhanh``."""

from songhanh.config.cli import main

if __name__ == "__main__":
    main()
