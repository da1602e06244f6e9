//! Conformance: the lines that pass between us and an implementation, `schema/protocol.json`, its expected failures,
//! and the report, `schema/conformance.json`.

use super::array::list;
use super::number::Number;
use super::reader::Reader;
use super::vectors::{AnswerOf, Request};
use super::{once, required, unknown_key};
use crate::conformance::{Case, Fault};
use crate::tolerance::Precision;
use oracle::Invalid;
use oracle::operators::{Answer, Arguments, Array, Operator};
use oracle::scalar::Interval;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use std::io::Read;

/// The version of the protocol that is spoken.
pub const PROTOCOL: u64 = 1;

/// What we write to an implementation, a line each.
#[derive(Clone, Copy)]
pub enum Said<'a> {
    /// The first line.
    Start,
    /// A case.
    Run(u64, &'a Case),
    /// Several cases in one line.
    RunAll(&'a [(u64, &'a Case)]),
    /// The last line.
    Stop,
}

impl Said<'_> {
    /// The line, with its line feed.
    pub fn line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).expect("cases are finite numbers and names");
        line.push(b'\n');
        line
    }
}

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match *self {
            Said::Start => {
                map.serialize_entry("command", "start")?;
                map.serialize_entry("version", &PROTOCOL)?;
            }
            Said::Run(id, case) => {
                map.serialize_entry("command", "run")?;
                asked(&mut map, id, case)?;
            }
            Said::RunAll(cases) => {
                map.serialize_entry("command", "run")?;
                map.serialize_entry("cases", &cases.iter().map(|&(id, case)| Asked(id, case)).collect::<Vec<_>>())?;
            }
            Said::Stop => map.serialize_entry("command", "stop")?,
        }
        map.end()
    }
}

struct Asked<'a>(u64, &'a Case);

impl Serialize for Asked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        asked(&mut map, self.0, self.1)?;
        map.end()
    }
}

fn asked<M: SerializeMap>(map: &mut M, id: u64, case: &Case) -> Result<(), M::Error> {
    map.serialize_entry("id", &id)?;
    map.serialize_entry("operator", case.operator.id)?;
    map.serialize_entry("inputs", &Request { operator: case.operator, arguments: &case.arguments })
}

/// What an implementation says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Introduction {
    /// Its name.
    pub name: String,
    /// The operators that it has, by id.
    pub operators: Vec<String>,
    /// In what it computes.
    pub precision: Precision,
    /// How many cases it takes in one line.
    pub batch: usize,
}

/// Reads the answer to the line that starts an implementation.
///
/// # Errors
/// It is no introduction, or of another version.
pub fn read_introduction(line: &[u8]) -> Result<Introduction, Invalid> {
    #[derive(Deserialize)]
    struct Line {
        version: u64,
        name: String,
        operators: Vec<String>,
        #[serde(default)]
        precision: Option<String>,
        #[serde(default)]
        batch: Option<usize>,
    }
    let refuse = |problem: String| Invalid::new("", problem);
    let line: Line = serde_json::from_slice(line).map_err(|error| refuse(reason(&error)))?;
    if line.version != PROTOCOL {
        return Err(refuse(format!("version is {}, and {PROTOCOL} is spoken here", line.version)));
    }
    let precision = match &line.precision {
        None => Precision::F64,
        Some(name) => {
            Precision::find(name).ok_or_else(|| refuse(format!("precision is {name:?}, none of f64, f32, bf16")))?
        }
    };
    if line.batch == Some(0) {
        return Err(refuse("batch is 0, and at least 1 is needed".into()));
    }
    Ok(Introduction { name: line.name, operators: line.operators, precision, batch: line.batch.unwrap_or(1) })
}

/// What an implementation says of a case.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Numbers, their nesting not yet held against a shape.
    Answer(Nesting),
    /// It cannot, and says why.
    Refused(String),
    /// It does not want to, and says why.
    Skipped(String),
}

/// Nested lists of numbers.
#[derive(Clone, Debug)]
pub struct Nesting(Value);

/// Reads the answers in a line: to each case its id and what is said of it.
///
/// # Errors
/// The line has none.
pub fn read_replies(line: &[u8]) -> Result<Vec<(u64, Reply)>, Invalid> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Line {
        Several { answers: Vec<One> },
        Single(One),
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct One {
        id: u64,
        #[serde(default, deserialize_with = "present")]
        answer: Option<Value>,
        error: Option<String>,
        skipped: Option<String>,
    }
    let parsed: Result<Line, _> = match serde_json::from_slice(line) {
        Err(_) => serde_json::from_slice(&without_words(line)),
        read => read,
    };
    let replies = match parsed {
        Ok(Line::Single(one)) => vec![one],
        Ok(Line::Several { answers }) => answers,
        Err(_) => {
            // An untagged enum does not say what was wrong: the more common form does.
            let error = serde_json::from_slice::<One>(&without_words(line)).err();
            let problem = error.map_or_else(|| "is no answer".to_owned(), |error| reason(&error));
            return Err(Invalid::new("", problem));
        }
    };
    let reply = |one: One| match (one.answer, one.error, one.skipped) {
        (Some(answer), None, None) => Ok((one.id, Reply::Answer(Nesting(answer)))),
        (None, Some(error), None) => Ok((one.id, Reply::Refused(error))),
        (None, None, Some(skipped)) => Ok((one.id, Reply::Skipped(skipped))),
        _ => Err(Invalid::new("", "needs one of answer, error and skipped")),
    };
    replies.into_iter().map(reply).collect()
}

/// A key that is there with null is not one that is missing.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// The words for numbers that JSON does not have, as strings: some writers of JSON print them bare.
fn without_words(line: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(line);
    let text = text.replace("-Infinity", "\"-inf\"").replace("Infinity", "\"inf\"").replace("NaN", "\"nan\"");
    text.into_bytes()
}

/// What serde says, without its line number: a message is one line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.split_once(" at line ") {
        Some((problem, _)) => problem.to_owned(),
        None => text,
    }
}

impl Nesting {
    /// Its arrays, as many as the truth has.
    ///
    /// # Errors
    /// It is not made of numbers, or its lists are not of one length.
    pub fn answer(&self, truth: &Answer<Interval>) -> Result<Answer, Fault> {
        match (truth, &self.0) {
            (Answer::Several(arrays), Value::Array(entries)) if arrays.len() == entries.len() => {
                let arrays = entries.iter().enumerate().map(|(index, entry)| flat(entry, &format!("[{index}]")));
                Ok(Answer::Several(arrays.collect::<Result<_, _>>()?))
            }
            (Answer::Several(arrays), Value::Array(entries)) => Err(Fault::Missing(format!(
                "the answer is a list of {} where {} arrays are needed",
                entries.len(),
                arrays.len()
            ))),
            (_, value) => Ok(Answer::One(flat(value, "")?)),
        }
    }
}

/// A nested list as an array.
fn flat(value: &Value, place: &str) -> Result<Array, Fault> {
    let mut array = Array { shape: Vec::new(), values: Vec::new() };
    let mut deepest = value;
    while let Value::Array(entries) = deepest {
        array.shape.push(entries.len());
        match entries.first() {
            Some(first) => deepest = first,
            None => break,
        }
    }
    fill(value, 0, &mut array, place)?;
    Ok(array)
}

fn fill(value: &Value, depth: usize, array: &mut Array, place: &str) -> Result<(), Fault> {
    let uneven = || Fault::Missing(format!("answer{place} is not nested like what stands before it"));
    match value {
        Value::Array(entries) => {
            if array.shape.get(depth) != Some(&entries.len()) {
                return Err(uneven());
            }
            for (index, entry) in entries.iter().enumerate() {
                match entry.as_f64() {
                    Some(number) if depth + 1 == array.shape.len() => array.values.push(number),
                    _ => fill(entry, depth + 1, array, &format!("{place}[{index}]"))?,
                }
            }
            return Ok(());
        }
        _ if depth != array.shape.len() => return Err(uneven()),
        Value::Number(number) => array.values.push(number.as_f64().unwrap_or(f64::INFINITY)),
        Value::Null => array.values.push(f64::NAN),
        Value::String(text) => match (text.as_str(), <f64 as Number>::from_text(text)) {
            ("nan" | "NaN", _) => array.values.push(f64::NAN),
            ("inf" | "Infinity", _) => array.values.push(f64::INFINITY),
            ("-inf" | "-Infinity", _) => array.values.push(f64::NEG_INFINITY),
            (_, Ok(number)) => array.values.push(number),
            (_, Err(problem)) => return Err(Fault::Missing(format!("answer{place} {problem}"))),
        },
        Value::Bool(_) | Value::Object(_) => {
            return Err(Fault::Missing(format!("answer{place} is {value}, not a number")));
        }
    }
    Ok(())
}

/// What an implementation reads: the other end of [`Said`].
pub enum Heard {
    /// The first line.
    Start,
    /// Cases: of each its id, its operator, and its arguments.
    Run(Vec<(u64, &'static Operator, Arguments)>),
    /// The last line.
    Stop,
}

/// Reads the next of our own lines, each as it is written here.
///
/// # Errors
/// It is not one.
pub fn read_said<R: Read>(reader: &mut Reader<R>) -> Result<Heard, Invalid> {
    const KEYS: [&str; 6] = ["command", "version", "id", "operator", "inputs", "cases"];
    let (mut command, mut version, mut cases, mut one) = (None, None, None, Call::default());
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "command" => once(reader, &key, &mut command, |reader| Ok(reader.text()?.to_owned()))?,
            "version" => once(reader, &key, &mut version, Reader::whole)?,
            "cases" => once(reader, &key, &mut cases, |reader| list(reader, Call::read))?,
            _ if one.take(reader, &key)? => {}
            _ => return Err(unknown_key(reader, &key, &KEYS)),
        }
    }
    match (required("command", command)?.as_str(), cases) {
        ("start", _) => Ok(Heard::Start),
        ("run", Some(cases)) => Ok(Heard::Run(cases)),
        ("run", None) => Ok(Heard::Run(vec![one.whole()?])),
        ("stop", _) => Ok(Heard::Stop),
        (other, _) => Err(Invalid::new("command", format!("is {other:?}, none of start, run, stop"))),
    }
}

/// A case as it is heard: key by key.
#[derive(Default)]
struct Call {
    id: Option<usize>,
    operator: Option<&'static Operator>,
    arguments: Option<Arguments>,
}

impl Call {
    /// Whether the key is one of a case; its value is taken.
    fn take<R: Read>(&mut self, reader: &mut Reader<R>, key: &str) -> Result<bool, Invalid> {
        match key {
            "id" => once(reader, key, &mut self.id, Reader::whole)?,
            "operator" => once(reader, key, &mut self.operator, |reader| {
                let id = reader.text()?.to_owned();
                oracle::operators::find(&id).ok_or_else(|| reader.refuse(format_args!("is {id:?}, no operator")))
            })?,
            "inputs" => {
                let operator = required("operator", self.operator)?;
                once(reader, key, &mut self.arguments, |reader| super::read_request(reader, operator))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn whole(self) -> Result<(u64, &'static Operator, Arguments), Invalid> {
        let id = required("id", self.id)? as u64;
        Ok((id, required("operator", self.operator)?, required("inputs", self.arguments)?))
    }

    fn read<R: Read>(reader: &mut Reader<R>) -> Result<(u64, &'static Operator, Arguments), Invalid> {
        let mut call = Self::default();
        reader.enter_object()?;
        while let Some(key) = reader.next_key()? {
            if !call.take(reader, &key)? {
                return Err(unknown_key(reader, &key, &["id", "operator", "inputs"]));
            }
        }
        call.whole()
    }
}

/// What an implementation of ours says of cases, in one line: answers and refusals.
pub fn answered(answers: impl IntoIterator<Item = (u64, Result<Answer, Invalid>)>) -> String {
    let one = |(id, answer): (u64, Result<Answer, Invalid>)| {
        let mut object = serde_json::Map::new();
        object.insert("id".into(), id.into());
        match answer {
            Ok(answer) => object.insert("answer".into(), numbers(&answer)),
            Err(invalid) => object.insert("error".into(), invalid.to_string().into()),
        };
        Value::Object(object)
    };
    let mut answers: Vec<Value> = answers.into_iter().map(one).collect();
    match answers.len() {
        1 => answers.remove(0).to_string(),
        _ => serde_json::json!({ "answers": answers }).to_string(),
    }
}

/// What an implementation of ours says of itself.
pub fn introduced(introduction: &Introduction) -> String {
    let Introduction { name, operators, precision, batch } = introduction;
    serde_json::json!({
        "version": PROTOCOL, "name": name, "operators": operators, "precision": precision.name(), "batch": batch,
    })
    .to_string()
}

/// An answer as nested lists; what is no finite number is null.
fn numbers(answer: &Answer) -> Value {
    serde_json::to_value(AnswerOf(answer)).expect("numbers and null")
}

/// A failure that is known, and why it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedFailure {
    /// The operator that fails.
    pub operator: String,
    /// Why.
    pub reason: String,
}

/// Reads a file of expected failures: a list of {"operator", "reason"}.
///
/// # Errors
/// What is none, names no operator, or one twice.
pub fn read_expected<R: Read>(reader: &mut Reader<R>) -> Result<Vec<ExpectedFailure>, Invalid> {
    let mut failures: Vec<ExpectedFailure> = Vec::new();
    for (index, failure) in list(reader, expected_failure)?.into_iter().enumerate() {
        let place = |problem: String| Invalid::new(format!("[{index}].operator"), problem);
        if oracle::operators::find(&failure.operator).is_none() {
            return Err(place(format!("is {:?}, no operator", failure.operator)));
        }
        if failures.iter().any(|other| other.operator == failure.operator) {
            return Err(place(format!("is {:?}, named before", failure.operator)));
        }
        failures.push(failure);
    }
    reader.end()?;
    Ok(failures)
}

fn expected_failure<R: Read>(reader: &mut Reader<R>) -> Result<ExpectedFailure, Invalid> {
    let (mut operator, mut reason) = (None, None);
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "operator" => once(reader, &key, &mut operator, |reader| Ok(reader.text()?.to_owned()))?,
            "reason" => once(reader, &key, &mut reason, |reader| Ok(reader.text()?.to_owned()))?,
            _ => return Err(unknown_key(reader, &key, &["operator", "reason"])),
        }
    }
    Ok(ExpectedFailure { operator: required("operator", operator)?, reason: required("reason", reason)? })
}

/// What a run of conformance found, for `schema/conformance.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConformanceReport {
    /// Of the program that wrote it.
    pub version: String,
    /// The implementation's name.
    pub implementation: String,
    /// In what it computes.
    pub precision: String,
    /// Cases asked of each operator.
    pub cases: usize,
    /// What they are a function of.
    pub seed: u64,
    /// How often the implementation had to be started again.
    pub restarts: usize,
    /// Operator by operator, in the catalogue's order.
    pub operators: Vec<OperatorReport>,
}

/// What became of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conformity {
    /// No case failed and some passed.
    Conforms,
    /// A case failed.
    Fails,
    /// A case failed, as was expected.
    FailsAsExpected,
    /// No case failed, and one was expected to.
    FailsNoMore,
    /// Nothing was decided.
    Untested,
}

impl Conformity {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::Fails => "FAILS",
            Self::FailsAsExpected => "fails as expected",
            Self::FailsNoMore => "FAILS NO MORE",
            Self::Untested => "untested",
        }
    }

    /// Whether it makes the run fail.
    pub fn is_bad(self) -> bool {
        matches!(self, Self::Fails | Self::FailsNoMore)
    }
}

/// What a run found of one operator.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorReport {
    /// Its id.
    pub operator: String,
    /// What became of it.
    pub verdict: Conformity,
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed.
    pub failed: usize,
    /// Cases that could not be decided.
    pub undecided: usize,
    /// Cases that the implementation left out.
    pub skipped: usize,
    /// Why a failure is expected, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailureReport>,
}

/// The smallest case that fails.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailureReport {
    /// What replays it.
    pub token: String,
    /// The case that it was made from.
    pub first: String,
    /// What is wrong with its answer, in a line.
    pub problem: String,
    /// What was asked.
    pub inputs: Value,
    /// What was answered, if anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Value>,
    /// What is right.
    pub truth: Value,
    /// What is computed instead, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<String>,
}

impl FailureReport {
    /// The failure of a case: what is wrong, what was answered, and what may explain it.
    pub fn new(first: &str, case: &Case, fault: &Fault, answer: Option<&Answer>, diagnosis: Option<String>) -> Self {
        let inputs = Request { operator: case.operator, arguments: &case.arguments };
        Self {
            token: case.token.clone(),
            first: first.to_owned(),
            problem: fault.to_string(),
            inputs: serde_json::to_value(inputs).expect("arguments are finite numbers and names"),
            answer: answer.map(numbers),
            truth: numbers(&case.expected.map(Interval::midpoint)),
            diagnosis,
        }
    }

    /// The inputs one by one, as name and JSON.
    pub fn input_lines(&self) -> Vec<(String, String)> {
        let Value::Object(inputs) = &self.inputs else { return Vec::new() };
        inputs.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
    }

    /// The answer and the truth, as JSON.
    pub fn values(&self) -> (String, String) {
        (self.answer.as_ref().map_or_else(|| "none".to_owned(), Value::to_string), self.truth.to_string())
    }
}

/// Reads a report.
///
/// # Errors
/// The text is none.
pub fn read_conformance(text: &str) -> Result<ConformanceReport, Invalid> {
    serde_json::from_str(text).map_err(|error| Invalid::new("", format!("is no conformance report: {error}")))
}
