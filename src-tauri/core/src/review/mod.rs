//! A story on its way from draft to published: who may move it on, and what has to be done before. Both are the house's to
//! say, in a file ([`Moves`]).

mod gates;
mod moves;

pub use gates::{GateState, Gates, Seen, Unmet, gates};
pub use moves::{GateWeight, MoveInfo, Moves, Step};
