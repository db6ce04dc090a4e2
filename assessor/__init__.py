"""Assessment of apartment buildings against the Tokyo child-rearing housing certification scheme."""

__version__ = "0.1.0"
