//! Words of the question before a sign-out that ends uploads.

use super::queue;
use crate::upload::view::Phase;

texts! {
    /// Heading of the dialog.
    pub heading = "sign-out-heading";
    /// Some of them may have become batches.
    pub confirming = "sign-out-confirming";
    /// Heading once the uploads have ended by themselves.
    pub heading_over = "sign-out-heading-over";
    /// The same, in full.
    pub over = "sign-out-over";
    /// Signs out then.
    pub go_over = "sign-out-go-over";
    /// Leaves the dialog; the uploads go on.
    pub stay = "sign-out-stay";
    /// Signs out all the same.
    pub go = "sign-out-go";
}

/// What is lost.
#[must_use]
pub fn consequence(uploads: usize) -> String {
    fill!("sign-out-consequence", uploads = uploads)
}

/// `Sending · 43 %`.
#[must_use]
pub fn upload(phase: &Phase, percent: u8) -> String {
    format!("{} · {}", queue::phase(phase), queue::percent(percent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a5_the_question_says_what_is_lost() {
        assert!(consequence(1).starts_with("1 upload is not finished."));
        assert!(consequence(2).contains("from the beginning"));
        assert_eq!(upload(&Phase::Sending, 43), "Sending · 43 %");
    }
}
