//! Plain laws, of any values of their types.

use marl_oracle::json::{GameOf, Reader, read_game, write};
use oracle::claims::{Domain, Entry, Instance};
use oracle::game::CooperativeGame;
use oracle::noise::Noise;
use oracle::operators::Kind;
use oracle::scalar::{Field, Interval, Rational, Real};
use oracle::space::{JointAction, JointActionSpace};
use quickcheck::{Arbitrary, Gen, quickcheck};

/// A space of at most 4 agents with at most 5 actions each.
#[derive(Clone, Debug)]
struct Space(JointActionSpace);

impl Arbitrary for Space {
    fn arbitrary(random: &mut Gen) -> Self {
        let agents = 1 + usize::arbitrary(random) % 4;
        let counts: Vec<usize> = (0..agents).map(|_| 1 + usize::arbitrary(random) % 5).collect();
        Self(JointActionSpace::new(&counts).expect("a small space"))
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let spaces = self.0.action_counts().to_vec().shrink().filter_map(|counts| JointActionSpace::new(&counts).ok());
        Box::new(spaces.map(Self))
    }
}

/// A finite number.
#[derive(Clone, Copy, Debug)]
struct Finite(f64);

impl Arbitrary for Finite {
    fn arbitrary(random: &mut Gen) -> Self {
        loop {
            let number = f64::arbitrary(random);
            if number.is_finite() {
                return Self(number);
            }
        }
    }
}

/// A game of any small shape.
#[derive(Clone, Debug)]
struct Game(Instance);

impl Arbitrary for Game {
    fn arbitrary(random: &mut Gen) -> Self {
        Self(Instance::draw(&Domain::GAMES, &mut Noise::new(u64::arbitrary(random))))
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        Box::new(self.0.with_less().into_iter().map(Self))
    }
}

/// A game with something of every shape beside it.
static EVERYTHING: Domain = Domain {
    entries: &[
        Entry::new("agent", Kind::Agent),
        Entry::new("v", Kind::StateTable),
        Entry::new("q", Kind::JointTable),
        Entry::new("local q", Kind::LocalTable),
        Entry::new("local qs", Kind::LocalTables),
        Entry::new("joint policy", Kind::JointPolicy),
        Entry::new("product policy", Kind::ProductPolicy),
        Entry::new("local policy", Kind::LocalPolicy),
        Entry::new("conditional policy", Kind::ConditionalPolicy),
        Entry::new("opponent model", Kind::OpponentModel),
        Entry::new("sets", Kind::Sets),
        Entry::new("particles", Kind::Particles),
        Entry::new("vector", Kind::Vector),
        Entry::new("temperature", Kind::PositiveTemperature),
    ],
    ..Domain::GAMES
};

/// An instance of it.
#[derive(Clone, Debug)]
struct Whole(Instance);

impl Arbitrary for Whole {
    fn arbitrary(random: &mut Gen) -> Self {
        Self(Instance::draw(&EVERYTHING, &mut Noise::new(u64::arbitrary(random))))
    }
}

/// The hull of two numbers, and a third number within it.
fn interval(one: Finite, other: Finite) -> Interval {
    Interval::new(one.0.min(other.0), one.0.max(other.0)).expect("ordered ends")
}

quickcheck! {
    fn a_joint_action_is_its_parts(space: Space) -> bool {
        let Space(space) = space;
        space.joint_actions().all(|joint| space.join(&space.split(joint)) == joint)
    }

    fn a_joint_action_is_an_agents_and_the_others(space: Space) -> bool {
        let Space(space) = space;
        space.agents().all(|agent| {
            let perspective = space.perspective(agent);
            space.joint_actions().all(|joint| perspective.join(perspective.own(joint), perspective.others(joint)) == joint)
                && perspective.own_count() * perspective.others_count() == space.joint_count()
        })
    }

    fn a_projection_on_everyone_is_the_joint_action(space: Space) -> bool {
        let Space(space) = space;
        let everyone: Vec<_> = space.agents().collect();
        let all = space.restricted(&everyone);
        (0..space.joint_count()).all(|joint| all.project(JointAction(joint)) == joint)
    }

    fn an_interval_holds_the_exact_result(a: Finite, b: Finite, c: Finite, d: Finite) -> bool {
        let (x, y) = (interval(a, b), interval(c, d));
        let (p, q) = (Rational::from_f64(a.0), Rational::from_f64(c.0));
        let holds = |interval: Interval, exact: Rational| {
            let above = |end: f64| end == f64::INFINITY || end.is_finite() && Rational::from_f64(end) >= exact;
            let below = |end: f64| end == f64::NEG_INFINITY || end.is_finite() && Rational::from_f64(end) <= exact;
            below(interval.lo()) && above(interval.hi())
        };
        holds(x + y, p.clone() + q.clone())
            && holds(x - y, p.clone() - q.clone())
            && holds(x * y, p.clone() * q.clone())
            && (y.contains(0.0) || holds(x / y, p / q))
    }

    fn a_wider_interval_gives_a_wider_result(a: Finite, b: Finite, c: Finite) -> bool {
        let (point, wide) = (interval(a, a), interval(a, b).hull(interval(c, c)));
        Real::exp(point).is_subset(&Real::exp(wide)) && point.abs().is_subset(&wide.abs())
    }

    fn a_game_survives_its_file(game: Game) -> bool {
        let Game(instance) = game;
        let mut text = Vec::new();
        write(&mut text, &GameOf(&instance)).expect("a Vec takes everything");
        let read = read_game::<f64, _>(&mut Reader::new(text.as_slice())).expect("what is written is read").game;
        let game: CooperativeGame = instance.game();
        let everywhere = |check: &dyn Fn(oracle::space::State, JointAction) -> bool| {
            game.states().all(|state| game.space().joint_actions().all(|joint| check(state, joint)))
        };
        read.discount() == game.discount()
            && game.states().all(|state| read.initial(state) == game.initial(state))
            && everywhere(&|state, joint| read.reward(state, joint) == game.reward(state, joint))
            && everywhere(&|state, joint| read.successors(state, joint).eq(game.successors(state, joint)))
    }

    fn what_is_kept_of_an_instance_is_valid(whole: Whole, seed: u64) -> bool {
        let Whole(instance) = whole;
        let valid = |instance: &Instance| {
            let numbers = instance.numbers_by_entry().to_vec();
            let again = Instance::new(&EVERYTHING, instance.state_count(), instance.action_counts(), numbers);
            again.as_ref() == Ok(instance) && instance.agent().index() < instance.action_counts().len()
        };
        let changed = instance.changed(&mut Noise::new(seed));
        let parts = instance.with_less().into_iter().chain(instance.simpler()).chain([changed]);
        valid(&instance) && parts.into_iter().all(|part| valid(&part))
    }
}
