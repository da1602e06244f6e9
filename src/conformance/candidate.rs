//! An implementation as a program that speaks the protocol: asked, timed, and started again when it breaks.

use super::case::Case;
use crate::json::{Introduction, Reply, Said, read_introduction, read_replies};
use oracle::Invalid;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Cases under way at once.
const WINDOW: usize = 512;
/// The longest line that is read.
const LONGEST_LINE: u64 = 1 << 26;
/// Characters of a line that are shown.
const SHOWN: usize = 60;
/// Lines read ahead.
const AHEAD: usize = 1024;
/// Breaks in one list of cases after which the rest is not asked.
const MOST_BREAKS: usize = 8;
/// How long a program may take to say what it is.
const START: Duration = Duration::from_secs(60);
/// How long a program may take to end when it is told to.
const STOP: Duration = Duration::from_secs(1);

/// What came of asking a case.
#[derive(Clone, Debug)]
pub enum Response {
    /// The program said something about it.
    Reply(Reply),
    /// It did not, and this happened instead.
    Broken(String),
}

/// A program that implements operators.
pub struct Candidate {
    command: Vec<OsString>,
    /// How long an answer may take.
    limit: Duration,
    introduction: Introduction,
    process: Option<Process>,
    next_id: u64,
    restarts: usize,
}

/// What a program's standard output brings.
enum Event {
    Line(Vec<u8>),
    End,
}

struct Process {
    child: Child,
    to: Option<Sender<Vec<u8>>>,
    from: Receiver<Event>,
    complaint: Arc<Mutex<String>>,
}

impl Process {
    fn start(command: &[OsString]) -> Result<Self, Invalid> {
        let Some((program, arguments)) = command.split_first() else {
            return Err(Invalid::new("the command", "is missing"));
        };
        let piped = Stdio::piped;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(piped())
            .stdout(piped())
            .stderr(piped())
            .spawn()
            .map_err(|error| Invalid::new(program.to_string_lossy(), format!("cannot be started: {error}")))?;
        let (to, lines) = channel::<Vec<u8>>();
        let (events, from) = sync_channel(AHEAD);
        if let Some(mut stdin) = child.stdin.take() {
            std::thread::spawn(move || {
                // A program that reads no more ends the thread; what it has to say comes from its output.
                while let Ok(line) = lines.recv() {
                    if stdin.write_all(&line).and_then(|()| stdin.flush()).is_err() {
                        break;
                    }
                }
            });
        }
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || read_lines(stdout, &events));
        }
        let complaint = Arc::new(Mutex::new(String::new()));
        if let Some(stderr) = child.stderr.take() {
            let complaint = Arc::clone(&complaint);
            std::thread::spawn(move || {
                for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
                    let line = shown(&line);
                    if let (false, Ok(mut last)) = (line.is_empty(), complaint.lock()) {
                        *last = line;
                    }
                }
            });
        }
        Ok(Self { child, to: Some(to), from, complaint })
    }

    /// The next line.
    fn line(&self, until: Instant) -> Result<Vec<u8>, Gone> {
        match self.from.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Event::Line(line)) => Ok(line),
            Ok(Event::End) | Err(RecvTimeoutError::Disconnected) => Err(Gone::Ended),
            Err(RecvTimeoutError::Timeout) => Err(Gone::Silent),
        }
    }

    fn say(&self, line: Vec<u8>) {
        if let Some(to) = &self.to {
            // Nobody listens any more only after the program has ended, which its output tells.
            let _ = to.send(line);
        }
    }

    /// How it ended, and the last thing that it complained of.
    fn end(&mut self) -> String {
        let until = Instant::now() + STOP;
        let status = loop {
            match self.child.try_wait() {
                Ok(None) if Instant::now() < until => std::thread::sleep(Duration::from_millis(2)),
                Ok(Some(status)) => break format!("ended with {status}"),
                _ => break "closed its output".to_owned(),
            }
        };
        // What it wrote last may still be on its way.
        std::thread::sleep(Duration::from_millis(10));
        match self.complaint.lock() {
            Ok(complaint) if !complaint.is_empty() => format!("{status}: {complaint}"),
            _ => status,
        }
    }
}

/// Why no line comes.
enum Gone {
    Ended,
    Silent,
}

impl Drop for Process {
    fn drop(&mut self) {
        self.to = None;
        // It may have ended by itself; a program that cannot be killed is not waited for.
        if self.child.kill().is_ok() {
            let _ = self.child.wait();
        }
    }
}

fn read_lines(stdout: impl Read, events: &SyncSender<Event>) {
    let mut reader = BufReader::new(stdout);
    loop {
        let mut line = Vec::new();
        let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        let event = match read {
            Ok(0) | Err(_) => Event::End,
            Ok(_) => Event::Line(line),
        };
        let ended = matches!(event, Event::End);
        if events.send(event).is_err() || ended {
            return;
        }
    }
}

/// A line as it is shown: its beginning, on one line.
fn shown(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(&line[..line.len().min(4 * SHOWN)]);
    let text: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    crate::report::shortened(&text, SHOWN)
}

impl Candidate {
    /// Starts the program.
    ///
    /// # Errors
    /// It cannot be started, does not introduce itself, or names an operator that there is not.
    pub fn start(command: Vec<OsString>, limit: Duration) -> Result<Self, Invalid> {
        let (process, introduction) = introduced(&command)?;
        for (index, id) in introduction.operators.iter().enumerate() {
            if oracle::operators::find(id).is_none() {
                let nearest = crate::json::nearest(id, oracle::operators::all().map(|operator| operator.id));
                let nearest = nearest.unwrap_or("none");
                return Err(Invalid::new(
                    format!("{}: operators[{index}]", introduction.name),
                    format!("is {id:?}, no operator; the nearest is {nearest}"),
                ));
            }
        }
        Ok(Self { command, limit, introduction, process: Some(process), next_id: 0, restarts: 0 })
    }

    /// What the program says of itself.
    pub fn introduction(&self) -> &Introduction {
        &self.introduction
    }

    /// How often it had to be started again.
    pub fn restarts(&self) -> usize {
        self.restarts
    }

    /// Asks the cases, many at once; a response to each. Where the program breaks, it is started again and asked one
    /// by one, so that the case that broke it is known; where it answers garbage or out of order, it is asked on.
    pub fn ask(&mut self, cases: &[Case]) -> Vec<Response> {
        let mut responses: Vec<Option<Response>> = vec![None; cases.len()];
        let mut waiting: VecDeque<(u64, usize)> = VecDeque::new();
        let (mut next, mut careful, mut breaks) = (0, 0, 0);
        while next < cases.len() || !waiting.is_empty() {
            if breaks > MOST_BREAKS {
                let broken = Response::Broken(format!("not asked: the program broke {breaks} times before"));
                responses.iter_mut().filter(|response| response.is_none()).for_each(|r| *r = Some(broken.clone()));
                break;
            }
            if self.process.is_none()
                && let Err(invalid) = self.restart()
            {
                let broken = Response::Broken(format!("not asked: the program does not start again: {invalid}"));
                responses.iter_mut().filter(|response| response.is_none()).for_each(|r| *r = Some(broken.clone()));
                break;
            }
            let window = if next < careful { 1 } else { WINDOW };
            while next < cases.len() && waiting.len() < window && (next >= careful || waiting.is_empty()) {
                next += self.send(&cases[next..], next, window - waiting.len(), &mut waiting);
            }
            let Some(process) = &mut self.process else { continue };
            let gone = match process.line(Instant::now() + self.limit) {
                Ok(line) => {
                    hear(&line, &mut waiting, &mut responses, self.next_id);
                    continue;
                }
                Err(Gone::Ended) => process.end(),
                Err(Gone::Silent) => format!("no answer within {} s", self.limit.as_secs_f64()),
            };
            self.process = None;
            breaks += 1;
            let Some(&(_, first)) = waiting.front() else { continue };
            if waiting.len() == 1 {
                responses[first] = Some(Response::Broken(gone));
                next = first + 1;
            } else {
                let last = waiting.back().map_or(first, |&(_, case)| case);
                careful = careful.max(last + 1);
                next = first;
            }
            waiting.clear();
        }
        let missing = || Response::Broken("was not asked".to_owned());
        responses.into_iter().map(|response| response.unwrap_or_else(missing)).collect()
    }

    /// Sends a line of at most `most` cases, and says how many.
    fn send(&mut self, cases: &[Case], first: usize, most: usize, waiting: &mut VecDeque<(u64, usize)>) -> usize {
        let count = self.introduction.batch.min(most).min(cases.len());
        let asked: Vec<(u64, &Case)> = (self.next_id..).zip(&cases[..count]).collect();
        waiting.extend(asked.iter().map(|&(id, _)| id).zip(first..));
        self.next_id += count as u64;
        let line = match asked.as_slice() {
            &[(id, case)] if self.introduction.batch == 1 => Said::Run(id, case).line(),
            several => Said::RunAll(several).line(),
        };
        if let Some(process) = &self.process {
            process.say(line);
        }
        count
    }

    fn restart(&mut self) -> Result<(), Invalid> {
        self.restarts += 1;
        let (process, introduction) = introduced(&self.command)?;
        if introduction != self.introduction {
            return Err(Invalid::new(introduction.name, "is not what it was when it started first"));
        }
        self.process = Some(process);
        Ok(())
    }
}

impl Drop for Candidate {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            process.say(Said::Stop.line());
            process.to = None;
            let until = Instant::now() + STOP;
            while matches!(process.child.try_wait(), Ok(None)) && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    }
}

/// The program, started, and what it says of itself.
fn introduced(command: &[OsString]) -> Result<(Process, Introduction), Invalid> {
    let name = || command.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let mut process = Process::start(command)?;
    process.say(Said::Start.line());
    match process.line(Instant::now() + START) {
        Ok(line) => {
            let introduction = read_introduction(&line).map_err(|invalid| {
                Invalid::new(
                    format!("{}:", name()),
                    format!("its first line {:?} is no introduction: {invalid}", shown(&line)),
                )
            })?;
            Ok((process, introduction))
        }
        Err(Gone::Ended) => Err(Invalid::new(name(), format!("{} before it said what it is", process.end()))),
        Err(Gone::Silent) => Err(Invalid::new(name(), format!("did not say what it is within {} s", START.as_secs()))),
    }
}

/// Gives the answers in a line to the cases that wait for them; the one that is due answers for whatever is wrong.
fn hear(line: &[u8], waiting: &mut VecDeque<(u64, usize)>, responses: &mut [Option<Response>], asked: u64) {
    let mut due = |waiting: &mut VecDeque<(u64, usize)>, response: Response| {
        if let Some((_, case)) = waiting.pop_front() {
            responses[case] = Some(response);
        }
    };
    let replies = match read_replies(line) {
        Ok(replies) => replies,
        Err(invalid) => {
            let problem = format!("printed {:?}, which is no answer: {invalid}", shown(line));
            return due(waiting, Response::Broken(problem));
        }
    };
    for (id, reply) in replies {
        match waiting.iter().position(|&(waits, _)| waits == id) {
            Some(place) => {
                for _ in 0..place {
                    due(waiting, Response::Broken("out of order: a later case was answered before it".to_owned()));
                }
                due(waiting, Response::Reply(reply));
            }
            // An answer after its turn: its case has been told already.
            None if id < asked => {}
            None => due(waiting, Response::Broken(format!("answered the id {id}, which was not asked"))),
        }
    }
}
