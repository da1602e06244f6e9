"""The operators once more, written from their formulas in NumPy: what a careful user would write.

Nothing here calls the package. Each function takes the inputs of its operator by name; `game` is a `World`.
Computations stay in the precision of the arrays that come in, so the same text is tested in float64 and float32.
"""

import itertools
import math
from types import SimpleNamespace

import numpy as np

IMPLEMENTATIONS = {}


def implements(*ids):
    def register(function):
        for id in ids:
            IMPLEMENTATIONS[id] = function
        return function

    return register


class World:
    """A game as dense arrays of one precision: r (S, A), P (S, A, S), γ, ρ₀."""

    def __init__(self, game, dtype):
        self.counts = game.action_counts
        self.S, self.N, self.A = game.state_count, game.agent_count, game.joint_count
        self.r = game.reward.reshape(self.S, self.A).astype(dtype)
        self.P = game.transition.reshape(self.S, self.A, self.S).astype(dtype)
        self.gamma = dtype(game.discount)
        self.rho = game.initial.astype(dtype)
        self.dtype = dtype

    def backup(self, v):
        return self.r + self.gamma * (self.P @ v)

    def seen(self, table, agent):
        """(S, |A⁻ⁿ|, m_n)"""
        each = table.reshape(self.S, *self.counts)
        return np.moveaxis(each, 1 + agent, -1).reshape(self.S, -1, self.counts[agent])

    def unseen(self, table, agent):
        """(S, A) of an array (S, |A⁻ⁿ|, m_n)."""
        others = self.counts[:agent] + self.counts[agent + 1 :]
        each = table.reshape(self.S, *others, self.counts[agent])
        return np.moveaxis(each, -1, 1 + agent).reshape(self.S, self.A)

    def product(self, locals, but=None):
        """∏ πⁿ as (S, A), or without the agent `but` as (S, |A⁻ⁿ|)."""
        joint = np.ones((self.S, 1), self.dtype)
        for n, local in enumerate(locals):
            if n != but:
                joint = (joint[:, :, None] * local[:, None, :]).reshape(self.S, -1)
        return joint

    def rows_of(self, policy):
        """r_π and P_π."""
        return (policy * self.r).sum(1), np.einsum("sa,sat->st", policy, self.P)

    def fixed_point(self, policy, reward):
        _, chain = self.rows_of(policy)
        return np.linalg.solve(np.eye(self.S, dtype=self.dtype) - self.gamma * chain, reward)

    def occupancy(self, policy):
        """Σ_t γ^t Pr(s_t = s)."""
        _, chain = self.rows_of(policy)
        return np.linalg.solve(np.eye(self.S, dtype=self.dtype) - self.gamma * chain.T, self.rho)


def lse(x, axis=-1, weights=None):
    """ln Σ w exp(x), shifted by the largest term that counts."""
    x = np.asarray(x)
    if weights is None:
        weights = np.ones_like(x)
    top = np.max(np.where(weights > 0, x, -np.inf), axis=axis, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):
        total = np.sum(np.where(weights > 0, weights * np.exp(x - top), 0), axis=axis)
    return np.squeeze(top, axis=axis) + np.log(total)


def softmax(x, axis=-1, weights=None):
    weights = np.ones_like(x) if weights is None else weights
    top = np.max(np.where(weights > 0, x, -np.inf), axis=axis, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.where(weights > 0, weights * np.exp(x - top), 0)
    return e / e.sum(axis=axis, keepdims=True)


def xlogy(p, q):
    return np.where(p > 0, p * np.log(np.where(p > 0, q, 1)), 0 * p)


def soft_maximum(x, alpha, axis=-1):
    return x.max(axis=axis) if alpha == 0 else alpha * lse(x / alpha, axis)


def log_mean(x):
    """ln (1/K) Σ exp(x), exact where all are equal."""
    top = x.max(-1, keepdims=True)
    return top[..., 0] + np.log1p(np.expm1(x - top).mean(-1))


# Bellman.


@implements("bellman/backup")
def backup(game, v):
    return game.backup(v)


@implements("bellman/policy-value")
def policy_value(game, policy, q):
    return (policy * q).sum(1)


@implements("bellman/evaluation")
def evaluation(game, policy, q):
    return game.backup((policy * q).sum(1))


@implements("bellman/optimality")
def optimality(game, q):
    return game.backup(q.max(1))


@implements("bellman/policy-fixed-point")
def policy_fixed_point(game, policy):
    return game.fixed_point(policy, (policy * game.r).sum(1))


@implements("bellman/state-distribution")
def state_distribution(game, policy):
    return (1 - game.gamma) * game.occupancy(policy)


@implements("bellman/utility")
def utility(game, policy):
    return game.rho @ policy_fixed_point(game, policy)


@implements("bellman/utility-over-horizon")
def utility_over_horizon(game, policy, horizon):
    reward, chain = game.rows_of(policy)
    at, total = game.rho, game.dtype(0)
    for _ in range(horizon):
        total, at = total + at @ reward, at @ chain
    return total


# Soft.


@implements("soft/value")
def soft_value(q, temperature):
    return soft_maximum(q, temperature)


@implements("soft/policy")
def soft_policy(q, temperature):
    return softmax(q / temperature)


def entropy(policy, axis=-1):
    return -xlogy(policy, policy).sum(axis)


@implements("soft/policy-value")
def soft_policy_value(policy, q, temperature):
    return (policy * q).sum(1) + temperature * entropy(policy)


@implements("soft/evaluation")
def soft_evaluation(game, policy, q, temperature):
    return game.backup(soft_policy_value(policy, q, temperature))


@implements("soft/policy-fixed-point")
def soft_policy_fixed_point(game, policy, temperature):
    return game.fixed_point(policy, (policy * game.r).sum(1) + temperature * entropy(policy))


@implements("soft/bellman")
def soft_bellman(game, q, temperature):
    return game.backup(soft_value(q, temperature))


@implements("soft/sampled-value")
def sampled_value(q, temperature, samples):
    drawn = np.take_along_axis(q, samples, 1)
    if temperature == 0:
        return drawn.max(1)
    return temperature * log_mean(drawn / temperature)


@implements("soft/weighted-sampled-value")
def weighted_sampled_value(q, temperature, samples, proposal):
    drawn, chance = np.take_along_axis(q, samples, 1), np.take_along_axis(proposal, samples, 1)
    if temperature == 0:
        return drawn.max(1)
    return temperature * lse(drawn / temperature, weights=1 / (chance * samples.shape[1]))


# Relative over-generalization.


def log_boltzmann(q, temperature):
    return q / temperature - lse(q / temperature)[:, None]


@implements("overgeneralization/perceived-gap-informed")
def perceived_gap_informed(game, agent, q, temperature, model):
    marginal = lse(game.seen(log_boltzmann(q, temperature), agent))
    return (xlogy(model, model) - model * marginal).sum(1)


@implements("overgeneralization/perceived-gap-uninformed")
def perceived_gap_uninformed(game, agent, q, temperature, model):
    log_policy = game.seen(log_boltzmann(q, temperature), agent)

    def least(rho):
        return xlogy(rho, rho).sum(1) - lse((rho[:, :, None] * log_policy).sum(1))

    return least(model) - least(np.exp(lse(log_policy)))


@implements("overgeneralization/informed-bellman")
def informed_bellman(game, agent, policy, v):
    best = game.seen(game.backup(v), agent).max(2)
    return (game.product(policy, but=agent) * best).sum(1)


def marginals(game, policy):
    each = policy.reshape(game.S, *game.counts)
    axes = range(1, game.N + 1)
    return [each.sum(axis=tuple(axis for axis in axes if axis != n + 1)) for n in range(game.N)]


@implements("overgeneralization/independent-execution")
def independent_execution(game, policy):
    return game.product(marginals(game, policy))


@implements("overgeneralization/shared-execution")
def shared_execution(game, samples):
    rows = [np.bincount(row, minlength=game.A) / game.dtype(len(row)) for row in samples]
    return np.array(rows, game.dtype)


@implements("overgeneralization/independent-execution-of-samples")
def independent_execution_of_samples(game, samples):
    return game.product(marginals(game, shared_execution(game, samples)))


# Nested.


def grouped(game, table, agent, members):
    """(S, rest, context, own): the joint actions by what agent n sees."""
    rest = [n for n in range(game.N) if n != agent and n not in members]
    order = [0, *(1 + n for n in rest), *(1 + n for n in members), 1 + agent]
    contexts = math.prod(game.counts[n] for n in members)
    own = game.counts[agent]
    return table.reshape(game.S, *game.counts).transpose(order).reshape(game.S, -1, contexts, own)


def spread(game, local, agent, members):
    """A (S, context, own) array as one over (S, m_0, …)."""
    lengths = [game.counts[n] for n in members]
    each = local.reshape(game.S, *lengths, game.counts[agent])
    axes = [*members, agent]
    order = np.argsort(axes)
    each = each.transpose(0, *(1 + order))
    shape = [game.counts[n] if n in axes else 1 for n in range(game.N)]
    return each.reshape(game.S, *shape)


def normalized(masses):
    total = masses.sum(-1, keepdims=True)
    even = np.full_like(masses, 1 / masses.shape[-1])
    return np.where(total > 0, masses / np.where(total > 0, total, 1), even)


def conditional_of(game, policy, agent, members):
    return normalized(grouped(game, policy, agent, members).sum(1))


def flat_context(local):
    return local[:, 0] if local.shape[1] == 1 else local


def together(game, sets, locals):
    joint = np.ones((game.S, *game.counts), game.dtype)
    for n, local in enumerate(locals):
        joint = joint * spread(game, local, n, sets[n])
    return joint.reshape(game.S, game.A)


@implements("nested/conditional")
def nested_conditional(game, agent, sets, policy):
    return flat_context(conditional_of(game, policy, agent, sets[agent]))


@implements("nested/m-projection")
def m_projection(game, sets, policy):
    return together(game, sets, [conditional_of(game, policy, n, sets[n]) for n in range(game.N)])


@implements("nested/m-projection-gap")
def m_projection_gap(game, sets, policy):
    return (xlogy(policy, policy) - xlogy(policy, m_projection(game, sets, policy))).sum(1)


@implements("nested/conditional-information")
def conditional_information(game, agent, sets, policy):
    order = []
    while len(order) < game.N:
        order.append(next(n for n in range(game.N) if n not in order and set(sets[n]) <= set(order)))
    earlier = sorted(order[: order.index(agent)])
    wide = spread(game, conditional_of(game, policy, agent, earlier), agent, earlier)
    narrow = spread(game, conditional_of(game, policy, agent, sets[agent]), agent, sets[agent])
    shape = (game.S, *game.counts)
    joint = policy.reshape(shape)
    gain = xlogy(joint, np.broadcast_to(wide, shape)) - xlogy(joint, np.broadcast_to(narrow, shape))
    return gain.reshape(game.S, -1).sum(1)


@implements("nested/i-projection")
def i_projection(game, sets, policy, sweeps):
    locals = [conditional_of(game, policy, n, sets[n]) for n in range(game.N)]
    for _ in range(sweeps):
        for n in range(game.N):
            with np.errstate(divide="ignore"):
                weight = np.ones((game.S, *game.counts), game.dtype)
                log_weight = np.zeros((game.S, *game.counts), game.dtype)
                for k in range(game.N):
                    if k != n:
                        factor = spread(game, locals[k], k, sets[k])
                        weight, log_weight = weight * factor, log_weight + np.log(factor)
                regret = np.where(weight > 0, weight * (log_weight - np.log(policy).reshape(weight.shape)), 0)
            reach = grouped(game, weight, n, sets[n]).sum(1)
            cost = grouped(game, regret, n, sets[n]).sum(1)
            locals[n] = softmax(-cost / reach)
    return together(game, sets, locals)


@implements("nested/i-projection-gap")
def i_projection_gap(game, sets, policy, sweeps):
    q = i_projection(game, sets, policy, sweeps)
    return (xlogy(q, q) - xlogy(q, policy)).sum(1)


def expected_local(game, agent, sets, policy, q, axes=(1,)):
    mass = grouped(game, policy, agent, sets[agent])
    value = grouped(game, q, agent, sets[agent])
    total = mass.sum(axes)
    mean = (mass * value).sum(axes) / np.where(total > 0, total, 1)
    return np.where(total > 0, mean, value.mean(axes))


@implements("nested/expected-q")
def expected_q(game, agent, sets, policy, q):
    return flat_context(expected_local(game, agent, sets, policy, q))


@implements("nested/printed-value")
def printed_value(game, agent, sets, policy, q):
    return expected_local(game, agent, sets, policy, q, axes=(1, 3))


@implements("nested/expected-policy")
def expected_policy(game, agent, sets, policy, q, temperature):
    return flat_context(softmax(expected_local(game, agent, sets, policy, q) / temperature))


@implements("nested/printed-policy")
def printed_policy(game, agent, sets, policy, q, temperature):
    value = printed_value(game, agent, sets, policy, q)
    return flat_context(np.exp((expected_local(game, agent, sets, policy, q) - value[:, :, None]) / temperature))


def soft_local(game, agent, sets, q, temperature):
    return temperature * lse(grouped(game, q, agent, sets[agent]) / temperature, axis=1)


@implements("nested/soft-q")
def soft_q(game, agent, sets, q, temperature):
    return flat_context(soft_local(game, agent, sets, q, temperature))


@implements("nested/soft-policy")
def nested_soft_policy(game, agent, sets, q, temperature):
    return flat_context(softmax(soft_local(game, agent, sets, q, temperature) / temperature))


@implements("nested/expected-update")
def expected_update(game, sets, policy, q, temperature):
    locals = [softmax(expected_local(game, n, sets, policy, q) / temperature) for n in range(game.N)]
    return together(game, sets, locals)


@implements("nested/soft-update")
def soft_update(game, sets, q, temperature):
    return together(game, sets, [softmax(soft_local(game, n, sets, q, temperature) / temperature) for n in range(game.N)])


# Optimistic.


def optimistic_local(game, q, others, beta):
    found = []
    for n in range(game.N):
        seen, weights = game.seen(q, n), others[n][:, :, None]
        if beta == math.inf:
            found.append(np.where(weights > 0, seen, -np.inf).max(1))
        else:
            found.append(lse(beta * seen, 1, np.broadcast_to(weights, seen.shape)) / beta)
    return found


def others_of(game, zeta):
    return [game.seen(zeta, n).sum(2) for n in range(game.N)]


def others_of_product(game, zeta):
    return [game.product(zeta, but=n) for n in range(game.N)]


@implements("optimistic/local-q")
def local_q(game, q, behaviour, beta):
    return optimistic_local(game, q, others_of(game, behaviour), beta)


@implements("optimistic/product-local-q")
def product_local_q(game, q, behaviour, beta):
    return optimistic_local(game, q, others_of_product(game, behaviour), beta)


@implements("optimistic/local-policy")
def local_policy(local_q, alpha):
    return [softmax(alpha * q) for q in local_q]


@implements("optimistic/local-value")
def local_value(local_q, alpha):
    values = [q.max(1) if alpha == math.inf else lse(alpha * q) / alpha for q in local_q]
    return np.stack(values, 1)


@implements("optimistic/value")
def optimistic_value(game, q, behaviour, alpha, beta):
    return local_value(local_q(game, q, behaviour, beta), alpha).mean(1)


@implements("optimistic/policy-local-value")
def policy_local_value(policy, local_q, alpha):
    bonus = 0 if alpha == math.inf else 1 / alpha
    return np.stack([(p * q).sum(1) + bonus * entropy(p) for p, q in zip(policy, local_q)], 1)


@implements("optimistic/policy-value")
def optimistic_policy_value(game, policy, q, behaviour, alpha, beta):
    return policy_local_value(policy, local_q(game, q, behaviour, beta), alpha).mean(1)


@implements("optimistic/evaluation")
def optimistic_evaluation(game, policy, q, behaviour, alpha, beta):
    return game.backup(optimistic_policy_value(game, policy, q, behaviour, alpha, beta))


@implements("optimistic/bellman")
def optimistic_bellman(game, q, behaviour, alpha, beta):
    return game.backup(optimistic_value(game, q, behaviour, alpha, beta))


@implements("optimistic/product-bellman")
def product_bellman(game, q, behaviour, alpha, beta):
    return game.backup(local_value(product_local_q(game, q, behaviour, beta), alpha).mean(1))


@implements("optimistic/behaviour")
def behaviour(game, policy, epsilon):
    return epsilon / game.A + (1 - epsilon) * game.product(policy)


@implements("optimistic/maosql")
def maosql(game, local_q, epsilon, alpha, beta):
    zeta = behaviour(game, local_policy(local_q, alpha), epsilon)
    target = game.backup(local_value(local_q, alpha).mean(1))
    return optimistic_local(game, target, others_of(game, zeta), beta)


@implements("optimistic/near-optimality-bound")
def near_optimality_bound(game, alpha, beta, z):
    entropy_part = math.log(game.A) / (game.N * alpha)
    return (entropy_part + math.log(1 / z) / beta) * game.gamma / (1 - game.gamma)


@implements("optimistic/policy-loss-bound")
def policy_loss_bound(game, alpha, beta, z, gap):
    g, size = float(game.gamma), game.A
    miss = size ** (2 * g / ((1 - g) * game.N)) * sum(game.counts) * math.exp(-alpha * gap) / (1 - g)
    return (miss + 2 * math.log(size) / (game.N * alpha) + math.log(1 / z) / beta) * g / (1 - g)


@implements("optimistic/maosql-modulus")
def maosql_modulus(game, alpha, beta):
    return 2 * (game.N - 1) * alpha / beta + game.gamma


# Projections and gradients.


@implements("projections/maximum")
def maximum(game, q):
    return [game.seen(q, n).max(1) for n in range(game.N)]


@implements("projections/behaviour")
def projection_behaviour(game, q, behaviour):
    return [(game.seen(behaviour, n).sum(2)[:, :, None] * game.seen(q, n)).sum(1) for n in range(game.N)]


@implements("projections/expectation")
def expectation(game, q, policy):
    return [(game.product(policy, but=n)[:, :, None] * game.seen(q, n)).sum(1) for n in range(game.N)]


@implements("projections/individual-global-max")
def individual_global_max(game, q, local_q):
    greedy = np.ones((game.S, 1), bool)
    for local in local_q:
        best = local == local.max(1, keepdims=True)
        greedy = (greedy[:, :, None] & best[:, None, :]).reshape(game.S, -1)
    return np.all(~greedy | (q == q.max(1, keepdims=True)), axis=1).astype(game.dtype)


@implements("policy-gradient/direct")
def direct(game, policy):
    joint = game.product(policy)
    q = game.backup(policy_fixed_point(game, joint))
    return [game.occupancy(joint)[:, None] * each for each in expectation(game, q, policy)]


@implements("policy-gradient/softmax")
def softmax_gradient(game, policy):
    joint = game.product(policy)
    v = policy_fixed_point(game, joint)
    local = expectation(game, game.backup(v), policy)
    weight = game.occupancy(joint)[:, None]
    return [weight * p * (q - v[:, None]) for p, q in zip(policy, local)]


# Divergences.


@implements("divergence/kullback-leibler")
def kullback_leibler(p, q):
    return (xlogy(p, p) - xlogy(p, q)).sum(-1)


@implements("divergence/total-variation")
def total_variation(p, q):
    return np.abs(p - q).sum(-1) / 2


@implements("divergence/chi-squared")
def chi_squared(p, q):
    return np.where(q > 0, (p - q) ** 2 / np.where(q > 0, q, 1), 0).sum(-1)


@implements("divergence/hellinger-squared")
def hellinger_squared(p, q):
    return ((np.sqrt(p) - np.sqrt(q)) ** 2).sum(-1)


@implements("divergence/hellinger")
def hellinger(p, q):
    return np.sqrt(hellinger_squared(p, q))


def log_affinity(mean_p, deviation_p, mean_q, deviation_q):
    spread, apart = deviation_p**2 + deviation_q**2, (deviation_p - deviation_q) ** 2
    near = 2 * apart < spread
    height = 0.5 * np.where(near, np.log1p(-np.where(near, apart, 0) / spread), np.log(2 * deviation_p * deviation_q / spread))
    return (height - (mean_p - mean_q) ** 2 / (4 * spread)).sum(-1)


def gaussian_distance(*gaussians):
    """√(2 − 2 affinity) by its complement, which keeps the digits of near Gaussians."""
    return np.sqrt(-2 * np.expm1(log_affinity(*gaussians)))


@implements("divergence/gaussian-hellinger")
def gaussian_hellinger(mean_p, deviation_p, mean_q, deviation_q):
    return gaussian_distance(mean_p, deviation_p, mean_q, deviation_q)


# Independent policy optimization.


@implements("independent/critic")
def critic(game, agent, policy, local_q):
    v = (policy[agent] * local_q).sum(1)
    return (game.product(policy, but=agent)[:, :, None] * game.seen(game.backup(v), agent)).sum(1)


DIVERGENCES = {
    "kullback-leibler": kullback_leibler,
    "total-variation": total_variation,
    "chi-squared": chi_squared,
    "hellinger": hellinger,
    "hellinger-squared": hellinger_squared,
}


def regularized(divergence, mean):
    def value(game, policy, reference, v, omega):
        local = expectation(game, game.backup(v), reference)
        gains = sum((p * q).sum(1) for p, q in zip(policy, local))
        distances = sum(divergence(p, rho) for p, rho in zip(policy, reference))
        return gains / game.N - omega * (distances / game.N if mean else distances)

    return value


for name, divergence in DIVERGENCES.items():
    implements(f"independent/value-mean-{name}")(regularized(divergence, mean=True))
    implements(f"independent/value-sum-{name}")(regularized(divergence, mean=False))


@implements("independent/response-kullback-leibler")
def response_kullback_leibler(q, old, omega):
    return softmax(q / omega, weights=old)


@implements("independent/response-total-variation")
def response_total_variation(q, old, omega):
    best = int(np.argmax(q))
    leaves = q[best] - q > omega
    response = np.where(leaves, 0, old)
    response[best] += old[leaves].sum()
    return response


def on_support(offset, slope, q):
    """p = offset + slope (q − λ), clipped at 0 and summing to 1: λ from the right number of largest marks."""
    held = slope > 0
    mark = np.where(held, q + offset / np.where(held, slope, 1), -np.inf)
    order = np.argsort(-mark, kind="stable")
    best = None
    for count in range(1, int(held.sum()) + 1):
        chosen = order[:count]
        # Centred sums: the marks of the chosen are near one another.
        shift = mark[order[0]]
        level = ((slope[chosen] * (mark[chosen] - shift)).sum() - 1) / slope[chosen].sum()
        if mark[chosen[-1]] - shift > level or count == 1:
            best = level
    above = np.where(held, mark - shift - best, 0)
    return np.maximum(slope * above, 0).astype(q.dtype)


@implements("independent/response-chi-squared")
def response_chi_squared(q, old, omega):
    return on_support(old, old / (2 * omega), q)


@implements("independent/unary-tsallis")
def unary_tsallis(q, omega, k):
    return on_support(np.full_like(q, 0.5), np.full_like(q, 1 / (2 * omega * k)), q)


@implements("independent/unary-shannon")
def unary_shannon(q, omega):
    return softmax(q / omega)


@implements("independent/adaptive-coefficient")
def adaptive_coefficient(coefficient, distance, target, band, factor):
    if distance > target * band:
        return coefficient * factor
    return coefficient / factor if distance < target / band else coefficient


@implements("independent/two-player-thresholds")
def two_player_thresholds(payoff):
    a, b, c, d = payoff
    m = b + c - a - d
    return np.array([(c - d) / m, (b - d) / m])


# Regularized opponent models.


def rommeo_inner(game, agent, q, temperature):
    return soft_maximum(game.seen(q, agent), temperature)


@implements("rommeo/value")
def rommeo_value(game, agent, prior, temperature, q):
    return lse(rommeo_inner(game, agent, q, temperature), weights=prior)


@implements("rommeo/policy")
def rommeo_policy(game, agent, temperature, q):
    return flat_context(softmax(game.seen(q, agent) / temperature))


@implements("rommeo/opponent-model")
def rommeo_opponent_model(game, agent, prior, temperature, q):
    return softmax(rommeo_inner(game, agent, q, temperature), weights=prior)


@implements("rommeo/bellman")
def rommeo_bellman(game, agent, prior, temperature, q):
    return game.backup(rommeo_value(game, agent, prior, temperature, q))


@implements("rommeo/policy-value")
def rommeo_policy_value(game, agent, prior, temperature, policy, model, q):
    inner = (policy * game.seen(q, agent)).sum(2) + temperature * entropy(policy)
    return (model * inner - xlogy(model, model) + xlogy(model, prior)).sum(1)


@implements("rommeo/evaluation")
def rommeo_evaluation(game, agent, prior, temperature, policy, model, q):
    return game.backup(rommeo_policy_value(game, agent, prior, temperature, policy, model, q))


@implements("rommeo/improved-model")
def improved_model(game, agent, prior, temperature, policy, q):
    return softmax((policy * game.seen(q, agent)).sum(2) + temperature * entropy(policy), weights=prior)


def perceived(game, agent, policy, model):
    return game.unseen(policy * model[:, :, None], agent)


@implements("rommeo/return")
def rommeo_return(game, agent, prior, temperature, policy, model):
    step = rommeo_policy_value(game, agent, prior, temperature, policy, model, game.r)
    return game.rho @ game.fixed_point(perceived(game, agent, policy, model), step)


@implements("rommeo/return-over-horizon")
def rommeo_return_over_horizon(game, agent, prior, temperature, policy, model, horizon):
    step = rommeo_policy_value(game, agent, prior, temperature, policy, model, game.r)
    _, chain = game.rows_of(perceived(game, agent, policy, model))
    at, total = game.rho, game.dtype(0)
    for _ in range(horizon):
        total, at = total + at @ step, at @ chain
    return total


@implements("rommeo/marginal-policy")
def marginal_policy(policy, model):
    return (policy * model[:, :, None]).sum(1)


def log_target(game, agent, prior, q):
    """P(a⁻) exp Q(s, a) by logarithms, (S, A)."""
    with np.errstate(divide="ignore"):
        seen = game.seen(q, agent) + np.log(prior)[:, :, None]
    return game.unseen(seen, agent)


@implements("rommeo/sampled-value")
def rommeo_sampled_value(game, agent, prior, policy, model, q, samples):
    with np.errstate(divide="ignore"):
        terms = log_target(game, agent, prior, q) - np.log(perceived(game, agent, policy, model))
    return lse(np.take_along_axis(terms, samples, 1)) - math.log(samples.shape[1])


@implements("rommeo/sampled-value-limit")
def rommeo_sampled_value_limit(game, agent, prior, policy, model, q):
    reached = perceived(game, agent, policy, model) > 0
    terms = log_target(game, agent, prior, q)
    return lse(terms, weights=(reached & np.isfinite(terms)).astype(game.dtype))


@implements("rommeo/empirical-prior")
def empirical_prior(game, agent, samples):
    return game.seen(shared_execution(game, samples), agent).sum(2)


# Bandwidths.


def distances(particles):
    return np.sqrt(((particles[:, None] - particles[None]) ** 2).sum(2))


def below(matrix):
    return matrix[np.tril_indices(len(matrix), -1)]


@implements("bandwidth/paper", "bandwidth/blackjax")
def bandwidth_paper(particles):
    return np.median(below(distances(particles))) ** 2 / math.log(len(particles))


@implements("bandwidth/liu-wang")
def bandwidth_liu_wang(particles):
    return np.median(distances(particles) ** 2) / math.log(len(particles) + 1)


@implements("bandwidth/numpyro")
def bandwidth_numpyro(particles):
    if len(particles) == 1:
        return 1.0
    return np.median(distances(particles)) ** 2 / math.log(len(particles)) + 2.0**-52


def lower_median(values):
    return np.sort(values.ravel())[(values.size - 1) // 2]


@implements("bandwidth/pyro")
def bandwidth_pyro(particles):
    squares = (particles[:, None] - particles[None]) ** 2
    each = [lower_median(below(squares[:, :, d])) for d in range(particles.shape[1])]
    return np.array(each) / math.log(len(particles) + 1)


@implements("bandwidth/softqlearning")
def bandwidth_softqlearning(particles):
    squares = np.sort((distances(particles) ** 2).ravel())[::-1]
    return max(squares[len(particles) ** 2 // 2] / math.log(len(particles)), 1e-3)


# Stein directions.


def width(bandwidth, convention):
    return bandwidth * (2 if convention == "2h" else 1)


def blocks(dimensions):
    ends = np.cumsum([0, *dimensions])
    return [list(range(low, high)) for low, high in itertools.pairwise(ends)]


def seen_by(dimensions, sets):
    own = blocks(dimensions)
    return [[d for k in sorted({n, *sets[n]}) for d in own[k]] for n in range(len(own))]


def kernel(particles, widths):
    """∏_d exp(−(x_jd − x_ld)²/w_d) as [j, l], and ∇_{x_j} of it as [j, l, d]; at width 0 the limit."""
    apart = particles[:, None] - particles[None]
    widths = np.broadcast_to(np.asarray(widths, particles.dtype), (particles.shape[1],))
    flat = widths == 0
    safe = np.where(flat, 1, widths)
    exponent = np.where(flat, np.where(apart == 0, 0, -np.inf), -(apart**2) / safe)
    k = np.exp(exponent.sum(2))
    return k, np.where(flat, 0, -2 * apart / safe) * k[:, :, None]


def stein(particles, scores, widths, alpha=1, own=None, seen=None):
    seen = list(range(particles.shape[1])) if seen is None else seen
    own = seen if own is None else own
    k, slope = kernel(particles[:, seen], widths)
    inside = [seen.index(d) for d in own]
    return (k.T @ scores[:, own] + alpha * slope.sum(0)[:, inside]) / len(particles)


@implements("stein/rbf")
def stein_rbf(particles, bandwidth, convention):
    return kernel(particles, width(bandwidth, convention))[0]


@implements("stein/product-kernel")
def product_kernel(particles, bandwidths, convention):
    return kernel(particles, width(bandwidths, convention))[0]


@implements("stein/direction")
def stein_direction(particles, scores, bandwidth, convention):
    return stein(particles, scores, width(bandwidth, convention))


@implements("stein/product-direction")
def product_direction(particles, scores, bandwidths, convention):
    return stein(particles, scores, width(bandwidths, convention))


@implements("stein/amortized-direction")
def amortized_direction(particles, gradients, dimensions, sets, bandwidths, temperatures, convention):
    own, seen = blocks(dimensions), seen_by(dimensions, sets)
    each = [
        stein(particles, gradients, width(bandwidths[n], convention), temperatures[n], own[n], seen[n])
        for n in range(len(own))
    ]
    return np.concatenate(each, 1)


@implements("stein/negotiation-direction")
def negotiation_direction(particles, scores, dimensions, sets, bandwidths, convention):
    return amortized_direction(particles, scores, dimensions, sets, bandwidths, [1] * len(dimensions), convention)


@implements("stein/negotiation-round")
def negotiation_round(particles, scores, dimensions, sets, bandwidths, convention, step):
    return particles + step * negotiation_direction(particles, scores, dimensions, sets, bandwidths, convention)


@implements("stein/factor-score")
def factor_score(gradients, dimensions, factors):
    score = np.zeros_like(gradients[0])
    for n, own in enumerate(blocks(dimensions)):
        for clique, slope in zip(factors, gradients):
            if n in clique:
                score[:, own] += slope[:, own]
    return score


@implements("stein/factor-direction")
def factor_direction(particles, gradients, dimensions, factors, bandwidths, convention):
    scores, own = factor_score(gradients, dimensions, factors), blocks(dimensions)
    widths, each = width(bandwidths, convention), []
    for n in range(len(own)):
        met = {n}.union(*(clique for clique in factors if n in clique))
        seen = [d for k in sorted(met) for d in own[k]]
        each.append(stein(particles, scores, widths[seen], own=own[n], seen=seen))
    return np.concatenate(each, 1)


def stein_kernel(particles, scores, bandwidth, convention):
    w = width(bandwidth, convention)
    k, slope = kernel(particles, w)
    square = ((particles[:, None] - particles[None]) ** 2).sum(2)
    trace = k * (2 * particles.shape[1] / w - 4 * square / w**2)
    # ∇_{x_j} meets the score of l, and ∇_{x_l} = −∇_{x_j} that of j.
    cross = (slope * scores[None]).sum(2) - (slope * scores[:, None]).sum(2)
    return k * (scores @ scores.T) + cross + trace


@implements("stein/discrepancy-v")
def discrepancy_v(particles, scores, bandwidth, convention):
    return stein_kernel(particles, scores, bandwidth, convention).mean()


@implements("stein/discrepancy-u")
def discrepancy_u(particles, scores, bandwidth, convention):
    both, count = stein_kernel(particles, scores, bandwidth, convention), len(particles)
    return np.where(np.eye(count) > 0, 0, both).sum() / (count * (count - 1))


@implements("bandwidth/negotiation")
def bandwidth_negotiation(particles, dimensions, sets, rule):
    return np.array([IMPLEMENTATIONS[f"bandwidth/{rule}"](particles[:, seen]) for seen in seen_by(dimensions, sets)])


# Networks.


class Perceptron:
    """Layer by layer weights (out, in), then biases; max(·, 0) between layers."""

    def __init__(self, network):
        self.layers, start = [], 0
        for before, after in itertools.pairwise(network["widths"]):
            weights = network["parameters"][start : start + before * after].reshape(after, before)
            start += before * after
            self.layers.append((weights, network["parameters"][start : start + after]))
            start += after

    def __call__(self, x):
        for index, (weights, biases) in enumerate(self.layers):
            x = x @ weights.T + biases
            if index + 1 < len(self.layers):
                x = np.maximum(x, 0)
        return x

    def back(self, x, slope):
        """Σ_b slope_b · ∂f(x_b)/∂θ, and slope_b · ∂f/∂x_b."""
        inputs = [x]
        for weights, biases in self.layers[:-1]:
            inputs.append(np.maximum(inputs[-1] @ weights.T + biases, 0))
        parts = []
        for index in reversed(range(len(self.layers))):
            weights, _ = self.layers[index]
            parts += [slope.sum(0), (slope.T @ inputs[index]).ravel()]
            slope = slope @ weights
            if index > 0:
                slope = slope * (inputs[index] > 0)
        return np.concatenate(parts[::-1]), slope


def beside(*parts):
    return np.concatenate(parts, axis=-1)


def with_actions(states, actions):
    """Each state beside each of its actions: (B, M, S + D)."""
    return beside(np.broadcast_to(states[:, None], (*actions.shape[:2], states.shape[1])), actions)


@implements("critic/value")
def critic_value(critic, states, actions):
    return Perceptron(critic)(with_actions(states, actions))[:, :, 0]


@implements("critic/action-gradient")
def action_gradient(critic, states, actions):
    x = with_actions(states, actions)
    flat = x.reshape(-1, x.shape[2])
    _, slope = Perceptron(critic).back(flat, np.ones((len(flat), 1), x.dtype))
    return slope.reshape(x.shape)[:, :, states.shape[1] :]


@implements("critic/soft-value")
def critic_soft_value(critic, states, actions, temperature):
    q = critic_value(critic, states, actions)
    return q.max(1) if temperature == 0 else temperature * log_mean(q / temperature)


@implements("critic/weighted-soft-value")
def critic_weighted_soft_value(critic, states, actions, densities, temperature):
    q = critic_value(critic, states, actions)
    return q.max(1) if temperature == 0 else temperature * lse(q / temperature, weights=1 / (densities * q.shape[1]))


@implements("critic/td-target")
def td_target(rewards, terminals, values, discount):
    return rewards + discount * (1 - terminals) * values


@implements("critic/td-loss")
def td_loss(critic, states, joint_actions, targets):
    return ((Perceptron(critic)(beside(states, joint_actions))[:, 0] - targets) ** 2).mean() / 2


@implements("critic/td-gradient")
def td_gradient(critic, states, joint_actions, targets):
    return squared_gradient(critic, beside(states, joint_actions), targets, 1)


def squared_gradient(network, x, targets, scale):
    perceptron = Perceptron(network)
    return perceptron.back(x, scale * (perceptron(x) - targets[:, None]) / len(x))[0]


@implements("critic/adam")
def adam(parameters, gradient, mean, square, step, rate, mean_decay, square_decay, offset):
    mean = mean_decay * mean + (1 - mean_decay) * gradient
    square = square_decay * square + (1 - square_decay) * gradient**2
    unbiased = mean / (1 - mean_decay**step), square / (1 - square_decay**step)
    return [parameters - rate * unbiased[0] / (np.sqrt(unbiased[1]) + offset), mean, square]


@implements("critic/polyak")
def polyak(parameters, target, rate):
    return rate * parameters + (1 - rate) * target


@implements("critic/periodic-target")
def periodic_target(parameters, target, step, period):
    return parameters if step % period == 0 else target


@implements("sampler/actions")
def sampler_actions(samplers, dimensions, sets, states, noise):
    seen = seen_by(dimensions, sets)
    return beside(*(Perceptron(f)(with_actions(states, noise[:, :, seen[n]])) for n, f in enumerate(samplers)))


@implements("sampler/gradient")
def sampler_gradient(samplers, dimensions, sets, states, noise, directions):
    own, seen, found = blocks(dimensions), seen_by(dimensions, sets), []
    count = noise.shape[0] * noise.shape[1]
    for n, f in enumerate(samplers):
        x = with_actions(states, noise[:, :, seen[n]])
        slope = directions[:, :, own[n]].reshape(count, -1) / count
        found.append(Perceptron(f).back(x.reshape(count, -1), slope)[0])
    return found


@implements("sampler/negotiated-gradient")
def negotiated_gradient(samplers, dimensions, sets, states, noise, critic, bandwidths, temperatures, convention):
    actions = sampler_actions(samplers, dimensions, sets, states, noise)
    slopes = action_gradient(critic, states, actions)
    directions = [
        amortized_direction(u, slope, dimensions, sets, bandwidths, temperatures, convention)
        for u, slope in zip(actions, slopes)
    ]
    return sampler_gradient(samplers, dimensions, sets, states, noise, np.stack(directions))


def one_hot(joint_actions, counts, dtype):
    return beside(*(np.eye(count, dtype=dtype)[joint_actions[:, n]] for n, count in enumerate(counts)))


def critic_inputs(locals, states, joint_actions):
    counts = [local["widths"][-1] for local in locals]
    return beside(states, one_hot(joint_actions, counts, states.dtype))


def maosdqn_target(locals, rewards, next_states, terminals, discount, alpha):
    rows = [Perceptron(local)(next_states) for local in locals]
    values = [row.max(1) if alpha == math.inf else lse(alpha * row) / alpha for row in rows]
    return rewards + discount * (1 - terminals) * np.mean(values, axis=0)


@implements("maosdqn/critic-loss")
def maosdqn_critic_loss(
    critic, locals, states, joint_actions, rewards, next_states, terminals, discount, alpha
):
    y = maosdqn_target(locals, rewards, next_states, terminals, discount, alpha)
    return ((Perceptron(critic)(critic_inputs(locals, states, joint_actions))[:, 0] - y) ** 2).mean() / 2


@implements("maosdqn/critic-gradient")
def maosdqn_critic_gradient(
    critic, locals, states, joint_actions, rewards, next_states, terminals, discount, alpha
):
    y = maosdqn_target(locals, rewards, next_states, terminals, discount, alpha)
    return squared_gradient(critic, critic_inputs(locals, states, joint_actions), y, 1)


def local_values(critic, locals, states, joint_actions):
    q = Perceptron(critic)(critic_inputs(locals, states, joint_actions))[:, 0]
    rows = np.arange(len(states))
    return q, [Perceptron(local)(states)[rows, joint_actions[:, n]] for n, local in enumerate(locals)]


@implements("maosdqn/local-loss")
def maosdqn_local_loss(critic, locals, states, joint_actions, beta):
    q, own = local_values(critic, locals, states, joint_actions)
    # (e^x − e^y)²/e^x = (e^(x/2) − e^(y − x/2))².
    roots = [difference_of_exponentials(beta * each / 2, beta * (q - each / 2)) for each in own]
    return np.mean(np.square(roots)) / (2 * beta)


def chosen_gradient(local, states, actions, weights):
    slope = np.zeros((len(states), local["widths"][-1]), states.dtype)
    slope[np.arange(len(states)), actions] = weights
    return Perceptron(local).back(states, slope)[0]


def difference_of_exponentials(x, y):
    """e^x − e^y by the larger of them."""
    return np.exp(np.maximum(x, y)) * np.where(x > y, -np.expm1(-np.abs(x - y)), np.expm1(-np.abs(x - y)))


@implements("maosdqn/local-gradient")
def maosdqn_local_gradient(critic, locals, states, joint_actions, beta):
    q, own = local_values(critic, locals, states, joint_actions)
    count = len(locals) * len(states)
    weights = [difference_of_exponentials(beta * each, beta * q) / count for each in own]
    return [chosen_gradient(local, states, joint_actions[:, n], weights[n]) for n, local in enumerate(locals)]


def greedy(locals, states):
    return np.stack([Perceptron(local)(states).argmax(1) for local in locals], 1)


@implements("maosdqn/extra-loss")
def maosdqn_extra_loss(critic, locals, states):
    q, own = local_values(critic, locals, states, greedy(locals, states))
    return np.mean([np.maximum(each - q, 0) ** 2 for each in own])


@implements("maosdqn/extra-gradient")
def maosdqn_extra_gradient(critic, locals, states):
    best = greedy(locals, states)
    q, own = local_values(critic, locals, states, best)
    weights = [2 * np.maximum(each - q, 0) / (len(locals) * len(states)) for each in own]
    return [chosen_gradient(local, states, best[:, n], weights[n]) for n, local in enumerate(locals)]


# Squashed Gaussians.


def log_slope(z):
    """ln(1 − tanh² z) = 2 (ln 2 − z − ln(1 + e^{−2z}))."""
    return 2 * (math.log(2) - np.abs(z) - np.log1p(np.exp(-2 * np.abs(z))))


def squashed_log_density(mean, log_deviation, raw, z=None):
    if z is None:
        z = (raw - mean) * np.exp(-log_deviation)
    return (-0.5 * z**2 - log_deviation - 0.5 * math.log(2 * math.pi) - log_slope(raw)).sum(-1)


@implements("rommeo-ac/log-density")
def log_density(means, log_deviations, actions):
    return squashed_log_density(means, log_deviations, np.arctanh(actions))


@implements("rommeo-ac/action")
def action(means, log_deviations, noise):
    return np.tanh(means + np.exp(log_deviations) * noise)


def gaussian(network, x):
    return SimpleNamespace(**dict(zip(("mean", "log_deviation"), np.split(Perceptron(network)(x), 2, axis=1))))


def raw_of(distribution, noise):
    return distribution.mean + np.exp(distribution.log_deviation) * noise


def density_of(distribution, raw, noise=None):
    return squashed_log_density(distribution.mean, distribution.log_deviation, raw, noise)


@implements("rommeo-ac/value")
def rommeo_ac_value(target_critic, policy, model, prior, states, own_noise, others_noise, alpha):
    rho = gaussian(model, states)
    others_raw = raw_of(rho, others_noise)
    others = np.tanh(others_raw)
    pi = gaussian(policy, beside(states, others))
    own_raw = raw_of(pi, own_noise)
    q = Perceptron(target_critic)(beside(states, np.tanh(own_raw), others))[:, 0]
    anchored = density_of(gaussian(prior, states), others_raw) - density_of(rho, others_raw, others_noise)
    return q + anchored - alpha * density_of(pi, own_raw, own_noise)


@implements("rommeo-ac/critic-loss")
def rommeo_ac_critic_loss(
    critic, states, own_actions, others_actions, rewards, terminals, next_values, discount
):
    y = td_target(rewards, terminals, next_values, discount)
    return ((Perceptron(critic)(beside(states, own_actions, others_actions))[:, 0] - y) ** 2).mean() / 2


@implements("rommeo-ac/critic-gradient")
def rommeo_ac_critic_gradient(
    critic, states, own_actions, others_actions, rewards, terminals, next_values, discount
):
    y = td_target(rewards, terminals, next_values, discount)
    return squared_gradient(critic, beside(states, own_actions, others_actions), y, 1)


@implements("rommeo-ac/policy-loss")
def rommeo_ac_policy_loss(critic, policy, model, states, own_noise, others_noise, alpha):
    others = np.tanh(raw_of(gaussian(model, states), others_noise))
    pi = gaussian(policy, beside(states, others))
    raw = raw_of(pi, own_noise)
    q = Perceptron(critic)(beside(states, np.tanh(raw), others))[:, 0]
    return (alpha * density_of(pi, raw, own_noise) - q).mean()


@implements("rommeo-ac/policy-gradient")
def rommeo_ac_policy_gradient(critic, policy, model, states, own_noise, others_noise, alpha):
    others = np.tanh(raw_of(gaussian(model, states), others_noise))
    x = beside(states, others)
    pi = gaussian(policy, x)
    raw = raw_of(pi, own_noise)
    own = np.tanh(raw)
    ones = np.ones((len(states), 1), states.dtype)
    _, slope = Perceptron(critic).back(beside(states, own, others), ones)
    dq = slope[:, states.shape[1] : states.shape[1] + own.shape[1]]
    # Along the reparametrized action ln π = −ε²/2 − ℓ − … − ln(1 − tanh²): the Gaussian's part is −1 in ℓ.
    along = alpha * 2 * own - dq * (1 - own**2)
    to_log = along * np.exp(pi.log_deviation) * own_noise - alpha
    return Perceptron(policy).back(x, beside(along, to_log) / len(states))[0]


@implements("rommeo-ac/model-loss")
def rommeo_ac_model_loss(critic, policy, model, prior, states, own_actions, others_noise, alpha):
    rho = gaussian(model, states)
    raw = raw_of(rho, others_noise)
    others = np.tanh(raw)
    q = Perceptron(critic)(beside(states, own_actions, others))[:, 0]
    pi = gaussian(policy, beside(states, others))
    own = density_of(pi, np.arctanh(own_actions))
    return (density_of(rho, raw, others_noise) - density_of(gaussian(prior, states), raw) - q + alpha * own).mean()


@implements("rommeo-ac/model-gradient")
def rommeo_ac_model_gradient(critic, policy, model, prior, states, own_actions, others_noise, alpha):
    rho, p = gaussian(model, states), gaussian(prior, states)
    raw = raw_of(rho, others_noise)
    others = np.tanh(raw)
    ones = np.ones((len(states), 1), states.dtype)
    _, slope = Perceptron(critic).back(beside(states, own_actions, others), ones)
    dq = slope[:, states.shape[1] + own_actions.shape[1] :]
    x = beside(states, others)
    pi = gaussian(policy, x)
    z = (np.arctanh(own_actions) - pi.mean) * np.exp(-pi.log_deviation)
    of_policy = beside(z * np.exp(-pi.log_deviation), z**2 - 1)
    _, slope = Perceptron(policy).back(x, of_policy)
    dpi = slope[:, states.shape[1] :]
    # ln ρ − ln P along the raw action: the squashing cancels, ρ's own Gaussian is −1 in ℓ.
    z_prior = (raw - p.mean) * np.exp(-p.log_deviation)
    along = z_prior * np.exp(-p.log_deviation) + (alpha * dpi - dq) * (1 - others**2)
    to_log = along * np.exp(rho.log_deviation) * others_noise - 1
    return Perceptron(model).back(states, beside(along, to_log) / len(states))[0]


# Practical TVPO.


@implements("practical-tvpo/critic-loss")
def tvpo_critic_loss(critic, states, targets):
    return ((Perceptron(critic)(states)[:, 0] - targets) ** 2).mean()


@implements("practical-tvpo/critic-gradient")
def tvpo_critic_gradient(critic, states, targets):
    return squared_gradient(critic, states, targets, 2)


@implements("practical-tvpo/discrete-objective")
def discrete_objective(policy, old, states, advantages, coefficient):
    new, before = softmax(Perceptron(policy)(states)), softmax(Perceptron(old)(states))
    return ((new * advantages).sum(1) - coefficient * total_variation(new, before)).mean()


@implements("practical-tvpo/discrete-gradient")
def discrete_gradient(policy, old, states, advantages, coefficient):
    new, before = softmax(Perceptron(policy)(states)), softmax(Perceptron(old)(states))
    reward = advantages - coefficient * np.sign(new - before) / 2
    slope = new * (reward - (new * reward).sum(1, keepdims=True))
    return Perceptron(policy).back(states, slope / len(states))[0]


@implements("practical-tvpo/gaussian-objective")
def gaussian_objective(policy, old, states, actions, advantages, coefficient):
    new, before = gaussian(policy, states), gaussian(old, states)
    ratio = np.exp(normal_log(new, actions) - normal_log(before, actions))
    distance = gaussian_distance(
        new.mean, np.exp(new.log_deviation), before.mean, np.exp(before.log_deviation)
    )
    return (ratio * advantages - coefficient * distance).mean()


def normal_log(distribution, at):
    z = (at - distribution.mean) * np.exp(-distribution.log_deviation)
    return (-0.5 * z**2 - distribution.log_deviation).sum(1)


@implements("practical-tvpo/gaussian-gradient")
def gaussian_gradient(policy, old, states, actions, advantages, coefficient):
    new, before = gaussian(policy, states), gaussian(old, states)
    s, t = np.exp(new.log_deviation), np.exp(before.log_deviation)
    z = (actions - new.mean) / s
    weight = (np.exp(normal_log(new, actions) - normal_log(before, actions)) * advantages)[:, None]
    spread, apart = s**2 + t**2, new.mean - before.mean
    distance = gaussian_distance(new.mean, s, before.mean, t)[:, None]
    affinity = np.exp(log_affinity(new.mean, s, before.mean, t))[:, None]
    # D = √(2 − 2A): ∂D = −A ∂ln A / D; at D = 0 the norm has no slope.
    steep = np.where(distance > 0, coefficient * affinity / np.where(distance > 0, distance, 1), 0)
    log_mean = -apart / (2 * spread)
    log_scale = 0.5 - s**2 / spread + apart**2 * s**2 / (2 * spread**2)
    slope = beside(weight * z / s + steep * log_mean, weight * (z**2 - 1) + steep * log_scale)
    return Perceptron(policy).back(states, slope / len(states))[0]


# Differential games.


def peaks_at(game, points):
    """g_k(u) as (M, K)."""
    return np.stack([peak["top"] - peak["curvature"] * ((points - peak["center"]) ** 2).sum(1) for peak in game["peaks"]], 1)


@implements("differential/reward")
def differential_reward(game, points):
    return peaks_at(game, points).max(1)


@implements("differential/gradient")
def differential_gradient(game, points):
    best = peaks_at(game, points).argmax(1)
    curvature = np.array([peak["curvature"] for peak in game["peaks"]], points.dtype)
    center = np.array([peak["center"] for peak in game["peaks"]], points.dtype)
    return -2 * curvature[best][:, None] * (points - center[best])


@implements("differential/score")
def differential_score(game, points, temperature):
    return differential_gradient(game, points) / temperature


@implements("differential/maximisers")
def maximisers(game):
    highest = max(peak["top"] for peak in game["peaks"])
    centers = {tuple(peak["center"]): None for peak in game["peaks"] if peak["top"] == highest}
    return np.array(list(centers))


# Responses to a squared Hellinger distance.


@implements("independent/response-hellinger-squared")
def response_hellinger_squared(q, old, omega):
    """p = old (ω/(ω + λ − q))² with λ ≥ max q − ω; what is left goes to the best action that old leaves out."""
    gap = q.max() - q
    held = old > 0

    def at(x):
        # λ = max q − ω + x: ω + λ − q = gap + x.
        with np.errstate(divide="ignore", over="ignore"):
            return np.where(held, old * (omega / np.where(held, gap + x, 1)) ** 2, 0)

    free = np.where(held, np.inf, gap)
    lowest = float(free.min())
    # An action that old leaves out enters once λ has come down to its q − ω: x = 0 of the best.
    if lowest == 0.0:
        share = at(0.0).sum() if not np.any(held & (gap == 0)) else np.inf
        if share < 1:
            p = at(0.0)
            p[int(free.argmin())] = 1 - share
            return p.astype(q.dtype)
    low, high = 0.0, float(omega)
    for _ in range(200):
        middle = (low + high) / 2
        if at(middle).sum() > 1:
            low = middle
        else:
            high = middle
    return at(high).astype(q.dtype)
