//! Random instances, and small changes of one.

use super::{Domain, GAME, Instance, Numbers};
use crate::noise::Noise;
use crate::operators::Kind;

impl Instance {
    /// An instance of the domain: a size, then numbers; every instance has a chance, plain ones a large one.
    pub fn draw(domain: &'static Domain, noise: &mut Noise) -> Self {
        let between = |(low, high): (usize, usize), noise: &mut Noise| low + noise.below(high - low + 1);
        let states = between(domain.states, noise);
        let agents = between(domain.agents, noise);
        let actions = (0..agents).map(|_| between(domain.actions, noise)).collect();
        Self::draw_sized(domain, states, actions, noise)
    }

    /// An instance with so many states and actions of each agent, its numbers drawn.
    pub fn draw_sized(domain: &'static Domain, states: usize, actions: Vec<usize>, noise: &mut Noise) -> Self {
        let agents = actions.len();
        let mut instance =
            Self { domain, states, actions, values: Vec::with_capacity(GAME.len() + domain.entries.len()) };
        for index in 0..instance.entry_count() {
            let numbers = instance.numbers(index);
            let mut values = Vec::new();
            for row in instance.rows(index) {
                values.resize(row.end, 0.0);
                let row = &mut values[row];
                if instance.is_distribution(index) {
                    draw_distribution(&numbers, noise, row);
                } else if instance.kind(index) == Some(Kind::Agent) {
                    row[0] = noise.below(agents) as f64;
                } else {
                    row.fill_with(|| draw_number(&numbers, noise));
                }
            }
            instance.values.push(values);
        }
        instance
    }

    /// The instance with one number, or one row of probabilities, changed; the agent stays.
    #[must_use]
    pub fn changed(&self, noise: &mut Noise) -> Self {
        let mut next = self.clone();
        let weights: Vec<usize> = (0..next.entry_count()).map(|index| next.weight(index)).collect();
        let total: usize = weights.iter().sum();
        if total == 0 {
            return next;
        }
        let mut place = noise.below(total);
        let index = weights.iter().position(|&weight| {
            let here = place < weight;
            if !here {
                place -= weight;
            }
            here
        });
        let index = index.expect("a place below the total");
        let numbers = next.numbers(index);
        if next.is_distribution(index) {
            let row = next.rows(index).find(|row| row.contains(&place)).expect("every number is in a row");
            change_distribution(&numbers, noise, &mut next.values[index][row]);
        } else {
            let other = next.values[index][noise.below(next.values[index].len())];
            let value = &mut next.values[index][place];
            *value = match noise.below(6) {
                0 => draw_number(&numbers, noise),
                1 => numbers.nearest(-*value),
                2 => other,
                3 => numbers.nearest(*value + numbers.step),
                4 => numbers.nearest(*value - numbers.step),
                _ => numbers.nearest(2.0 * *value),
            };
        }
        next
    }

    /// How many numbers of an entry can be changed.
    fn weight(&self, index: usize) -> usize {
        let numbers = self.numbers(index);
        // Another agent is another shape of what is of one agent.
        let fixed = index < GAME.len() && !self.domain.game
            || self.kind(index) == Some(Kind::Agent)
            || numbers.low == numbers.high
            || self.is_distribution(index) && self.layouts(index).iter().all(|layout| layout.columns == 1);
        if fixed { 0 } else { self.values[index].len() }
    }
}

fn draw_number(numbers: &Numbers, noise: &mut Noise) -> f64 {
    match noise.below(8) {
        0 => numbers.low,
        1 => numbers.high,
        2 => numbers.nearest([0.0, 1.0, -1.0][noise.below(3)]),
        _ => numbers.low + noise.below(numbers.count()) as f64 * numbers.step,
    }
}

/// A distribution in units of the step: certain outcomes are as likely as mixed ones.
fn draw_distribution(numbers: &Numbers, noise: &mut Noise, row: &mut [f64]) {
    row.fill(numbers.low);
    let mut rest = 1.0 - numbers.low * row.len() as f64;
    let parts = if noise.below(3) == 0 { 1 } else { 4 };
    while rest > 0.0 {
        let units = (rest / numbers.step) as usize;
        let taken = (units / parts).max(1) + noise.below(units / parts + 1);
        let share = (taken.min(units) as f64 * numbers.step).min(rest);
        row[noise.below(row.len())] += share;
        rest -= share;
    }
}

/// Moves a share from one outcome to another, or draws the row anew.
fn change_distribution(numbers: &Numbers, noise: &mut Noise, row: &mut [f64]) {
    if noise.below(4) == 0 {
        return draw_distribution(numbers, noise, row);
    }
    let (from, to) = (noise.below(row.len()), noise.below(row.len()));
    let units = ((row[from] - numbers.low) / numbers.step) as usize;
    if units > 0 {
        let share = (1 + noise.below(units)) as f64 * numbers.step;
        row[from] -= share;
        row[to] += share;
    }
}
