"""What every page shares: the frame, the components, the looks, and how refusals and faults are shown."""
