//! storage: to be written.
