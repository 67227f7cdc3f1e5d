//! Saves a text as a file, by the browser's own download: no server takes part. Knows no list.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the text stays at hand for the browser, which may ask the person where to save it.
const AT_HAND: Duration = Duration::from_secs(60);

/// Saves the text under that name; `false` where the browser refuses.
pub fn save_file(name: &str, media_type: &str, text: &str) -> bool {
    start(name, media_type, text).is_ok()
}

fn start(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // Outlives the widget: a download may be under way when it is taken away.
    set_timeout(
        move || {
            // An address that is gone already needs no revoking.
            let _ = Url::revoke_object_url(&address);
        },
        AT_HAND,
    );
    Ok(())
}
