//! The client: one method per operation; the only layer that speaks HTTP.
