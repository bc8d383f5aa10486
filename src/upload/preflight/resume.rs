//! Whether the directory of a file that is given again vouches for it (F-25).

use crate::upload::digest::Mismatch;
use preflight::report::Fingerprint;

/// `checked` is what name, size, sampled digest and time of change said. The same directory means the same file, even if it was
/// saved again; another one means other content, even if every sample is the same. Without it the first word stands.
///
/// # Errors
/// The difference.
pub fn vouch(
    checked: Result<(), Mismatch>,
    kept: Fingerprint,
    given: Option<Fingerprint>,
) -> Result<(), Mismatch> {
    match (checked, given) {
        (Ok(()) | Err(Mismatch::Modified), Some(given)) if given.layout == kept.layout => Ok(()),
        (Ok(()), Some(_)) => Err(Mismatch::Content),
        (checked, _) => checked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: Fingerprint = Fingerprint {
        content: [1; 32],
        layout: [2; 32],
    };

    #[test]
    fn the_directory_vouches_for_what_lies_between_the_samples() {
        let other = Fingerprint {
            layout: [3; 32],
            ..KEPT
        };
        assert_eq!(vouch(Ok(()), KEPT, Some(KEPT)), Ok(()));
        assert_eq!(vouch(Err(Mismatch::Modified), KEPT, Some(KEPT)), Ok(()));
        assert_eq!(vouch(Ok(()), KEPT, Some(other)), Err(Mismatch::Content));
        assert_eq!(
            vouch(Err(Mismatch::Modified), KEPT, Some(other)),
            Err(Mismatch::Modified)
        );
    }

    #[test]
    fn without_it_the_samples_have_the_word_and_a_difference_is_never_overruled() {
        assert_eq!(vouch(Ok(()), KEPT, None), Ok(()));
        for mismatch in [Mismatch::Name, Mismatch::Size, Mismatch::Content] {
            assert_eq!(vouch(Err(mismatch), KEPT, Some(KEPT)), Err(mismatch));
        }
    }
}
