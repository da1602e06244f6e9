//! Any bytes as a game: refused with a reason, or a game that can be written about in every arithmetic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use marl_oracle::json::{Reader, read_game};
use oracle::Invalid;
use oracle::game::CooperativeGame;
use oracle::scalar::{Field, Interval, Rational};

/// Reads one game and nothing after it, then everything that it says.
fn read<T: marl_oracle::json::Number>(bytes: &[u8]) -> Result<CooperativeGame<T>, Invalid> {
    let mut reader = Reader::new(bytes);
    let described = read_game::<T, _>(&mut reader)?;
    reader.end()?;
    Ok(described.game)
}

fuzz_target!(|bytes: &[u8]| {
    let plain = read::<f64>(bytes);
    if let Err(refusal) = &plain {
        assert!(!refusal.to_string().is_empty());
    }
    let Ok(game) = plain else { return };
    for state in game.states() {
        for joint in game.space().joint_actions() {
            assert!(game.reward(state, joint).is_finite());
            let total: f64 = game.successors(state, joint).map(|(_, chance)| chance).sum();
            assert!((total - 1.0).abs() < 1e-9);
        }
    }
    // What is a game in f64 may be none exactly, where its rows sum to 1 only rounded; it never panics.
    if let Ok(exact) = read::<Rational>(bytes) {
        assert_eq!(exact.state_count(), game.state_count());
        assert!(exact.discount().to_f64() == game.discount());
    }
    let _ = read::<Interval>(bytes);
});
