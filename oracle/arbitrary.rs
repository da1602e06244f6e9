//! Instances as a [`proptest`] strategy, for tests of one's own: drawn like an audit's, and shrunk by taking away
//! states, agents and actions before numbers become simpler, so that a game stays a game.

use crate::claims::{Claim, Domain, Instance};
use crate::noise::Noise;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::vec::IntoIter;

/// Instances of a domain, or those of a claim: [`instances`], [`admitted`].
#[derive(Clone, Copy, Debug)]
pub struct Instances {
    domain: &'static Domain,
    claim: Option<&'static Claim>,
}

/// Every instance of a domain.
pub fn instances(domain: &'static Domain) -> Instances {
    Instances { domain, claim: None }
}

/// The instances that meet the hypotheses of a claim.
pub fn admitted(claim: &'static Claim) -> Instances {
    Instances { domain: claim.domain, claim: Some(claim) }
}

impl Instances {
    fn admit(&self, instance: Instance) -> Instance {
        match self.claim {
            Some(claim) => claim.admit(instance, None),
            None => instance,
        }
    }
}

impl Strategy for Instances {
    type Tree = InstanceTree;
    type Value = Instance;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = proptest::num::u64::ANY.new_tree(runner)?.current();
        let here = self.admit(Instance::draw(self.domain, &mut Noise::new(seed)));
        Ok(InstanceTree { strategy: *self, here, larger: None, offers: Vec::new().into_iter(), exhausted: false })
    }
}

/// An instance and what is left to try of those smaller than it.
#[derive(Clone, Debug)]
pub struct InstanceTree {
    strategy: Instances,
    here: Instance,
    /// What `here` was offered in place of.
    larger: Option<Instance>,
    offers: IntoIter<Instance>,
    exhausted: bool,
}

impl InstanceTree {
    fn next(&mut self) -> bool {
        match self.offers.next() {
            Some(offer) => {
                self.larger = Some(core::mem::replace(&mut self.here, offer));
                true
            }
            None => {
                self.exhausted = true;
                false
            }
        }
    }
}

impl ValueTree for InstanceTree {
    type Value = Instance;

    fn current(&self) -> Instance {
        self.here.clone()
    }

    fn simplify(&mut self) -> bool {
        if self.exhausted {
            return false;
        }
        let size = self.here.size();
        let smaller = self.here.offers().map(|offer| self.strategy.admit(offer)).filter(|offer| offer.size() < size);
        self.offers = smaller.collect::<Vec<_>>().into_iter();
        self.next()
    }

    fn complicate(&mut self) -> bool {
        let Some(larger) = self.larger.take() else { return false };
        self.here = larger;
        // With nothing left to offer, the instance that failed last is the one to show.
        self.next();
        true
    }
}
