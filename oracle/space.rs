//! Who acts, on what: the indices of a finite cooperative game.
//!
//! Agents n = 0..N have m_n actions each; the joint actions a = (a⁰..aᴺ⁻¹) are numbered in C order,
//! agent 0 most significant, so a joint table is the C-ordered array of shape (S, m_0, …, m_{N−1}).

use crate::error::Invalid;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl $name {
            /// The number itself, from 0.
            pub fn index(self) -> usize {
                self.0
            }

            /// The first `count` of them, in order.
            pub fn first(count: usize) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
                (0..count).map(Self)
            }
        }
    };
}

index!(
    /// A state s.
    State
);
index!(
    /// An agent n.
    Agent
);
index!(
    /// A local action aⁿ of one agent.
    Action
);
index!(
    /// A joint action a = (a⁰, …, aᴺ⁻¹).
    JointAction
);
index!(
    /// The actions a⁻ⁿ of all agents but one, in C order over those that remain.
    OthersAction
);
/// The joint action space: how many actions each agent has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointActionSpace {
    counts: Vec<usize>,
    joint_count: usize,
}

/// The largest number of joint actions that a space may have; indices of joint tables stay in `u32`.
pub const JOINT_ACTION_LIMIT: usize = 1 << 32;

impl JointActionSpace {
    /// The space with `counts[n]` actions for agent n.
    ///
    /// # Errors
    /// No agents, an agent without actions, or more than [`JOINT_ACTION_LIMIT`] joint actions.
    pub fn new(counts: &[usize]) -> Result<Self, Invalid> {
        if counts.is_empty() {
            return Err(Invalid::new("actions", "names no agent, and a game needs at least one"));
        }
        let mut joint_count = 1usize;
        for (agent, &count) in counts.iter().enumerate() {
            if count == 0 {
                return Err(Invalid::new(
                    format!("actions[{agent}]"),
                    "is 0, and each agent needs at least one action",
                ));
            }
            joint_count = joint_count.checked_mul(count).filter(|&all| all <= JOINT_ACTION_LIMIT).ok_or_else(|| {
                Invalid::new("actions", format!("has more than {JOINT_ACTION_LIMIT} joint actions at agent {agent}"))
            })?;
        }
        Ok(Self { counts: counts.to_vec(), joint_count })
    }

    /// N.
    pub fn agent_count(&self) -> usize {
        self.counts.len()
    }

    /// |A| = ∏ m_n.
    pub fn joint_count(&self) -> usize {
        self.joint_count
    }

    /// m_n.
    pub fn action_count(&self, agent: Agent) -> usize {
        self.counts[agent.0]
    }

    /// m_0, …, m_{N−1}.
    pub fn action_counts(&self) -> &[usize] {
        &self.counts
    }

    /// All agents, in order.
    pub fn agents(&self) -> impl DoubleEndedIterator<Item = Agent> + ExactSizeIterator + Clone + use<> {
        Agent::first(self.counts.len())
    }

    /// All joint actions, in C order.
    pub fn joint_actions(&self) -> impl DoubleEndedIterator<Item = JointAction> + ExactSizeIterator + Clone + use<> {
        JointAction::first(self.joint_count)
    }

    /// The joint action in which agent n plays `actions[n]`.
    pub fn join(&self, actions: &[Action]) -> JointAction {
        debug_assert_eq!(actions.len(), self.counts.len());
        JointAction(actions.iter().zip(&self.counts).fold(0, |index, (action, count)| index * count + action.0))
    }

    /// The local actions (a⁰, …, aᴺ⁻¹) of a joint action.
    pub fn split(&self, joint: JointAction) -> Vec<Action> {
        self.agents().map(|agent| self.perspective(agent).own(joint)).collect()
    }

    /// The joint action as agent n sees it: a = (aⁿ, a⁻ⁿ).
    pub fn perspective(&self, agent: Agent) -> Perspective {
        let stride = self.counts[agent.0 + 1..].iter().product();
        Perspective { own_count: self.counts[agent.0], stride, joint_count: self.joint_count }
    }

    /// The space of the agents in `members` (ascending) alone.
    pub fn restricted(&self, members: &[Agent]) -> Subspace {
        let counts: Vec<usize> = members.iter().map(|agent| self.counts[agent.0]).collect();
        let strides = members.iter().map(|agent| self.counts[agent.0 + 1..].iter().product()).collect();
        Subspace { count: counts.iter().product(), counts, strides }
    }
}

/// The joint actions of a set of agents, in C order over the set; of the empty set there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subspace {
    counts: Vec<usize>,
    strides: Vec<usize>,
    count: usize,
}

impl Subspace {
    /// How many joint actions the set has.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The index, within the set, of the actions that its members take in a joint action.
    pub fn project(&self, joint: JointAction) -> usize {
        self.counts.iter().zip(&self.strides).fold(0, |index, (count, stride)| index * count + joint.0 / stride % count)
    }
}

/// A joint action seen by one agent: its own action and the others'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perspective {
    own_count: usize,
    stride: usize,
    joint_count: usize,
}

impl Perspective {
    /// m_n.
    pub fn own_count(&self) -> usize {
        self.own_count
    }

    /// |A⁻ⁿ| = |A| / m_n.
    pub fn others_count(&self) -> usize {
        self.joint_count / self.own_count
    }

    /// aⁿ.
    pub fn own(&self, joint: JointAction) -> Action {
        Action(joint.0 / self.stride % self.own_count)
    }

    /// a⁻ⁿ.
    pub fn others(&self, joint: JointAction) -> OthersAction {
        OthersAction(joint.0 / (self.stride * self.own_count) * self.stride + joint.0 % self.stride)
    }

    /// (aⁿ, a⁻ⁿ) as a joint action.
    pub fn join(&self, own: Action, others: OthersAction) -> JointAction {
        let (before, after) = (others.0 / self.stride, others.0 % self.stride);
        JointAction((before * self.own_count + own.0) * self.stride + after)
    }

    /// All aⁿ, in order.
    pub fn own_actions(&self) -> impl DoubleEndedIterator<Item = Action> + ExactSizeIterator + Clone + use<> {
        Action::first(self.own_count)
    }

    /// All a⁻ⁿ, in order.
    pub fn others_actions(&self) -> impl DoubleEndedIterator<Item = OthersAction> + ExactSizeIterator + Clone + use<> {
        OthersAction::first(self.others_count())
    }
}
