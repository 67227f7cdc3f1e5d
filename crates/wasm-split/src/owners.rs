//! The owner of each function of the finished module: the entry that alone can call it, else the earliest module of those that can.

use anyhow::{Context, Result, ensure};
use wasmparser::{FunctionBody, Operator};

use super::{
    origin::{EntryPoint, Origin, Owner},
    shape::Shape,
};

/// The owner of each function, by its index.
#[derive(Hash)]
pub(super) struct Owners(Vec<Owner>);

impl Owners {
    /// Determines them from the calls in the bodies.
    pub(super) fn of(shape: &Shape, origin: &Origin) -> Result<Self> {
        let mut found: Vec<Option<Owner>> = vec![None; shape.functions.len()];
        for function in (0..shape.imported).chain(shape.public.iter().copied()) {
            narrow(&mut found, function, Owner::First);
        }
        for (slot, function) in &shape.slots {
            narrow(&mut found, *function, origin.slots.get(slot).copied().unwrap_or(Owner::First));
        }
        let calls = shape.bodies.iter().map(called_by).collect::<Result<Vec<_>>>()?;
        propagate(&mut found, shape, &calls);
        // What nothing reaches stays in the first module, and so does what it calls.
        found.iter_mut().filter(|owner| owner.is_none()).for_each(|owner| *owner = Some(Owner::First));
        propagate(&mut found, shape, &calls);
        let functions = found.into_iter().map(|owner| owner.unwrap_or(Owner::First)).collect();
        let owners = Self(functions);
        for EntryPoint { name, owner, slot } in &origin.entries {
            let entry = shape.slots.iter().find(|(at, _)| at == slot).context("an entry that is gone")?;
            ensure!(
                owners.of_function(entry.1) == *owner,
                "{name} is called without its module: pass it as a pointer"
            );
        }
        Ok(owners)
    }

    /// The owner of that function.
    pub(super) fn of_function(&self, function: u32) -> Owner {
        self.0.get(function as usize).copied().unwrap_or(Owner::First)
    }
}

/// Narrows every function called by another to what its callers have in common, until nothing changes.
fn propagate(found: &mut [Option<Owner>], shape: &Shape, calls: &[Vec<u32>]) {
    let mut changed = true;
    while changed {
        changed = false;
        for (caller, called) in (shape.imported as usize..).zip(calls) {
            if let Some(Some(owner)) = found.get(caller).copied() {
                for function in called {
                    changed |= narrow(found, *function, owner);
                }
            }
        }
    }
}

/// The functions a body calls directly.
fn called_by(body: &FunctionBody) -> Result<Vec<u32>> {
    let mut called = Vec::new();
    for operator in body.get_operators_reader()? {
        if let Operator::Call { function_index } | Operator::ReturnCall { function_index } = operator? {
            called.push(function_index);
        }
    }
    called.sort_unstable();
    called.dedup();
    Ok(called)
}

/// Records that `owner` uses a function. True where that changed the function's owner.
fn narrow(found: &mut [Option<Owner>], function: u32, owner: Owner) -> bool {
    let Some(now) = found.get_mut(function as usize) else { return false };
    let next = Some(now.map_or(owner, |now| now.with(owner)));
    std::mem::replace(now, next) != next
}
