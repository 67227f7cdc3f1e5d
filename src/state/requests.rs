//! requests: to be written.
