//! CRC-32 as ZIP wants it, in few bytes of program: used only where the worker does not start.
//!
//! The worker has the fast one (`crc32fast`), whose tables would weigh on the first view.

/// The 256 remainders, made when the first file is read rather than shipped.
pub struct Table([u32; 256]);

impl Table {
    /// Works them out (reflected polynomial 0xEDB88320, APPNOTE 4.4.7).
    #[must_use]
    pub fn new() -> Self {
        Self(std::array::from_fn(|i| {
            (0..8).fold(i as u32, |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & 0u32.wrapping_sub(crc & 1))
            })
        }))
    }

    /// The CRC-32 of everything so far, given the CRC-32 of what came before (0 for nothing).
    #[must_use]
    pub fn extend(&self, before: u32, bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!before, |crc, byte| {
            (crc >> 8) ^ self.0[usize::from(crc.to_le_bytes()[0] ^ byte)]
        })
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_check_value_is_right() {
        // "check" of CRC-32/ISO-HDLC in the catalogue of CRC algorithms.
        assert_eq!(Table::new().extend(0, b"123456789"), 0xCBF4_3926);
        assert_eq!(Table::new().extend(0, b""), 0);
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_fast_one_however_the_bytes_are_cut(
            bytes in proptest::collection::vec(any::<u8>(), 0..600),
            cut in 0usize..600,
        ) {
            let (head, tail) = bytes.split_at(cut.min(bytes.len()));
            let table = Table::new();
            prop_assert_eq!(table.extend(table.extend(0, head), tail), crc32fast::hash(&bytes));
        }
    }
}
