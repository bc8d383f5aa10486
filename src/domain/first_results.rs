//! What the server has found on the sheets of a batch, as counts (api-contract, "Two more extensions").

/// What may be wrong with a sheet, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetError {
    /// The same sheet came twice.
    Duplicate,
    /// Hardly any answer is marked.
    FewAnswers,
    /// The pupil's number.
    Student,
    /// The number of the centre.
    Center,
    /// The class.
    Group,
    /// The level.
    Level,
    /// Expected, but not there.
    Absent,
}

/// The counts. What the server does not send is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstResults {
    /// Pupils who were expected.
    pub registered: Option<u64>,
    /// Sheets.
    pub scanned: Option<u64>,
    /// Sheets with something to correct.
    pub errors: Option<u64>,
    /// Each kind that was sent; none of them counts nothing.
    pub by_kind: Vec<(SheetError, u64)>,
}

impl FirstResults {
    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `part` of `whole` in tenths of a percent, rounded; `None` without a whole.
#[must_use]
pub fn share_tenths(part: u64, whole: u64) -> Option<u64> {
    let part = u128::from(part) * 2_000 + u128::from(whole);
    let tenths = part.checked_div(u128::from(whole) * 2)?;
    u64::try_from(tenths).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_need_a_whole() {
        assert_eq!(share_tenths(1, 3), Some(333));
        assert_eq!(share_tenths(2, 3), Some(667));
        assert_eq!(share_tenths(5, 5), Some(1_000));
        assert_eq!(share_tenths(5, 0), None);
        assert_eq!(share_tenths(u64::MAX, 1), None);
    }
}
