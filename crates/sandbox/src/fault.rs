//! Planted trouble: the faults that wait for calls, and which of them strikes. Lives in memory and in real time; it knows
//! operations by name only.

mod kind;
mod planting;
mod spoil;

pub use kind::{Kind, SIGN_IN};
pub use planting::{Fault, Planting, Target};
pub use spoil::{altered, cut, huge, truncated};

use std::sync::{Mutex, PoisonError};

/// Every fault still waiting for calls.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Planting>>);

impl Faults {
    /// Plants one more; says why where it cannot be answered.
    pub fn plant(&self, planting: Planting) -> Result<(), String> {
        if let Some(wrong) = planting.fault.kind.wrong() {
            return Err(wrong);
        }
        if planting.operation == Target::Token
            && let Kind::SlowBefore { .. } | Kind::ForeignChange { .. } | Kind::Repeat { .. } =
                planting.fault.kind
        {
            return Err("slow_before, foreign_change and repeat have no effect on token".to_owned());
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(planting);
        Ok(())
    }

    /// The waiting faults, oldest first.
    pub fn all(&self) -> Vec<Planting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes all away.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The fault that strikes a call of `called`, if any. The oldest fault that fits strikes; the others wait.
    pub fn strike(&self, called: Target, query: &str) -> Option<Kind> {
        let mut plantings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut struck = None;
        for Planting { operation, fault } in plantings.iter_mut() {
            let fits =
                operation.names(called) && fault.query.as_ref().is_none_or(|part| query.contains(part));
            if !fits || struck.is_some() {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
            } else if fault.times > 0 {
                fault.times -= 1;
                struck = Some(fault.kind.clone());
            }
        }
        plantings.retain(|planting| planting.fault.times > 0);
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::operation::Operation::{
        CancelAccessRequest, CreateAccessRequest, ListAccessRequestStatus,
    };

    #[test]
    fn a_fault_lets_pass_what_comes_before_and_after_it() {
        let faults = Faults::default();
        faults.plant(Fault::status(500).after(1).of(CreateAccessRequest)).unwrap();
        let strikes: Vec<bool> =
            (0..3).map(|_| faults.strike(CreateAccessRequest.into(), "").is_some()).collect();
        assert_eq!(strikes, [false, true, false]);
        assert!(faults.all().is_empty());
    }

    #[test]
    fn a_fault_strikes_only_the_calls_it_names() {
        let faults = Faults::default();
        let html = Kind::Html { status: 200 };
        faults.plant(Fault::from(html.clone()).matching("regarding").of(ListAccessRequestStatus)).unwrap();
        assert_eq!(faults.strike(CancelAccessRequest.into(), "regarding"), None);
        assert_eq!(faults.strike(ListAccessRequestStatus.into(), "requested-for=me"), None);
        assert_eq!(faults.strike(ListAccessRequestStatus.into(), "regarding-identity=me"), Some(html));
    }

    #[test]
    fn a_fault_without_effect_on_tokens_is_refused() {
        let faults = Faults::default();
        let slow = Fault::from(Kind::SlowBefore { millis: 5 });
        assert!(faults.plant(slow.clone().of(Target::Token)).unwrap_err().contains("slow_before"));
        assert!(faults.all().is_empty());
        faults.plant(slow.of(Target::Every)).unwrap();
    }

    #[test]
    fn a_fault_of_every_operation_leaves_the_tokens_alone() {
        let faults = Faults::default();
        faults.plant(Fault::from(Kind::EmptyBody).of(Target::Every)).unwrap();
        assert_eq!(faults.strike(Target::Token, ""), None);
        assert_eq!(faults.strike(CreateAccessRequest.into(), ""), Some(Kind::EmptyBody));
    }
}
