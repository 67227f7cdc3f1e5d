//! The matrix of faults: every write and every read of the widget meets every kind of trouble. Each case ends in one clear message,
//! loses nothing that was typed or read, and has its effect once, counted in the sandbox's database.

mod files;
mod read;
mod reads;
mod trouble;
mod write;
mod writes;
