"""Tests of enumeration."""
