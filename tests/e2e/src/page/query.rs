//! Queries for elements by role, accessible name and container. They must not ask the page.

use serde_json::{Value, json};

/// A query. In names `*` matches anything.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    role: Value,
    name: Option<String>,
    holding: Option<String>,
    within: Vec<Value>,
}

impl Query {
    fn new(role: &str, name: Option<&str>) -> Self {
        Self { role: json!(role), name: name.map(str::to_owned), holding: None, within: Vec::new() }
    }

    /// The same query inside the innermost list item, row, article, dialog or region that contains an element with exactly this
    /// text.
    pub(crate) fn within(mut self, holding: &str) -> Self {
        let roles =
            ["listitem", "row", "article", "dialog", "region", "complementary", "tabpanel", "group", "form"];
        self.within.push(json!({ "role": roles, "holding": holding }));
        self
    }

    /// The same query for elements that contain an element with exactly this text.
    pub(crate) fn holding(mut self, text: &str) -> Self {
        self.holding = Some(text.to_owned());
        self
    }

    /// The same query inside that element.
    pub(crate) fn inside(mut self, place: Query) -> Self {
        self.within.extend(place.within);
        self.within.push(json!({ "role": place.role, "name": place.name, "holding": place.holding }));
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

    /// The query with a further argument of the check.
    pub(super) fn with(&self, name: &str, value: impl Into<Value>) -> Value {
        let mut query = self.to_json();
        query[name] = value.into();
        query
    }
}

/// Declares a query per role, by accessible name.
macro_rules! named {
    ($($(#[doc = $what:literal])+ $role:ident;)+) => {$(
        $(#[doc = $what])+
        pub(crate) fn $role(name: &str) -> Query {
            Query::new(stringify!($role), Some(name))
        }
    )+};
}

named! {
    /// A button.
    button;
    /// A checkbox.
    checkbox;
    /// A dialog.
    dialog;
    /// A form field of any kind, by its label.
    field;
    /// A group: chips, a form, one of several widgets on a page.
    group;
    /// A cell of a grid, by all its text.
    gridcell;
    /// A heading.
    heading;
    /// A region with a name: the request, a card in it.
    region;
    /// A tab.
    tab;
    /// The panel of a tab.
    tabpanel;
}

/// A row of a list, named by its title.
pub(crate) fn row(title: &str) -> Query {
    any_row().holding(title)
}

/// Any row of a list.
pub(crate) fn any_row() -> Query {
    Query::new("listitem", None)
}

/// A row of a grid, named by its head.
pub(crate) fn grid_row(head: &str) -> Query {
    Query::new("row", None).holding(head)
}

/// The grid.
pub(crate) fn grid() -> Query {
    Query::new("grid", None)
}

/// Any dialog.
pub(crate) fn any_dialog() -> Query {
    Query::new("dialog", None)
}

/// Any alert.
pub(crate) fn any_alert() -> Query {
    Query::new("alert", None)
}
