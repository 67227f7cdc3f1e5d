//! submit: to be written.
