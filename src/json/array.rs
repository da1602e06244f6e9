//! Arrays of numbers, flat or nested, straight into a vector.

use super::number::Number;
use super::reader::{Next, Reader};
use oracle::Invalid;
use std::io::Read;

/// Entries in C order, and the lengths that the nesting shows: one for a flat array.
#[derive(Clone, Debug)]
pub struct Shaped<T> {
    /// The lengths.
    pub shape: Vec<usize>,
    /// The entries.
    pub values: Vec<T>,
}

impl<T> Shaped<T> {
    /// The entries, if they are flat or nested in one of the `shapes`.
    ///
    /// # Errors
    /// Any other nesting.
    pub fn shaped(self, shapes: &[&[usize]]) -> Result<Vec<T>, Invalid> {
        if self.shape.len() == 1 || shapes.contains(&self.shape.as_slice()) {
            return Ok(self.values);
        }
        let needed: Vec<String> = shapes.iter().map(|shape| tuple(shape)).collect();
        let problem =
            format!("has shape {} where {} or a flat array is needed", tuple(&self.shape), needed.join(" or "));
        Err(Invalid::new("", problem))
    }
}

/// `(2, 3)`
pub(super) fn tuple(shape: &[usize]) -> String {
    let counts: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("({})", counts.join(", "))
}

/// One entry of an array.
pub(super) trait Element: Sized {
    const NEEDED: &'static str;
    fn read<R: Read>(reader: &mut Reader<R>) -> Result<Self, Invalid>;
}

/// A number, written as one or as a string.
pub(super) fn number<T: Number, R: Read>(reader: &mut Reader<R>) -> Result<T, Invalid> {
    let parsed = match reader.peek()? {
        Next::Number => T::from_decimal(reader.number()?),
        Next::Text => T::from_text(reader.text()?),
        _ => return Err(reader.refuse_next("a number")),
    };
    parsed.map_err(|problem| reader.refuse(problem))
}

/// Wraps a scalar, so that the whole numbers below are other elements.
pub(super) struct Scalar<T>(pub T);

impl<T: Number> Element for Scalar<T> {
    const NEEDED: &'static str = "a number";
    fn read<R: Read>(reader: &mut Reader<R>) -> Result<Self, Invalid> {
        number(reader).map(Self)
    }
}

impl Element for usize {
    const NEEDED: &'static str = "a whole number";
    fn read<R: Read>(reader: &mut Reader<R>) -> Result<Self, Invalid> {
        reader.whole()
    }
}

impl Element for u32 {
    const NEEDED: &'static str = "a whole number";
    fn read<R: Read>(reader: &mut Reader<R>) -> Result<Self, Invalid> {
        let number = reader.whole()?;
        Self::try_from(number).map_err(|_| reader.refuse(format_args!("is {number}, more than {}", Self::MAX)))
    }
}

/// An array of `E`, flat or nested evenly.
pub(super) fn array<E: Element, U, R: Read>(
    reader: &mut Reader<R>,
    unwrap: impl Fn(E) -> U,
) -> Result<Shaped<U>, Invalid> {
    // counts[d] entries were begun in the open array of depth d; lengths[d] is known once one of that depth closed.
    let mut counts = vec![0usize];
    let mut lengths: Vec<Option<usize>> = vec![None];
    let mut leaf = None;
    let mut values = Vec::new();
    reader.enter_array()?;
    loop {
        let place = |counts: &[usize]| counts.iter().map(|count| format!("[{}]", count - 1)).collect::<String>();
        let depth = counts.len() - 1;
        if !reader.next_entry().map_err(|invalid| invalid.inside(&place(&counts[..depth])))? {
            let count = counts.pop().expect("an array is open");
            let length = *lengths[depth].get_or_insert(count);
            if length != count {
                let problem = format_args!("has {count} entries where the arrays before it have {length}").to_string();
                return Err(reader.refuse(problem).inside(&place(&counts)));
            }
            if counts.is_empty() {
                break;
            }
            continue;
        }
        counts[depth] += 1;
        let entry = (|| {
            let next = reader.peek()?;
            match (next, leaf) {
                (Next::Array, Some(leaf)) if depth == leaf => Err(reader.refuse_next(E::NEEDED)),
                (Next::Array, _) => {
                    reader.enter_array()?;
                    Ok(None)
                }
                (_, Some(leaf)) if depth < leaf => Err(reader.refuse_next("an array")),
                _ => {
                    leaf = Some(depth);
                    E::read(reader).map(Some)
                }
            }
        })();
        match entry.map_err(|invalid| invalid.inside(&place(&counts)))? {
            Some(value) => values.push(unwrap(value)),
            None => {
                counts.push(0);
                if lengths.len() == counts.len() - 1 {
                    lengths.push(None);
                }
            }
        }
    }
    Ok(Shaped { shape: lengths.into_iter().map(|length| length.expect("every depth closed")).collect(), values })
}

/// An array of numbers, flat or nested evenly.
pub(super) fn numbers<T: Number, R: Read>(reader: &mut Reader<R>) -> Result<Shaped<T>, Invalid> {
    array(reader, |Scalar(value)| value)
}

/// An array of whole numbers, flat or nested evenly.
pub(super) fn wholes<E: Element, R: Read>(reader: &mut Reader<R>) -> Result<Shaped<E>, Invalid> {
    array(reader, |value| value)
}

/// A list whose entries `read` reads.
pub(super) fn list<T, R: Read>(
    reader: &mut Reader<R>,
    mut read: impl FnMut(&mut Reader<R>) -> Result<T, Invalid>,
) -> Result<Vec<T>, Invalid> {
    let mut entries = Vec::new();
    reader.enter_array()?;
    while reader.next_entry()? {
        let place = format!("[{}]", entries.len());
        entries.push(read(reader).map_err(|invalid| invalid.inside(&place))?);
    }
    Ok(entries)
}
