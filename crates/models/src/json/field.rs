//! Which field a name of the wire means: the names of the structs are in snake case, those of the wire in camel case.

/// True if `account_uuid` and `accountUuid` mean the same field.
pub(super) fn is_same(snake: &str, camel: &str) -> bool {
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
    use super::is_same;

    #[test]
    fn a_field_answers_to_its_wire_name_alone() {
        let fields = &["id", "r#type", "account_activity_item_id"];
        let position = |name: &str| fields.iter().position(|field| is_same(field, name));
        assert_eq!(position("id"), Some(0));
        assert_eq!(position("type"), Some(1));
        assert_eq!(position("accountActivityItemId"), Some(2));
        for stranger in ["", "i", "ids", "Type", "account_activity_item_id", "accountactivityitemid"] {
            assert_eq!(position(stranger), None, "{stranger}");
        }
    }
}
