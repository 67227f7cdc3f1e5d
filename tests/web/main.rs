//! Component and client states that a run of the whole page cannot hold still, in a real browser.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod client;
mod journal;
mod lists;
mod panels;
mod service;
mod tokens;
mod widget;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
