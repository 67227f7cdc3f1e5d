//! A local API that behaves like ISC's access-request API, for the demo and the tests. The README beside this crate
//! says how to start it, how seed files look, how trouble is planted and where it differs from the service.
//!
//! In reading order, bottom first: storage and time, what can be chosen, the standard parameters of lists, the table of jobs,
//! people and items, requests with their steps, the scheduler that runs them, then the way to the network. Handlers carry the
//! names of the API's operations.

pub mod clock;
pub mod error;
pub mod identifier;
pub mod store;

pub mod options;
pub mod rate;
pub mod seeding;

pub mod collection;
pub mod listing;

pub mod call;
pub mod job;
pub mod tally;

pub mod person;

pub mod audit;
pub mod setting;
pub mod token;

pub mod catalog;
pub mod holding;

pub mod approval;
pub mod request;

pub mod scheduler;

pub mod seed;

pub mod fault;
pub mod sandbox;

mod control;
pub mod listener;
mod route;
pub mod serve;
mod site;

pub use options::Options;
pub use route::app;
pub use sandbox::Sandbox;
pub use serve::{Serving, listen};
