"""The backup operators, vectorised, one function per catalogue id.

Each takes an instance and `backup`, V -> r + gamma P V, and returns what the operator of that id returns.
Exponentials are shifted where the result would otherwise overflow or vanish for finite inputs.
"""

from functools import reduce

import numpy as np
from scipy.special import entr, logsumexp, rel_entr


def soft_maximum(x, axis):
    """ln sum exp(x) over `axis`; by hand, as scipy's general logsumexp takes several times longer."""
    largest = x.max(axis, keepdims=True)
    return np.log(np.exp(x - largest).sum(axis)) + largest.squeeze(axis)


def weighted_soft_maximum(weights, x, axis):
    """ln sum w exp(x) over `axis`, `weights` positive and broadcastable to x."""
    largest = x.max(axis, keepdims=True)
    return np.log((weights * np.exp(x - largest)).sum(axis)) + largest.squeeze(axis)


def others(agent, count):
    """The axes of a joint table (S, m_0, ...) other than the state's and the agent's."""
    return tuple(axis + 1 for axis in range(count) if axis != agent)


def products_of_others(instance, policies):
    """prod_{k != n} pi_k for each n, shape (S, m_0, .., 1, .., m_{N-1})."""
    count = len(policies)

    def spread(k):
        shape = [1] * (count + 1)
        shape[0], shape[k + 1] = policies[k].shape
        return policies[k].reshape(shape)

    return [reduce(np.multiply, (spread(k) for k in range(count) if k != agent)) for agent in range(count)]


def own_last(instance, table):
    """A joint table as (S, others, own) of the instance's agent."""
    moved = np.moveaxis(table.reshape(instance.joint_shape), instance.agent + 1, -1)
    return moved.reshape(instance.states, -1, instance.actions[instance.agent])


def optimality(instance, backup):
    return backup(instance.q.max(1))


def evaluation(instance, backup):
    return backup(np.einsum("sa,sa->s", instance.policy, instance.q))


def soft_bellman(instance, backup):
    alpha = instance.temperature
    return backup(alpha * soft_maximum(instance.q / alpha, 1))


def soft_bellman_by_logsumexp(instance, backup):
    alpha = instance.temperature
    return backup(alpha * logsumexp(instance.q / alpha, axis=1))


def soft_evaluation(instance, backup):
    policy = instance.policy
    return backup((policy * (instance.q - instance.temperature * np.log(policy))).sum(1))


def rommeo_bellman(instance, backup):
    alpha = instance.temperature
    answered = alpha * soft_maximum(own_last(instance, instance.q) / alpha, 2)
    return backup(weighted_soft_maximum(instance.prior, answered, 1))


def rommeo_evaluation(instance, backup):
    policy, model = instance.conditional, instance.model
    expected = np.einsum("soa,soa->so", policy, own_last(instance, instance.q))
    answered = expected + instance.temperature * entr(policy).sum(2)
    return backup((model * answered).sum(1) - rel_entr(model, instance.prior).sum(1))


def local_tables(instance, q, weights):
    """Q_n(s, a_n) = (1/beta) ln sum_{a_-n} w_n exp(beta Q) for each agent n, w_n spread over a_-n."""
    q = instance.beta * q.reshape(instance.joint_shape)
    count = len(instance.actions)
    for agent in range(count):
        yield weighted_soft_maximum(weights[agent], q, others(agent, count)) / instance.beta


def local_tables_with_one_shift(instance, q, weights):
    """The same with one exponential per entry for all agents together.

    Breaks down where beta (max_a Q - max_{a_-n} Q) exceeds 745, as ours does not.
    """
    q = instance.beta * q.reshape(instance.states, -1)
    largest = q.max(1, keepdims=True)
    terms = np.exp(q - largest).reshape(instance.joint_shape)
    count = len(instance.actions)
    for agent in range(count):
        total = (weights[agent] * terms).sum(others(agent, count))
        yield (np.log(total) + largest) / instance.beta


def local_tables_by_einsum(instance, q, policies):
    """The same for product weights, one agent contracted after another."""
    q = instance.beta * q.reshape(instance.states, -1)
    largest = q.max(1, keepdims=True)
    terms = np.exp(q - largest)
    for agent in range(len(instance.actions)):
        total = expectation_over_others(instance, terms, policies, agent)
        yield (np.log(total) + largest) / instance.beta


def expectation_over_others(instance, table, policies, agent):
    """E_{a_-n}[table]; `optimize` has einsum contract one agent after another."""
    count, letters = len(instance.actions), "abcdefgh"[: len(instance.actions)]
    rest = [k for k in range(count) if k != agent]
    operands = ",".join(f"s{letters[k]}" for k in rest)
    subscripts = f"s{letters},{operands}->s{letters[agent]}"
    table = table.reshape(instance.joint_shape)
    return np.einsum(subscripts, table, *(policies[k] for k in rest), optimize="greedy")


def mean_soft_value(instance, tables):
    values = [soft_maximum(instance.alpha * table, 1) / instance.alpha for table in tables]
    return sum(values) / len(values)


def optimistic_bellman(instance, backup):
    tables = local_tables(instance, instance.q, instance.behaviour_of_others)
    return backup(mean_soft_value(instance, tables))


def optimistic_bellman_with_one_shift(instance, backup):
    tables = local_tables_with_one_shift(instance, instance.q, instance.behaviour_of_others)
    return backup(mean_soft_value(instance, tables))


def optimistic_product_bellman(instance, backup):
    weights = products_of_others(instance, instance.products)
    return backup(mean_soft_value(instance, local_tables(instance, instance.q, weights)))


def optimistic_product_bellman_by_einsum(instance, backup):
    tables = local_tables_by_einsum(instance, instance.q, instance.products)
    return backup(mean_soft_value(instance, tables))


def mean_policy_value(instance, tables):
    pairs = zip(instance.products, tables)
    values = [(policy * table).sum(1) + entr(policy).sum(1) / instance.alpha for policy, table in pairs]
    return sum(values) / len(values)


def optimistic_evaluation(instance, backup):
    tables = local_tables(instance, instance.q, instance.behaviour_of_others)
    return backup(mean_policy_value(instance, tables))


def optimistic_evaluation_with_one_shift(instance, backup):
    tables = local_tables_with_one_shift(instance, instance.q, instance.behaviour_of_others)
    return backup(mean_policy_value(instance, tables))


def softmax(logits):
    terms = np.exp(logits - logits.max(1, keepdims=True))
    return terms / terms.sum(1, keepdims=True)


def maosql(instance, backup):
    q = backup(mean_soft_value(instance, instance.local_tables))
    policies = [softmax(instance.alpha * table) for table in instance.local_tables]
    products, epsilon = products_of_others(instance, policies), instance.epsilon
    joint = q.shape[1]
    weights = [
        epsilon * count / joint + (1.0 - epsilon) * product for count, product in zip(instance.actions, products)
    ]
    return np.concatenate([table.ravel() for table in local_tables(instance, q, weights)])


def maosql_by_einsum(instance, backup):
    q = backup(mean_soft_value(instance, instance.local_tables))
    drawn = [softmax(instance.alpha * table) for table in instance.local_tables]
    uniform = [np.full_like(policy, 1.0 / policy.shape[1]) for policy in drawn]
    scaled = instance.beta * q
    largest = scaled.max(1, keepdims=True)
    terms = np.exp(scaled - largest)

    def table(agent):
        explored, exploited = (expectation_over_others(instance, terms, p, agent) for p in (uniform, drawn))
        mixed = instance.epsilon * explored + (1.0 - instance.epsilon) * exploited
        return (np.log(mixed) + largest) / instance.beta

    return np.concatenate([table(agent).ravel() for agent in range(len(instance.actions))])


def critic(instance, backup):
    agent = instance.agent
    value = (instance.products[agent] * instance.local_tables[agent]).sum(1)
    return expectation_over_others(instance, backup(value), instance.products, agent)


def regularized_value(instance, backup):
    q = backup(instance.v)
    values = []
    for agent, (policy, reference) in enumerate(zip(instance.products, instance.references)):
        seen = expectation_over_others(instance, q, instance.references, agent)
        values.append((policy * seen).sum(1) - instance.omega * rel_entr(policy, reference).sum(1))
    return sum(values) / len(values)


# Where there are several versions, each is timed and the fastest counts.
OPERATORS = {
    "bellman/optimality": [optimality],
    "bellman/evaluation": [evaluation],
    "soft/bellman": [soft_bellman, soft_bellman_by_logsumexp],
    "soft/evaluation": [soft_evaluation],
    "optimistic/bellman": [optimistic_bellman, optimistic_bellman_with_one_shift],
    "optimistic/product-bellman": [optimistic_product_bellman, optimistic_product_bellman_by_einsum],
    "optimistic/evaluation": [optimistic_evaluation, optimistic_evaluation_with_one_shift],
    "optimistic/maosql": [maosql, maosql_by_einsum],
    "rommeo/bellman": [rommeo_bellman],
    "rommeo/evaluation": [rommeo_evaluation],
    "independent/critic": [critic],
    "independent/value-mean-kullback-leibler": [regularized_value],
}
