//! Keys under which a write is sent once.

use request_center_models::draft::SubmitKey;

/// A new random key.
pub(super) fn new_key() -> SubmitKey {
    let random = || format!("{:08x}", (js_sys::Math::random() * f64::from(u32::MAX)) as u32);
    SubmitKey::from(format!("rc-{}{}{}", random(), random(), random()))
}
