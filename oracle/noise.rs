//! Random numbers that are a function of a seed and a place: the counter-based generator Philox4×32-10.
//!
//! Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. The same seed and
//! place give the same number on every machine, in any order, and on a GPU.

use crate::scalar::Real;

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// The 128 bits at `counter` under `key`.
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (mut c, mut k) = (counter, key);
    for _ in 0..ROUNDS {
        let product = |which: usize, word: u32| u64::from(MULTIPLIERS[which]) * u64::from(word);
        let (first, second) = (product(0, c[0]), product(1, c[2]));
        let high = |product: u64| (product >> 32) as u32;
        c = [high(second) ^ c[1] ^ k[0], second as u32, high(first) ^ c[3] ^ k[1], first as u32];
        k = [k[0].wrapping_add(WEYL[0]), k[1].wrapping_add(WEYL[1])];
    }
    c
}

/// A stream of numbers: those of a seed, in the order of their places.
#[derive(Clone, Debug)]
pub struct Noise {
    key: [u32; 2],
    place: u64,
}

impl Noise {
    /// The stream of `seed` from its beginning.
    pub fn new(seed: u64) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32], place: 0 }
    }

    /// The stream of a part of the work of `name`: independent of those of other names, seeds and parts.
    pub fn of(name: &str, seed: u64, parts: impl IntoIterator<Item = u64>) -> Self {
        Self::new(parts.into_iter().fold(hash(name.as_bytes(), seed), mixed))
    }

    /// Two numbers uniform on [0, 1), multiples of 2⁻⁵³.
    fn pair(&mut self) -> [f64; 2] {
        let words = philox([self.place as u32, (self.place >> 32) as u32, 0, 0], self.key);
        self.place += 1;
        let fraction = |high: u32, low: u32| {
            let bits = (u64::from(high) << 32 | u64::from(low)) >> 11;
            bits as f64 / (1u64 << 53) as f64
        };
        [fraction(words[0], words[1]), fraction(words[2], words[3])]
    }

    /// A whole number below `count`, each as likely up to a part in 2³².
    pub fn below(&mut self, count: usize) -> usize {
        (self.pair()[0] * count as f64) as usize
    }

    /// `count` numbers uniform on [low, high).
    pub fn uniform(&mut self, low: f64, high: f64, count: usize) -> Vec<f64> {
        let mut numbers = Vec::with_capacity(count + 1);
        while numbers.len() < count {
            numbers.extend(self.pair().map(|fraction| low + (high - low) * fraction));
        }
        numbers.truncate(count);
        numbers
    }

    /// `count` standard normal numbers, by Marsaglia's polar method.
    pub fn normal(&mut self, count: usize) -> Vec<f64> {
        let mut numbers = Vec::with_capacity(count + 1);
        while numbers.len() < count {
            let [x, y] = self.pair().map(|fraction| 2.0 * fraction - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let scale = (-2.0 * Real::ln(square) / square).sqrt();
                numbers.extend([x * scale, y * scale]);
            }
        }
        numbers.truncate(count);
        numbers
    }
}

/// FNV-1a of the bytes, from a seed.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(mixed(0xCBF2_9CE4_8422_2325, seed), |state, &byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// The finaliser of SplitMix64: every bit of either depends on every bit.
fn mixed(state: u64, next: u64) -> u64 {
    let mut z = state.wrapping_add(next.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers that the authors publish with Random123 (`kat_vectors`, philox4x32 10).
    #[test]
    fn philox_gives_its_authors_known_answers() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        let (counter, key) = ([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]);
        assert_eq!(philox(counter, key), [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
    }

    #[test]
    fn a_stream_depends_on_its_seed_alone() {
        assert_eq!(Noise::new(7).uniform(-1.0, 1.0, 5), Noise::new(7).uniform(-1.0, 1.0, 9)[..5]);
        assert_ne!(Noise::new(7).uniform(-1.0, 1.0, 5), Noise::new(8).uniform(-1.0, 1.0, 5));
    }

    /// Means and variances of n draws lie within six standard errors of 0 and 1: a fixed seed, and six so that
    /// only an error of the method fails.
    #[test]
    fn normal_numbers_have_mean_0_and_variance_1() {
        let n = 100_000;
        let draws = Noise::new(1).normal(n);
        let mean = draws.iter().sum::<f64>() / n as f64;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n as f64;
        let error = 6.0 / (n as f64).sqrt();
        assert!(mean.abs() < error && (variance - 1.0).abs() < error * 2f64.sqrt(), "{mean} {variance}");
    }
}
