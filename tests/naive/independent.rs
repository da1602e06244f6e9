//! Independent policy optimization.

use crate::big::{Big, largest, normalized, sum};
use crate::divergence::{Divergence, chi_squared, hellinger, hellinger_squared, kullback_leibler, total_variation};
use crate::instances::{Arrays, Instance, Naive};
use crate::projections::chance_of_others;

pub const NAIVE: &[(&str, Naive)] = &[
    ("independent/critic", critic),
    ("independent/value-mean-kullback-leibler", |i| value_mean(i, kullback_leibler)),
    ("independent/value-mean-total-variation", |i| value_mean(i, total_variation)),
    ("independent/value-mean-chi-squared", |i| value_mean(i, chi_squared)),
    ("independent/value-mean-hellinger", |i| value_mean(i, hellinger)),
    ("independent/value-mean-hellinger-squared", |i| value_mean(i, hellinger_squared)),
    ("independent/value-sum-kullback-leibler", |i| value_sum(i, kullback_leibler)),
    ("independent/value-sum-total-variation", |i| value_sum(i, total_variation)),
    ("independent/value-sum-chi-squared", |i| value_sum(i, chi_squared)),
    ("independent/value-sum-hellinger", |i| value_sum(i, hellinger)),
    ("independent/value-sum-hellinger-squared", |i| value_sum(i, hellinger_squared)),
    ("independent/response-kullback-leibler", response_kullback_leibler),
    ("independent/response-total-variation", response_total_variation),
    ("independent/response-chi-squared", response_chi_squared),
    ("independent/response-hellinger-squared", |i| {
        vec![best_at_squared_hellinger(&i.vector("q"), &i.vector("old"), &i.number("omega"))]
    }),
    ("independent/response-hellinger", response_hellinger),
    ("independent/unary-shannon", unary_shannon),
    ("independent/unary-tsallis", unary_tsallis),
    ("independent/adaptive-coefficient", adaptive_coefficient),
    ("independent/two-player-thresholds", two_player_thresholds),
];

fn critic(i: &Instance) -> Arrays {
    let world = i.world();
    let agent = i.index("agent");
    let (locals, q) = (i.locals("policy", &world), i.table("local_q", world.counts[agent]));
    let mut critic = Vec::new();
    for s in 0..world.states {
        for action in 0..world.counts[agent] {
            let mut total = Big::zero();
            for (a, joint) in world.joints.iter().enumerate().filter(|(_, joint)| joint[agent] == action) {
                let mut target = world.reward[s][a].clone();
                for (successor, p) in &world.next[s][a] {
                    for next in 0..world.counts[agent] {
                        target = target + &world.gamma * p * &locals[agent][*successor][next] * &q[*successor][next];
                    }
                }
                total = total + chance_of_others(&world, &locals, agent, s, joint) * target;
            }
            critic.push(total);
        }
    }
    vec![critic]
}

/// Σ_{aⁱ} πⁱ Σ_{a⁻ⁱ} ρ⁻ⁱ (r + γ P V) for each agent, and D_f(πⁱ ‖ ρⁱ).
fn parts(i: &Instance, divergence: Divergence) -> Vec<Vec<(Big, Big)>> {
    let world = i.world();
    let (policy, reference) = (i.locals("policy", &world), i.locals("reference", &world));
    let q = world.backup(&i.vector("v"));
    let part = |s: usize, n: usize| {
        let value =
            sum(world.joints.iter().enumerate().map(|(a, joint)| {
                &policy[n][s][joint[n]] * chance_of_others(&world, &reference, n, s, joint) * &q[s][a]
            }));
        (value, divergence(&policy[n][s], &reference[n][s]))
    };
    (0..world.states).map(|s| (0..world.agents()).map(|n| part(s, n)).collect()).collect()
}

fn value_mean(i: &Instance, divergence: Divergence) -> Arrays {
    let omega = i.number("omega");
    let mean = |parts: Vec<(Big, Big)>| {
        let agents = Big::count(parts.len());
        sum(parts.into_iter().map(|(value, distance)| value - &omega * distance)) / agents
    };
    vec![parts(i, divergence).into_iter().map(mean).collect()]
}

fn value_sum(i: &Instance, divergence: Divergence) -> Arrays {
    let omega = i.number("omega");
    let total = |parts: Vec<(Big, Big)>| {
        let agents = Big::count(parts.len());
        let (values, distances): (Vec<Big>, Vec<Big>) = parts.into_iter().unzip();
        sum(values) / agents - &omega * sum(distances)
    };
    vec![parts(i, divergence).into_iter().map(total).collect()]
}

fn response_kullback_leibler(i: &Instance) -> Arrays {
    let omega = i.number("omega");
    let weights: Vec<Big> =
        i.vector("q").iter().zip(&i.vector("old")).map(|(q, old)| old * (q / &omega).exp()).collect();
    vec![normalized(&weights)]
}

/// Mass moves to the first best action from each action that is worse by more than ω: moving δ costs ωδ.
fn response_total_variation(i: &Instance) -> Arrays {
    let (q, old, omega) = (i.vector("q"), i.vector("old"), i.number("omega"));
    let best = largest(q.iter().cloned());
    let target = q.iter().position(|x| *x == best).expect("one is largest");
    let mut response = old.clone();
    for action in 0..q.len() {
        if &best - &q[action] > omega {
            response[target] = &response[target] + &old[action];
            response[action] = Big::zero();
        }
    }
    vec![response]
}

/// The one of the candidate supports whose stationary point p_a = offset_a + slope_a (q_a − λ) satisfies every
/// condition of optimality; outside the support q_a + … ≤ λ, which is p_a ≤ 0 of the same formula.
fn by_support(offset: &[Big], slope: &[Big], q: &[Big]) -> Vec<Big> {
    for chosen in 1..1_usize << q.len() {
        let inside = |action: &usize| chosen >> action & 1 == 1;
        let members: Vec<usize> = (0..q.len()).filter(inside).collect();
        let total_slope = sum(members.iter().map(|&a| slope[a].clone()));
        if members.iter().any(|&a| slope[a].is_zero()) {
            continue;
        }
        let level = sum(members.iter().map(|&a| &offset[a] + &slope[a] * &q[a])) - Big::one();
        let lambda = level / total_slope;
        let p: Vec<Big> = (0..q.len()).map(|a| &offset[a] + &slope[a] * (&q[a] - &lambda)).collect();
        let tiny = Big::two_to(-280);
        if (0..q.len()).all(|a| if inside(&a) { p[a] >= -&tiny } else { p[a] <= tiny }) {
            return (0..q.len()).map(|a| if inside(&a) { p[a].clone() } else { Big::zero() }).collect();
        }
    }
    unreachable!("a concave problem on the simplex has a maximiser")
}

/// p_a = old_a (1 + (q_a − λ)/(2ω)) on the support.
fn response_chi_squared(i: &Instance) -> Arrays {
    let (q, old, omega) = (i.vector("q"), i.vector("old"), i.number("omega"));
    let slope: Vec<Big> = old.iter().map(|old| old / (Big::count(2) * &omega)).collect();
    vec![by_support(&old, &slope, &q)]
}

/// p_a = (q_a + ωk − λ)/(2ωk) on the support.
fn unary_tsallis(i: &Instance) -> Arrays {
    let q = i.vector("q");
    let k = if i.has("k") { i.number("k") } else { Big::of(0.5) };
    let scale = i.number("omega") * k;
    let slope = vec![Big::one() / (Big::count(2) * scale); q.len()];
    vec![by_support(&vec![Big::of(0.5); q.len()], &slope, &q)]
}

fn unary_shannon(i: &Instance) -> Arrays {
    let omega = i.number("omega");
    vec![normalized(&i.vector("q").iter().map(|x| (x / &omega).exp()).collect::<Vec<_>>())]
}

/// argmax p·q − ω Σ (√p − √old)²: p_a = old_a (ω/(ω + λ − q_a))², and where old_a = 0 all that is left goes to
/// the best such action, once λ has come down to q_a − ω.
fn best_at_squared_hellinger(q: &[Big], old: &[Big], omega: &Big) -> Vec<Big> {
    let held: Vec<usize> = (0..q.len()).filter(|&a| !old[a].is_zero()).collect();
    let at = |lambda: &Big| -> Vec<Big> {
        (0..q.len())
            .map(
                |a| if old[a].is_zero() { Big::zero() } else { &old[a] * (omega / (omega + lambda - &q[a])).squared() },
            )
            .collect()
    };
    let top = largest(held.iter().map(|&a| q[a].clone()));
    let (mut low, mut high) = (&top - omega, top.clone());
    let free = (0..q.len()).filter(|&a| old[a].is_zero());
    let lure = free.reduce(|best, a| if q[a] > q[best] { a } else { best });
    if let Some(lure) = lure {
        let lambda = &q[lure] - omega;
        if lambda > low {
            let mut p = at(&lambda);
            let left = Big::one() - sum(p.iter().cloned());
            if left > Big::zero() {
                p[lure] = left;
                return p;
            }
        }
    }
    for _ in 0..290 {
        let middle = (&low + &high) / Big::count(2);
        if sum(at(&middle)) > Big::one() {
            low = middle;
        } else {
            high = middle;
        }
    }
    at(&high)
}

/// p·q − ω √Σ(√p − √old)².
pub fn hellinger_objective(i: &Instance, p: &[Big]) -> Big {
    let (q, old) = (i.vector("q"), i.vector("old"));
    sum(p.iter().zip(&q).map(|(p, q)| p * q)) - i.number("omega") * hellinger(p, &old)
}

/// The best of: the old distribution, each single action, and a fine sample of the curve of squared-Hellinger
/// responses, on which every other stationary point lies.
fn response_hellinger(i: &Instance) -> Arrays {
    let (q, old) = (i.vector("q"), i.vector("old"));
    let mut candidates = vec![old.clone()];
    for action in 0..q.len() {
        candidates.push((0..q.len()).map(|a| if a == action { Big::one() } else { Big::zero() }).collect());
    }
    for step in -48..=80 {
        let omega = Big::of(2.0_f64.powf(f64::from(step) / 4.0));
        candidates.push(best_at_squared_hellinger(&q, &old, &omega));
    }
    let best = candidates.into_iter().map(|p| (hellinger_objective(i, &p), p));
    let best = best.reduce(|best, other| if other.0 > best.0 { other } else { best });
    vec![best.expect("there are candidates").1]
}

/// [TVPO, (15)].
fn adaptive_coefficient(i: &Instance) -> Arrays {
    let (coefficient, distance) = (i.number("coefficient"), i.number("distance"));
    let (target, band, factor) = (i.number("target"), i.number("band"), i.number("factor"));
    vec![vec![if distance > &target * &band {
        coefficient * factor
    } else if distance < target / band {
        coefficient / factor
    } else {
        coefficient
    }]]
}

/// p̂ = (c − d)/M and q̂ = (b − d)/M, M = b + c − a − d.
fn two_player_thresholds(i: &Instance) -> Arrays {
    let payoff = i.vector("payoff");
    let (a, b, c, d) = (&payoff[0], &payoff[1], &payoff[2], &payoff[3]);
    let m = b + c - a - d;
    vec![vec![(c - d) / &m, (b - d) / &m]]
}
