//! Cases: arguments of an operator, the enclosure of its answer, and the reason for which the case exists.
//!
//! The cases of an operator are an endless list that is a function of a seed: its example, the edges, the instances
//! that kill mutants, the papers' games, the witnesses of claims, then random ones. A case that its operator refuses,
//! or whose answer is not finite, leaves its place to a random one.

use super::draw::{Drawn, Limits};
use super::edge::{EDGES, Edge, Part};
use super::{Killer, Mutant, arguments, domain_of, mutants};
use crate::json::{self, Number, nearest};
use core::fmt;
use oracle::Invalid;
use oracle::claims::{self, Domain, Instance};
use oracle::games::{self, NamedGame};
use oracle::noise::Noise;
use oracle::operators::independent::hellinger_maximisers;
use oracle::operators::{self, Answer, Argument, Arguments, Kind, Operator};
use oracle::scalar::{Field, Interval, Rational};
use std::sync::{LazyLock, OnceLock};

/// One call of an operator whose answer is known.
#[derive(Clone, Debug)]
pub struct Case {
    /// The operator.
    pub operator: &'static Operator,
    /// What replays it, `OPERATOR:SEED:INDEX`; of a case made smaller with the offers that were taken, `…:INDEX:3.0.12`.
    pub token: String,
    /// Why it is there.
    pub reason: Reason,
    /// The arguments. Every arithmetic takes their f64 numbers exactly.
    pub arguments: Arguments,
    /// The answer, enclosed: finite, and not much wider than rounding makes it.
    pub expected: Answer<Interval>,
    origin: Origin,
}

/// Why a case exists.
#[derive(Clone, Copy, Debug)]
pub enum Reason {
    /// The operator's example: `marl-oracle eval ID --example`.
    Example,
    /// Numbers at an edge.
    Edge(&'static Edge),
    /// The instance on which a mutant is told from its operator.
    Kills(&'static Mutant),
    /// A game of the papers.
    Named(&'static NamedGame),
    /// The instance on which a claim falls: its id.
    Witness(&'static str),
    /// Drawn.
    Random,
}

impl Reason {
    /// In a word.
    pub fn flag(&self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::Edge(_) => "edge",
            Self::Kills(_) => "mutant",
            Self::Named(_) => "game",
            Self::Witness(_) => "witness",
            Self::Random => "random",
        }
    }

    /// Where the bug that it catches was met in public code; empty where it only is plausible.
    pub fn seen(&self) -> &'static str {
        match self {
            Self::Edge(edge) => edge.seen,
            Self::Kills(mutant) => mutant.seen,
            _ => "",
        }
    }
}

/// In a sentence.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Example => f.write_str("the operator's example"),
            Self::Edge(edge) => write!(f, "{}: {}", edge.name, edge.catches),
            Self::Kills(mutant) => f.write_str(mutant.bug),
            Self::Named(game) => write!(f, "{}: {}", game.name, game.title),
            Self::Witness(claim) => write!(f, "the game on which {claim} falls"),
            Self::Random => f.write_str("drawn"),
        }
    }
}

/// What a case is made of, and so what smaller ones are.
#[derive(Clone, Debug)]
enum Origin {
    /// The arguments as they stand.
    Fixed(Box<Arguments>),
    /// An instance of the operator's domain, and where it has samples their numbers, as many for each state.
    Instance(Box<Instance>, Vec<usize>),
    /// Arguments without a finite game.
    Drawn(Box<Drawn>),
}

/// Draws before a random case is given up for the example.
const ATTEMPTS: u64 = 64;
/// What the instances that kill mutants are a function of.
const KILLING_SEED: u64 = 1;
/// Most states and joint actions of the papers' games and of witnesses that become cases.
const MOST_STATES: usize = 4;
const MOST_JOINT_ACTIONS: usize = 16;
/// Most joint actions of a random case.
const USUAL_JOINT_ACTIONS: usize = 9;
/// The widest enclosure that is an answer, in units of the largest number of its array, or of this.
const WIDEST: f64 = 1e-5;
const LEAST: f64 = 1e-5;

/// The `index`-th case of an operator.
pub fn case(operator: &'static Operator, seed: u64, index: u64) -> Case {
    let token = format!("{}:{seed}:{index}", operator.id);
    let made = planned(operator, seed, index).and_then(|(reason, origin)| Case::of(operator, &token, reason, origin));
    let random = || {
        (0..ATTEMPTS).find_map(|attempt| {
            let mut noise = Noise::of(operator.id, seed, [index, attempt]);
            Case::of(operator, &token, Reason::Random, Origin::random(operator, &mut noise))
        })
    };
    made.or_else(random)
        .or_else(|| Case::of(operator, &token, Reason::Example, Origin::example(operator)))
        .expect("an operator answers its example")
}

/// What stands at a place of the list that is not drawn.
fn planned(operator: &'static Operator, seed: u64, index: u64) -> Option<(Reason, Origin)> {
    let mut place = usize::try_from(index).ok()?;
    if place == 0 {
        return Some((Reason::Example, Origin::example(operator)));
    }
    place -= 1;
    let mut noise = Noise::of(operator.id, seed, [index, u64::MAX]);
    if let Some(edge) = EDGES.get(place) {
        return Some((Reason::Edge(edge), Origin::at_edge(operator, edge, &mut noise)?));
    }
    place -= EDGES.len();
    let of_operator = |mutant: &&Mutant| mutant.operator == operator.id;
    if let Some((number, mutant)) = mutants::ALL.iter().enumerate().filter(|(_, mutant)| of_operator(mutant)).nth(place)
    {
        let killer = KILLERS[number].get_or_init(|| mutant.killer(KILLING_SEED)).as_ref()?;
        let origin = match killer {
            Killer::Instance(instance) => Origin::Instance(Box::new(instance.clone()), Vec::new()),
            Killer::Example => Origin::example(operator),
        };
        return Some((Reason::Kills(mutant), origin));
    }
    place -= mutants::ALL.iter().filter(of_operator).count();
    let domain = domain_of(operator)?;
    if domain.game {
        if let Some((game, instance)) = NAMED.get(place) {
            return Some((Reason::Named(game), Origin::on_game_of(operator, domain, instance, &mut noise)));
        }
        place -= NAMED.len();
    }
    let (claim, witness) = WITNESSES.iter().filter(|(_, witness)| speaks_of(domain, witness)).nth(place)?;
    Some((Reason::Witness(claim), Origin::on_game_of(operator, domain, witness, &mut noise)))
}

/// For each mutant of the bank where it is found out, once that is asked.
static KILLERS: LazyLock<Vec<OnceLock<Option<Killer>>>> =
    LazyLock::new(|| mutants::ALL.iter().map(|_| OnceLock::new()).collect());

/// The papers' small games.
static NAMED: LazyLock<Vec<(&NamedGame, Instance)>> = LazyLock::new(|| {
    let small = games::all().filter_map(|game| {
        let spec = (game.build)();
        let joint: usize = spec.actions.iter().product();
        if spec.state_count > MOST_STATES || joint > MOST_JOINT_ACTIONS {
            return None;
        }
        let mut transition = vec![0.0; spec.state_count * joint * spec.state_count];
        let mut entries = spec.transition.successors.iter().zip(&spec.transition.probabilities);
        for (row, &count) in transition.chunks_exact_mut(spec.state_count).zip(&spec.transition.successor_counts) {
            for (&next, &chance) in entries.by_ref().take(count as usize) {
                row[next as usize] += chance;
            }
        }
        let values = vec![spec.reward, transition, vec![spec.discount], spec.initial];
        let instance = Instance::new(&GAMES, spec.state_count, &spec.actions, values);
        Some((game, instance.expect("a game of the papers is valid")))
    });
    small.collect()
});

/// Games as large as those of the papers that become cases.
static GAMES: Domain = Domain {
    states: (1, MOST_STATES),
    agents: (1, MOST_JOINT_ACTIONS),
    actions: (1, MOST_JOINT_ACTIONS),
    ..Domain::GAMES
};

/// The claims that fall, each with its small witness.
static WITNESSES: LazyLock<Vec<(&str, Instance)>> = LazyLock::new(|| {
    let witnesses = claims::all().filter_map(|claim| Some((claim.id, claim.witness?())));
    witnesses
        .filter(|(_, witness)| {
            witness.state_count() <= MOST_STATES
                && witness.joint_count() <= MOST_JOINT_ACTIONS
                && (witness.domain().game || witness.action_counts().len() == 1)
        })
        .collect()
});

/// Whether a witness has something that the operator takes, beside the game.
fn speaks_of(domain: &Domain, witness: &Instance) -> bool {
    let shared = |kind: Kind| !matches!(kind, Kind::Agent | Kind::Count);
    domain.game == witness.domain().game
        && domain.entries.iter().any(|entry| {
            shared(entry.kind)
                && witness.domain().entries.iter().any(|other| other.name == entry.name && other.kind == entry.kind)
        })
}

impl Origin {
    fn example(operator: &Operator) -> Self {
        Self::Fixed(Box::new(json::example_arguments(operator)))
    }

    /// Arguments of a usual size.
    fn random(operator: &'static Operator, noise: &mut Noise) -> Self {
        let Some(domain) = domain_of(operator) else {
            return Self::Drawn(Box::new(Drawn::new(operator, Limits::USUAL, noise)));
        };
        let instance = loop {
            let instance = Instance::draw(domain, noise);
            if instance.joint_count() <= USUAL_JOINT_ACTIONS {
                break instance;
            }
        };
        Self::sampled(operator, instance, noise)
    }

    /// The instance, with samples where the operator takes some.
    fn sampled(operator: &Operator, instance: Instance, noise: &mut Noise) -> Self {
        let takes = operator.inputs.iter().any(|input| input.kind == Kind::Samples);
        let count = if takes { instance.state_count() * (1 + noise.below(3)) } else { 0 };
        let samples = (0..count).map(|_| noise.below(instance.joint_count())).collect();
        Self::Instance(Box::new(instance), samples)
    }

    /// Arguments at an edge, if the operator takes anything that is there.
    fn at_edge(operator: &'static Operator, edge: &Edge, noise: &mut Noise) -> Option<Self> {
        let Some(domain) = domain_of(operator) else {
            let mut drawn = Drawn::new(operator, edge.limits.unwrap_or(Limits::USUAL), noise);
            let changed = drawn.change(operator, edge.change);
            return (changed || edge.limits.is_some()).then(|| Self::Drawn(Box::new(drawn)));
        };
        let mut instance = match edge.game {
            Some((states, actions)) if domain.game => Instance::draw_sized(domain, states, actions.to_vec(), noise),
            Some((_, actions)) => Instance::draw_sized(domain, 1, vec![actions.iter().product()], noise),
            None if domain.game => Instance::draw_sized(domain, 2, vec![2, 2], noise),
            None => Instance::draw_sized(domain, 1, vec![3], noise),
        };
        let before = instance.clone();
        let parts = [("reward", None), ("transition", None), ("discount", None), ("initial", None)];
        let parts = parts.into_iter().filter(|_| domain.game);
        for (name, kind) in parts.chain(domain.entries.iter().map(|entry| (entry.name, Some(entry.kind)))) {
            let columns = match kind {
                None if name == "discount" => vec![1],
                None if name == "reward" => vec![instance.joint_count()],
                None => vec![instance.state_count()],
                Some(Kind::LocalTables | Kind::ProductPolicy) => instance.action_counts().to_vec(),
                Some(_) => {
                    let mut entries = instance.entries().filter(|(entry, _)| entry.name == name);
                    let (_, arrays) = entries.next().expect("an entry of the domain");
                    vec![arrays[0].0.last().copied().unwrap_or(1)]
                }
            };
            let mut rest = instance.values_mut(name);
            let size = rest.len() / columns.iter().sum::<usize>();
            for columns in columns {
                let (array, after) = rest.split_at_mut(size * columns);
                rest = after;
                (edge.change)(&mut Part { name, kind, columns, values: array });
            }
        }
        let changed = instance != before;
        (changed || edge.game.is_some()).then(|| Self::sampled(operator, instance, noise))
    }

    /// The game of another instance, with whatever else that has under the same name; the rest is drawn.
    fn on_game_of(operator: &Operator, domain: &'static Domain, other: &Instance, noise: &mut Noise) -> Self {
        let (states, actions) = (other.state_count(), other.action_counts().to_vec());
        let mut instance = Instance::draw_sized(domain, states, actions, noise);
        for name in ["reward", "transition", "discount", "initial"] {
            instance.values_mut(name).copy_from_slice(other.values(name));
        }
        for entry in domain.entries {
            let theirs =
                other.domain().entries.iter().any(|their| their.name == entry.name && their.kind == entry.kind);
            // What is of one agent has another shape where that is another agent.
            if theirs
                && other.values(entry.name).len() == instance.values(entry.name).len()
                && entry.kind != Kind::Agent
            {
                instance.values_mut(entry.name).copy_from_slice(other.values(entry.name));
            }
        }
        Self::sampled(operator, instance, noise)
    }

    fn arguments(&self) -> Arguments {
        match self {
            Self::Fixed(arguments) => (**arguments).clone(),
            Self::Instance(instance, samples) if samples.is_empty() => arguments(instance),
            Self::Instance(instance, samples) => {
                arguments(instance).with("samples", Argument::Indices(samples.clone()))
            }
            Self::Drawn(drawn) => drawn.arguments.clone(),
        }
    }

    /// What is less by one thing, the larger steps first.
    fn smaller(&self, operator: &'static Operator) -> Box<dyn Iterator<Item = Self> + '_> {
        match self {
            Self::Fixed(_) => Box::new(core::iter::empty()),
            Self::Drawn(drawn) => {
                let size = drawn.size(operator);
                let smaller = drawn.smaller(operator).filter(move |offer| offer.size(operator) < size);
                Box::new(smaller.map(|offer| Self::Drawn(Box::new(offer))))
            }
            Self::Instance(instance, samples) => {
                let per_state = samples.len() / instance.state_count();
                let with = move |instance: Instance, count: usize| {
                    let joint = instance.joint_count();
                    let rows = samples.chunks(per_state.max(1)).take(instance.state_count());
                    let kept = rows.flat_map(|row| row[..count].iter().map(|sample| sample % joint)).collect();
                    Self::Instance(Box::new(instance), kept)
                };
                let size = instance.size();
                let fewer = (per_state > 1).then(|| with((**instance).clone(), per_state - 1));
                let offers = instance.offers().filter(move |offer| offer.size() < size);
                Box::new(fewer.into_iter().chain(offers.map(move |offer| with(offer, per_state))))
            }
        }
    }
}

impl Case {
    fn of(operator: &'static Operator, token: &str, reason: Reason, origin: Origin) -> Option<Self> {
        let arguments = origin.arguments();
        let expected = answer(operator, &arguments).filter(is_narrow)?;
        Some(Self { operator, token: token.to_owned(), reason, arguments, expected, origin })
    }

    /// The case that a token names.
    ///
    /// # Errors
    /// The token is none, or names an offer that is not made.
    pub fn replay(token: &str) -> Result<Self, Invalid> {
        let refuse = |problem: String| Invalid::new(format!("{token:?}"), problem);
        let parts: Vec<&str> = token.split(':').collect();
        let &[id, seed, index, ref offers @ ..] = parts.as_slice() else {
            return Err(refuse("is no case: OPERATOR:SEED:INDEX is needed".into()));
        };
        let operator = operators::find(id).ok_or_else(|| {
            let nearest = nearest(id, operators::all().map(|operator| operator.id)).unwrap_or("none");
            refuse(format!("names no operator; the nearest is {nearest}"))
        })?;
        let number = |text: &str| text.parse::<u64>().map_err(|_| refuse(format!("has {text:?}, no whole number")));
        let mut case = case(operator, number(seed)?, number(index)?);
        match offers {
            [] => {}
            [offers] => {
                for offer in offers.split('.') {
                    let offer = number(offer)?;
                    let found = case.offer(offer);
                    case = found.ok_or_else(|| refuse(format!("takes offer {offer}, which is not made")))?;
                }
            }
            _ => return Err(refuse("is no case: OPERATOR:SEED:INDEX:OFFERS is needed".into())),
        }
        Ok(case)
    }

    /// Of each number of the answer the nearest f64: to the truth where the operator has it in rationals, else to the
    /// middle of the enclosure.
    pub fn nearest(&self) -> Answer {
        let exact = self.operator.rational.and_then(|apply| apply(&self.arguments.lift()).ok());
        exact.map_or_else(|| self.expected.map(Interval::midpoint), |exact| exact.map(Field::to_f64))
    }

    /// The instance that its arguments are, of an operator on a finite game or on vectors.
    pub fn instance(&self) -> Option<&Instance> {
        match &self.origin {
            Origin::Instance(instance, _) => Some(instance),
            _ => None,
        }
    }

    /// The case in which one thing is less or simpler, each in turn, the larger steps first.
    pub fn smaller(&self) -> impl Iterator<Item = Self> + '_ {
        let offers = self.origin.smaller(self.operator).enumerate();
        offers.filter_map(|(number, origin)| self.smaller_by(number as u64, origin))
    }

    fn offer(&self, number: u64) -> Option<Self> {
        let origin = self.origin.smaller(self.operator).nth(usize::try_from(number).ok()?)?;
        self.smaller_by(number, origin)
    }

    fn smaller_by(&self, number: u64, origin: Origin) -> Option<Self> {
        let joint = if self.token.matches(':').count() == 2 { ':' } else { '.' };
        Self::of(self.operator, &format!("{}{joint}{number}", self.token), self.reason, origin)
    }
}

/// The answer, enclosed; `None` where it is refused, or is one of several.
pub(super) fn answer(operator: &Operator, arguments: &Arguments) -> Option<Answer<Interval>> {
    match (operator.interval, operator.rational) {
        (Some(apply), _) => apply(&arguments.lift()).ok(),
        (None, Some(apply)) => Some(apply(&arguments.lift::<Rational>()).ok()?.map(<Interval as Number>::from_exact)),
        (None, None) => response_hellinger(arguments),
    }
}

/// The response whose text is of candidates compared: the maximiser, where there is one.
fn response_hellinger(arguments: &Arguments) -> Option<Answer<Interval>> {
    let (q, old) = (arguments.vector("q").ok()?, arguments.distribution("old").ok()?);
    if q.len() != old.len() {
        return None;
    }
    let mut maximisers = hellinger_maximisers(&q, &old, arguments.positive("omega").ok()?);
    (maximisers.len() == 1).then(|| maximisers.remove(0).into())
}

/// Whether every number is finite, and not much wider than rounding makes it.
fn is_narrow(answer: &Answer<Interval>) -> bool {
    answer.arrays().iter().all(|array| {
        let largest = array.values.iter().fold(LEAST, |largest: f64, x| largest.max(x.lo().abs()).max(x.hi().abs()));
        largest.is_finite() && array.values.iter().all(|x| x.width() <= WIDEST * largest)
    })
}
