//! The page's visibility.

/// Returns whether the page is in a background tab or a minimized window.
#[must_use]
pub(super) fn page_is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}
