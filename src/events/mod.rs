//! What is counted and heard at an event, and what may be published of it.
