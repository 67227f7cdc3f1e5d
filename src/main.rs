//! The widget as trunk builds it. A program rather than a library, because cargo optimizes a library that tests link against
//! crate by crate, a program as a whole.

// What the page calls is exported from there.
extern crate request_center as _;

fn main() {}
