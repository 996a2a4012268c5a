//! Partner links: scope, block, end.
