//! A widget mounted in this page against a scripted service, with the verbs of the tests: open, click, write, see. Knows roles
//! and texts, and nothing of what a test is about.

use crate::service::{Service, run, until};
use js_sys::{JSON, Object, Reflect};
use request_center::element::{Handle, mount};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot, window};

const FIRST_WORDS: &str = include_str!("../../public/locales/en.json");
const LATER_WORDS: &str = include_str!("../../public/locales/later/en.json");

/// The elements that are found by their name.
const NAMED: &str = "button, [role=tab], textarea, input, select, section";

/// A service with the catalog in `world.objects`, the requests in `world.rows`, the pending approvals in `world.approvals` and the
/// decided ones in `world.reviewed`, role assignments in `world.assignments`, the directory in `world.people`, and the configuration in
/// `world.config`, of families after beta in `world.newer`.
pub(crate) const QUIET: &str = "
    if (request.method === 'POST') return world.write ? world.write(request) : json(202, {});
    if (request.url.includes('/requestable-objects')) return (world.catalog ?? (() => json(200, world.objects ?? [])))(request);
    if (request.url.includes('/entitlements')) return (world.entitlements ?? (() => json(200, [])))(request);
    if (request.url.includes('/access-request-status')) return (world.status ?? (() => json(200, world.rows ?? [])))(request);
    if (request.url.includes('/public-identities')) return json(200, world.people ?? []);
    if (request.url.includes('/role-assignments')) return json(200, world.assignments ?? []);
    if (request.url.includes('/access-request-approvals/pending')) return json(200, world.approvals ?? []);
    if (request.url.includes('/access-request-approvals/completed')) return json(200, world.reviewed ?? []);
    if (request.url.includes('/approval-summary')) return json(200, { pending: world.approvals?.length ?? 0, approved: 0, rejected: 0 });
    if (request.url.includes('/v2024/access-request-config')) return world.newer ? json(200, world.newer) : json(404, {});
    return json(200, world.config ?? {});";

/// A mounted widget; dropping it unmounts and removes it.
pub(crate) struct Widget {
    host: HtmlElement,
    shadow: ShadowRoot,
    handle: Handle,
}

impl Widget {
    /// Opens a widget for a viewer called Mona on that view. Every test has an API base of its own.
    pub(crate) fn open(base: &str, view: &str) -> Self {
        Self::mount(base, view, "ltr", "")
    }

    /// The same in a language with that direction.
    pub(crate) fn open_as(base: &str, view: &str, dir: &str) -> Self {
        Self::mount(base, view, dir, "")
    }

    /// The same for Mona as an administrator.
    pub(crate) fn open_as_administrator(base: &str, view: &str) -> Self {
        Self::mount(base, view, "ltr", "\"ORG_ADMIN\"")
    }

    fn mount(base: &str, view: &str, dir: &str, authorities: &str) -> Self {
        let mona = format!(r#"{{"identityId":"me","name":"Mona","authorities":[{authorities}]}}"#);
        let words = words();
        Self::open_with(&[
            ("apiBase", base.into()),
            ("view", view.into()),
            ("messages", words.as_str().into()),
            ("dir", dir.into()),
            ("viewer", JSON::parse(&mona).expect("sound JSON")),
        ])
    }

    /// Opens a widget with these members of the options object in place of Mona's.
    pub(crate) fn open_with(members: &[(&str, JsValue)]) -> Self {
        let document = window().and_then(|window| window.document()).expect("a document");
        let host = document.create_element("div").expect("an element").unchecked_into::<HtmlElement>();
        document.body().expect("a body").append_child(&host).expect("it goes in");
        let options = JSON::parse(
            r#"{"apiVersion":"v3","deepLinks":false,"pollSeconds":300,"locale":"en",
                "viewer":{"identityId":"me","name":"Mona","authorities":[]}}"#,
        )
        .expect("sound JSON")
        .unchecked_into::<Object>();
        for (name, value) in members {
            Reflect::set(&options, &(*name).into(), value).expect("an option");
        }
        let shadow = host.attach_shadow(&shadow_options()).expect("a shadow root");
        let handle = mount(shadow.clone(), host.clone(), &options);
        Self { host, shadow, handle }
    }

    /// Sets a member of the options object later.
    pub(crate) fn set_option(&self, name: &str, value: &JsValue) {
        self.handle.set_option(name, value);
    }

    /// Unmounts the widget; its host element stays.
    pub(crate) fn unmount(&mut self) {
        self.handle.unmount();
    }

    /// The number of nodes in its shadow root.
    pub(crate) fn nodes(&self) -> u32 {
        self.ask("return window.widgetRoot.childNodes.length").as_f64().unwrap_or_default() as u32
    }

    /// The direction of its text.
    pub(crate) fn dir(&self) -> String {
        let frame = self.shadow.query_selector("[dir]").ok().flatten();
        frame.and_then(|frame| frame.get_attribute("dir")).unwrap_or_default()
    }

    /// Sees this text, at the latest soon.
    pub(crate) async fn see(&self, text: &str) {
        until(&format!("the text {text:?} in {:?}", self.text()), || self.text().contains(text)).await;
    }

    /// Does not see this text, at the latest soon.
    pub(crate) async fn see_no(&self, text: &str) {
        until(&format!("{text:?} gone"), || !self.text().contains(text)).await;
    }

    /// Clicks the element with that name, once it exists.
    pub(crate) async fn click(&self, name: &str) {
        self.named(name).await.click();
    }

    /// Clicks the button with that name in the open dialog.
    pub(crate) async fn click_in_dialog(&self, name: &str) {
        let pressed = || {
            let script = format!(
                "const all = [...window.widgetRoot.querySelectorAll('dialog[open] button')];
                const found = all.find((button) => button.textContent.trim() === {name:?});
                found?.click();
                return Boolean(found);"
            );
            self.ask(&script).is_truthy()
        };
        until(&format!("{name:?} in the dialog"), pressed).await;
    }

    /// Types this into the field with that name.
    pub(crate) async fn write(&self, name: &str, text: &str) {
        let field = self.named(name).await;
        Reflect::set(&field, &"value".into(), &text.into()).expect("a field");
        let event = web_sys::Event::new("input").expect("an event");
        field.dispatch_event(&event).expect("it is heard");
    }

    /// Sees this value of an attribute of the element with that name, at the latest soon.
    pub(crate) async fn see_attribute(&self, name: &str, attribute: &str, wanted: &str) {
        let has = || {
            self.find(name).and_then(|element| element.get_attribute(attribute)).as_deref() == Some(wanted)
        };
        until(&format!("{attribute}={wanted} at {name}"), has).await;
    }

    async fn named(&self, name: &str) -> HtmlElement {
        until(&format!("something called {name:?} in {:?}", self.text()), || self.find(name).is_some()).await;
        self.find(name).expect("it was there a moment ago")
    }

    fn find(&self, name: &str) -> Option<HtmlElement> {
        self.ask(&format!(
            "const root = window.widgetRoot;
            const label = (element) => element.id && root.querySelector(`label[for='${{element.id}}']`);
            const name = (element) => (element.getAttribute('aria-label') ?? (label(element) || element).textContent)
                .replace(/[\\u2066-\\u2069]/g, '').trim();
            return [...root.querySelectorAll({NAMED:?})]
                .find((element) => element.checkVisibility() && name(element) === {name:?});"
        ))
        .dyn_into()
        .ok()
    }

    /// Runs a script that finds this widget's shadow root under `widgetRoot`.
    pub(crate) fn ask(&self, script: &str) -> JsValue {
        if let Some(window) = window() {
            Reflect::set(&window, &"widgetRoot".into(), &self.shadow).expect("the window takes it");
        }
        run(script)
    }

    /// The visible text, without hidden panels.
    pub(crate) fn text(&self) -> String {
        let script = "const read = (node) => node.nodeType === 3 ? node.data
                : node.nodeType === 1 && (node.hidden || (node.localName === 'dialog' && !node.open)) ? ''
                : [...node.childNodes].map(read).join(' ');
            return read(window.widgetRoot).replace(/[\\u2066-\\u2069]/g, '').replace(/\\s+/g, ' ');";
        self.ask(script).as_string().unwrap_or_default()
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.handle.unmount();
        self.host.remove();
    }
}

/// All messages of the language, as the loader passes them once a panel was opened.
pub(crate) fn words() -> String {
    let read = |text| JSON::parse(text).expect("a catalogue").unchecked_into::<Object>();
    let all = Object::assign(&read(FIRST_WORDS), &read(LATER_WORDS));
    JSON::stringify(&all).expect("plain words").into()
}

fn shadow_options() -> web_sys::ShadowRootInit {
    let options = JSON::parse(r#"{"mode":"open"}"#).expect("sound JSON");
    options.unchecked_into()
}

/// A catalog of one role.
pub(crate) const ONE_ROLE: &str =
    "[{ id: 'r1', type: 'ROLE', name: 'Museum guide', description: 'Show visitors around',
    requestStatus: 'AVAILABLE', requestCommentsRequired: false }]";

/// A row of My requests pending with Dana; the members of `more` are added to it.
pub(crate) fn row(more: &str) -> String {
    format!(
        "Object.assign({{ accountActivityItemId: 'row-1', accessRequestId: 'request-1', name: 'Museum guide', type: 'ROLE',
            requestType: 'GRANT_ACCESS', state: 'EXECUTING', created: '2026-11-20T09:00:00Z', modified: '2026-11-20T09:00:00Z',
            requester: {{ id: 'me', type: 'IDENTITY', name: 'Mona' }}, requestedFor: {{ id: 'me', type: 'IDENTITY', name: 'Mona' }},
            cancelable: true, approvalDetails: [{{ status: 'PENDING', scheme: 'MANAGER',
                currentOwner: {{ id: 'd', type: 'IDENTITY', name: 'Dana Flores' }} }}] }}, {more})"
    )
}

/// An approval pending with the viewer; the members of `more` are added to it.
pub(crate) fn approval(more: &str) -> String {
    format!(
        "Object.assign({{ id: 'approval-1', name: 'Payment release', requestType: 'GRANT_ACCESS', created: '2026-11-20T09:00:00Z',
            owner: {{ id: 'me', type: 'IDENTITY', name: 'Mona' }}, requester: {{ id: 'k', type: 'IDENTITY', name: 'Karim Haddad' }},
            requestedFor: {{ id: 'k', type: 'IDENTITY', name: 'Karim Haddad' }},
            requestedObject: {{ id: 'r1', type: 'ROLE', name: 'Payment release' }} }}, {more})"
    )
}

/// The title of that approval.
pub(crate) const PAYMENT: &str = "Payment release, Karim Haddad";

/// The quiet service, after running `world`.
pub(crate) fn service(world: &str) -> Service {
    let service = Service::answering(QUIET);
    service.world(world);
    service
}

/// Changes the service's answers later; the script can use `json` and `hang`.
pub(crate) fn answers(service: &Service, change: &str) {
    service.world(&format!(
        "const json = (status, value) => new Response(JSON.stringify(value), {{ status }});
        const hang = (request) => new Promise((_, no) => request.signal.addEventListener('abort', () => no(request.signal.reason)));
        {change}"
    ));
}
