//! Multilayer perceptrons with ReLU: values, and the two halves of the reverse pass.
//!
//! Rows of a batch are independent: a row's values do not depend on the others, and sums over rows run in index
//! order. In f64 every sum is one chain of fused multiply-adds, [`Field::add_product`].

use crate::error::Invalid;
use crate::scalar::{Field, Matrix};
use core::ops::Range;

/// A network x ↦ W_L(… ReLU(W_1 x + b_1) …) + b_L of widths \[in, h_1, …, out\].
///
/// Its parameters are flat, layer by layer: W, shape (out, in) in C order, then b, shape (out).
#[derive(Clone, Debug, PartialEq)]
pub struct Network<T = f64> {
    widths: Vec<usize>,
    parameters: Vec<T>,
}

/// Rows worked on at once: the activations of common widths stay in the second-level cache.
const ROWS: usize = 96;

impl<T: Field> Network<T> {
    /// The network of these widths and parameters.
    ///
    /// # Errors
    /// Fewer than two widths, a width of 0, a count of parameters that is not the widths', one that is not finite.
    pub fn new(widths: Vec<usize>, parameters: Vec<T>) -> Result<Self, Invalid> {
        if widths.len() < 2 {
            return Err(Invalid::new("widths", format!("has {} entries, and at least 2 are needed", widths.len())));
        }
        if let Some(layer) = widths.iter().position(|&width| width == 0) {
            return Err(Invalid::new(format!("widths[{layer}]"), "is 0, and a layer has at least 1 unit"));
        }
        let expected = widths.windows(2).try_fold(0usize, |count, pair| {
            let layer = pair[0].checked_add(1)?.checked_mul(pair[1])?;
            count.checked_add(layer)
        });
        match expected {
            None => return Err(Invalid::new("widths", "are so large that the parameters cannot be counted")),
            Some(expected) if expected != parameters.len() => {
                let problem = format!("has {} numbers where the widths need {expected}", parameters.len());
                return Err(Invalid::new("parameters", problem));
            }
            Some(_) => {}
        }
        if let Some(bad) = parameters.iter().position(|parameter| !parameter.to_f64().is_finite()) {
            let problem = format!("is {}, not a finite number", parameters[bad].to_f64());
            return Err(Invalid::new(format!("parameters[{bad}]"), problem));
        }
        Ok(Self { widths, parameters })
    }

    /// \[in, h_1, …, out\].
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// All parameters, flat.
    pub fn parameters(&self) -> &[T] {
        &self.parameters
    }

    /// Numbers in an input.
    pub fn input_count(&self) -> usize {
        self.widths[0]
    }

    /// Numbers in an output.
    pub fn output_count(&self) -> usize {
        self.widths[self.widths.len() - 1]
    }

    /// d of a Gaussian whose d means, then d log deviations, are the outputs.
    ///
    /// # Errors
    /// An odd number of outputs; the place is the last width.
    pub fn gaussian_dimension(&self) -> Result<usize, Invalid> {
        let outputs = self.output_count();
        if outputs.is_multiple_of(2) {
            return Ok(outputs / 2);
        }
        let place = format!("widths[{}]", self.widths.len() - 1);
        Err(Invalid::new(place, format!("is {outputs}, not one mean and one log deviation per coordinate")))
    }

    /// Whether it leads from `inputs` numbers to `outputs`.
    ///
    /// # Errors
    /// Names the width that is another.
    pub fn leads(&self, inputs: usize, outputs: usize) -> Result<(), Invalid> {
        let last = self.widths.len() - 1;
        for (layer, needed) in [(0, inputs), (last, outputs)] {
            if self.widths[layer] != needed {
                let problem = format!("is {} where {needed} is needed", self.widths[layer]);
                return Err(Invalid::new(format!("widths[{layer}]"), problem));
            }
        }
        Ok(())
    }

    /// The outputs, shape (rows, out), at `inputs`, shape (rows, in).
    pub fn outputs(&self, inputs: &[T]) -> Vec<T> {
        let mut pass = Pass::new(self, inputs);
        let mut outputs = Vec::with_capacity(pass.rows * self.output_count());
        for rows in pass.blocks() {
            pass.forward(rows);
            outputs.extend_from_slice(pass.outputs());
        }
        outputs
    }

    /// Σ_o c_o ∂f_o/∂x for each row, shape (rows, in).
    ///
    /// `cotangent(row, f, c)` reads the row's outputs f, shape (out), and writes c, shape (out), which holds zeros.
    /// At an input of exactly 0 a ReLU has derivative 0.
    pub fn input_gradient(&self, inputs: &[T], cotangent: impl Fn(usize, &[T], &mut [T])) -> Vec<T> {
        let mut pass = Pass::new(self, inputs);
        let mut gradient = Vec::with_capacity(inputs.len());
        for rows in pass.blocks() {
            pass.forward(rows);
            pass.pull_back(&cotangent, None);
            gradient.extend_from_slice(pass.input_cotangents());
        }
        gradient
    }

    /// Σ_rows Σ_o c_o ∂f_o/∂θ, shape (P), the rows added in index order; `cotangent` as in
    /// [`Network::input_gradient`].
    pub fn parameter_gradient(&self, inputs: &[T], cotangent: impl Fn(usize, &[T], &mut [T])) -> Vec<T> {
        let mut pass = Pass::new(self, inputs);
        let mut gradient = vec![T::zero(); self.parameters.len()];
        for rows in pass.blocks() {
            pass.forward(rows);
            pass.pull_back(&cotangent, Some(&mut gradient));
        }
        gradient
    }

    /// W and b of layer `layer`, as ranges of the parameters.
    fn layer(&self, layer: usize) -> (Range<usize>, Range<usize>) {
        let size = |pair: &[usize]| (pair[0] + 1) * pair[1];
        let start: usize = self.widths[..=layer].windows(2).map(size).sum();
        let bias = start + self.widths[layer] * self.widths[layer + 1];
        (start..bias, bias..bias + self.widths[layer + 1])
    }
}

/// The buffers of one walk over a batch, a block of rows at a time.
struct Pass<'a, T> {
    network: &'a Network<T>,
    inputs: &'a [T],
    rows: usize,
    /// The rows that the buffers hold.
    block: Range<usize>,
    /// What leaves each layer, shape (rows of the block, width).
    activations: Vec<Vec<T>>,
    /// The cotangents on either side of the layer at hand.
    above: Vec<T>,
    below: Vec<T>,
}

impl<'a, T: Field> Pass<'a, T> {
    fn new(network: &'a Network<T>, inputs: &'a [T]) -> Self {
        assert!(inputs.len().is_multiple_of(network.input_count()), "whole inputs");
        let rows = inputs.len() / network.input_count();
        let buffer = |width: usize| Vec::with_capacity(width * ROWS.min(rows));
        let widest = network.widths.iter().copied().max().unwrap_or_default();
        let activations = network.widths[1..].iter().map(|&width| buffer(width)).collect();
        Self { network, inputs, rows, block: 0..0, activations, above: buffer(widest), below: buffer(widest) }
    }

    fn blocks(&self) -> impl Iterator<Item = Range<usize>> + use<T> {
        let rows = self.rows;
        (0..rows).step_by(ROWS).map(move |first| first..rows.min(first + ROWS))
    }

    /// The block's outputs, shape (rows, out).
    fn outputs(&self) -> &[T] {
        &self.activations[self.activations.len() - 1]
    }

    /// The block's ∂/∂x after [`Pass::pull_back`], shape (rows, in).
    fn input_cotangents(&self) -> &[T] {
        &self.above
    }

    fn forward(&mut self, block: Range<usize>) {
        let Self { network, inputs, activations, .. } = self;
        for layer in 0..activations.len() {
            let (before, from) = activations.split_at_mut(layer);
            let incoming = match before.last() {
                Some(activations) => activations,
                None => &inputs[block.start * network.widths[0]..block.end * network.widths[0]],
            };
            let (weight, bias) = network.layer(layer);
            let leaving = &mut from[0];
            leaving.clear();
            for _ in block.clone() {
                leaving.extend_from_slice(&network.parameters[bias.clone()]);
            }
            let width = network.widths[layer];
            let weight = Matrix::new(width, &network.parameters[weight]).transpose();
            T::add_product(Matrix::new(width, incoming), weight, leaving);
            if !from[1..].is_empty() {
                for value in from[0].iter_mut() {
                    *value = core::mem::replace(value, T::zero()).max(T::zero());
                }
            }
        }
        self.block = block;
    }

    /// Carries cotangents from the outputs to the parameters, adding to `gradient`, or else to the inputs.
    fn pull_back(&mut self, cotangent: impl Fn(usize, &[T], &mut [T]), mut gradient: Option<&mut [T]>) {
        let Self { network, inputs, block, activations, above, below, .. } = self;
        let out = network.output_count();
        above.clear();
        above.resize(block.len() * out, T::zero());
        let outputs = &activations[activations.len() - 1];
        for ((row, outputs), cotangents) in
            block.clone().zip(outputs.chunks_exact(out)).zip(above.chunks_exact_mut(out))
        {
            cotangent(row, outputs, cotangents);
        }
        for layer in (0..activations.len()).rev() {
            let (width_in, width_out) = (network.widths[layer], network.widths[layer + 1]);
            let (weight, bias) = network.layer(layer);
            let cotangents = Matrix::new(width_out, above);
            if let Some(gradient) = gradient.as_deref_mut() {
                let incoming = match layer.checked_sub(1) {
                    Some(before) => &activations[before],
                    None => &inputs[block.start * width_in..block.end * width_in],
                };
                T::add_product(cotangents.transpose(), Matrix::new(width_in, incoming), &mut gradient[weight.clone()]);
                for row in above.chunks_exact(width_out) {
                    for (total, cotangent) in gradient[bias.clone()].iter_mut().zip(row) {
                        *total += cotangent.clone();
                    }
                }
                if layer == 0 {
                    return;
                }
            }
            below.clear();
            below.resize(block.len() * width_in, T::zero());
            T::add_product(cotangents, Matrix::new(width_in, &network.parameters[weight]), below);
            if let Some(before) = layer.checked_sub(1) {
                // What left a ReLU is positive exactly where what entered it was.
                for (cotangent, activation) in below.iter_mut().zip(&activations[before]) {
                    *cotangent = cotangent.clone() * activation.step();
                }
            }
            core::mem::swap(above, below);
        }
    }
}

/// The rows of several matrices side by side, each given with its count of columns.
pub fn beside<T: Field>(parts: &[(&[T], usize)]) -> Vec<T> {
    let (first, width) = parts[0];
    let rows = first.len() / width;
    let mut joined = Vec::with_capacity(rows * parts.iter().map(|(_, width)| width).sum::<usize>());
    for row in 0..rows {
        for (values, width) in parts {
            joined.extend_from_slice(&values[row * width..(row + 1) * width]);
        }
    }
    joined
}

/// Every row of `columns` numbers, `times` times.
pub fn repeated<T: Field>(values: &[T], columns: usize, times: usize) -> Vec<T> {
    let mut rows = Vec::with_capacity(values.len() * times);
    for row in values.chunks_exact(columns) {
        for _ in 0..times {
            rows.extend_from_slice(row);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Rational;

    fn whole(numbers: &[i64]) -> Vec<Rational> {
        numbers.iter().map(|&number| Rational::ratio(number, 1)).collect()
    }

    #[test]
    fn a_small_network_is_what_the_hand_computes() {
        // h = ReLU((x + 2y − 1, −x + 3)), f = 2h₁ − h₂ + 5.
        let network = Network::new(vec![2, 2, 1], whole(&[1, 2, -1, 0, -1, 3, 2, -1, 5])).expect("valid");
        let inputs = whole(&[1, 1, 4, 0, 0, 0]);
        assert_eq!(network.outputs(&inputs), whole(&[2 * 2 - 2 + 5, 2 * 3 + 5, -3 + 5]));
        let one = |_: usize, _: &[Rational], cotangent: &mut [Rational]| cotangent[0] = Rational::ratio(1, 1);
        assert_eq!(network.input_gradient(&inputs, one), whole(&[3, 4, 2, 4, 1, 0]));
        // Active units per row: both, the first, the second.
        let expected = whole(&[2 * (1 + 4), 2, -1, -1, 4, -2, 2 + 3, 2 + 3, 3]);
        assert_eq!(network.parameter_gradient(&inputs, one), expected);
    }

    #[test]
    fn a_relu_has_slope_0_at_0() {
        let network = Network::new(vec![1, 1, 1], whole(&[1, 0, 1, 0])).expect("valid");
        let one = |_: usize, _: &[Rational], cotangent: &mut [Rational]| cotangent[0] = Rational::ratio(1, 1);
        assert_eq!(network.input_gradient(&whole(&[0]), one), whole(&[0]));
    }

    #[test]
    fn rows_do_not_know_their_neighbours_and_blocks_leave_no_trace() {
        let numbers = |count: usize, step: f64| -> Vec<f64> { (0..count).map(|i| (step * i as f64).sin()).collect() };
        let network = Network::new(vec![3, 7, 5, 2], numbers(4 * 7 + 8 * 5 + 6 * 2, 1.3)).expect("valid");
        let inputs = numbers(3 * (2 * ROWS + 5), 0.7);
        let square = |_: usize, outputs: &[f64], cotangent: &mut [f64]| cotangent.copy_from_slice(outputs);
        let (outputs, gradient) = (network.outputs(&inputs), network.input_gradient(&inputs, square));
        let mut total = vec![0.0; network.parameters().len()];
        for (row, input) in inputs.chunks_exact(3).enumerate() {
            assert_eq!(network.outputs(input), outputs[2 * row..2 * row + 2]);
            assert_eq!(network.input_gradient(input, square), gradient[3 * row..3 * row + 3]);
            for (total, part) in total.iter_mut().zip(network.parameter_gradient(input, square)) {
                *total += part;
            }
        }
        // A fused step rounds once where a product and a sum round twice.
        let whole = network.parameter_gradient(&inputs, square);
        let scale: f64 = whole.iter().fold(1.0, |scale: f64, entry| scale.max(entry.abs())) * outputs.len() as f64;
        assert!(whole.iter().zip(&total).all(|(whole, total)| (whole - total).abs() <= scale * f64::EPSILON));
    }

    #[test]
    fn what_is_no_network_is_refused_with_its_numbers() {
        let refused = |widths: &[usize], parameters: &[f64]| {
            Network::new(widths.to_vec(), parameters.to_vec()).expect_err("invalid").to_string()
        };
        assert_eq!(refused(&[3], &[]), "widths has 1 entries, and at least 2 are needed");
        assert_eq!(refused(&[3, 0, 1], &[]), "widths[1] is 0, and a layer has at least 1 unit");
        assert_eq!(refused(&[2, 1], &[0.0; 4]), "parameters has 4 numbers where the widths need 3");
        assert_eq!(refused(&[1, 1], &[0.0, f64::NAN]), "parameters[1] is NaN, not a finite number");
        let huge = refused(&[usize::MAX, 2], &[]);
        assert_eq!(huge, "widths are so large that the parameters cannot be counted");
    }
}
