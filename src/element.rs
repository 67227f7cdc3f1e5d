//! element: to be written.
