//! draft: to be written.
