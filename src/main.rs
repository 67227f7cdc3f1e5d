//! The widget as trunk builds it: a program rather than a library, because cargo optimizes a library that tests link against
//! crate by crate, and a program as a whole.

// Its exports are what the page calls.
extern crate request_center as _;

fn main() {}
