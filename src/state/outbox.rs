//! outbox: to be written.
