//! Component and client states that an end-to-end test cannot hold, in a real browser.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod client;
mod copies;
mod facts;
mod incomplete;
mod journal;
mod limits;
mod lists;
mod long_text;
mod names;
mod odd_values;
mod panels;
mod polls;
mod service;
mod sign_in;
mod tokens;
mod unrecorded;
mod widget;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
