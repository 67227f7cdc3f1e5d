//! Random names for new things, shaped like the service's: 32 hexadecimal digits. Seed files choose their own.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::Error;

fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::Storage(format!("no randomness: {error}")))?;
    Ok(bytes)
}

/// A new id of 32 hexadecimal digits.
pub fn new() -> Result<String, Error> {
    Ok(format!("{:032x}", u128::from_be_bytes(random()?)))
}

/// 32 random bytes as text that fits into a token.
pub fn secret() -> Result<String, Error> {
    Ok(base64(&random::<32>()?))
}

/// Bytes in the alphabet tokens use.
pub fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A hash that stays the same between runs (FNV-1a, its bits stirred once more), for `attributesHash` and for the ids of
/// what a seed file does not name.
pub fn hash(text: &str) -> u64 {
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let stirred = (sum ^ (sum >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    stirred ^ (stirred >> 29)
}
