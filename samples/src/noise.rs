//! Seeded random numbers (SplitMix64) and a table of scan noise.

/// A small deterministic generator; good enough for test data, never for secrets.
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..end`; `end` must not be 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// Length of the noise table. Rows start at random places in it, so that no two rows repeat visibly.
pub(crate) const NOISE: usize = 1 << 16;

/// Roughly normal noise with the standard deviation 16 (in sixteenths of a grey level step, see `Canvas::grain`).
pub(crate) fn table() -> Vec<i16> {
    let mut rng = Rng::new(0x0005_ca9d_4015_e000);
    (0..NOISE)
        .map(|_| {
            // The sum of eight uniform nibbles: mean 60, deviation 13.
            let bits = rng.next();
            let sum: i16 = (0..8).map(|i| ((bits >> (i * 4)) & 15) as i16).sum();
            sum - 60
        })
        .collect()
}
