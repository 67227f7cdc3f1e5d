//! The order of functions that compresses best: those of one length side by side, like beside like. wasm-opt moves functions only
//! by their names, so each is given its rank for a name. It must not know what they do.

use anyhow::{Result, ensure};

use super::wasm::{CODE, CUSTOM, IMPORTS, push_number, push_section, push_text, sections};

/// The part of the name section that names functions.
const FUNCTION_NAMES: u8 = 1;

/// The module, its functions named by their rank.
pub(super) fn ranked(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies: Vec<&[u8]> = Vec::new();
    for (id, mut section) in sections(wasm)? {
        match id {
            // Imported functions are counted before those with a body.
            IMPORTS => imported = section.number()?,
            CODE => {
                for _ in 0..section.number()? {
                    let length = section.number()?;
                    bodies.push(section.take(length)?);
                }
            }
            _ => {}
        }
    }
    ensure!(!bodies.is_empty(), "a module without functions");

    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|function| bodies.get(*function).map(|body| (body.len(), *body)));
    let mut ranks: Vec<(usize, usize)> =
        order.into_iter().enumerate().map(|(rank, function)| (function, rank)).collect();
    ranks.sort_unstable();

    let mut names = Vec::new();
    push_number(&mut names, ranks.len());
    for (function, rank) in ranks {
        push_number(&mut names, imported + function);
        push_text(&mut names, &format!("{rank:08}"));
    }
    let mut section = Vec::new();
    push_text(&mut section, "name");
    push_section(&mut section, FUNCTION_NAMES, &names);
    let mut ranked = wasm.to_vec();
    push_section(&mut ranked, CUSTOM, &section);
    Ok(ranked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_functions_come_first_and_equal_ones_together() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        push_section(&mut wasm, CODE, &[4, 2, 0, 7, 1, 9, 2, 0, 3, 2, 0, 7]);
        let ranked = ranked(&wasm).unwrap();
        let names = String::from_utf8_lossy(&ranked[wasm.len()..]).into_owned();
        let rank = |function: char, rank: &str| names.contains(&format!("{function}\u{8}{rank}"));
        assert!(rank('\u{1}', "00000000"), "the shortest");
        assert!(rank('\u{2}', "00000001"), "the lesser of one length");
        assert!(rank('\0', "00000002") && rank('\u{3}', "00000003"), "equal ones");
    }

    #[test]
    fn a_module_without_functions_is_an_error() {
        assert!(ranked(b"\0asm\x01\0\0\0").is_err());
    }
}
