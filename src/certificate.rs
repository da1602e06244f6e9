//! Certificates for the checker of `proofs/executable/`: a game, an answer, and how far from the truth it can be, in
//! exact numbers. What the checker accepts is proved to lie within the bound.

use num_bigint::BigInt;
use num_traits::Signed;
use oracle::Invalid;
use oracle::algorithms::{Setting, Solution, SolvedPolicy, evaluate_product};
use oracle::game::{CooperativeGame, Temperature};
use oracle::games;
use oracle::instance::{Domain, Entry, Instance, Numbers};
use oracle::noise::Noise;
use oracle::operators::Kind;
use oracle::operators::bellman::Bellman;
use oracle::operators::independent::total_variation_response;
use oracle::operators::projections::expectation;
use oracle::operators::soft::Soft;
use oracle::policy::ProductPolicy;
use oracle::scalar::{Field, Interval, One, Rational, Zero};
use oracle::solvers::{Point, Stop};
use oracle::space::{Agent, JointAction, State};
use oracle::table::{LocalTables, StateTable};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A certificate: a kind, a game, named arrays, in the order in which the checker reads them.
#[derive(Clone, Debug)]
pub struct Certificate {
    kind: &'static str,
    game: CooperativeGame<Rational>,
    arrays: Vec<(&'static str, Vec<Rational>)>,
}

impl Certificate {
    /// Of a solution, where there is a checker for its algorithm.
    ///
    /// # Errors
    /// There is none, or a row of probabilities does not sum to 1 exactly: f64 holds no three thirds.
    pub fn of(id: &str, setting: &Setting<'_>, solution: &Solution) -> Result<Self, Invalid> {
        let temperature = || setting.parameters.get("alpha").copied().unwrap_or(1.0);
        let value = &solution.value.value;
        match (id, &solution.policy) {
            ("value-iteration", _) => Self::optimal(setting.game, value),
            ("soft-value-iteration" | "soft-policy-iteration", _) if temperature() == 0.0 => {
                Self::optimal(setting.game, value)
            }
            ("soft-value-iteration" | "soft-policy-iteration", _) => Self::soft(setting.game, temperature(), value),
            ("policy-evaluation" | "tv-iteration" | "tvpo", SolvedPolicy::Product(policy)) => {
                Self::evaluation(setting.game, policy, value)
            }
            _ => Err(Invalid::new(
                id,
                "has no checker; there is one for value-iteration, policy-evaluation, soft-value-iteration, \
                 soft-policy-iteration, tv-iteration and tvpo",
            )),
        }
    }

    /// V as the optimum.
    fn optimal(game: &CooperativeGame, value: &StateTable) -> Result<Self, Invalid> {
        let exact = exact(game)?;
        let bellman = Bellman::new(exact.clone());
        let value = value.lift();
        let residual = bellman.greedy_value(&bellman.backup(&value)).distance(&value);
        Ok(Self::fixed_point("optimal", exact, Vec::new(), &value, above(&residual)))
    }

    /// V as the soft optimum at temperature α > 0.
    fn soft(game: &CooperativeGame, alpha: f64, value: &StateTable) -> Result<Self, Invalid> {
        let exact = exact(game)?;
        let temperature = Temperature::new(alpha).map_err(|invalid| invalid.named("alpha"))?;
        let enclosed = Soft::<Interval>::new(game.enclosed(), temperature.lift());
        let backup = Bellman::new(game.enclosed()).backup(&value.enclosure());
        // The checker encloses exp as well, in far narrower bounds than these: a millionth more is enough for both.
        let residual = value.defect(&enclosed.value(&backup)) * (1.0 + 1e-6);
        let temperature = ("temperature", vec![rational(alpha)]);
        Ok(Self::fixed_point("soft", exact, vec![temperature], &value.lift(), residual))
    }

    /// V as the value of a product policy.
    fn evaluation(game: &CooperativeGame, policy: &ProductPolicy, value: &StateTable) -> Result<Self, Invalid> {
        let exact = exact(game)?;
        for (agent, local) in policy.locals().iter().enumerate() {
            for state in game.states() {
                sums_to_one(local.given(state), || format!("policy[{agent}][{}]", state.index()))?;
            }
        }
        let (policy, value) = (policy.lift::<Rational>(), value.lift());
        let bellman = Bellman::new(exact.clone());
        let applied = bellman.policy_value(&policy.joint(), &bellman.backup(&value));
        let residual = applied.distance(&value);
        Ok(Self::fixed_point("evaluation", exact, vec![("policy", probabilities(&policy))], &value, above(&residual)))
    }

    fn fixed_point(
        kind: &'static str,
        game: CooperativeGame<Rational>,
        mut arrays: Vec<(&'static str, Vec<Rational>)>,
        value: &StateTable<Rational>,
        residual: f64,
    ) -> Self {
        let rest = Interval::one() - Interval::from_f64(game.discount().to_f64());
        let bound = (Interval::from_f64(residual) / rest).hi();
        arrays.push(("value", value.values().to_vec()));
        arrays.push(("residual", vec![rational(residual)]));
        arrays.push(("bound", vec![rational(bound)]));
        Self { kind, game, arrays }
    }

    /// A certificate of a random small game: every kind in turn.
    pub fn draw(seed: u64, index: u64) -> Self {
        let mut noise = Noise::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index));
        let instance = Instance::draw(&DRAWN, &mut noise);
        let game: CooperativeGame = instance.game();
        let policy: ProductPolicy = instance.product_policy("policy");
        let solved = |id: &str| {
            let algorithm = oracle::algorithms::find(id).expect("an algorithm");
            let parameters = BTreeMap::from([("alpha".to_owned(), instance.number("temperature"))]);
            let parameters = if algorithm.parameters.is_empty() { BTreeMap::new() } else { parameters };
            let setting = Setting { game: &game, parameters, start: Some(policy.clone()), stop: Stop::default() };
            let solution = (algorithm.run)(&setting, &mut |_| {}).expect("parameters in range");
            Self::of(id, &setting, &solution).expect("rows of sixteenths")
        };
        match index % 8 {
            0 => solved("value-iteration"),
            1 => solved("soft-value-iteration"),
            2 => {
                let value = evaluate_product(&game, &policy).value;
                Self::evaluation(&game, &policy, &value).expect("rows of sixteenths")
            }
            operator => Self::applied(operator, &instance),
        }
    }

    /// An operator applied once, in rationals: the result is exact.
    fn applied(operator: u64, instance: &Instance) -> Self {
        let game: CooperativeGame<Rational> = instance.game();
        let bellman = Bellman::new(game.clone());
        let (value, q) = (instance.state_table("value"), instance.joint_table("q"));
        let policy: ProductPolicy<Rational> = instance.product_policy("policy");
        let omega: Rational = instance.scalar("omega");
        let critics = || expectation(&game, &policy, &q);
        let (kind, arrays) = match operator {
            3 => {
                let result = bellman.backup(&value);
                ("backup", vec![("value", value.into_values()), ("result", result.into_values())])
            }
            4 => {
                let result = bellman.greedy_value(&q);
                ("greedy-value", vec![("q", q.into_values()), ("result", result.into_values())])
            }
            5 => {
                let result = bellman.policy_value(&policy.joint(), &q).into_values();
                ("policy-value", vec![("policy", probabilities(&policy)), ("q", q.into_values()), ("result", result)])
            }
            6 => {
                let result = numbers(&critics(), policy.locals().len());
                ("critic", vec![("policy", probabilities(&policy)), ("q", q.into_values()), ("result", result)])
            }
            _ => {
                let critics = critics();
                let answer = |agent, state| {
                    let (local, critic) = (&policy.locals()[agent], &critics[Agent(agent)]);
                    total_variation_response(critic.row(state), local.given(state), &omega)
                };
                let result = (0..policy.locals().len())
                    .flat_map(|agent| game.states().flat_map(move |state| answer(agent, state)))
                    .collect();
                let policy = probabilities(&policy);
                (
                    "tvpo-step",
                    vec![("omega", vec![omega]), ("policy", policy), ("q", q.into_values()), ("result", result)],
                )
            }
        };
        Self { kind, game, arrays }
    }

    /// The same with one number changed, so that it says what is not so.
    #[must_use]
    pub fn tampered(mut self, seed: u64, index: u64) -> Self {
        let mut noise = Noise::new(!seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index));
        let bound = self.array("bound").map(|bound| bound[0].clone());
        let least = Rational::ratio(1, 1 << 40);
        match bound {
            // A value further from the truth than twice the bound allows.
            Some(bound) if noise.below(3) < 2 => {
                let value = self.array("value").expect("a value");
                let place = noise.below(value.len());
                value[place] = value[place].clone() + bound * Rational::from_usize(3) + least;
            }
            // A bound that the residual does not give.
            Some(bound) if !bound.is_zero() => {
                let half = bound * Rational::ratio(1, 2);
                self.array("bound").expect("a bound")[0] = half;
            }
            Some(_) => self.array("residual").expect("a residual")[0] = least,
            None => {
                let result = self.array("result").expect("a result");
                let place = noise.below(result.len());
                result[place] = result[place].clone() + Rational::ratio(1, 1 << 20);
            }
        }
        self
    }

    fn array(&mut self, name: &str) -> Option<&mut Vec<Rational>> {
        self.arrays.iter_mut().find(|(found, _)| *found == name).map(|(_, values)| values)
    }

    /// Writes it as a fact that Coq computes.
    fn write_coq(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        let game = &self.game;
        let literal = |value: &Rational| format!("D {} {}", literal(value.numer()), value.denom().bits() - 1);
        let list = |values: &[Rational]| format!("[:: {}]", values.iter().map(literal).collect::<Vec<_>>().join("; "));
        let counts = game.space().action_counts().iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let pairs: Vec<(State, JointAction)> = self.pairs().collect();
        let rewards: Vec<Rational> = pairs.iter().map(|&(state, joint)| game.reward(state, joint)).collect();
        let rows = pairs.iter().map(|&(state, joint)| {
            let row = game.successors(state, joint);
            let row = row.map(|(next, chance)| format!("({}%N, {})", next.index(), literal(&chance)));
            format!("[:: {}]", row.collect::<Vec<_>>().join("; "))
        });
        let rows = rows.collect::<Vec<_>>().join("; ");
        write!(out, "\nExample {name} :\n  let counts := [:: {counts}]%N in\n  check_{}", self.kind)?;
        write!(out, "\n    (game_list {} counts {}", game.state_count(), list(&rewards))?;
        writeln!(out, "\n      [:: {rows}]\n      ({}))", literal(&game.discount()))?;
        for (field, values) in &self.arrays {
            match *field {
                "value" => writeln!(out, "    (state_list {})", list(values))?,
                "policy" => writeln!(out, "    (local_list {} counts {})", game.state_count(), list(values))?,
                _ => writeln!(out, "    ({})", literal(&values[0]))?,
            }
        }
        writeln!(out, "  = true.\nProof. by vm_compute. Qed.")
    }

    fn pairs(&self) -> impl Iterator<Item = (State, JointAction)> + '_ {
        let joint = self.game.space().joint_count();
        self.game.states().flat_map(move |state| JointAction::first(joint).map(move |action| (state, action)))
    }

    /// Writes it as the checker reads it: words and integers, a number as a mantissa m and places e, which is m/2ᵉ.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let game = &self.game;
        writeln!(out, "certificate {}\nstates {}", self.kind, game.state_count())?;
        let counts = game.space().action_counts();
        write!(out, "actions {}", counts.len())?;
        for count in counts {
            write!(out, " {count}")?;
        }
        write!(out, "\nreward")?;
        for (state, joint) in self.pairs() {
            number(out, &game.reward(state, joint))?;
        }
        write!(out, "\ntransition")?;
        for (state, joint) in self.pairs() {
            let row = game.successors(state, joint);
            write!(out, " {}", row.len())?;
            for (successor, probability) in row {
                write!(out, " {}", successor.index())?;
                number(out, &probability)?;
            }
        }
        write!(out, "\ndiscount")?;
        number(out, &game.discount())?;
        for (name, values) in &self.arrays {
            write!(out, "\n{name}")?;
            for value in values {
                number(out, value)?;
            }
        }
        writeln!(out, "\nend")
    }
}

/// Certificates of the papers' small games: optima, soft optima, the value of drawing evenly.
pub fn pinned() -> impl Iterator<Item = (String, Certificate)> {
    let small = games::all().filter_map(|named| {
        let game = CooperativeGame::try_from((named.build)()).expect("named games are valid");
        (game.state_count() <= 3).then(|| (named.name.replace('-', "_"), game))
    });
    let solvers = [
        ("optimal", "value-iteration", None),
        ("soft", "soft-value-iteration", Some(1.0)),
        ("nearly_greedy", "soft-value-iteration", Some(0.125)),
        ("even", "policy-evaluation", None),
    ];
    small.flat_map(move |(name, game)| {
        solvers.into_iter().filter_map(move |(kind, id, alpha)| {
            let algorithm = oracle::algorithms::find(id).expect("an algorithm");
            let parameters = alpha.map(|alpha| ("alpha".to_owned(), alpha)).into_iter().collect();
            let setting = Setting { game: &game, parameters, start: None, stop: Stop::default() };
            let solution = (algorithm.run)(&setting, &mut |_| {}).expect("parameters in range");
            Some((format!("{name}_{kind}"), Certificate::of(id, &setting, &solution).ok()?))
        })
    })
}

/// The file `proofs/executable/pinned.v`: these certificates accepted inside Coq.
///
/// # Errors
/// Those of `out`.
pub fn write_pinned(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "(** Answers on the papers' games, accepted inside Coq. Written by [marl-oracle certify --coq]. *)\n\
         From Coq Require Import ZArith.\nFrom mathcomp Require Import all_ssreflect.\n\
         From Oracle Require Import executable.dyadic executable.evaluator executable.certificate executable.tables."
    )?;
    for (name, certificate) in pinned() {
        certificate.write_coq(&name, out)?;
    }
    Ok(())
}

/// Small games with a policy, tables, a temperature and a coefficient; all numbers dyadic.
const DRAWN: Domain = Domain {
    states: (1, 3),
    entries: &[
        Entry::new("policy", Kind::ProductPolicy),
        Entry::new("value", Kind::StateTable),
        Entry::new("q", Kind::JointTable),
        Entry::new("temperature", Kind::PositiveTemperature),
        Entry::new("omega", Kind::Positive).of(Numbers { low: 0.0, high: 2.0, step: 0.125 }),
    ],
    ..Domain::GAMES
};

/// An integer as Coq reads it.
fn literal(integer: &BigInt) -> String {
    if integer.is_negative() { format!("({integer})") } else { integer.to_string() }
}

fn number(out: &mut dyn Write, value: &Rational) -> io::Result<()> {
    let places = value.denom().bits() - 1;
    assert!(value.denom().trailing_zeros() == Some(places), "a dyadic number");
    write!(out, " {} {places}", value.numer())
}

fn rational(value: f64) -> Rational {
    Rational::from_float(value).expect("a finite number")
}

/// The least f64 that is not below, or the next.
fn above(value: &Rational) -> f64 {
    let nearest = value.to_f64();
    if rational(nearest) >= *value { nearest } else { nearest.next_up() }
}

/// The game in rationals, whose rows of probabilities sum to 1 exactly.
fn exact(game: &CooperativeGame) -> Result<CooperativeGame<Rational>, Invalid> {
    for state in game.states() {
        for joint in JointAction::first(game.space().joint_count()) {
            let row: Vec<f64> = game.successors(state, joint).map(|(_, probability)| probability).collect();
            sums_to_one(&row, || format!("transition[{}][{}]", state.index(), joint.index()))?;
        }
    }
    Ok(game.lift())
}

fn sums_to_one(row: &[f64], place: impl Fn() -> String) -> Result<(), Invalid> {
    let total: Rational = row.iter().fold(Rational::zero(), |total, &value| total + rational(value));
    if total.is_one() {
        return Ok(());
    }
    let off = (total - Rational::one()).to_f64();
    Err(Invalid::new(place(), format!("sums to 1 {off:+e} exactly, and a certificate needs 1")))
}

/// Agent by agent, state by state.
fn probabilities(policy: &ProductPolicy<Rational>) -> Vec<Rational> {
    policy.locals().iter().flat_map(|local| local.values().to_vec()).collect()
}

fn numbers(tables: &LocalTables<Rational>, agents: usize) -> Vec<Rational> {
    (0..agents).flat_map(|agent| tables[Agent(agent)].values().to_vec()).collect()
}
