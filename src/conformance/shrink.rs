//! The smallest case that still fails.

use super::case::Case;

/// Cases tried before the smallest so far is taken.
const TRIES: usize = 4000;
/// Offers that are tried at once.
const AT_ONCE: usize = 16;

/// The case made smaller, step by step, for as long as `still_fails` says so of a smaller one.
pub fn shrink(case: Case, mut still_fails: impl FnMut(&Case) -> bool) -> Case {
    shrink_together(case, |offers| offers.iter().position(&mut still_fails))
}

/// The same where several cases are cheaper to try together: `first` finds the first of them that still fails.
pub fn shrink_together(mut case: Case, mut first: impl FnMut(&[Case]) -> Option<usize>) -> Case {
    let mut left = TRIES;
    loop {
        let mut smaller = None;
        let mut offers = case.smaller();
        while smaller.is_none() && left > 0 {
            let mut some: Vec<Case> = offers.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            left = left.saturating_sub(some.len());
            smaller = first(&some).map(|found| some.swap_remove(found));
        }
        drop(offers);
        match smaller {
            Some(smaller) => case = smaller,
            None => return case,
        }
    }
}
