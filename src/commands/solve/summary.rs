//! A solution as tables.

use crate::json::{Comparison, Described, Labels, Solved, stopped};
use crate::report::{Align, Column, Look, Table, WIDTH, column, shortened, upward};
use oracle::algorithms::SolvedPolicy;
use oracle::solvers::{Certificate, Certified};
use oracle::space::{JointAction, State};
use oracle::table::StateTable;
use std::io::{self, Write};

/// Tables end after this many states.
const STATES: usize = 20;
/// Probabilities are printed to six decimals at most.
const POLICY_RESOLUTION: f64 = 1e-6;

/// Prints the game, the values, the policies and the certificates.
pub(super) fn print(out: &mut dyn Write, look: Look, solved: &Solved<'_>, described: &Described) -> io::Result<()> {
    let print = Summary { look, solved, labels: &described.labels };
    print.header(out, described)?;
    print.values(out)?;
    print.policy(out)?;
    print.certificates(out)
}

struct Summary<'a> {
    look: Look,
    solved: &'a Solved<'a>,
    labels: &'a Labels,
}

impl Summary<'_> {
    fn header(&self, out: &mut dyn Write, described: &Described) -> io::Result<()> {
        let Solved { label, game, algorithm, parameters, .. } = self.solved;
        let from =
            |text: &Option<String>, mark: &str| text.as_deref().map_or(String::new(), |text| format!("{mark}{text}"));
        let rest = format!("{}{}", from(&described.title, ": "), from(&described.source, " "));
        writeln!(out, "{}{}", self.look.heading(label), shortened(&rest, WIDTH.saturating_sub(label.chars().count())))?;
        let actions: Vec<String> = game.space().action_counts().iter().map(usize::to_string).collect();
        let (agents, states) = (game.space().agent_count(), game.state_count());
        let shape = format!(
            "  {agents} agent{} with {} actions, {states} state{}, γ = {}",
            if agents == 1 { "" } else { "s" },
            actions.join(" × "),
            if states == 1 { "" } else { "s" },
            game.discount()
        );
        writeln!(out, "{}", shortened(&shape, WIDTH))?;
        let rest = format!(": {} {}", algorithm.summary, algorithm.source);
        writeln!(out, "{}{}", self.look.heading(algorithm.id), shortened(&rest, WIDTH - algorithm.id.len()))?;
        if !parameters.is_empty() {
            let parameters = parameters.iter().map(|(name, value)| match *value {
                f64::INFINITY => format!("{name} = infinity"),
                value => format!("{name} = {value}"),
            });
            writeln!(out, "  {}", parameters.collect::<Vec<_>>().join(", "))?;
        }
        writeln!(out)
    }

    fn shown_states(&self) -> usize {
        self.solved.game.state_count().min(STATES)
    }

    fn state(&self, state: usize) -> String {
        self.labels.states.get(state).map_or_else(|| state.to_string(), |label| shortened(label, 16))
    }

    fn action(&self, agent: usize, action: usize) -> String {
        let label = self.labels.actions.get(agent).and_then(|labels| labels.get(action));
        label.map_or_else(|| action.to_string(), |label| shortened(label, 16))
    }

    fn joint(&self, joint: JointAction) -> String {
        let actions = self.solved.game.space().split(joint).into_iter().enumerate();
        let actions: Vec<String> = actions.map(|(agent, action)| self.action(agent, action.index())).collect();
        format!("({})", actions.join(", "))
    }

    fn rest(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.solved.game.state_count() - self.shown_states() {
            0 => Ok(()),
            1 => writeln!(out, "  … 1 more state (--json has all)"),
            rest => writeln!(out, "  … {rest} more states (--json has all)"),
        }
    }

    fn values(&self, out: &mut dyn Write) -> io::Result<()> {
        let shown = |certified: &Certified<StateTable>| {
            column(&certified.value.values()[..self.shown_states()], certified.error_bound())
        };
        let mut columns = vec![("V", shown(self.solved.value))];
        if let Some(comparison) = self.solved.comparison {
            columns.extend([("V^π", shown(&comparison.executed)), ("V*", shown(&comparison.optimal))]);
        }
        let bound = |column: &Column| column.bound.as_ref().map_or("no bound".to_owned(), |bound| format!("± {bound}"));
        let mut align = vec![Align::Right; 1 + columns.len()];
        align.push(Align::Left);
        let mut names = vec!["state".to_owned()];
        let mut bounds = vec![String::new()];
        names.extend(columns.iter().map(|&(name, _)| name.to_owned()));
        bounds.extend(columns.iter().map(|(_, column)| bound(column)));
        names.push("greedy".into());
        bounds.push("actions".into());
        if self.solved.comparison.is_some() {
            align.push(Align::Left);
            names.push("optimal in the".into());
            bounds.push("original game".into());
        }
        let mut table = Table::new(align).heading(names).heading(bounds);
        let free = WIDTH.saturating_sub(
            28 + columns
                .iter()
                .map(|(_, column)| 2 + column.texts.iter().map(String::len).max().unwrap_or(0))
                .sum::<usize>(),
        );
        for state in 0..self.shown_states() {
            let mut row = vec![self.state(state)];
            row.extend(columns.iter().map(|(_, column)| column.texts[state].clone()));
            row.push(shortened(&self.joint(self.solved.greedy[state]), free.max(8)));
            row.extend(self.solved.comparison.map(|comparison| Comparison::word(comparison.greedy[state]).to_owned()));
            table.row(row);
        }
        table.print(out, self.look)?;
        self.rest(out)?;
        if self.solved.comparison.is_some() {
            writeln!(
                out,
                "  V is the algorithm's own; V^π what its policy earns in the original game; V* the optimum there"
            )?;
        }
        writeln!(out)
    }

    fn policy(&self, out: &mut dyn Write) -> io::Result<()> {
        // A bound of 1 says nothing about a probability.
        let bound = self.solved.policy_error.filter(|&bound| bound < 0.5);
        let claimed = |printed: &Column| match &printed.bound {
            Some(printed) if bound.is_some() => format!("each probability ± {printed}"),
            _ => "no error bound claimed".to_owned(),
        };
        let resolution = bound.unwrap_or(0.0).max(POLICY_RESOLUTION);
        match self.solved.policy {
            SolvedPolicy::Joint(policy) => {
                let heading = format!("joint policy, {}", claimed(&column(policy.given(State(0)), resolution)));
                writeln!(out, "{}", self.look.heading(&heading))?;
                for state in 0..self.shown_states() {
                    let name = |index: usize| self.joint(JointAction(index));
                    self.row(out, "  ", state, policy.given(State(state)), resolution, &name)?;
                }
                self.rest(out)?;
            }
            SolvedPolicy::Product(policy) => {
                let heading =
                    format!("product policy, {}", claimed(&column(policy.locals()[0].given(State(0)), resolution)));
                writeln!(out, "{}", self.look.heading(&heading))?;
                for (agent, local) in policy.locals().iter().enumerate() {
                    writeln!(out, "  agent {agent}")?;
                    for state in 0..self.shown_states() {
                        let name = |index: usize| self.action(agent, index);
                        self.row(out, "    ", state, local.given(State(state)), resolution, &name)?;
                    }
                    self.rest(out)?;
                }
            }
        }
        writeln!(out)
    }

    /// The most probable outcomes first, as many as fit; none of probability 0.
    fn row(
        &self,
        out: &mut dyn Write,
        indent: &str,
        state: usize,
        row: &[f64],
        resolution: f64,
        name: &dyn Fn(usize) -> String,
    ) -> io::Result<()> {
        const MOST: usize = 16;
        let mut order: Vec<usize> = (0..row.len()).filter(|&index| row[index] != 0.0).collect();
        order.sort_by(|&one, &other| row[other].total_cmp(&row[one]));
        let shown: Vec<f64> = order.iter().take(MOST).map(|&index| row[index]).collect();
        let printed = column(&shown, resolution);
        let mut line = format!("{indent}state {}:", self.state(state));
        let mut count = 0;
        for (&index, text) in order.iter().zip(&printed.texts) {
            let item = format!("  {} {text}", name(index));
            if line.chars().count() + item.chars().count() + 12 > WIDTH && count > 0 {
                break;
            }
            line.push_str(&item);
            count += 1;
        }
        if count < order.len() {
            line.push_str(&format!("  … {} more", order.len() - count));
        }
        writeln!(out, "{}", shortened(&line, WIDTH))
    }

    fn certificates(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "{}",
            self.look.heading("certificates: |value − truth| ≤ bound = (residual + rounding) / (1 − modulus)")
        )?;
        let align = [
            Align::Left,
            Align::Right,
            Align::Right,
            Align::Right,
            Align::Right,
            Align::Left,
            Align::Left,
            Align::Left,
        ];
        let mut table =
            Table::new(align).heading(["", "residual", "rounding", "modulus", "steps", "stopped", "bound", "claim"]);
        let mut add = |name: &str, certificate: &Certificate| {
            table.row([
                name.to_owned(),
                upward(certificate.residual),
                upward(certificate.rounding),
                modulus(certificate.modulus.factor),
                certificate.iterations.to_string(),
                stopped(certificate.stopped).to_owned(),
                unbounded(certificate).map_or_else(|| upward(certificate.error_bound()), |_| "none".into()),
                certificate.modulus.claim.to_owned(),
            ]);
        };
        let mut certificates = vec![("V", &self.solved.value.certificate)];
        if let Some(comparison) = self.solved.comparison {
            certificates.push(("V^π", &comparison.executed.certificate));
            certificates.push(("V*", &comparison.optimal.certificate));
        }
        certificates.iter().for_each(|(name, certificate)| add(name, certificate));
        table.print(out, self.look)?;
        for (name, certificate) in certificates {
            if let Some(why) = unbounded(certificate) {
                writeln!(out, "  bound of {name}: none: {why}")?;
            }
        }
        Ok(())
    }
}

/// Why there is no bound.
fn unbounded(certificate: &Certificate) -> Option<&'static str> {
    if certificate.error_bound().is_finite() {
        None
    } else if certificate.modulus.factor < 1.0 {
        Some("a value is not finite")
    } else {
        Some("the modulus is not below 1")
    }
}

/// Six decimals, or all of those that tell it from 1.
fn modulus(factor: f64) -> String {
    let short = format!("{factor:.6}");
    if factor < 1.0 && short.starts_with('1') {
        return factor.to_string();
    }
    short.trim_end_matches('0').trim_end_matches('.').to_owned()
}
