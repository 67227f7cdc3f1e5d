//! Which field a name of the wire means: the names of the structs are in snake case, those of the wire in camel case.

use serde::de::{DeserializeSeed, Deserializer, Visitor};
use std::fmt;

/// Reads a name of the wire as its position among these field names; `None` for one that is not among them.
#[derive(Clone, Copy)]
pub(crate) struct Position(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Position {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<usize>, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Position {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(position(self.0, name))
    }
}

/// The position of the field of that name.
pub(crate) fn position(fields: &[&str], name: &str) -> Option<usize> {
    fields.iter().position(|field| is_same(field, name))
}

/// Whether `account_uuid` and `accountUuid` mean the same field.
fn is_same(snake: &str, camel: &str) -> bool {
    let mut camel = camel.bytes();
    let mut upper = false;
    for byte in snake.strip_prefix("r#").unwrap_or(snake).bytes() {
        if byte == b'_' {
            upper = true;
            continue;
        }
        let wanted = if upper { byte.to_ascii_uppercase() } else { byte };
        upper = false;
        if camel.next() != Some(wanted) {
            return false;
        }
    }
    camel.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn a_field_answers_to_its_wire_name_alone() {
        let fields = &["id", "r#type", "account_activity_item_id"];
        assert_eq!(position(fields, "id"), Some(0));
        assert_eq!(position(fields, "type"), Some(1));
        assert_eq!(position(fields, "accountActivityItemId"), Some(2));
        for stranger in ["", "i", "ids", "Type", "account_activity_item_id", "accountactivityitemid"] {
            assert_eq!(position(fields, stranger), None, "{stranger}");
        }
    }
}
