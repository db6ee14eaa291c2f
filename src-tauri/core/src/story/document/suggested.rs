//! What people propose, as it lies in the document. Each suggestion has a record beside the fields, and over the body a mark
//! of its own name. A mark also covers what others type inside it, and at times at its edge, so it only finds the
//! place: a character belongs to the suggestion when the record names it, and to nobody's otherwise. So no word of one person is
//! ever taken for another's proposal, however copies meet.
//!
//! A decision is a value of its own beside the record, with what it took away. Marks stay when it is made and are passed over;
//! taking the decision back shows them again.

mod deciding;
mod kept;
mod proposing;
mod reading;
mod reopening;
mod runs;

pub(super) use kept::is_mark;
pub(super) use reading::{Overlay, Places, proposed_photos};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
