//! The boundary to the page: the functions `src/loader.js` calls. Knows no panel.

use crate::app::App;
use crate::i18n::I18n;
use crate::state::host::Host;
use crate::state::session::Options;
use js_sys::{Function, Object, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

/// One mounted widget; `unmount` or dropping the handle removes it.
#[wasm_bindgen]
pub struct Handle {
    mounted: Option<Box<dyn Any>>,
    options: Options,
    i18n: I18n,
}

/// Mounts the widget into the shadow root. `options` is the object described in `src/loader.js`.
#[wasm_bindgen]
pub fn mount(shadow: ShadowRoot, host: HtmlElement, options: &Object) -> Handle {
    let owner = Owner::new();
    let (signals, i18n) = owner.with(|| {
        let text = |name: &str| get(options, name).as_string().unwrap_or_default();
        let i18n = I18n::new(&text("locale"), &text("dir"), &text("messages"));
        (Options::new(Host::new(host)), i18n)
    });
    let handle = Handle { mounted: None, options: signals, i18n };
    for name in OPTIONS {
        handle.set_option(name, &get(options, name));
    }
    let parent: HtmlElement = shadow.unchecked_into();
    let mounted = mount_to(parent, move || view! { <App options=signals i18n=i18n/> });
    Handle { mounted: Some(Box::new((mounted, owner))), ..handle }
}

/// The members of the options object.
const OPTIONS: [&str; 12] = [
    "apiBase",
    "apiVersion",
    "view",
    "deepLinks",
    "pollSeconds",
    "undoSeconds",
    "noShortcuts",
    "selfRemoval",
    "tokenProvider",
    "directReports",
    "viewer",
    "loadPanel",
];

#[wasm_bindgen]
impl Handle {
    /// Sets an attribute or property, by its name in the options object.
    pub fn set_option(&self, name: &str, value: &JsValue) {
        let options = self.options;
        // After an unmount nothing is left to receive it.
        match name {
            "apiBase" => options.api_base.set(value.as_string().unwrap_or_default()),
            "apiVersion" => options.api_version.set(value.as_string().unwrap_or_default()),
            "view" => options.view.set(value.as_string().unwrap_or_default()),
            "deepLinks" => options.deep_links.set(value.is_truthy()),
            "pollSeconds" => options.poll_seconds.set(value.as_f64()),
            "tokenProvider" => options.token_provider.set(value.dyn_ref::<Function>().cloned()),
            "undoSeconds" => options.undo_seconds.set(value.as_f64()),
            "noShortcuts" => options.no_shortcuts.set(value.is_truthy()),
            "directReports" => options.direct_reports.set(value.dyn_ref::<Function>().cloned()),
            "selfRemoval" => options.self_removal.set(value.is_truthy()),
            "viewer" => options.viewer.set(read_viewer(value)),
            "loadPanel" => options.load_panel.set(value.dyn_ref::<Function>().cloned()),
            _ => {}
        };
    }

    /// Replaces the messages: those of another language, or more of the current one. `json` holds all of them.
    pub fn set_messages(&self, locale: &str, dir: &str, json: &str) {
        self.i18n.set(locale, dir, json);
    }

    /// Removes the tree and ends every read, timer and listener.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// The `viewer` property: `{ identityId, name, authorities }`. `None` without an id.
fn read_viewer(value: &JsValue) -> Option<request_center_models::cancel::Viewer> {
    let id = get(value, "identityId").as_string().filter(|id| !id.is_empty())?;
    let authorities = get(value, "authorities");
    Some(request_center_models::cancel::Viewer {
        id: id.into(),
        name: get(value, "name").as_string().unwrap_or_default(),
        authorities: authorities
            .dyn_ref::<js_sys::Array>()
            .map(|list| list.iter().filter_map(|a| a.as_string()).collect())
            .unwrap_or_default(),
    })
}
