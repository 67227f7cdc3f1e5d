//! The names of fields in JSON, made when the crate is compiled: those of the struct, or the same in camel case.

/// The field's own name: `type` for `r#type`.
#[must_use]
pub const fn verbatim(field: &str) -> &str {
    text(bare(field))
}

/// The length of that name in camel case.
#[must_use]
pub const fn camel_case_length(field: &str) -> usize {
    let (mut rest, mut length) = (bare(field), 0_usize);
    while let [byte, after @ ..] = rest {
        if *byte != b'_' {
            length = length.saturating_add(1);
        }
        rest = after;
    }
    length
}

/// That name in camel case: `accountUuid` for `account_uuid`. `LENGTH` is its length.
#[must_use]
#[expect(clippy::indexing_slicing, reason = "another length does not compile")]
pub const fn camel_case<const LENGTH: usize>(field: &str) -> [u8; LENGTH] {
    let (mut rest, mut upper) = (bare(field), false);
    let (mut name, mut at) = ([0; LENGTH], 0_usize);
    while let [byte, after @ ..] = rest {
        if *byte != b'_' {
            name[at] = if upper { byte.to_ascii_uppercase() } else { *byte };
            at = at.saturating_add(1);
        }
        upper = *byte == b'_';
        rest = after;
    }
    name
}

/// The text of a name; names are ASCII.
#[must_use]
pub const fn text(name: &[u8]) -> &str {
    match str::from_utf8(name) {
        Ok(name) => name,
        Err(_) => "",
    }
}

const fn bare(field: &str) -> &[u8] {
    match field.as_bytes() {
        [b'r', b'#', name @ ..] => name,
        name => name,
    }
}

/// The name of a field in JSON, as a constant: `camel account_uuid`, `verbatim account_uuid`, or the literal beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! json_name {
    (verbatim $field:ident) => {
        const { $crate::json::field::verbatim(stringify!($field)) }
    };
    (camel $field:ident) => {
        const {
            const FIELD: &str = stringify!($field);
            const NAME: [u8; $crate::json::field::camel_case_length(FIELD)] =
                $crate::json::field::camel_case(FIELD);
            $crate::json::field::text(&NAME)
        }
    };
    ($names:ident $field:ident $name:literal) => {
        $name
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_field_has_its_name_in_json() {
        assert_eq!(json_name!(camel id), "id");
        assert_eq!(json_name!(camel r#type), "type");
        assert_eq!(json_name!(camel account_activity_item_id), "accountActivityItemId");
        assert_eq!(json_name!(camel account_uuid "accountUUID"), "accountUUID");
        assert_eq!(json_name!(verbatim r#type), "type");
        assert_eq!(json_name!(verbatim account_uuid), "account_uuid");
    }
}
