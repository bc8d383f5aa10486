//! What the console and its workbook worker share: the messages (`protocol`), and the writer itself, tested natively.

pub mod protocol;
#[cfg(feature = "writer")]
pub mod writer;
