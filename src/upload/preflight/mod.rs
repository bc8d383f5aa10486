//! What the check of chosen files means for the form: the worker's report becomes points, offers and a verdict under the
//! strategy and the task id that the person has chosen.

pub mod advice;
pub mod late;
pub mod like;
pub mod resume;
pub mod seen;
#[cfg(target_arch = "wasm32")]
pub mod worker;

pub use advice::{Advice, Asked, Offer, Point, Twin, advise};
pub use late::Late;
pub use like::Like;
