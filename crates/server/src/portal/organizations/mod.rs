//! The Operator face: organizations and the health of the server.
