//! Examples out of an OpenAPI description: those given whole, and one built from the properties, varied by each example and
//! each enumerated value of a property. Knows OpenAPI's schemas as far as these descriptions use them.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// One OpenAPI document.
pub(super) struct Described(pub(super) Value);

/// A body to decode, and the place whose example it shows, as in `[].owner.name`; empty for the whole.
pub(super) struct Sample {
    pub(super) place: String,
    pub(super) value: Value,
}

impl Described {
    /// The target of a `$ref`, through any number of them.
    pub(super) fn followed<'a>(&'a self, value: &'a Value) -> &'a Value {
        let mut value = value;
        while let Some(path) = value["$ref"].as_str() {
            value = self.0.pointer(path.strip_prefix('#').unwrap()).unwrap();
        }
        value
    }

    /// A schema with its `$ref` followed and its `allOf` put together, its `anyOf` too: the wire types read alternatives as
    /// one. Members beside them win.
    fn schema(&self, schema: &Value) -> Map<String, Value> {
        let mut whole = Map::new();
        let own = self.followed(schema).as_object().cloned().unwrap_or_default();
        let parts = ["allOf", "anyOf"].into_iter().filter_map(|key| own.get(key)?.as_array());
        for part in parts.flatten() {
            for (key, value) in self.schema(part) {
                match (whole.get_mut(&key), value) {
                    (Some(Value::Object(before)), Value::Object(more)) if key == "properties" => {
                        before.extend(more);
                    }
                    (_, value) => {
                        whole.insert(key, value);
                    }
                }
            }
        }
        whole.extend(own.into_iter().filter(|(key, _)| key != "allOf" && key != "anyOf"));
        whole
    }

    /// A whole value of a schema, with every property.
    pub(super) fn built(&self, schema: &Value) -> Value {
        self.built_with(schema, "", "\0", &Value::Null)
    }

    /// The same, with another value at one place.
    fn built_with(&self, schema: &Value, here: &str, place: &str, other: &Value) -> Value {
        if here == place {
            return other.clone();
        }
        let schema = self.schema(schema);
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            let member = |key: &String, s: &Value| self.built_with(s, &inside(here, key), place, other);
            return Value::Object(properties.iter().map(|(k, s)| (k.clone(), member(k, s))).collect());
        }
        if let Some(items) = schema.get("items") {
            return json!([self.built_with(items, &format!("{here}[]"), place, other)]);
        }
        if let Some(example) = schema.get("example") {
            return example.clone();
        }
        if let Some(first) = schema.get("enum").and_then(|values| values.get(0)) {
            return first.clone();
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("boolean") => json!(true),
            Some("integer" | "number") => json!(1),
            Some("object") => json!({}),
            _ => json!("words"),
        }
    }

    /// Every example inside a schema, and every value of its enumerations.
    fn variants(&self, schema: &Value, here: &str, found: &mut Vec<(String, Value)>) {
        let schema = self.schema(schema);
        found.extend(schema.get("example").map(|example| (here.to_owned(), example.clone())));
        let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        found.extend(values.map(|value| (here.to_owned(), value.clone())));
        for (key, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            self.variants(property, &inside(here, key), found);
        }
        if let Some(items) = schema.get("items") {
            self.variants(items, &format!("{here}[]"), found);
        }
    }

    /// All samples of a media type object: its own examples, the built whole, and the whole with each variant.
    pub(super) fn samples(&self, media: &Value) -> Vec<Sample> {
        let schema = &media["schema"];
        let mut samples = vec![Sample { place: String::new(), value: self.built(schema) }];
        let whole = |value: &Value| Sample { place: String::new(), value: value.clone() };
        samples.extend(media.get("example").map(whole));
        let examples = media["examples"].as_object().into_iter().flatten();
        samples.extend(examples.map(|(_, example)| whole(&self.followed(example)["value"])));
        let mut variants = Vec::new();
        self.variants(schema, "", &mut variants);
        samples.extend(
            variants
                .into_iter()
                .map(|(place, value)| Sample { value: self.built_with(schema, "", &place, &value), place }),
        );
        samples
    }

    /// The values an enumeration at that place may have, `null` left out.
    pub(super) fn values(&self, schema: &Value, place: &str) -> BTreeSet<String> {
        let mut variants = Vec::new();
        self.enumerations(schema, "", place, &mut variants);
        variants.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    fn enumerations(&self, schema: &Value, here: &str, place: &str, found: &mut Vec<Value>) {
        let schema = self.schema(schema);
        if here == place {
            found.extend(schema.get("enum").and_then(Value::as_array).into_iter().flatten().cloned());
        }
        for (key, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            self.enumerations(property, &inside(here, key), place, found);
        }
        if let Some(items) = schema.get("items") {
            self.enumerations(items, &format!("{here}[]"), place, found);
        }
    }
}

fn inside(here: &str, key: &str) -> String {
    if here.is_empty() { key.to_owned() } else { format!("{here}.{key}") }
}
