# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of scripts/rebuild-data; build.py reads as the table of contents."""
