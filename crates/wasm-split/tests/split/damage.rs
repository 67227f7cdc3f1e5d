//! Modules that are none: whatever comes, the answer is a result and never a panic.

use crate::program::{BASE, Program};
use crate::random::Random;
use request_center_split::{split, without_marks};
use wasmparser::Validator;

const ROUNDS: usize = 3000;

/// Some bytes behind the magic number and version.
fn noise(random: &mut Random) -> Vec<u8> {
    let length = random.below(200);
    b"\0asm\x01\0\0\0".iter().copied().chain((0..length).map(|_| random.byte())).collect()
}

/// Changes some bytes of a module.
fn damage(module: &mut [u8], random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(module.len());
        module[at] = random.byte();
    }
}

#[test]
fn random_bytes_are_an_error() {
    let mut random = Random::new();
    let linked = Program::new(&mut random).linked();
    for _ in 0..ROUNDS {
        let (one, other) = (noise(&mut random), noise(&mut random));
        assert!(split(&one, &other, BASE).is_err());
        assert!(split(&linked, &other, BASE).is_err());
        let _ = without_marks(&one);
    }
}

#[test]
fn a_module_cut_short_is_an_error() {
    let program = Program::new(&mut Random::new());
    let linked = program.linked();
    let shipped = without_marks(&linked).unwrap();
    for length in 0..shipped.len() {
        let cut = &shipped[..length];
        // At the end of a section it may be a smaller module.
        let is_module = Validator::new().validate_all(cut).is_ok();
        assert!(is_module || split(&linked, cut, BASE).is_err(), "{length} bytes");
    }
    for length in 0..linked.len() {
        // Where the record alone is cut off, at the end of a section, less is known and more stays in the first module.
        let _ = split(&linked[..length], &shipped, BASE);
        let _ = without_marks(&linked[..length]);
    }
}

#[test]
fn a_damaged_module_never_panics() {
    let mut random = Random::new();
    for _ in 0..ROUNDS {
        let program = Program::new(&mut random);
        let mut linked = program.linked();
        let mut shipped = without_marks(&linked).unwrap();
        if random.below(2) == 0 {
            damage(&mut linked, &mut random);
        } else {
            damage(&mut shipped, &mut random);
        }
        let _ = split(&linked, &shipped, BASE);
        let _ = without_marks(&linked);
    }
}
