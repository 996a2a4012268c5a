//! Partner links and blocks (state machine 3.3).
