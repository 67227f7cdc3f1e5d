//! The actions of a user: click, type, choose, press keys. Every verb waits until it is possible.

use super::{Page, Query, button, field, left_the_page, tab};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::{
    Key, TypingData, WebElement,
    error::{WebDriverError, WebDriverErrorInner},
};

const SET: &str = "const [field, text] = arguments;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));";

/// The driver's code point for the key.
const BACKSPACE: &str = "\u{e003}";

impl Page {
    /// Clicks the button with that name.
    pub(crate) async fn click_button(&self, name: &str) {
        self.click(button(name)).await;
    }

    /// Clicks the tab with that name, and sees it selected.
    pub(crate) async fn click_tab(&self, name: &str) {
        self.click(tab(name)).await;
        self.tab
            .wait("state", tab(name).with_state("aria-selected", "true"), &format!("{name} is selected"))
            .await;
    }

    /// Clicks the element; there must be exactly one.
    pub(crate) async fn click(&self, query: Query) {
        self.attempt(&query, "click", async |element| element.click().await).await;
    }

    /// Clicks the element twice in quick succession.
    pub(crate) async fn click_twice(&self, query: Query) {
        let element = self.element(&query).await;
        let actions = self.tab.driver.action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO));
        let done = actions.move_to_element_center(&element).click().click().perform().await;
        done.unwrap_or_else(|error| panic!("{query:?} cannot be clicked twice: {error}"));
    }

    /// Types at the end of the field with that label.
    pub(crate) async fn type_into(&self, label: &str, text: &str) {
        self.type_keys(field(label), text).await;
    }

    /// Sends keys to the element.
    pub(crate) async fn type_keys(&self, query: Query, keys: &str) {
        self.attempt(&query, "type into", async |element| element.send_keys(keys).await).await;
    }

    /// Clears the field with that label by keyboard, then types.
    pub(crate) async fn replace(&self, label: &str, text: &str) {
        let old = self.value_of(field(label)).await;
        self.type_keys(field(label), &BACKSPACE.repeat(old.chars().count())).await;
        if !text.is_empty() {
            self.type_into(label, text).await;
        }
    }

    /// Sets the text of a field at once, as pasting does: for dates, whose keys differ between languages, and for long texts.
    pub(crate) async fn set_value(&self, query: Query, text: &str) {
        let element = self.element(&query).await;
        let arguments = [element.to_json().expect("an element"), json!(text)];
        self.tab.script(SET, &arguments).await;
    }

    /// Chooses an option of the list with that label.
    pub(crate) async fn choose(&self, label: &str, option: &str) {
        let script = "const [list, label] = arguments;
            const option = [...list.options].find((option) => option.label === label);
            if (!option) return [...list.options].map((option) => option.label);
            list.value = option.value;
            list.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return null;";
        let element = self.element(&field(label)).await;
        let options = self.tab.script(script, &[element.to_json().expect("an element"), json!(option)]).await;
        assert_eq!(options, Value::Null, "{label} offers no {option}");
    }

    /// Presses a key at the focused element.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) {
        let done = self.tab.driver.action_chain().send_keys(keys).perform().await;
        done.unwrap_or_else(|error| panic!("a key could not be pressed: {error}"));
    }

    /// Presses Tab until the element has the focus.
    pub(crate) async fn tab_to(&self, query: Query) {
        self.see(query.clone()).await;
        for _ in 0..200 {
            self.press(Key::Tab).await;
            let script =
                "const [query] = arguments; return window.look.all(query).includes(window.look.focused());";
            if self.tab.script(script, &[query.to_json()]).await == true {
                return;
            }
        }
        let there = self.tab.script("return window.look.outline()", &[]).await;
        self.tab.fail(&format!("Tab reaches {query:?}"), there.as_str().unwrap_or_default()).await;
    }

    pub(super) async fn element(&self, query: &Query) -> WebElement {
        let found = self.tab.wait("one", query.to_json(), &format!("exactly one {query:?}")).await;
        WebElement::from_json(found, self.tab.driver.handle().clone()).expect("an element")
    }

    /// Finds the element and acts on it, retrying while it is replaced, covered or not ready.
    async fn attempt(
        &self,
        query: &Query,
        verb: &str,
        act: impl AsyncFn(WebElement) -> Result<(), WebDriverError>,
    ) {
        self.tab
            .until(&format!("can {verb} {query:?}"), async || {
                let element = self.element(query).await;
                let Err(error) = act(element.clone()).await else { return Ok(()) };
                if !may_pass(&error) {
                    self.tab.fail(&format!("can {verb} {query:?}"), &error.to_string()).await;
                }
                // A user scrolls when a sticky element covers it.
                if matches!(error.as_inner(), WebDriverErrorInner::ElementClickIntercepted(_)) {
                    let _ = element.scroll_into_view().await;
                }
                Err(error.to_string())
            })
            .await;
    }
}

fn may_pass(error: &WebDriverError) -> bool {
    use WebDriverErrorInner::{ElementClickIntercepted, ElementNotInteractable, NoSuchElement};
    left_the_page(error)
        || matches!(
            error.as_inner(),
            ElementClickIntercepted(_) | ElementNotInteractable(_) | NoSuchElement(_)
        )
}
