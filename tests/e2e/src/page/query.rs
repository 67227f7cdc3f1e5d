//! How tests name what they look for: a role, an accessible name, a place. It must not ask the page.

use serde_json::{Value, json};

/// Something to look for. In names `*` stands for anything.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    role: Value,
    name: Option<String>,
    holding: Option<String>,
    within: Vec<Value>,
}

impl Query {
    /// Anything with that role; with that name, if one is given.
    pub(crate) fn new(role: &str, name: Option<&str>) -> Self {
        Self { role: json!(role), name: name.map(str::to_owned), holding: None, within: Vec::new() }
    }

    /// The same, inside the innermost list item, row, article, dialog or region that holds an element with just this text.
    pub(crate) fn within(mut self, holding: &str) -> Self {
        let roles =
            ["listitem", "row", "article", "dialog", "region", "complementary", "tabpanel", "group", "form"];
        self.within.push(json!({ "role": roles, "holding": holding }));
        self
    }

    /// The same, holding an element with just this text.
    pub(crate) fn holding(mut self, text: &str) -> Self {
        self.holding = Some(text.to_owned());
        self
    }

    /// The same, inside the one place with that role and name.
    pub(crate) fn inside(mut self, role: &str, name: &str) -> Self {
        self.within.push(json!({ "role": role, "name": name }));
        self
    }

    pub(super) fn to_json(&self) -> Value {
        json!({ "role": self.role, "name": self.name, "holding": self.holding, "within": self.within })
    }

    pub(super) fn with_state(&self, attribute: &str, wanted: &str) -> Value {
        let mut query = self.with("attribute", attribute);
        query["wanted"] = wanted.into();
        query
    }

    /// With further words of the check.
    pub(super) fn with(&self, name: &str, value: impl Into<Value>) -> Value {
        let mut query = self.to_json();
        query[name] = value.into();
        query
    }
}

/// A button.
pub(crate) fn button(name: &str) -> Query {
    Query::new("button", Some(name))
}

/// A form field of any kind, by its label.
pub(crate) fn field(name: &str) -> Query {
    Query::new("field", Some(name))
}

/// A heading.
pub(crate) fn heading(name: &str) -> Query {
    Query::new("heading", Some(name))
}

/// A tab.
pub(crate) fn tab(name: &str) -> Query {
    Query::new("tab", Some(name))
}
