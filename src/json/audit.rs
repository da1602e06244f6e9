//! Audits: the report, `schema/audit.json`, and the state from which one is resumed.

use super::number::{Nested, Number};
use super::vectors::Request;
use crate::audit::{Audited, Progress, Settings, targets};
use crate::conformance::{Case, Kill};
use oracle::Invalid;
use oracle::claims::search::{Tally, Target, Trial};
use oracle::claims::{Claim, Instance, Side};
use oracle::operators::Kind;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// An audit, for `schema/audit.json`.
pub struct AuditReport<'a> {
    /// How far it went.
    pub settings: &'a Settings,
    /// Its claims, in the registry's order.
    pub claims: &'a [Audited],
    /// The bank of mutants, where the whole registry was audited.
    pub kills: &'a [Kill],
}

impl Serialize for AuditReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", env!("CARGO_PKG_VERSION"))?;
        map.serialize_entry("cases", &self.settings.cases)?;
        map.serialize_entry("seed", &self.settings.seed)?;
        map.serialize_entry("claims", &self.claims.iter().map(AuditedEntry).collect::<Vec<_>>())?;
        if !self.kills.is_empty() {
            map.serialize_entry("mutants", &self.kills.iter().map(KillEntry).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

struct KillEntry<'a>(&'a Kill);

impl Serialize for KillEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Kill { mutant, killer } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("operator", mutant.operator)?;
        map.serialize_entry("bug", mutant.bug)?;
        if !mutant.seen.is_empty() {
            map.serialize_entry("seen", mutant.seen)?;
        }
        map.serialize_entry("killed", &killer.is_some())?;
        if let Some(case) = killer {
            map.serialize_entry("killed_by", &KillerEntry(case))?;
        }
        map.end()
    }
}

struct KillerEntry<'a>(&'a Case);

impl Serialize for KillerEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", &self.0.token)?;
        map.serialize_entry("inputs", &Request { operator: self.0.operator, arguments: &self.0.arguments })?;
        map.end()
    }
}

/// A claim as registered.
pub struct ClaimEntry<'a>(pub &'a Claim);

fn described<M: SerializeMap>(map: &mut M, claim: &Claim) -> Result<(), M::Error> {
    map.serialize_entry("id", claim.id)?;
    map.serialize_entry("source", claim.source)?;
    map.serialize_entry("statement", claim.statement)?;
    if !claim.reading.is_empty() {
        map.serialize_entry("reading", claim.reading)?;
    }
    map.serialize_entry("standing", claim.standing.words())?;
    map.serialize_entry("remark", claim.remark)?;
    if !claim.amends.is_empty() {
        map.serialize_entry("amends", claim.amends)?;
    }
    match claim.theorem() {
        Some(theorem) => {
            map.serialize_entry("theorem", &format!("{}.{}", theorem.file.replace('/', "."), theorem.name))
        }
        None => map.serialize_entry("unproved", claim.unproved()),
    }
}

impl Serialize for ClaimEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        described(&mut map, self.0)?;
        let hypotheses: Vec<&str> = self.0.hypotheses.iter().map(|hypothesis| hypothesis.statement).collect();
        map.serialize_entry("hypotheses", &hypotheses)?;
        if let Some(witness) = self.0.witness {
            map.serialize_entry("witness", &InstanceEntry(&witness()))?;
        }
        map.end()
    }
}

struct AuditedEntry<'a>(&'a Audited);

impl Serialize for AuditedEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Audited { claim, tally, without, sabotaged, .. } = self.0;
        let mut map = serializer.serialize_map(None)?;
        described(&mut map, claim)?;
        let problems = self.0.problems();
        map.serialize_entry("reproduced", &problems.is_empty())?;
        if !problems.is_empty() {
            map.serialize_entry("problems", &problems)?;
        }
        for (name, count) in [
            ("holds", tally.holds),
            ("agrees", tally.agrees),
            ("undecided", tally.undecided),
            ("fails", tally.fails),
            ("skipped", tally.skipped),
            ("climbed", tally.climbed),
        ] {
            map.serialize_entry(name, &count)?;
        }
        if tally.agrees > 0 {
            map.serialize_entry("widest_agreement", &tally.widest)?;
        }
        if let Some((ratio, instance)) = &tally.tightest {
            map.serialize_entry("tightest", &TightEntry { ratio: *ratio, instance: InstanceEntry(instance) })?;
        }
        if let Some(trial) = self.0.smallest() {
            map.serialize_entry("counterexample", &TrialEntry(trial))?;
        }
        let hypotheses = claim.hypotheses.iter().zip(without);
        let hypotheses: Vec<_> = hypotheses.map(|(hypothesis, tally)| Without(hypothesis.statement, tally)).collect();
        map.serialize_entry("hypotheses", &hypotheses)?;
        let sabotages = claim.sabotages.iter().zip(sabotaged);
        let sabotages: Vec<_> = sabotages.map(|(sabotage, tally)| Sabotaged(sabotage.bug, tally)).collect();
        map.serialize_entry("sabotages", &sabotages)?;
        map.end()
    }
}

#[derive(Serialize)]
struct TightEntry<'a> {
    ratio: f64,
    instance: InstanceEntry<'a>,
}

struct Without<'a>(&'a str, &'a Tally);

impl Serialize for Without<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("statement", self.0)?;
        map.serialize_entry("needed", &self.1.failing.is_some())?;
        if let Some(trial) = &self.1.failing {
            map.serialize_entry("counterexample_without", &TrialEntry(trial))?;
        }
        map.end()
    }
}

struct Sabotaged<'a>(&'a str, &'a Tally);

impl Serialize for Sabotaged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("bug", self.0)?;
        map.serialize_entry("killed", &self.1.failing.is_some())?;
        if let Some(trial) = &self.1.failing {
            map.serialize_entry("killed_by", &TrialEntry(trial))?;
        }
        map.end()
    }
}

struct TrialEntry<'a>(&'a Trial);

impl Serialize for TrialEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Trial { instance, finding } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("claimed", finding.relation.symbol())?;
        map.serialize_entry("lhs", &SideEntry(&finding.lhs))?;
        map.serialize_entry("rhs", &SideEntry(&finding.rhs))?;
        let place = finding.place.to_string();
        if !place.is_empty() {
            map.serialize_entry("place", &place)?;
        }
        map.serialize_entry("instance", &InstanceEntry(instance))?;
        map.end()
    }
}

struct SideEntry<'a>(&'a Side);

impl Serialize for SideEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.exact {
            Some(exact) => exact.write(serializer),
            None => self.0.enclosure.write(serializer),
        }
    }
}

/// An instance: `{"game": …, "inputs": …}`, the game as `solve` reads it.
#[derive(Clone, Copy)]
pub struct InstanceEntry<'a>(pub &'a Instance);

impl Serialize for InstanceEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.0.domain().game {
            map.serialize_entry("game", &GameOf(self.0))?;
        }
        if !self.0.domain().entries.is_empty() {
            map.serialize_entry("inputs", &InputsOf(self.0))?;
        }
        map.end()
    }
}

/// The game of an instance, as `solve` reads it.
pub struct GameOf<'a>(pub &'a Instance);

impl Serialize for GameOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (states, actions) = (self.0.state_count(), self.0.action_counts());
        let shape = [&[states], actions].concat();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("actions", actions)?;
        map.serialize_entry("states", &states)?;
        map.serialize_entry("reward", &Nested { shape: &shape, values: self.0.values("reward") })?;
        let shape = [shape, vec![states]].concat();
        map.serialize_entry("transition", &Nested { shape: &shape, values: self.0.values("transition") })?;
        map.serialize_entry("discount", &self.0.number("discount"))?;
        map.serialize_entry("initial", self.0.values("initial"))?;
        map.end()
    }
}

struct InputsOf<'a>(&'a Instance);

impl Serialize for InputsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (entry, arrays) in self.0.entries() {
            if matches!(entry.kind, Kind::Agent | Kind::Count) {
                map.serialize_entry(entry.name, &self.0.count(entry.name))?;
                continue;
            }
            let mut nested = arrays.iter().map(|(shape, values)| Nested { shape, values });
            match (arrays.len(), nested.next()) {
                (1, Some(array)) => map.serialize_entry(entry.name, &array)?,
                (_, first) => map.serialize_entry(entry.name, &first.into_iter().chain(nested).collect::<Vec<_>>())?,
            }
        }
        map.end()
    }
}

/// The work on a claim, as it is kept on disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    version: String,
    claim: String,
    cases: u64,
    seed: u64,
    done: Vec<StoredTally>,
    batches: u64,
    current: StoredTally,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredTally {
    holds: u64,
    agrees: u64,
    undecided: u64,
    fails: u64,
    skipped: u64,
    climbed: u64,
    widest: f64,
    tightest: Option<(f64, StoredInstance)>,
    nearest: Option<StoredInstance>,
    failing: Option<StoredInstance>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredInstance {
    states: usize,
    actions: Vec<usize>,
    values: Vec<Vec<f64>>,
}

impl StoredInstance {
    fn of(instance: &Instance) -> Self {
        Self {
            states: instance.state_count(),
            actions: instance.action_counts().to_vec(),
            values: instance.numbers_by_entry().to_vec(),
        }
    }

    fn read(self, target: &Target) -> Result<Instance, Invalid> {
        Instance::new(target.claim.domain, self.states, &self.actions, self.values)
    }

    fn tried(self, target: &Target) -> Result<Trial, Invalid> {
        let instance = self.read(target)?;
        match (target.conclusion)(&instance) {
            Some(finding) => Ok(Trial { instance, finding }),
            None => Err(Invalid::new("instance", "does not meet the premises")),
        }
    }
}

impl StoredTally {
    fn of(tally: &Tally) -> Self {
        let instance = |trial: &Trial| StoredInstance::of(&trial.instance);
        Self {
            holds: tally.holds,
            agrees: tally.agrees,
            undecided: tally.undecided,
            fails: tally.fails,
            skipped: tally.skipped,
            climbed: tally.climbed,
            widest: tally.widest,
            tightest: tally.tightest.as_ref().map(|(ratio, instance)| (*ratio, StoredInstance::of(instance))),
            nearest: tally.nearest.as_ref().map(instance),
            failing: tally.failing.as_ref().map(instance),
        }
    }

    fn read(self, target: &Target) -> Result<Tally, Invalid> {
        let tried = |stored: Option<StoredInstance>| stored.map(|stored| stored.tried(target)).transpose();
        let tightest =
            self.tightest.map(|(ratio, stored)| Ok::<_, Invalid>((ratio, stored.read(target)?))).transpose()?;
        Ok(Tally {
            holds: self.holds,
            agrees: self.agrees,
            undecided: self.undecided,
            fails: self.fails,
            skipped: self.skipped,
            climbed: self.climbed,
            widest: self.widest,
            tightest,
            nearest: tried(self.nearest)?,
            failing: tried(self.failing)?,
        })
    }
}

/// The work on `claim`, to be read back by [`read_progress`].
pub fn progress(claim: &Claim, settings: &Settings, progress: &Progress) -> impl Serialize {
    State {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        claim: claim.id.to_owned(),
        cases: settings.cases,
        seed: settings.seed,
        done: progress.done.iter().map(StoredTally::of).collect(),
        batches: progress.batches,
        current: StoredTally::of(&progress.current),
    }
}

/// The settings and the work that [`progress`] wrote.
///
/// # Errors
/// What is no such text, is of another claim or version, or holds an instance that the claim does not have.
pub fn read_progress(text: &str, claim: &'static Claim) -> Result<(Settings, Progress), Invalid> {
    let state: State = serde_json::from_str(text).map_err(|error| Invalid::new("", error.to_string()))?;
    if state.claim != claim.id {
        return Err(Invalid::new("claim", format!("is {}, not {}", state.claim, claim.id)));
    }
    if state.version != env!("CARGO_PKG_VERSION") {
        let problem = format!("is {}, and this is {}", state.version, env!("CARGO_PKG_VERSION"));
        return Err(Invalid::new("version", problem));
    }
    let targets = targets(claim);
    if state.done.len() > targets.len() {
        return Err(Invalid::new("done", format!("has {} searches of {}", state.done.len(), targets.len())));
    }
    let current = targets.get(state.done.len()).copied().unwrap_or(Target::of(claim));
    let done = state.done.into_iter().zip(&targets).map(|(stored, target)| stored.read(target));
    let progress = Progress {
        done: done.collect::<Result<_, _>>()?,
        batches: state.batches,
        current: state.current.read(&current)?,
    };
    Ok((Settings { cases: state.cases, seed: state.seed }, progress))
}
